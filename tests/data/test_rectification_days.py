"""Each day of 2024-2027 at its first and last minute in Shanghai, under three zones of the server.

It is the same day and the same clock: a deadline must not depend on where the machine stands, nor on when in
the day somebody looks.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.desk import SHANGHAI, Desk
from data.store.db import Database
from metrics.procedure import clocks
from metrics.procedure.items import Pause
from tests.metrics.procedure.items import item
from tests.metrics.procedure.terms import calendar, terms

FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)
ZONES = ("UTC", "America/Los_Angeles", "Asia/Shanghai")
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The zone of the server, set as an operator would."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def desk_at(moment: datetime, folder: Path) -> Desk:
    """A desk whose clock reads the server's local time, as the machine's own does."""
    base = Database(f"sqlite:///{folder / 'unused.db'}")
    return Desk(base, folder, folder, "somebody", "office", clock=lambda: moment.astimezone())


def works(day: date) -> bool:
    if not calendar().first <= day.year <= calendar().last:
        return day.weekday() < 5
    return day not in calendar().holidays and (day in calendar().workdays or day.weekday() < 5)


def test_every_day_begins_and_ends_in_shanghai(zone: str, tmp_path: Path) -> None:
    base = desk_at(datetime(2024, 1, 1, tzinfo=UTC), tmp_path)
    for day in DAYS:
        for hour, minute in ((0, 0), (23, 59)):
            moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
            local = moment.astimezone()  # as the server would say it
            desk = Desk(base.database, tmp_path, tmp_path, "somebody", "office", clock=lambda at=local: at)
            assert desk.today == day
            assert (desk.now - timedelta(days=1)).date() == day - timedelta(days=1)


def test_the_naive_clock_of_a_server_would_be_wrong(zone: str) -> None:
    """The control: the server's own day differs from Shanghai's at one of the minutes, unless it is there."""
    differ = 0
    for hour, minute in ((0, 0), (23, 59)):
        moment = datetime(2024, 7, 9, hour, minute, tzinfo=SHANGHAI)
        differ += moment.astimezone(None).date() != date(2024, 7, 9)
    assert (differ > 0) == (zone != "Asia/Shanghai")


def test_a_clock_that_runs_through_four_years_counts_every_working_day() -> None:
    """One item issued at the start, contested each July: every day's figures against a count day by day."""
    pauses = tuple(Pause(date(year, 7, 1), date(year, 7, 31), "contested") for year in range(2024, 2028))
    one = item("in_hand", issued_on=FIRST, allowed=30, pauses=pauses)
    gone = rested = 0
    for day in DAYS[1:]:
        inside = any(pause.start < day <= pause.end for pause in pauses)  # type: ignore[operator]
        gone += works(day) and not inside
        rested += works(day) and inside
        clock = clocks.read(one, day, calendar(), terms())
        assert (clock.elapsed, clock.paused, clock.left) == (gone, rested, 30 - gone), day
        assert clock.known == (day.year <= calendar().last)


def test_every_day_is_a_good_day_to_issue() -> None:
    """Issued on any day of the four years: the deadline is a working day with exactly 15 before it."""
    ordinal, total = {}, 0
    for n in range((LAST - FIRST).days + 60):
        day = FIRST + timedelta(days=n)
        total += works(day)
        ordinal[day] = total
    for day in DAYS:
        deadline = clocks.read(item("issued", issued_on=day), day, calendar(), terms()).deadline
        assert deadline is not None
        assert works(deadline)
        assert ordinal[deadline] - ordinal[day] == 15
