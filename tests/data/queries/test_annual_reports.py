"""An annual report looked at by who works with observations, and marked for mending; nothing is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from data.desk import Desk
from data.queries import annual_reports, imports
from metrics.errors import NotPermitted

TABLE = Path(__file__).parents[4] / "shared" / "real" / "annual_report_table3_fixture.csv"


@pytest.fixture
def kind() -> str:
    """Nothing is read from the database but who is there."""
    return "sqlite"


def test_what_is_no_report_is_told(opened: str, evaluator: Desk) -> None:
    found = annual_reports.look(evaluator, b"a,b\n1,2\n", "t.csv")
    assert [one.code for one in found.problems] == ["report_no_form"]
    assert annual_reports.look(evaluator, b"\x00", "t.xlsx").workbook is None


def test_a_report_that_does_not_add_up_comes_back_marked(opened: str, seat: Callable[..., Desk]) -> None:
    if not TABLE.exists():
        pytest.skip("the real figures are not at hand (../shared/real)")
    reporter = seat("reporter", body="310101")
    rows = list(csv.reader(io.StringIO(TABLE.read_text(encoding="utf-8-sig"))))
    assert not [
        one for one in annual_reports.look(reporter, _csv(rows), "t.csv").problems if one.severity == "error"
    ]
    total = rows[0].index("总计")
    rows[1][total] = str(int(rows[1][total]) + 1)
    found = annual_reports.look(reporter, _csv(rows), "t.csv")
    assert "identity_broken" in {one.code for one in found.problems}
    copy = annual_reports.marked(reporter, found, "t.csv")
    assert copy is not None
    assert copy.content.startswith(b"PK")
    assert imports.log(seat("office"), opened) == ()


@pytest.mark.parametrize("role", ["viewer", "reporter"])
def test_who_may_not(role: str, opened: str, seat: Callable[..., Desk]) -> None:
    with pytest.raises(NotPermitted):
        annual_reports.look(seat(role), b"a,b\n1,2\n", "t.csv")


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
