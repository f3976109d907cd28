"""Working days against the study's vectors, a day-by-day reference and their own algebra."""

from __future__ import annotations

import csv
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import workdays
from metrics.model import Calendar

CN_FILE = Path(__file__).parents[2] / "data" / "catalogue" / "calendars" / "cn.csv"
NAT = np.datetime64("NaT", "D")


def read_cn() -> Calendar:
    with CN_FILE.open(encoding="utf-8") as file:
        rows = [(date.fromisoformat(row["date"]), row["kind"]) for row in csv.DictReader(file)]
    free = frozenset(day for day, kind in rows if kind == "holiday")
    made_up = frozenset(day for day, kind in rows if kind == "workday")
    years = [day.year for day, _ in rows]
    return Calendar("cn", free, made_up, min(years), max(years))


CN = read_cn()
PLAIN = Calendar("plain", frozenset(), frozenset(), 2000, 2030)

# From just before the first known year to after the last: the edges are where tables go wrong.
DAYS = st.dates(date(2002, 1, 1), date(2029, 12, 31))
STEPS = st.integers(1, 400)


def works(day: date, calendar: Calendar) -> bool:
    """The reference: looked at one day at a time, as a clerk would."""
    if calendar.first <= day.year <= calendar.last:
        if day in calendar.workdays:
            return True
        if day in calendar.holidays:
            return False
    return day.weekday() < 5


def lag_by_hand(start: date, end: date, calendar: Calendar) -> int:
    if end < start:
        return -lag_by_hand(end, start, calendar)
    span = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(works(day, calendar) for day in span)


