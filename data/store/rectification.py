"""Rectification items as rows, changed against the version that was seen; events are kept for ever."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from data.store import tables
from data.store.audit import canonical, last_touch
from metrics.errors import Conflict, NotFound
from metrics.model import Text
from metrics.procedure.items import Contacts, Event, Item, Milestone, Pause

ROWS, EVENTS = tables.rectifications, tables.rectification_events
COLUMNS = ("id", "round", "number", "body", "indicator", "kind", "state", "parent", "previous", "version")
TEXTS = ("problem", "measure", "proof_wanted")
DAYS = (
    "drafted_on", "issued_on", "suspended_until", "reported_on", "verified_on", "closed_on", "ended_on",
    "deviation_until", "held_on",
)  # fmt: skip


def insert(connection: Connection, one: Item) -> Item:
    """Keep a new item."""
    row = _row(replace(one, version=1))
    number = connection.execute(ROWS.insert().values(row).returning(ROWS.c.id)).scalar_one()
    return replace(one, id=int(number), version=1)


def save(connection: Connection, one: Item) -> Item:
    """Write the changed item over the version it was made from; else Conflict("changed_meanwhile")."""
    mine = (ROWS.c.id == one.id) & (ROWS.c.version == one.version)
    done = connection.execute(update(ROWS).where(mine).values(_row(replace(one, version=one.version + 1))))
    if done.rowcount != 1:
        raise moved(connection, find(connection, one.number), one.version)
    return replace(one, version=one.version + 1)


def moved(connection: Connection, there: Item, seen: int) -> Conflict:
    """What to say to whoever saw another version."""
    touch = last_touch(connection, f"rectification:{there.number}")
    return Conflict("changed_meanwhile", number=there.number, seen=seen, found=there.version, **touch)


def find(connection: Connection, number: str) -> Item:
    """The item with this number; NotFound("rectification")."""
    row = connection.execute(select(ROWS).where(ROWS.c.number == number)).mappings().first()
    if row is None:
        raise NotFound("rectification", number=number)
    return _item(row)


def by_id(connection: Connection, number: int) -> Item:
    """The item with this key."""
    return _item(connection.execute(select(ROWS).where(ROWS.c.id == number)).mappings().one())


def every(
    connection: Connection, round_code: str = "", body: str = "", indicator: str = "",
    states: Collection[str] = (),
) -> tuple[Item, ...]:  # fmt: skip
    """Items of a round (of all), a body, an indicator, in these states; in the order they were drafted."""
    asked = select(ROWS).order_by(ROWS.c.id)
    for name, wanted in (("round", round_code), ("body", body), ("indicator", indicator)):
        if wanted:
            asked = asked.where(ROWS.c[name] == wanted)
    if states:
        asked = asked.where(ROWS.c.state.in_(sorted(states)))
    return _all(connection, asked)


def children(connection: Connection, parent: int) -> tuple[Item, ...]:
    """The items that an item came back as."""
    return _all(connection, select(ROWS).where(ROWS.c.parent == parent).order_by(ROWS.c.id))


def serial(connection: Connection, round_code: str, body: str) -> int:
    """How many items a body has had in a round."""
    mine = (ROWS.c.round == round_code) & (ROWS.c.body == body)
    return int(connection.execute(select(func.count()).select_from(ROWS).where(mine)).scalar_one())


def note(connection: Connection, one: Event) -> None:
    """Keep an event."""
    row: dict[str, Any] = {
        "rectification": one.item, "act": one.act, "person": one.person, "role": one.role, "at": one.at,
        "came_from": one.came_from, "led_to": one.led_to, "reason": one.reason,
        "detail": canonical(one.detail),
    }  # fmt: skip
    connection.execute(EVENTS.insert(), row)


def events(connection: Connection, items: Collection[int]) -> tuple[Event, ...]:
    """What happened to these items, oldest first; of all items where none is named."""
    asked = select(EVENTS).order_by(EVENTS.c.id)
    if items:
        asked = asked.where(EVENTS.c.rectification.in_(sorted(items)))
    return tuple(
        Event(
            row["rectification"], row["act"], row["person"], row["role"], row["came_from"], row["led_to"],
            row["at"], row["reason"], json.loads(row["detail"]), row["id"],
        )
        for row in connection.execute(asked).mappings()
    )  # fmt: skip


def last_at(connection: Connection, item: int, *acts: str) -> datetime | None:
    """When one of these acts was last done to an item; None where it was not."""
    mine = (EVENTS.c.rectification == item) & EVENTS.c.act.in_(acts)
    return connection.execute(select(EVENTS.c.at).where(mine).order_by(EVENTS.c.id.desc()).limit(1)).scalar()


def _all(connection: Connection, asked: Select[Any]) -> tuple[Item, ...]:
    return tuple(_item(row) for row in connection.execute(asked).mappings())


def _row(one: Item) -> dict[str, Any]:
    """An item as a row: what is asked about in columns, the rest as JSON."""
    told = asdict(one)
    row = {name: told.pop(name) for name in COLUMNS if name != "id"}
    told.pop("id")
    told["handlers"] = sorted(one.handlers)
    content = json.loads(json.dumps(told, default=_plain))
    return row | {"content": canonical(content)}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not kept: {value!r}")


def _item(row: Mapping[Any, Any]) -> Item:
    told: dict[str, Any] = json.loads(row["content"])
    told |= {name: row[name] for name in COLUMNS}
    for name in TEXTS:
        told[name] = Text(**told[name])
    for name in DAYS:
        told[name] = _day(told.get(name))
    told["handlers"] = frozenset(told["handlers"])
    told["contacts"] = Contacts(**told["contacts"])
    told["about"], told["proofs"] = tuple(told["about"]), tuple(told["proofs"])
    told["milestones"] = tuple(
        Milestone(one["title"], one["due"], _day(one["done_on"])) for one in told["milestones"]
    )
    told["pauses"] = tuple(
        Pause(date.fromisoformat(one["start"]), _day(one["end"]), one["why"]) for one in told["pauses"]
    )
    known = {one.name for one in fields(Item)}
    return Item(**{name: value for name, value in told.items() if name in known})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
