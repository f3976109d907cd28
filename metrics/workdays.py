"""Working-day arithmetic (工作日) on a calendar kept as data, for whole columns at once.

Counting starts the day after the event, as the regulation on disclosure has it: an answer to a
request of Monday is one working day old on Tuesday. Time of day is ignored. Beyond the years the
calendar knows, weekends alone decide, and `known` says so.

Everything rests on one number, `_ordinal`: how many working days there are up to and including
a day. It is the closed form for Monday to Friday plus a cumulative table of the exceptions.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from metrics.model import Calendar

Days = npt.NDArray[np.datetime64]
Whole = npt.NDArray[np.int64]

_THURSDAY = 3  # 1970-01-01, day 0 of datetime64, is a Thursday; Monday is 0


def lag(start: npt.ArrayLike, end: npt.ArrayLike, calendar: Calendar) -> npt.NDArray[np.float64]:
    """Working days from `start` (not counted) to `end` (counted), as floats.

    `start`, `end`: datetime64 of any unit (or ISO text), arrays, columns or single ones.
    Negative where `end` lies before `start`; NaN where either is NaT.
    """
    first, last = _days(start), _days(end)
    gone = np.isnat(first) | np.isnat(last)
    passed = _ordinal(_numbers(last), calendar) - _ordinal(_numbers(first), calendar)
    return np.where(gone, np.nan, passed.astype(np.float64))


def shift(days: npt.ArrayLike, n: npt.ArrayLike, calendar: Calendar) -> Days:
    """The `n`-th working day after each of `days` (before it where n < 0; the day itself for 0).

    Days as in `lag`, `n` whole numbers, one or as many as days; returns datetime64[D], NaT for NaT.
    """
    given, steps = np.broadcast_arrays(_days(days), np.asarray(n, dtype=np.int64))
    start = _numbers(given)
    # Going back, a day that is itself a working day must not count as the first one before it.
    anchor = np.where(steps < 0, _ordinal(start - 1, calendar) + 1, _ordinal(start, calendar))
    reached = np.where(steps == 0, start, _first_with(anchor + steps, calendar))
    return np.where(np.isnat(given), np.datetime64("NaT", "D"), reached.astype("datetime64[D]"))


def add(day: date, n: int, calendar: Calendar) -> date:
    """The `n`-th working day after `day`: the last day of a period of `n` working days."""
    reached: date = shift(np.datetime64(day, "D"), n, calendar).tolist()
    return reached


def count(first: npt.ArrayLike, last: npt.ArrayLike, calendar: Calendar) -> npt.NDArray[np.float64]:
    """Working days from `first` to `last`, both counted; 1 or 0 for a single day. NaN for NaT."""
    return lag(_days(first) - np.timedelta64(1, "D"), last, calendar)


def known(day: date, calendar: Calendar) -> bool:
    """Whether the calendar knows the year; if not, lags are worked out by weekends alone."""
    return calendar.first <= day.year <= calendar.last


def all_known(days: npt.ArrayLike, calendar: Calendar) -> npt.NDArray[np.bool_]:
    """`known` for a column of days; False for NaT."""
    given = _days(days)
    years = given.astype("datetime64[Y]").astype(np.int64) + 1970
    inside: npt.NDArray[np.bool_] = (calendar.first <= years) & (years <= calendar.last) & ~np.isnat(given)
    return inside


def _days(given: npt.ArrayLike) -> Days:
    return np.asarray(given, dtype="datetime64[D]")


def _numbers(days: Days) -> Whole:
    """Days since 1970-01-01; NaT becomes 0, the caller masks it."""
    return np.where(np.isnat(days), np.datetime64(0, "D"), days).astype(np.int64)


def _ordinal(number: Whole, calendar: Calendar) -> Whole:
    days, cumulated = _exceptions(calendar)
    weeks, weekday = np.divmod(number + _THURSDAY, 7)
    mondays_to_fridays = weeks * 5 + np.minimum(weekday + 1, 5)
    ordinal: Whole = mondays_to_fridays + cumulated[np.searchsorted(days, number, side="right")]
    return ordinal


def _first_with(ordinal: Whole, calendar: Calendar) -> Whole:
    """The first day up to which there are `ordinal` working days, found by halving an interval."""
    _, cumulated = _exceptions(calendar)
    low = _plain_day(ordinal - cumulated.max())
    high = _plain_day(ordinal - cumulated.min())
    while np.any(low < high):
        middle = (low + high) // 2
        enough = _ordinal(middle, calendar) >= ordinal
        low, high = np.where(enough, low, middle + 1), np.where(enough, middle, high)
    return low


def _plain_day(ordinal: Whole) -> Whole:
    """`_first_with` for a calendar without exceptions."""
    weeks, weekday = np.divmod(ordinal - 1, 5)
    day: Whole = weeks * 7 + weekday - _THURSDAY
    return day


@lru_cache(maxsize=16)
def _exceptions(calendar: Calendar) -> tuple[Whole, Whole]:
    """Exceptional days in order, and by how many working days the first k of them change the count."""
    changes = {day: -1 for day in calendar.holidays if day.weekday() < 5}
    changes |= {day: 1 for day in calendar.workdays if day.weekday() >= 5}
    inside = sorted(day for day in changes if known(day, calendar))
    days: Whole = np.array(inside, dtype="datetime64[D]").astype(np.int64)
    steps = np.array([0, *(changes[day] for day in inside)], dtype=np.int64)
    return days, np.cumsum(steps)
