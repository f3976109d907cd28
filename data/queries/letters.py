"""Questions about letters of the ladder; a reporter sees those that were sent to their body.

letters(desk, round_code, state="") -> tuple[Letter, ...]     oldest first
find(desk, letter) -> Letter
due(desk, round_code) -> tuple[DueLetter, ...]                what ought to be drafted today and is not yet
"""

from __future__ import annotations

from dataclasses import dataclass

from data import permits
from data.desk import Desk
from data.queries import rounds
from data.queries.rectification import calendar_of, terms_of
from data.store import letters as kept
from data.store import rectification as kept_items
from data.store import rounds as kept_rounds
from data.store.db import Connection
from data.store.letters import SENT, STATES, SUPERSEDED, Letter
from metrics.errors import NotPermitted
from metrics.procedure import clocks, lifecycle
from metrics.procedure.clocks import Clock
from metrics.procedure.items import Item
from metrics.procedure.lifecycle import OPEN
from metrics.procedure.terms import Rung

__all__ = ["DueLetter", "Letter", "due", "due_in", "find", "letters"]


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A step of the ladder that an item has reached today and that no letter was drafted for."""

    item: Item
    rung: Rung
    clock: Clock


def letters(desk: Desk, round_code: str, state: str = "") -> tuple[Letter, ...]:
    """The letters of a round (in one state), oldest first."""
    rounds.find(desk, round_code)
    own = desk.reach("rectification.read") == permits.OWN
    desk.check("rectification.read", body=desk.body if own else "")
    with desk.database.reading() as connection:
        found = kept.every(connection, round_code, (state,) if state else STATES)
    return tuple(one for one in found if not own or (one.body == desk.body and one.state == SENT))


def find(desk: Desk, letter: int) -> Letter:
    """One letter; NotFound, NotPermitted."""
    with desk.database.reading() as connection:
        one = kept.find(connection, letter)
    desk.check("rectification.read", body=one.body)
    if desk.reach("rectification.read") == permits.OWN and one.state != SENT:
        raise NotPermitted("not_permitted", letter=letter)
    return one


def due(desk: Desk, round_code: str) -> tuple[DueLetter, ...]:
    """What ought to be drafted today, in the order of the items; NotPermitted for reporters."""
    rounds.find(desk, round_code)
    desk.check("rectification.read")
    with desk.database.reading() as connection:
        return due_in(desk, connection, round_code)


def due_in(desk: Desk, connection: Connection, round_code: str) -> tuple[DueLetter, ...]:
    """The same, inside an act."""
    of_round = kept_rounds.find(connection, round_code)
    terms, calendar = terms_of(desk, of_round), calendar_of(desk, of_round)
    done: dict[tuple[int, int], set[str]] = {}
    for one in kept.every(connection, round_code):
        if one.state != SUPERSEDED:
            done.setdefault((one.item, one.allowed), set()).add(one.step)
    found = []
    for kept_item in kept_items.every(connection, round_code, states=OPEN):
        item = lifecycle.awake(kept_item, desk.today)
        clock = clocks.read(item, desk.today, calendar, terms)
        rung = clocks.due_rung(item, clock, terms, done.get((item.id, clock.allowed), ()))
        if rung is not None:
            found.append(DueLetter(item, rung, clock))
    return tuple(found)
