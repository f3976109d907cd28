"""The clock of an item (时限): working days gone and left, the lamp, and when which letter is due.

Days are counted from the day after the issue on a calendar kept as data; "today" is an argument. While an
item is in a state that pauses (`Terms.pauses`: contested, suspended, waiting to be verified) no day counts,
and the deadline moves on by the working days that passed meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from metrics import workdays
from metrics.model import Calendar
from metrics.procedure.items import Item
from metrics.procedure.terms import Rung, Terms

OFF, GREEN, BLUE, YELLOW, RED = "off", "green", "blue", "yellow", "red"
LAMPS = (OFF, GREEN, BLUE, YELLOW, RED)  # from the calmest on; off: not issued, or dropped


@dataclass(frozen=True, slots=True)
class Clock:
    """How an item stands on a day; all days are working days.

    `allowed`: with any extension. `paused`: days that did not count. `left`: negative when late. `late`:
    0 or more. `deadline`: the last day in time, as far as the pauses up to now say (None: not issued).
    `running`: the clock goes. `behind`: a milestone is missed. `known`: False where the calendar ends
    before the deadline or today, and weekends alone decide.
    """

    lamp: str
    allowed: int = 0
    elapsed: int = 0
    paused: int = 0
    left: int = 0
    late: int = 0
    deadline: date | None = None
    running: bool = False
    behind: bool = False
    known: bool = True


def read(item: Item, today: date, calendar: Calendar, terms: Terms) -> Clock:
    """The clock of `item` on `today`; of an item that has ended, as it stood then."""
    if item.issued_on is None:
        return Clock(OFF)
    day = min(today, item.ended_on) if item.ended_on else today
    paused = sum(
        _lag(one.start, min(one.end or day, day), calendar) for one in item.pauses if one.start < day
    )
    elapsed = max(0, _lag(item.issued_on, day, calendar) - paused)
    allowed = item.allowed + item.extension
    left = allowed - elapsed
    deadline = workdays.add(item.issued_on, allowed + paused, calendar)
    ended = item.ended_on is not None
    behind = not ended and any(one.done_on is None and elapsed > one.due for one in item.milestones)
    late = max(0, -left)
    return Clock(
        lamp=_lamp(item, left, late, behind, terms),
        allowed=allowed,
        elapsed=elapsed,
        paused=paused,
        left=left,
        late=late,
        deadline=deadline,
        running=not ended and not any(one.end is None for one in item.pauses),
        behind=behind,
        known=workdays.known(deadline, calendar) and workdays.known(day, calendar),
    )


def _lamp(item: Item, left: int, late: int, behind: bool, terms: Terms) -> str:
    """Green, blue, yellow, red; what ended in time is green, what ended late keeps the colour it had."""
    if item.ended_on is not None and item.closed_on is None:
        return OFF
    open_ = item.closed_on is None
    if late > terms.red_after or (open_ and item.returns >= terms.red_returns):
        return RED
    if late > 0 or behind:
        return YELLOW
    return BLUE if open_ and left <= terms.blue else GREEN


def due_rung(item: Item, clock: Clock, terms: Terms, done: Collection[str] = ()) -> Rung | None:
    """The highest step of the ladder that is due by this clock, unless it or a higher one is in `done`.

    `done`: codes of the letters drafted under the present number of days allowed. Nothing is due while
    the clock stands.
    """
    if not clock.running:
        return None
    order = [one.code for one in terms.rungs]
    reached = max((order.index(code) for code in done if code in order), default=-1)
    due = [one for one in terms.rungs[reached + 1 :] if _is_due(item, clock, one)]
    return due[-1] if due else None


def _is_due(item: Item, clock: Clock, rung: Rung) -> bool:
    sent_back = bool(rung.returns) and item.returns >= rung.returns
    return -clock.left >= rung.late or (rung.behind and clock.behind) or sent_back


def schedule(item: Item, clock: Clock, calendar: Calendar, terms: Terms) -> tuple[tuple[Rung, date], ...]:
    """On which day each step of the ladder is due if nothing is done and the clock keeps going."""
    if clock.deadline is None:
        return ()
    days = workdays.shift(np.datetime64(clock.deadline, "D"), [one.late for one in terms.rungs], calendar)
    return tuple((rung, day) for rung, day in zip(terms.rungs, days.tolist(), strict=True))


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no such month: {months} after {day}")


def look_window(item: Item, terms: Terms) -> tuple[date, date] | None:
    """From when to when a closed item is to be looked at again; at once when an accepted deviation ends."""
    if item.closed_on is None:
        return None
    first, last = (months_later(item.closed_on, months) for months in (terms.again_from, terms.again_until))
    if item.deviation_until is not None:
        first = min(first, item.deviation_until)
    return first, last


def _lag(start: date, end: date, calendar: Calendar) -> int:
    if end <= start:
        return 0
    return int(workdays.lag(np.datetime64(start, "D"), np.datetime64(end, "D"), calendar))