def add_by_hand(day: date, n: int, calendar: Calendar) -> date:
    step = timedelta(1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= works(day, calendar)
    return day


VECTORS = [
    ("2012-07-09", 20, "2012-08-06"),
    ("2012-09-20", 20, "2012-10-24"),
    ("2012-09-24", 15, "2012-10-19"),
    ("2012-09-24", 30, "2012-11-09"),
    ("2012-12-20", 15, "2013-01-11"),
    ("2013-01-28", 15, "2013-02-21"),
    ("2012-01-16", 15, "2012-02-09"),
    ("2013-03-31", 7, "2013-04-10"),
]


@pytest.mark.parametrize(("start", "n", "end"), VECTORS)
def test_the_vectors_of_the_study(start: str, n: int, end: str) -> None:
    assert workdays.add(date.fromisoformat(start), n, CN) == date.fromisoformat(end)
    assert workdays.lag(start, end, CN) == n


def test_the_vectors_need_the_calendar() -> None:
    """Control: by weekends alone most of them come out wrong, so they do test the table."""
    wrong = [row for row in VECTORS if workdays.lag(row[0], row[2], PLAIN) != row[1]]
    assert len(wrong) >= 6


def test_make_up_days_and_holidays() -> None:
    assert workdays.count("2026-10-10", "2026-10-10", CN) == 1  # a Saturday that is worked
    assert workdays.count("2026-10-11", "2026-10-11", CN) == 0
    assert workdays.count("2012-10-01", "2012-10-07", CN) == 0  # the national holiday
    assert workdays.count("2012-10-08", "2012-10-12", CN) == 5


def test_counting_starts_the_day_after() -> None:
    assert workdays.lag("2012-07-09", "2012-07-09", CN) == 0
    assert workdays.lag("2012-07-09", "2012-07-10", CN) == 1
    assert workdays.lag("2012-07-06", "2012-07-08", CN) == 0  # Friday to Sunday
    assert workdays.lag("2012-07-07", "2012-07-09", CN) == 1  # Saturday to Monday
    assert workdays.lag("2012-07-10", "2012-07-09", CN) == -1


def test_back_from_a_free_day_and_from_a_working_day() -> None:
    assert workdays.add(date(2012, 7, 8), -1, CN) == date(2012, 7, 6)  # Sunday
    assert workdays.add(date(2012, 7, 9), -1, CN) == date(2012, 7, 6)  # Monday
    assert workdays.add(date(2012, 7, 8), 0, CN) == date(2012, 7, 8)


def test_times_of_day_and_gaps() -> None:
    start = np.array(["2012-07-09T23:59:59", "NaT", "2012-07-09", "NaT"], dtype="datetime64[s]")
    end = np.array(["2012-07-10", "2012-07-10", "NaT", "NaT"], dtype="datetime64[ns]")
    found = workdays.lag(start, end, CN)
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, [1, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(workdays.lag(pd.Series(start), pd.Series(end), CN), found)
    np.testing.assert_array_equal(workdays.shift([NAT, np.datetime64("2012-07-09")], 20, CN)[0], NAT)
    assert np.isnan(workdays.count(NAT, NAT, CN))
    assert workdays.lag(np.array([], dtype="datetime64[D]"), start[:0], CN).shape == (0,)


def test_unknown_years_go_by_weekends_and_say_so() -> None:
    assert workdays.known(date(2026, 12, 31), CN)
    assert not workdays.known(date(2027, 1, 1), CN)
    assert not workdays.known(date(2003, 12, 31), CN)
    assert workdays.lag("2026-12-31", "2027-01-01", CN) == 1  # a holiday, but nobody has announced it
    days = ["2003-12-31", "2004-01-01", "2026-12-31", "2027-01-01", "NaT"]
    assert workdays.all_known(days, CN).tolist() == [False, True, True, False, False]


def test_exceptions_outside_the_known_years_or_without_effect_are_ignored() -> None:
    friday, saturday = date(2012, 7, 6), date(2012, 7, 7)
    idle = Calendar("idle", frozenset({saturday, date(2031, 1, 1)}), frozenset({friday}), 2012, 2012)
    assert workdays.count(friday, saturday, idle) == 1
    assert workdays.count("2031-01-01", "2031-01-01", idle) == 1


@given(DAYS, DAYS)
def test_lag_agrees_with_counting_by_hand(start: date, end: date) -> None:
    assert workdays.lag(start, end, CN) == lag_by_hand(start, end, CN)


@given(DAYS, st.integers(-400, 400))
def test_add_agrees_with_counting_by_hand(day: date, n: int) -> None:
    assert workdays.add(day, n, CN) == add_by_hand(day, n, CN)


@given(DAYS, STEPS)
def test_lag_undoes_add(day: date, n: int) -> None:
    reached = workdays.add(day, n, CN)
    assert workdays.lag(day, reached, CN) == n
    assert works(reached, CN)


@given(DAYS, st.integers(0, 300), st.integers(0, 300))
def test_add_is_additive_and_monotone(day: date, n: int, more: int) -> None:
    assert workdays.add(workdays.add(day, n, CN), more, CN) == workdays.add(day, n + more, CN)
    assert workdays.add(day, n + more, CN) >= workdays.add(day, n, CN)
    assert workdays.add(day + timedelta(1), n, CN) >= workdays.add(day, n, CN)


@given(DAYS, DAYS, DAYS)
def test_lag_is_additive_and_antisymmetric(a: date, b: date, c: date) -> None:
    assert workdays.lag(a, c, CN) == workdays.lag(a, b, CN) + workdays.lag(b, c, CN)
    assert workdays.lag(a, b, CN) == -workdays.lag(b, a, CN)


def test_a_million_rows_are_quick_and_right() -> None:
    chance = np.random.default_rng(20120709)
    start = np.datetime64("1999-01-01") + chance.integers(0, 12_000, 1_000_000)
    end = start + chance.integers(-300, 300, 1_000_000)
    began = time.process_time()
    lags = workdays.lag(start, end, CN)
    ends = workdays.shift(start, 20, CN)
    assert time.process_time() - began < 5  # 0.1 s and 0.7 s where it was written
    for row in range(0, 1_000_000, 5_000):
        assert lags[row] == lag_by_hand(start[row].item(), end[row].item(), CN)
        assert ends[row].item() == add_by_hand(start[row].item(), 20, CN)
