"""Observations that were taken over from an earlier round, each with the row that it comes from first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data.store import tables
from metrics.frames import CELL, OBSERVATIONS, WITHDRAWN

ROWS, ORIGINS, ROUNDS = tables.observations, tables.carried, tables.rounds
MARKS = (*CELL, "id", "from_round", "year")
SOME = 500  # numbers in one question


def note(connection: Connection, origins: Mapping[int, int]) -> None:
    """Note of new rows the rows of an earlier round that they were taken over from (the first of a chain)."""
    first = roots(connection, origins.values())
    rows = [{"observation": row, "origin": first[origin]} for row, origin in origins.items()]
    if rows:
        connection.execute(ORIGINS.insert(), rows)


def roots(connection: Connection, rows: Iterable[int]) -> dict[int, int]:
    """Per row the one it was taken over from, or itself."""
    wanted = sorted({int(row) for row in rows})
    found = {row: row for row in wanted}
    for at in range(0, len(wanted), SOME):
        part = ORIGINS.c.observation.in_(wanted[at : at + SOME])
        asked = select(ORIGINS.c.observation, ORIGINS.c.origin).where(part)
        found |= {int(row): int(origin) for row, origin in connection.execute(asked)}
    return found


def marks(connection: Connection, round_code: str, body: str = "") -> pd.DataFrame:
    """Rows of a round that were taken over; columns MARKS: `year` of the round they come from first."""
    first = ROWS.alias("first")
    asked = (
        select(*(ROWS.c[name] for name in (*CELL, "id")), first.c.round.label("from_round"), ROUNDS.c.year)
        .join_from(ORIGINS, ROWS, ROWS.c.id == ORIGINS.c.observation)
        .join(first, first.c.id == ORIGINS.c.origin)
        .join(ROUNDS, ROUNDS.c.code == first.c.round)
        .where(ROWS.c.round == round_code)
        .order_by(ROWS.c.id)
    )
    if body:
        asked = asked.where(ROWS.c.body == body)
    return pd.DataFrame(connection.execute(asked).fetchall(), columns=list(MARKS))


def rows(connection: Connection, wanted: Iterable[int]) -> pd.DataFrame:
    """These rows as they were kept: columns id, round, year and OBSERVATIONS; withdrawn ones are left out."""
    columns = (ROWS.c.id, ROWS.c.round, ROUNDS.c.year, *(ROWS.c[name] for name in OBSERVATIONS))
    joined = select(*columns).join_from(ROWS, ROUNDS, ROUNDS.c.code == ROWS.c.round)
    numbers = sorted({int(row) for row in wanted})
    found: list[Any] = []
    for at in range(0, len(numbers), SOME):
        mine = ROWS.c.id.in_(numbers[at : at + SOME]) & (ROWS.c.status != WITHDRAWN)
        found += connection.execute(joined.where(mine)).fetchall()
    return pd.DataFrame(found, columns=["id", "round", "year", *OBSERVATIONS])
