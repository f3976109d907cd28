"""Notifications (通知) as rows: who was told what and when, and when somebody there saw it or was mailed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, update

from data.store import tables
from data.store.audit import canonical

ROWS, ITEMS = tables.notifications, tables.rectifications


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that people of a role (in a body, or "" for any) are told.

    `code`: of a sentence ("note." + code in `data.words`), `facts` its numbers. `number`: of the item it is
    about, "" for none, and `whose`: its body; `letter`: key of the letter.
    """

    round: str
    code: str
    role: str
    body: str
    facts: Mapping[str, Any]
    at: datetime
    item: int | None = None
    letter: int | None = None
    number: str = ""
    whose: str = ""
    seen_by: str = ""
    seen_at: datetime | None = None
    mailed_at: datetime | None = None
    mail_trouble: str = field(default="")
    id: int = 0


def insert(connection: Connection, one: Notification) -> None:
    """Keep a notification."""
    row: dict[str, Any] = {
        "round": one.round, "rectification": one.item, "letter": one.letter, "code": one.code,
        "role": one.role, "body": one.body, "facts": canonical(one.facts), "at": one.at,
        "seen_by": "", "mail_trouble": "",
    }  # fmt: skip
    connection.execute(ROWS.insert(), row)


def to(
    connection: Connection, role: str, body: str, *, unseen: bool = False, limit: int = 200
) -> tuple[Notification, ...]:
    """What people of this role (and body) have been told, newest first."""
    mine = _mine(role, body) & ROWS.c.seen_at.is_(None) if unseen else _mine(role, body)
    return _asked(connection, mine, limit)


def unmailed(connection: Connection, limit: int = 200) -> tuple[Notification, ...]:
    """What has not been mailed yet, oldest first; what was tried before, after all that was not.

    So that what nobody reads, or no server takes, never keeps the rest waiting.
    """
    tried = ROWS.c.mail_trouble != ""
    return _asked(connection, ROWS.c.mailed_at.is_(None), limit, tried, ROWS.c.id)


def unseen(connection: Connection, role: str, body: str) -> int:
    """How many of them nobody there has seen."""
    return int(connection.execute(_UNSEEN, {"for_role": role, "for_body": body}).scalar_one())


def see(
    connection: Connection, numbers: Collection[int], role: str, body: str, person: str, at: datetime
) -> int:
    """Note that a person saw these of theirs; how many were new. The first to see one is kept."""
    mine = _mine(role, body) & ROWS.c.id.in_(sorted(numbers)) & ROWS.c.seen_at.is_(None)
    return connection.execute(update(ROWS).where(mine).values(seen_by=person, seen_at=at)).rowcount


def mailed(connection: Connection, number: int, at: datetime | None, trouble: str = "") -> None:
    """Note that one was mailed, or what was in the way."""
    told = {"mailed_at": at, "mail_trouble": trouble}
    connection.execute(update(ROWS).where(ROWS.c.id == number).values(told))


def _mine(role: Any, body: Any) -> Any:
    return (ROWS.c.role == role) & or_(ROWS.c.body == "", ROWS.c.body == body)


# The head of every page asks it, so it is built once.
_UNSEEN = (
    select(func.count())
    .select_from(ROWS)
    .where(_mine(bindparam("for_role"), bindparam("for_body")), ROWS.c.seen_at.is_(None))
)


def _asked(connection: Connection, mine: Any, limit: int, *order: Any) -> tuple[Notification, ...]:
    joined = select(ROWS, ITEMS.c.number, ITEMS.c.body.label("whose")).join_from(
        ROWS, ITEMS, ROWS.c.rectification == ITEMS.c.id, isouter=True
    )
    asked = joined.where(mine).order_by(*(order or (ROWS.c.id.desc(),))).limit(limit)
    found = []
    for row in connection.execute(asked).mappings():
        values = dict(row)
        values["item"], values["number"] = values.pop("rectification"), values["number"] or ""
        values["whose"] = values["whose"] or ""
        values["facts"] = json.loads(values["facts"])
        found.append(Notification(**values))
    return tuple(found)
