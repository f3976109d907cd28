"""Figures of rectification for those who lead it: what is open and late, what falls due, where it is stuck.

figures(desk, round_code) -> Figures
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from data.desk import SHANGHAI, Desk
from data.queries import rounds
from data.queries.rectification import calendar_of, items, terms_of
from data.store import rectification as kept
from metrics import workdays
from metrics.model import Calendar
from metrics.procedure import clocks, lifecycle
from metrics.procedure.clocks import LAMPS, RED, Clock
from metrics.procedure.items import Event, Item
from metrics.procedure.lifecycle import CLOSED, DRAFTED, DROPPED, HELD, LAPSED, OPEN, PATH, REOPENED
from metrics.procedure.terms import Terms

AHEAD = 15  # working days that the strip of coming deadlines shows
CLOSED_ONCE = frozenset({CLOSED, HELD, LAPSED, REOPENED})

BY_BODY = ("body", "open", "overdue", "red", "next_deadline")
COMING = ("day", "number", "body", "indicator", "left", "lamp")
STAGES = ("number", "body", "state", "since", "days")
MEDIANS = ("state", "n", "median", "longest")
REPEATS = ("indicator", "body", "times", "numbers")
WAITING = ("role", "n")
LOOKS = ("number", "body", "indicator", "look_from", "look_until", "late")


@dataclass(frozen=True)
class Figures:
    """How rectification stands today; days are working days.

    `lamps`: open items by colour. `by_body`: BY_BODY, the most overdue first. `days`: the next AHEAD working
    days. `coming`: COMING, open items whose deadline lies in them and whose clock runs. `stages`: STAGES,
    open items and drafts with days in their state. `medians`: MEDIANS over every stay that has ended.
    `repeats`: REPEATS, the same body and indicator more than once. `waiting`: WAITING, on whom. `due`: items
    that fell due or were closed; `in_time`: of them, those closed out in time. `unknown`: deadlines beyond
    the calendar, reckoned by weekends. `looks`: LOOKS, closed items that are to be looked at again by now,
    the oldest first; `late`: nobody did while there was time.
    """

    open: int
    overdue: int
    drafts: int
    closed: int
    lamps: Mapping[str, int]
    by_body: pd.DataFrame
    days: tuple[date, ...]
    coming: pd.DataFrame
    stages: pd.DataFrame
    medians: pd.DataFrame
    repeats: pd.DataFrame
    waiting: pd.DataFrame
    looks: pd.DataFrame
    due: int
    in_time: int
    unknown: int


def figures(desk: Desk, round_code: str) -> Figures:
    """The figures of a round; of a reporter those of their own body."""
    of_round = rounds.find(desk, round_code)
    terms, calendar = terms_of(desk, of_round), calendar_of(desk, of_round)
    found = items(desk, round_code)
    timed = [(one, clocks.read(one, desk.today, calendar, terms)) for one in found]
    running = [(one, clock) for one, clock in timed if one.state in OPEN]
    with desk.database.reading() as connection:
        events = kept.events(connection, [one.id for one in found]) if found else ()
    ahead = _ahead(desk.today, calendar)
    due, in_time = on_time(timed, desk.today)
    return Figures(
        open=len(running),
        overdue=sum(clock.late > 0 for _, clock in running),
        drafts=sum(one.state == DRAFTED for one in found),
        closed=sum(one.state in CLOSED_ONCE for one in found),
        lamps={lamp: sum(clock.lamp == lamp for _, clock in running) for lamp in LAMPS[1:]},
        by_body=_by_body(running),
        days=ahead,
        coming=_coming(running, ahead),
        stages=_stages(found, events, desk.today, calendar),
        medians=_medians(events, calendar),
        repeats=_repeats(found),
        waiting=_waiting(found, desk.today),
        looks=_looks(found, terms, desk.today),
        due=due,
        in_time=in_time,
        unknown=sum(not clock.known for _, clock in running),
    )


def on_time(timed: Iterable[tuple[Item, Clock]], today: date) -> tuple[int, int]:
    """Items that fell due (deadline gone, or closed out), and how many of them were closed out in time.

    What was dropped does not count, neither does what is contested, suspended or being verified in time.
    """
    due = in_time = 0
    for one, clock in timed:
        if one.state in CLOSED_ONCE:
            due += 1
            in_time += one.overrun == 0
        elif one.state in OPEN and clock.late > 0:
            due += 1
    return due, in_time


def _ahead(today: date, calendar: Calendar) -> tuple[date, ...]:
    """Today where it is worked, and the working days after it: AHEAD in all."""
    yesterday = today - timedelta(days=1)
    first = workdays.add(yesterday, 1, calendar)
    return (first, *(workdays.add(first, n, calendar) for n in range(1, AHEAD)))


def _by_body(running: Iterable[tuple[Item, Clock]]) -> pd.DataFrame:
    grouped: dict[str, list[Clock]] = defaultdict(list)
    for one, clock in running:
        grouped[one.body].append(clock)
    rows = [
        (
            body,
            len(found),
            sum(one.late > 0 for one in found),
            sum(one.lamp == RED for one in found),
            min((one.deadline for one in found if one.deadline and one.running), default=None),
        )
        for body, found in grouped.items()
    ]
    made = pd.DataFrame(rows, columns=list(BY_BODY))
    return made.sort_values(
        ["overdue", "red", "open", "body"], ascending=[False, False, False, True]
    ).reset_index(drop=True)


def _coming(running: Iterable[tuple[Item, Clock]], ahead: tuple[date, ...]) -> pd.DataFrame:
    rows = [
        (clock.deadline, one.number, one.body, one.indicator, clock.left, clock.lamp)
        for one, clock in running
        if clock.running and clock.deadline in ahead
    ]
    return pd.DataFrame(sorted(rows), columns=list(COMING))


def _stages(found: Iterable[Item], events: Iterable[Event], today: date, calendar: Calendar) -> pd.DataFrame:
    """How long each item that has not ended has been in its state."""
    since: dict[int, datetime] = {}
    for event in events:
        if event.came_from != event.led_to:
            since[event.item] = event.at
    rows = []
    for one in found:
        if one.state not in OPEN and one.state not in (DRAFTED, LAPSED):
            continue
        # A rest ends by itself, without an event.
        ends = [pause.end for pause in one.pauses if pause.end is not None]
        day = max([since[one.id].astimezone(SHANGHAI).date(), *ends])
        rows.append((one.number, one.body, one.state, day, _between(day, today, calendar)))
    return pd.DataFrame(rows, columns=list(STAGES))


def _medians(events: Iterable[Event], calendar: Calendar) -> pd.DataFrame:
    """Over all stays in a state that have ended: how many, how long in the middle, how long at most."""
    entered: dict[int, tuple[str, date]] = {}
    rests: dict[int, date] = {}
    stays: dict[str, list[int]] = defaultdict(list)
    for event in events:
        day = event.at.astimezone(SHANGHAI).date()
        state, start = entered.get(event.item, ("", day))
        if state and event.came_from != state:  # a rest that ended by itself, without an event
            over = min(rests.get(event.item, day), day)
            stays[state].append(_between(start, over, calendar))
            state, start = event.came_from, over
            entered[event.item] = (state, start)
        if event.came_from == event.led_to:
            continue
        if state:
            stays[state].append(_between(start, day, calendar))
        if event.led_to == lifecycle.SUSPENDED:
            rests[event.item] = date.fromisoformat(event.detail["until"])
        entered[event.item] = (event.led_to, day)
    order = [state for state in (*PATH, *lifecycle.STATES) if state in stays]
    rows = [
        (state, len(stays[state]), float(pd.Series(stays[state]).median()), max(stays[state]))
        for state in dict.fromkeys(order)
    ]
    return pd.DataFrame(rows, columns=list(MEDIANS))


def _repeats(found: Iterable[Item]) -> pd.DataFrame:
    """What keeps coming back: the same body and indicator in more than one item, or linked to one before."""
    grouped: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for one in found:
        if one.state != DROPPED:
            grouped[one.indicator, one.body].append(one)
    rows = []
    for (indicator, body), same in grouped.items():
        times = len(same) + sum(one.previous is not None for one in same[:1])
        if times > 1:
            rows.append((indicator, body, times, " ".join(one.number for one in same)))
    made = pd.DataFrame(rows, columns=list(REPEATS))
    return made.sort_values(["times", "indicator", "body"], ascending=[False, True, True]).reset_index(
        drop=True
    )


def _looks(found: Iterable[Item], terms: Terms, today: date) -> pd.DataFrame:
    rows = []
    for one in found:
        window = clocks.look_window(one, terms) if one.state == CLOSED else None
        if window is not None and window[0] <= today:
            rows.append((one.number, one.body, one.indicator, *window, window[1] < today))
    made = pd.DataFrame(rows, columns=list(LOOKS))
    return made.sort_values(["look_from", "number"]).reset_index(drop=True)


def _waiting(found: Iterable[Item], today: date) -> pd.DataFrame:
    """On whom items wait; one that two roles may move counts for both."""
    counts: dict[str, int] = defaultdict(int)
    for one in found:
        if one.state == CLOSED:
            continue
        for role in lifecycle.waits_for(one, today):
            counts[role] += 1
    rows: list[tuple[str, int]] = sorted(counts.items(), key=_most_first)
    return pd.DataFrame(rows, columns=list(WAITING))


def _most_first(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def _between(start: date, end: date, calendar: Calendar) -> int:
    if end <= start:
        return 0
    return int(workdays.lag(np.datetime64(start, "D"), np.datetime64(end, "D"), calendar))
