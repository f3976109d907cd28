"""Clocks against days counted one by one, lamps at their edges, the ladder, the window for looking again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from metrics.procedure import clocks
from metrics.procedure.items import Item, Milestone, Pause
from tests.metrics.procedure.items import item
from tests.metrics.procedure.terms import calendar, terms

MONDAY = date(2024, 3, 4)


def works(day: date) -> bool:
    """Whether a day is a working day, by hand."""
    if day in calendar().holidays:
        return False
    return day in calendar().workdays or day.weekday() < 5


def passed(start: date, end: date) -> int:
    """Working days after `start` up to `end`, one by one."""
    return sum(works(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def read(one: Item, today: date) -> clocks.Clock:
    return clocks.read(one, today, calendar(), terms())


@given(
    start=some.dates(date(2012, 1, 1), date(2026, 6, 1)),
    allowed=some.integers(1, 40),
    extension=some.integers(0, 10),
    days=some.integers(0, 120),
    pauses=some.lists(some.integers(0, 12), max_size=6),
)
def test_days_are_counted_one_by_one(
    start: date, allowed: int, extension: int, days: int, pauses: list[int]
) -> None:
    """With any pauses: what is gone is every working day outside them, what is left is the rest."""
    edges = [start]
    for gap in pauses:
        edges.append(edges[-1] + timedelta(days=gap))
    rests = [Pause(first, last, "contested") for first, last in zip(edges[1::2], edges[2::2], strict=False)]
    one = item("in_hand", issued_on=start, allowed=allowed, extension=extension, pauses=tuple(rests))
    today = start + timedelta(days=days)
    resting = sum(passed(rest.start, min(rest.end or today, today)) for rest in rests if rest.start < today)
    clock = read(one, today)
    assert (clock.elapsed, clock.paused) == (passed(start, today) - resting, resting)
    assert clock.left == allowed + extension - clock.elapsed
    assert clock.late == max(0, -clock.left)
    assert clock.deadline is not None
    assert works(clock.deadline)
    assert passed(start, clock.deadline) == allowed + extension + resting
    assert (today <= clock.deadline) == (clock.left >= 0) or not works(today)


def test_make_up_days_count_and_holidays_do_not() -> None:
    """Before the spring festival of 2024: Sunday 4 February is worked, 10-17 are off, Sunday 18 is worked."""
    one = item("in_hand", issued_on=date(2024, 2, 2), allowed=7)
    assert read(one, date(2024, 2, 4)).elapsed == 1
    assert read(one, date(2024, 2, 17)).elapsed == 6
    assert read(one, date(2024, 2, 18)) == replace(read(one, date(2024, 2, 18)), elapsed=7, left=0)
    assert read(one, date(2024, 2, 18)).deadline == date(2024, 2, 18)
    # The control: by weekends alone it would have ended on the 13th.
    assert passed(date(2024, 2, 2), date(2024, 2, 13)) < 7


def test_a_year_that_is_not_published_yet_is_said_to_be_so() -> None:
    assert read(item("in_hand", issued_on=date(2026, 11, 2)), date(2026, 11, 3)).known
    beyond = read(item("in_hand", issued_on=date(2026, 12, 28), allowed=5), date(2026, 12, 29))
    assert (beyond.known, beyond.deadline) == (False, date(2027, 1, 4))
    assert not read(item("in_hand", issued_on=date(2031, 1, 1)), date(2031, 1, 2)).known


@pytest.mark.parametrize(
    ("elapsed", "lamp"),
    [(0, "green"), (11, "green"), (12, "blue"), (15, "blue"), (16, "yellow"), (20, "yellow"), (21, "red")],
)
def test_lamps_change_on_their_day(elapsed: int, lamp: str) -> None:
    today = next(day for n in range(120) if passed(MONDAY, day := MONDAY + timedelta(days=n)) == elapsed)
    assert read(item("in_hand", issued_on=MONDAY), today).lamp == lamp


def test_sent_back_twice_is_red_while_it_is_open() -> None:
    assert read(item("in_hand", returns=1), date(2024, 3, 6)).lamp == "green"
    assert read(item("in_hand", returns=2), date(2024, 3, 6)).lamp == "red"
    assert read(item("closed", returns=2), date(2024, 3, 6)).lamp == "green"


def test_behind_plan_is_yellow_until_it_is_done() -> None:
    one = item("in_hand", issued_on=MONDAY, milestones=(Milestone("普查", 3), Milestone("补齐", 9)))
    third, fourth = date(2024, 3, 7), date(2024, 3, 8)
    assert (read(one, third).lamp, read(one, fourth).lamp) == ("green", "yellow")
    done = replace(one, milestones=(replace(one.milestones[0], done_on=fourth), one.milestones[1]))
    assert read(done, fourth).lamp == "green"


def test_a_draft_has_no_clock_and_what_is_dropped_no_lamp() -> None:
    assert read(item("drafted"), MONDAY) == clocks.Clock("off")
    assert read(item("dropped", ended_on=MONDAY), date(2025, 1, 1)).lamp == "off"


def test_what_is_closed_keeps_the_clock_of_its_end() -> None:
    """Reported on the last day, verified ten days later: in time; reported a day late: late for ever."""
    last, after = date(2024, 3, 25), date(2024, 3, 26)
    for reported, late, lamp in ((last, 0, "green"), (after, 1, "yellow")):
        pauses = (Pause(reported, date(2024, 4, 10), "reported"),)
        one = item(
            "closed", issued_on=MONDAY, pauses=pauses, closed_on=date(2024, 4, 10), ended_on=date(2024, 4, 10)
        )
        for today in (date(2024, 4, 10), date(2026, 1, 1)):
            assert (read(one, today).late, read(one, today).lamp) == (late, lamp)


def on_day(late: int, **changes: object) -> tuple[Item, clocks.Clock]:
    one = item("in_hand", issued_on=MONDAY, **changes)
    today = next(day for n in range(120) if passed(MONDAY, day := MONDAY + timedelta(days=n)) == 15 + late)
    return one, read(one, today)


@pytest.mark.parametrize(
    ("late", "rung"),
    [(-4, None), (-3, "reminder"), (0, "reminder"), (1, "supervision"), (5, "supervision"),
     (6, "red_supervision"), (11, "criticism"), (20, "criticism"), (21, "referral"), (50, "referral")],
)  # fmt: skip
def test_the_ladder_climbs_by_days(late: int, rung: str | None) -> None:
    due = clocks.due_rung(*on_day(late), terms())
    assert (due and due.code) == rung


def test_a_letter_is_due_once_and_never_a_milder_one_after_it() -> None:
    assert clocks.due_rung(*on_day(3), terms(), {"supervision"}) is None
    assert clocks.due_rung(*on_day(3), terms(), {"red_supervision"}) is None
    due = clocks.due_rung(*on_day(6), terms(), {"reminder", "supervision"})
    assert due is not None
    assert (due.code, due.talk) == ("red_supervision", True)


def test_a_missed_milestone_and_two_returns_climb_too() -> None:
    behind = clocks.due_rung(*on_day(-9, milestones=(Milestone("普查", 3),)), terms())
    twice = clocks.due_rung(*on_day(-9, returns=2), terms())
    assert (behind and behind.code, twice and twice.code) == ("supervision", "red_supervision")


def test_nothing_is_due_while_the_clock_stands() -> None:
    one = item("contested", issued_on=date(2023, 3, 6), pauses=(Pause(date(2024, 3, 1), None, "contested"),))
    clock = read(one, date(2024, 3, 6))
    assert (clock.late > 21, clock.running) == (True, False)
    assert clocks.due_rung(one, clock, terms()) is None


def test_the_schedule_says_when_each_letter_comes() -> None:
    one, clock = on_day(-15)
    planned = clocks.schedule(one, clock, calendar(), terms())
    assert [rung.code for rung, _ in planned] == [rung.code for rung in terms().rungs]
    for rung, day in planned:
        due = clocks.due_rung(one, read(one, day), terms())
        before = clocks.due_rung(one, read(one, day - timedelta(days=1)), terms())
        assert due == rung
        assert before != rung
    assert clocks.schedule(item("drafted"), clocks.Clock("off"), calendar(), terms()) == ()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(date(2024, 3, 5), 3, date(2024, 6, 5)), (date(2023, 11, 30), 3, date(2024, 2, 29)),
     (date(2024, 8, 31), 6, date(2025, 2, 28)), (date(2024, 12, 1), 0, date(2024, 12, 1))],
)  # fmt: skip
def test_months_later(day: date, months: int, then: date) -> None:
    assert clocks.months_later(day, months) == then


def test_looking_again_opens_early_where_a_deviation_ends() -> None:
    closed = item("closed")
    assert clocks.look_window(closed, terms()) == (date(2024, 6, 5), date(2024, 9, 5))
    soon = replace(closed, deviation_until=date(2024, 4, 1))
    assert clocks.look_window(soon, terms()) == (date(2024, 4, 1), date(2024, 9, 5))
    assert clocks.look_window(item("in_hand"), terms()) is None
