"""What is known of batches that came as files, what they confirmed, and which batches were taken back."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, exists, func, select

from data.store import tables
from data.store.audit import canonical
from data.store.observations import Batch
from metrics.frames import CELL

IMPORTS, BATCHES, ROWS = tables.imports, tables.batches, tables.observations
CONFIRMATIONS, WITHDRAWALS = tables.confirmations, tables.withdrawals
EFFECT = ("body", "before", "after")


@dataclass(frozen=True, slots=True)
class Import:
    """A batch that came as a file.

    `stamp`: last batch that was in the template (None: not from a template); `accepted`: conflicting cells
    where the file won; `left_alone`: cells where what was stored won; `effect`: (body, total before, total
    after) of the bodies whose totals it moved, None for no total.
    """

    batch: int
    round: str
    sha256: str
    size: int
    stamp: int | None
    catalogue_version: str
    accepted: int
    left_alone: int
    effect: tuple[tuple[str, float | None, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the batch log: the batch, the import it was (None: typed in), and what took it back.

    `withdrawn_by`: number of the batch that took it back; `withdraws`: number of the batch it took back.
    """

    batch: Batch
    imported: Import | None
    withdrawn_by: int | None
    withdraws: int | None


def insert(connection: Connection, one: Import) -> None:
    """Note that a batch came as a file."""
    row = asdict(one) | {"effect": canonical([list(line) for line in one.effect])}
    connection.execute(IMPORTS.insert(), row)


def of_file(connection: Connection, round_code: str, sha256: str) -> int | None:
    """The latest batch of the round that this file came as and that was not taken back."""
    back = select(WITHDRAWALS.c.withdrawn)
    mine = (IMPORTS.c.round == round_code) & (IMPORTS.c.sha256 == sha256) & IMPORTS.c.batch.not_in(back)
    asked = select(IMPORTS.c.batch).where(mine).order_by(IMPORTS.c.batch.desc()).limit(1)
    number = connection.execute(asked).scalar_one_or_none()
    return None if number is None else int(number)


def digests(connection: Connection) -> tuple[str, ...]:
    """Digests of all files that came in."""
    asked = select(IMPORTS.c.sha256).distinct().order_by(IMPORTS.c.sha256)
    return tuple(connection.execute(asked).scalars())


def log(connection: Connection, round_code: str, limit: int = 100) -> tuple[Logged, ...]:
    """The last batches of a round, newest first, with all that is known of them."""
    return tuple(_logged(row) for row in connection.execute(_asked(round_code).limit(limit)).mappings())


def find(connection: Connection, round_code: str, number: int) -> Logged | None:
    """One batch of the round; None where there is none."""
    row = connection.execute(_asked(round_code).where(BATCHES.c.number == number)).mappings().first()
    return None if row is None else _logged(row)


def confirm(connection: Connection, batch: int, rows: NDArray[np.int64]) -> None:
    """Note that a batch handed in these rows again as they were."""
    if len(rows):
        connection.execute(CONFIRMATIONS.insert(), {"batch": batch, "content": pack(rows)})


def confirmed_after(
    connection: Connection, batch: int, rows: NDArray[np.int64]
) -> dict[int, NDArray[np.int64]]:
    """Per later batch (not taken back) those of `rows` that it confirmed."""
    back = select(WITHDRAWALS.c.withdrawn)
    later = (CONFIRMATIONS.c.batch > batch) & CONFIRMATIONS.c.batch.not_in(back)
    asked = select(CONFIRMATIONS.c.batch, CONFIRMATIONS.c.content).where(later)
    found = {
        int(number): np.intersect1d(rows, unpack(content))
        for number, content in connection.execute(asked.order_by(CONFIRMATIONS.c.batch))
    }
    return {number: mine for number, mine in found.items() if len(mine)}


def note_withdrawal(connection: Connection, batch: int, withdrawn: int) -> None:
    """Note that `batch` took `withdrawn` back."""
    connection.execute(WITHDRAWALS.insert(), {"batch": batch, "withdrawn": withdrawn})


def withdrawn(connection: Connection) -> dict[int, int]:
    """Batches that took another back: their numbers, and those they took back."""
    rows = connection.execute(select(WITHDRAWALS.c.batch, WITHDRAWALS.c.withdrawn))
    return {int(batch): int(back) for batch, back in rows}


