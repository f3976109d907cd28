"""Looks as rows: how far each person has seen a round, and how far in the session before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from data.store import tables

ROWS = tables.looks


@dataclass(frozen=True, slots=True)
class Look:
    """`seen`: last entry of the audit trail that was there at `at`; `*_before`: the same of the session
    before, None where this is the first."""

    round: str
    person: str
    session: str
    seen: int
    at: datetime
    seen_before: int | None = None
    at_before: datetime | None = None


def find(connection: Connection, round_code: str, person: str) -> Look | None:
    """The last look of a person at a round; None where there was none."""
    row = connection.execute(select(ROWS).where(_key(round_code, person))).mappings().first()
    return None if row is None else Look(**row)


def save(connection: Connection, one: Look) -> None:
    """Put a look in the place of the one before."""
    if find(connection, one.round, one.person) is None:
        connection.execute(ROWS.insert(), asdict(one))
    else:
        connection.execute(update(ROWS).where(_key(one.round, one.person)).values(**asdict(one)))


def _key(round_code: str, person: str) -> ColumnElement[bool]:
    return (ROWS.c.round == round_code) & (ROWS.c.person == person)
