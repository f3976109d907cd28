"""The question asked of a table of documents: small by hand, the real one counted again by other means."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.catalogue import load_calendar
from data.queries.documents import promptness, summary

REAL = Path(__file__).parents[4] / "shared/reference/shanghai-policy-docs/shanghai_policy_docs.csv"
SMALL = """title,doc_number,issued,published
市科委关于印发方案的通知,沪科〔2012〕1号,2012-07-09,2012-08-06
市科委关于印发方案的通知,沪科〔2012〕2号,2012-07-09,2012-08-07
市科委关于印发方案的通知,沪科〔2012〕3号,,2012-08-07
上海科技节组委会办公室关于举办科技节的通知,,2012-07-10,2012-07-09
上海市卫生健康委员会关于下达计划的通知,沪卫医〔2020〕1号,2020-03-02,2020-03-03
上海市露天仓库消防安全管理规定,,2012-07-09,2012-07-10
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "documents.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_small_table(small: Path) -> None:
    table = promptness(small).set_index("body")
    science = table.loc["B06"]
    assert (science["documents"], science["in_time"], science["missing"], science["negative"]) == (4, 1, 1, 1)
    assert (science["other_name"], science["evaluated"], science["name_en"]) == (
        1,
        True,
        "Science and Technology Commission",
    )
    assert not table.loc["L02", "evaluated"]
    assert table.loc["", "documents"] == 1
    assert table["documents"].sum() == 6


def test_the_summary_adds_up(small: Path) -> None:
    numbers = summary(small)
    assert numbers["documents"] == numbers["all_documents"] == 6
    assert numbers["recognised"] == 5
    assert (numbers["own_name"], numbers["other_name"], numbers["of_later"]) == (3, 1, 1)
    assert numbers["bodies_documents"] == numbers["for_a_body"] == 4
    assert (numbers["all_in_time"], numbers["all_missing"], numbers["all_negative"]) == (3, 1, 1)


@pytest.mark.skipif(not REAL.exists(), reason="the 8,396 Shanghai documents are not on this machine")
def test_the_real_documents_counted_again_day_by_day() -> None:
    """In time, missing and negative over all documents, by a clerk with a wall calendar."""
    calendar = load_calendar("cn")

    def works(day: date) -> bool:
        if day in calendar.workdays or day in calendar.holidays:
            return day in calendar.workdays
        return day.weekday() < 5

    found: Counter[str] = Counter()
    with REAL.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if not (row["issued"] and row["published"]):
                found["missing"] += 1
                continue
            issued, published = date.fromisoformat(row["issued"]), date.fromisoformat(row["published"])
            days = (published - issued).days
            if days < 0:
                found["negative"] += 1
            else:
                lag = sum(works(issued + timedelta(n)) for n in range(1, min(days, 80) + 1))
                found["in_time" if lag <= 20 else "late"] += 1
    numbers = summary(REAL)
    assert found == {"missing": 4235, "negative": 31, "in_time": 4035, "late": 95}
    assert all(numbers[f"all_{name}"] == found[name] for name in ("missing", "negative", "in_time"))
    assert numbers["all_share_known"] == pytest.approx(4035 / (4035 + 95))
    table = promptness(REAL)
    assert table[["documents", "missing", "negative", "in_time"]].sum().tolist() == [8396, 4235, 31, 4035]