def story(connection: Connection, round_code: str, number: int) -> pd.DataFrame:
    """Every row ever kept of the bodies' indicators that a batch wrote to, oldest first.

    Columns id, batch, supersedes (NaN: the first of its cell), CELL, value, status, reason.
    """
    wrote = ROWS.alias("wrote")
    same = (wrote.c.body == ROWS.c.body) & (wrote.c.indicator == ROWS.c.indicator)
    touched = exists().where((wrote.c.batch == number) & same)
    columns = ROWS.c["id", "batch", "supersedes", *CELL, "value", "status", "reason"]
    asked = select(*columns).where((ROWS.c.round == round_code) & touched).order_by(ROWS.c.id)
    result = connection.execute(asked)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def pack(rows: NDArray[np.int64]) -> bytes:
    """Row numbers as a few bytes: they rise, mostly by one."""
    return zlib.compress(np.diff(np.sort(rows), prepend=0).astype("<i8").tobytes())


def unpack(content: bytes) -> NDArray[np.int64]:
    """The row numbers that were packed, rising."""
    return np.cumsum(np.frombuffer(zlib.decompress(content), dtype="<i8"))


def who(connection: Connection, numbers: NDArray[np.int64]) -> pd.DataFrame:
    """Who handed in these batches and when: columns number, person, at."""
    columns = BATCHES.c["number", "person", "at"]
    wanted = [int(number) for number in np.unique(numbers)]
    asked = select(*columns).where(BATCHES.c.number.in_(wanted)).order_by(BATCHES.c.number)
    return pd.DataFrame(connection.execute(asked).fetchall(), columns=["number", "person", "at"])


def _asked(round_code: str) -> Select[Any]:
    back, mine = WITHDRAWALS.alias("back"), WITHDRAWALS.alias("mine")
    joined = (
        select(BATCHES, *(IMPORTS.c[name] for name in _OWN), back.c.batch.label("withdrawn_by"))
        .add_columns(mine.c.withdrawn.label("withdraws"), IMPORTS.c.batch.label("import"))
        .join_from(BATCHES, IMPORTS, IMPORTS.c.batch == BATCHES.c.number, isouter=True)
        .join(back, back.c.withdrawn == BATCHES.c.number, isouter=True)
        .join(mine, mine.c.batch == BATCHES.c.number, isouter=True)
    )
    return joined.where(BATCHES.c.round == round_code).order_by(BATCHES.c.number.desc())


_OWN = ("size", "stamp", "catalogue_version", "accepted", "left_alone", "effect")


def _logged(row: Any) -> Logged:
    batch = Batch(**{name: row[name] for name in Batch.__dataclass_fields__})
    one = None
    if row["import"] is not None:
        own = {name: row[name] for name in _OWN} | {"effect": _effect(row["effect"])}
        one = Import(batch=batch.number, round=batch.round, sha256=batch.sha256, **own)
    return Logged(batch, one, row["withdrawn_by"], row["withdraws"])


def _effect(text: str) -> tuple[tuple[str, float | None, float | None], ...]:
    return tuple((body, before, after) for body, before, after in json.loads(text))


def changes(connection: Connection, number: int) -> pd.DataFrame:
    """What a batch wrote, beside what was there before.

    Columns id, supersedes (NaN: the first of its cell), CELL, before, before_status, after, after_status,
    reason, later (batch that wrote over it, 0 for none).
    """
    rows, old, later = ROWS, ROWS.alias("old"), ROWS.alias("later")
    asked = (
        select(rows.c.id, rows.c.supersedes, *(rows.c[name] for name in CELL))
        .add_columns(old.c.value.label("before"), old.c.status.label("before_status"))
        .add_columns(old.c.reason.label("before_reason"))
        .add_columns(rows.c.value.label("after"), rows.c.status.label("after_status"), rows.c.reason)
        .add_columns(func.coalesce(later.c.batch, 0).label("later"))
        .join_from(rows, old, old.c.id == rows.c.supersedes, isouter=True)
        .join(later, later.c.supersedes == rows.c.id, isouter=True)
        .where(rows.c.batch == number)
        .order_by(rows.c.id)
    )
    result = connection.execute(asked)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys())).fillna(
        {"before": "", "before_status": "", "before_reason": ""}
    )
