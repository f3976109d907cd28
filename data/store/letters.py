"""Letters of the ladder (督办文书) as rows: drafted by the clock, sent and so numbered by a person."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from data.store import tables
from data.store.audit import canonical, last_touch
from metrics.errors import Conflict, NotFound

ROWS, ITEMS = tables.rectification_letters, tables.rectifications
DRAFTED, SENT, SUPERSEDED = "drafted", "sent", "superseded"
STATES = (DRAFTED, SENT, SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about an item (`item`: its key, `number`: its number).

    `step`: of the ladder. `allowed`: working days the body had when it was drafted; with more time the
    ladder begins anew. `facts`: the clock of the day it was drafted (left, late, deadline, behind,
    returns). `year`, `serial`: of the document's number, None until it is sent.
    """

    id: int
    item: int
    number: str
    round: str
    body: str
    indicator: str
    step: str
    allowed: int
    state: str
    drafted_on: date
    facts: Mapping[str, Any]
    year: int | None = None
    serial: int | None = None
    sent_by: str = ""
    sent_at: datetime | None = None
    note: str = ""
    version: int = 1


def draft(
    connection: Connection, item: int, step: str, allowed: int, on: date, facts: Mapping[str, Any]
) -> Letter:
    """Keep a draft; one of the same step that was superseded is drafted anew."""
    mine = (ROWS.c.rectification == item) & (ROWS.c.step == step) & (ROWS.c.allowed == allowed)
    new: dict[str, Any] = {"state": DRAFTED, "drafted_on": on, "content": canonical(facts)}
    revived = (
        update(ROWS).where(mine & (ROWS.c.state == SUPERSEDED)).values(version=ROWS.c.version + 1, **new)
    )
    if connection.execute(revived).rowcount != 1:
        key = {"rectification": item, "step": step, "allowed": allowed}
        connection.execute(ROWS.insert(), key | new | {"sent_by": "", "note": "", "version": 1})
    number = connection.execute(select(ROWS.c.id).where(mine)).scalar_one()
    return find(connection, int(number))


def supersede(connection: Connection, item: int, keep: int = 0) -> int:
    """Take back the drafts of an item but `keep`; how many there were."""
    mine = (ROWS.c.rectification == item) & (ROWS.c.state == DRAFTED) & (ROWS.c.id != keep)
    done = connection.execute(update(ROWS).where(mine).values(state=SUPERSEDED, version=ROWS.c.version + 1))
    return done.rowcount


def send(connection: Connection, one: Letter, *, year: int, person: str, at: datetime, note: str) -> Letter:
    """Note that it was sent, under the next number of the year; Conflict over another version."""
    highest = select(func.coalesce(func.max(ROWS.c.serial), 0)).where(ROWS.c.year == year)
    serial = int(connection.execute(highest).scalar_one()) + 1
    told = {
        "state": SENT, "year": year, "serial": serial, "sent_by": person, "sent_at": at, "note": note,
        "version": one.version + 1,
    }  # fmt: skip
    mine = (ROWS.c.id == one.id) & (ROWS.c.version == one.version)
    if connection.execute(update(ROWS).where(mine).values(told)).rowcount != 1:
        there = find(connection, one.id)
        touch = last_touch(connection, about(there))
        raise Conflict("changed_meanwhile", id=one.id, seen=one.version, found=there.version, **touch)
    return find(connection, one.id)


def about(one: Letter) -> str:
    """How the trail calls a letter."""
    return f"letter:{one.round}/{one.id}"


def find(connection: Connection, number: int) -> Letter:
    """One letter; NotFound("letter")."""
    found = _asked(connection, ROWS.c.id == number)
    if not found:
        raise NotFound("letter", id=number)
    return found[0]


def of_item(connection: Connection, item: int) -> tuple[Letter, ...]:
    """The letters of an item, oldest first."""
    return _asked(connection, ROWS.c.rectification == item)


def every(connection: Connection, round_code: str, states: Collection[str] = STATES) -> tuple[Letter, ...]:
    """The letters of a round in these states, oldest first."""
    return _asked(connection, (ITEMS.c.round == round_code) & ROWS.c.state.in_(sorted(states)))


def _asked(connection: Connection, mine: Any) -> tuple[Letter, ...]:
    told = (ITEMS.c.number, ITEMS.c.round, ITEMS.c.body, ITEMS.c.indicator)
    asked = select(ROWS, *told).join_from(ROWS, ITEMS, ROWS.c.rectification == ITEMS.c.id).where(mine)
    found = []
    for row in connection.execute(asked.order_by(ROWS.c.id)).mappings():
        values = dict(row)
        values["item"] = values.pop("rectification")
        values["facts"] = json.loads(values.pop("content"))
        found.append(Letter(**values))
    return tuple(found)
