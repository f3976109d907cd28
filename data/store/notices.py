"""Notices of rectification (整改通知书) as rows: numbered once when items are issued, never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from data.store import tables
from data.store.audit import canonical
from metrics.model import Text

ROWS, ABOUT, ITEMS = tables.rectification_notices, tables.rectification_notice_items, tables.rectifications


@dataclass(frozen=True, slots=True)
class Notice:
    """One paper to one body. `press`: what was issued together; `code`: of the sender, as it was then.

    `items`: numbers of the items it is about, in the order they were issued.
    """

    year: int
    serial: int
    round: str
    body: str
    press: str
    person: str
    code: Text
    issued_on: date
    at: datetime
    items: tuple[str, ...] = ()
    id: int = 0


def of_press(
    connection: Connection, round_code: str, body: str, press: str, *, code: Text, person: str, on: date,
    at: datetime,
) -> Notice:  # fmt: skip
    """The notice of a press of "issue" to a body; the first item of it gets the next number of the year."""
    found = _asked(
        connection, (ROWS.c.round == round_code) & (ROWS.c.body == body) & (ROWS.c.press == press)
    )
    if found:
        return found[0]
    highest = select(func.coalesce(func.max(ROWS.c.serial), 0)).where(ROWS.c.year == on.year)
    row: dict[str, Any] = {
        "year": on.year, "serial": int(connection.execute(highest).scalar_one()) + 1, "round": round_code,
        "body": body, "press": press, "person": person, "code": canonical({"zh": code.zh, "en": code.en}),
        "issued_on": on, "at": at,
    }  # fmt: skip
    number = connection.execute(ROWS.insert().values(row).returning(ROWS.c.id)).scalar_one()
    return _asked(connection, ROWS.c.id == number)[0]


def put(connection: Connection, notice: Notice, item: int) -> None:
    """Note that an item stands on a notice."""
    connection.execute(ABOUT.insert(), {"rectification": item, "notice": notice.id})


def of_item(connection: Connection, item: int) -> Notice | None:
    """The notice that an item was issued with; None for a draft."""
    mine = select(ABOUT.c.notice).where(ABOUT.c.rectification == item)
    found = _asked(connection, ROWS.c.id == mine.scalar_subquery())
    return found[0] if found else None


def every(connection: Connection, round_code: str, body: str = "") -> tuple[Notice, ...]:
    """The notices of a round (to a body), in the order of their numbers."""
    mine = ROWS.c.round == round_code
    return _asked(connection, mine & (ROWS.c.body == body) if body else mine)


def _asked(connection: Connection, mine: Any) -> tuple[Notice, ...]:
    about: dict[int, list[str]] = {}
    told = (
        select(ABOUT.c.notice, ITEMS.c.number)
        .join(ROWS, ROWS.c.id == ABOUT.c.notice)
        .join(ITEMS, ITEMS.c.id == ABOUT.c.rectification)
    )
    for notice, number in connection.execute(told.where(mine).order_by(ABOUT.c.rectification)):
        about.setdefault(notice, []).append(number)
    found = []
    for row in connection.execute(select(ROWS).where(mine).order_by(ROWS.c.year, ROWS.c.serial)).mappings():
        values = dict(row)
        values["code"] = Text(**json.loads(values["code"]))
        found.append(Notice(**values, items=tuple(about.get(row["id"], ()))))
    return tuple(found)
