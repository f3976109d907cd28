"""Drafts: what a person has typed and not handed in yet, of one body or of one indicator."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, delete, select, update

from data.store import tables
from data.store.audit import canonical
from metrics.errors import Conflict
from metrics.frames import OBSERVATIONS

ROWS = tables.drafts


@dataclass(frozen=True)
class Draft:
    """Rows as they were typed (columns OBSERVATIONS), not checked.

    `body` or `indicator` says what the form is about, the other is "". `seen`: last batch that was there
    when it was begun. `version`: counts the saves; 0 where nothing is saved yet.
    """

    round: str
    person: str
    body: str
    indicator: str
    rows: pd.DataFrame
    seen: int
    version: int = 0
    at: datetime | None = None


def find(connection: Connection, round_code: str, person: str, body: str, indicator: str) -> Draft | None:
    """One draft of a person; None where there is none."""
    row = connection.execute(select(ROWS).where(_key(round_code, person, body, indicator))).first()
    return None if row is None else _draft(row)


def of_person(connection: Connection, round_code: str, person: str) -> tuple[Draft, ...]:
    """All drafts of a person in a round, the latest first."""
    mine = (ROWS.c.round == round_code) & (ROWS.c.person == person)
    rows = connection.execute(select(ROWS).where(mine).order_by(ROWS.c.at.desc()))
    return tuple(_draft(row) for row in rows)


def save(connection: Connection, one: Draft, at: datetime) -> Draft:
    """Write a draft over the version it was made from; Conflict("changed_meanwhile") over any other."""
    key = {"round": one.round, "person": one.person, "body": one.body, "indicator": one.indicator}
    new: dict[str, Any] = {
        "content": canonical(one.rows[list(OBSERVATIONS)].astype(str).to_numpy().tolist()),
        "seen": one.seen, "version": one.version + 1, "at": at,
    }  # fmt: skip
    there = find(connection, *key.values())
    found = there.version if there else 0
    if found != one.version:
        at_last = there.at if there else None
        raise Conflict("changed_meanwhile", seen=one.version, found=found, by=one.person, at=at_last)
    if there is None:
        connection.execute(ROWS.insert(), key | new)
    else:
        connection.execute(update(ROWS).where(_key(*key.values())).values(**new))
    saved = find(connection, one.round, one.person, one.body, one.indicator)
    assert saved is not None
    return saved


def remove(connection: Connection, round_code: str, person: str, body: str, indicator: str) -> bool:
    """Forget a draft; whether there was one."""
    gone = connection.execute(delete(ROWS).where(_key(round_code, person, body, indicator)))
    return bool(gone.rowcount)


def _key(round_code: str, person: str, body: str, indicator: str) -> Any:
    mine = (ROWS.c.round == round_code) & (ROWS.c.person == person)
    return mine & (ROWS.c.body == body) & (ROWS.c.indicator == indicator)


def _draft(row: Row[Any]) -> Draft:
    rows = pd.DataFrame(json.loads(row.content), columns=list(OBSERVATIONS), dtype=object)
    return Draft(row.round, row.person, row.body, row.indicator, rows, row.seen, row.version, row.at)
