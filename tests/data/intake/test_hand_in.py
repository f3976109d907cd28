"""Whatever stands in the cells: a row is told as faulty, or it can be scored; nothing in between."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.catalogue import load_calendar
from data.intake import hand_in as module
from data.intake.problem import errors, line_of
from metrics.engine.board import score
from metrics.frames import OBSERVATIONS, widen
from metrics.model import Catalogue, Setting
from tests.data.intake.sample import BODIES, catalogue

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
POOLS = {
    "body": ["310101", "310104", "NA", "B01", ""],
    "indicator": ["share", "apiece", "list", "events", "papers", "grade", "pilot", "again"],
    "item": ["", "", "1", "2"],
    "field": [
        "n_published", "n_all", "note", "n_visits", "n_heads", "item_1", "item_2", "begun", "released",
        "made", "published", "grade", "has_rule", "",
    ],
    "value": [
        "1", "0", "5", "１２", "0.5", "NA", "优", "2012-07-09", "2012-07-10T08:30", "1e308", "-0",
        "999999999999999", "", "0001-01-01", "9999-12-31T23:59:59",
    ],
    "status": ["", "", "", "", "not_applicable", "nil"],
    "reason": ["", "无此业务"],
}  # fmt: skip
ROW = st.tuples(*(st.one_of(*[st.sampled_from(pool)] * 7, ANY) for pool in POOLS.values()))


@pytest.fixture(name="plan", scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue(tmp_path_factory.mktemp("plan"))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=12))
def test_a_row_is_faulty_or_can_be_scored(
    tmp_path: Path, plan: Catalogue, rows: list[tuple[str, ...]]
) -> None:
    content = io.StringIO(newline="")
    csv.writer(content).writerows([OBSERVATIONS, *rows])
    (tmp_path / "o.csv").write_text(content.getvalue(), encoding="utf-8", newline="")
    (tmp_path / "b.csv").write_text(BODIES, encoding="utf-8")
    taken = module.hand_in(plan, tmp_path / "b.csv", tmp_path / "o.csv")
    faulty = {line_of(one) for one in errors(taken.problems)}
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    assert len(taken.observations) + len(faulty) == filled
    board = score(plan, taken.bodies, widen(taken.observations, plan), Setting(2012, load_calendar("cn")))
    assert np.isfinite(board.totals["total"].dropna()).all()
    assert board.totals["total"].dropna().between(0, 100).all()
