"""The working-day calendars shipped with the catalogue, row by row."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

CALENDARS = Path(__file__).parents[2] / "data" / "catalogue" / "calendars"
REFERENCE = Path(__file__).parents[3] / "shared" / "plan-2012" / "workday_exceptions_2012_2013.csv"


def rows(path: Path) -> list[tuple[date, str]]:
    with path.open(encoding="utf-8") as file:
        return [(date.fromisoformat(row["date"]), row["kind"]) for row in csv.DictReader(file)]


CN = rows(CALENDARS / "cn.csv")


def test_every_row_changes_its_day() -> None:
    days = [day for day, _ in CN]
    assert days == sorted(set(days))
    assert {kind for _, kind in CN} == {"holiday", "workday"}
    idle = [day for day, kind in CN if (day.weekday() < 5) != (kind == "holiday")]
    assert idle == []


def test_every_year_is_complete() -> None:
    free = Counter(day.year for day, kind in CN if kind == "holiday")
    made_up = Counter(day.year for day, kind in CN if kind == "workday")
    assert sorted(free) == list(range(2004, 2027))
    # By law 10 days off a year until 2007, 11 until 2024, 13 since; some fall on weekends.
    net = {year: free[year] - made_up[year] for year in free}
    assert all(8 <= days <= 13 for days in net.values()), net


def test_it_agrees_with_the_plan_of_2012() -> None:
    if not REFERENCE.exists():
        pytest.skip("the plan's own list of 2012 and 2013 is not on this machine")
    ours = [row for row in CN if row[0].year in (2012, 2013)]
    assert ours == sorted(rows(REFERENCE))
