"""Rectification read for the screen: items as lines with their clock, the most urgent first; filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from metrics.procedure import lifecycle
from metrics.procedure.clocks import BLUE, GREEN, LAMPS, OFF, RED, YELLOW
from metrics.procedure.lifecycle import CLOSED, DRAFTED, LAPSED, OPEN

URGENT = (RED, YELLOW, BLUE, GREEN, OFF)  # the order of lists
DECIDING = lifecycle.roles_of("grant_extension")


@dataclass(frozen=True, slots=True)
class Line:
    """One item as a row of a list, with its clock of today; days are working days."""

    number: str
    body: str
    indicator: str
    kind: str
    state: str
    problem: str
    lost: float
    lamp: str
    left: int
    late: int
    deadline: date | None
    running: bool
    behind: bool
    known: bool
    returns: int
    asked: int
    progress: int
    overrun: int
    suspended_until: date | None
    look_from: date | None
    drafted_by: str
    version: int
    severity: str
    deadline_class: str
    measure: str
    waits: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Issued and not ended."""
        return self.state in OPEN

    @property
    def moving(self) -> tuple[str, ...]:
        """The roles that have to move, those who decide on more time among them."""
        return tuple(dict.fromkeys((*self.waits, *DECIDING))) if self.asked else self.waits


PLAIN = tuple(name for name in Line.__dataclass_fields__ if name != "waits")


def lines(register: pd.DataFrame) -> tuple[Line, ...]:
    """Rows of the register (`queries.rectification.REGISTER`), the most urgent first."""
    found = [_line(row) for row in register.astype(object).to_dict("records")]
    return tuple(sorted(found, key=_urgency))


def _line(row: Mapping[Any, Any]) -> Line:
    told = {name: None if row[name] is None or row[name] != row[name] else row[name] for name in PLAIN}
    return Line(**told, waits=tuple(str(row["waits_for"]).split()))


def _urgency(one: Line) -> tuple[bool, int, int, int, str]:
    return (not one.open, URGENT.index(one.lamp), -one.late, one.left, one.number)


def kept(
    found: Iterable[Line],
    *,
    body: str = "",
    lamp: str = "",
    state: str = "",
    indicator: str = "",
    open_only: bool = False,
) -> tuple[Line, ...]:
    """The lines that fit every filter that is given."""
    asked = {"body": body, "lamp": lamp, "state": state, "indicator": indicator}
    return tuple(
        one
        for one in found
        if (one.open or not open_only)
        and all(not wanted or getattr(one, name) == wanted for name, wanted in asked.items())
    )


def waiting(found: Iterable[Line], role: str, today: date) -> tuple[Line, ...]:
    """The lines on which somebody in this role has to move today."""
    return tuple(one for one in found if _waits(one, role, today))


def _waits(one: Line, role: str, today: date) -> bool:
    return role in movers(one, today)


def movers(one: Line, today: date) -> tuple[str, ...]:
    """The roles that have to move today; nobody while a closed item is not yet to be looked at again."""
    early = one.state == CLOSED and (one.look_from is None or today < one.look_from)
    return () if early else one.moving


def longest(found: Iterable[Line]) -> int:
    """The most working days that an open item is late; 0 where none is."""
    return max((one.late for one in found if one.open), default=0)


def tally(found: Iterable[Line]) -> Mapping[str, int]:
    """Open items by lamp, the most urgent first."""
    counted = Counter(one.lamp for one in found if one.open)
    return {lamp: counted[lamp] for lamp in URGENT if lamp != OFF}


def states(found: Iterable[Line]) -> tuple[str, ...]:
    """The states that occur, in the order of the lifecycle."""
    there = {one.state for one in found}
    return tuple(one for one in lifecycle.STATES if one in there)


def bodies(found: Iterable[Line], order: Sequence[str]) -> tuple[str, ...]:
    """The bodies that occur, in this order."""
    there = {one.body for one in found}
    return tuple(code for code in order if code in there)


def lamps(found: Iterable[Line]) -> tuple[str, ...]:
    """The lamps that occur, the most urgent first."""
    there = {one.lamp for one in found}
    return tuple(one for one in URGENT if one in there)


def drafts(found: Iterable[Line]) -> tuple[Line, ...]:
    """What waits to be issued, body by body."""
    return tuple(sorted((one for one in found if one.state == DRAFTED), key=lambda one: one.number))


def timed(one: Line) -> tuple[str, Mapping[str, Any]]:
    """What the clock says in a few words: a key of the words `lamp.*` and its numbers."""
    if one.state == DRAFTED:
        return "drafted", {}
    if one.suspended_until is not None and one.open:
        return "until", {"until": one.suspended_until}
    if not one.open:
        return _ended(one)
    if one.late:
        return ("late" if one.running else "late_stopped"), {"n": one.late}
    if not one.running:
        return "stopped", {"n": one.left}
    if one.lamp == RED:
        return "returned", {"n": one.returns}
    if one.lamp == YELLOW:
        return "behind", {"n": one.left}
    return ("left" if one.left else "today"), {"n": one.left}


def _ended(one: Line) -> tuple[str, Mapping[str, Any]]:
    if one.lamp == OFF or one.state == LAPSED:
        return "ended", {}
    return ("overrun" if one.overrun else "in_time"), {"n": one.overrun}


def unknown(found: Iterable[Line]) -> int:
    """Open items whose deadline lies beyond the calendar."""
    return sum(one.open and not one.known for one in found)


assert set(URGENT) == set(LAMPS)
