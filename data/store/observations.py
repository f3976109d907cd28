"""Observations (采集值) as rows: never updated; a correction is a new row that supersedes the old one.

A cell is (body, indicator, item, field). Its history is a line of rows, held by two unique indexes: one
first row per cell, and each row superseded at most once. What counts is the end of each line, unless it
says "withdrawn".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, exists, func, select

from data.store import bulk, tables
from metrics.frames import OBSERVATIONS, WITHDRAWN

ROWS, BATCHES = tables.observations, tables.batches
KEPT = ("id", "batch", *OBSERVATIONS)
FEW = 50  # codes worth naming in a question to the database
COLUMNS = [ROWS.c[name] for name in KEPT]


@dataclass(frozen=True, slots=True)
class Batch:
    """One handing-in (导入批次): how many cells it added, replaced, withdrew and left as they were."""

    number: int
    round: str
    source: str
    added: int
    replaced: int
    withdrawn: int
    unchanged: int
    person: str
    at: datetime
    reason: str = ""
    sha256: str = ""
    digest: str = ""


def insert(connection: Connection, batch: dict[str, Any], rows: pd.DataFrame) -> int:
    """Put in a batch and its rows (columns OBSERVATIONS and `supersedes`, NaN where a cell is new)."""
    told = BATCHES.insert().values(batch | {"digest": bulk.digest(rows)}).returning(BATCHES.c.number)
    number = int(connection.execute(told).scalar_one())
    bulk.put(connection, batch["round"], number, rows)
    return number


def ends(
    connection: Connection, round_code: str, upto: int | None = None, near: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The end of each cell's history, withdrawn ones too: columns id, batch and OBSERVATIONS.

    `upto`: as it was when that batch was the last one. `near`: rows with a body and an indicator; cells
    of others may be left out.
    """
    later = ROWS.alias("later")
    replaced = later.c.supersedes == ROWS.c.id
    mine = ROWS.c.round == round_code
    if upto is not None:
        mine &= ROWS.c.batch <= upto
        replaced &= later.c.batch <= upto
    for name in ("body", "indicator"):
        codes = [] if near is None or name not in near else near[name].unique().tolist()
        if 0 < len(codes) <= FEW:
            mine &= ROWS.c[name].in_(codes)
    mine &= ~exists().where(replaced)
    return _frame(connection, select(*COLUMNS).where(mine).order_by(ROWS.c.id))


def current(
    connection: Connection, round_code: str, upto: int | None = None, *, body: str = ""
) -> pd.DataFrame:
    """What counts now (or counted when batch `upto` was the last): columns id, batch and OBSERVATIONS.

    `body`: of this body alone.
    """
    found = ends(connection, round_code, upto, pd.DataFrame({"body": [body]}) if body else None)
    return found[found["status"] != WITHDRAWN].reset_index(drop=True)


def history(connection: Connection, round_code: str, body: str, indicator: str) -> pd.DataFrame:
    """Every row ever kept of a body's indicator, oldest first, with source, person, at and supersedes."""
    told = (BATCHES.c.source, BATCHES.c.person, BATCHES.c.at, BATCHES.c.reason.label("why"))
    mine = (ROWS.c.round == round_code) & (ROWS.c.body == body) & (ROWS.c.indicator == indicator)
    joined = select(*COLUMNS, ROWS.c.supersedes, *told).join(BATCHES, ROWS.c.batch == BATCHES.c.number)
    return _frame(connection, joined.where(mine).order_by(ROWS.c.id))


def batch(connection: Connection, number: int) -> Batch:
    """One batch by its number."""
    return _batch(connection.execute(select(BATCHES).where(BATCHES.c.number == number)).mappings().one())


def of_batch(connection: Connection, number: int) -> pd.DataFrame:
    """The rows that a batch wrote: columns id, batch and OBSERVATIONS."""
    return _frame(connection, select(*COLUMNS).where(ROWS.c.batch == number).order_by(ROWS.c.id))


def bodies_of(connection: Connection, number: int) -> dict[str, int]:
    """How many rows a batch wrote of each body, in the order in which they come."""
    asked = select(ROWS.c.body, func.count()).where(ROWS.c.batch == number)
    counted = connection.execute(asked.group_by(ROWS.c.body).order_by(func.min(ROWS.c.id)))
    return {str(body): int(rows) for body, rows in counted}


def last(connection: Connection, round_code: str) -> int:
    """Number of the last batch of a round; 0 where there is none."""
    highest = select(func.coalesce(func.max(BATCHES.c.number), 0)).where(BATCHES.c.round == round_code)
    return int(connection.execute(highest).scalar_one())


def batches(connection: Connection, round_code: str, limit: int = 100) -> tuple[Batch, ...]:
    """The last batches of a round, newest first."""
    mine = select(BATCHES).where(BATCHES.c.round == round_code)
    asked = mine.order_by(BATCHES.c.number.desc()).limit(limit)
    return tuple(_batch(row) for row in connection.execute(asked).mappings())


def batches_of(connection: Connection, round_code: str, body: str) -> frozenset[int]:
    """Numbers of the batches that say something of a body."""
    asked = select(ROWS.c.batch).where(ROWS.c.round == round_code, ROWS.c.body == body).distinct()
    return frozenset(connection.execute(asked).scalars())


def altered(connection: Connection) -> tuple[int, ...]:
    """Numbers of the batches whose rows are no longer those that were handed in."""
    rows = _frame(connection, select(*COLUMNS, ROWS.c.supersedes).order_by(ROWS.c.id))
    found = {int(str(number)): bulk.digest(mine) for number, mine in rows.groupby("batch", sort=False)}
    kept = connection.execute(select(BATCHES.c.number, BATCHES.c.digest).order_by(BATCHES.c.number))
    nothing = bulk.digest(rows.iloc[:0])
    return tuple(number for number, expected in kept if found.get(number, nothing) != expected)


def _frame(connection: Connection, asked: Select[Any]) -> pd.DataFrame:
    result = connection.execute(asked)
    # Plain tuples: pandas takes ten times as long over rows that can also do other things.
    rows = [tuple(row) for row in result.fetchall()]
    return pd.DataFrame.from_records(rows, columns=list(result.keys()))


def _batch(row: Any) -> Batch:
    return Batch(**{name: row[name] for name in Batch.__dataclass_fields__})
