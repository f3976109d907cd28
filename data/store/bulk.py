"""Many rows of observations at once: a few thousand in hand at a time, and many to a statement.

On SQLite a table with triggers pays for every statement, not for every row: 900,000 rows take 16 s one to a
statement and 6 s fifty to a statement. PostgreSQL copies them in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain
from json.encoder import encode_basestring
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.store import tables
from metrics.frames import OBSERVATIONS

TABLE = tables.observations.name
COLUMNS = ("round", "batch", *OBSERVATIONS, "supersedes")
CHUNK = 10_000  # rows in hand
TOGETHER = 50  # rows to a statement; a multiple of it is a chunk


def put(connection: Connection, round_code: str, batch: int, rows: pd.DataFrame) -> None:
    """Put in rows (columns OBSERVATIONS and `supersedes`, NaN where a cell is new) in their order."""
    many = len(rows) > TOGETHER and connection.dialect.name == "postgresql"
    way = _copy if many else _insert
    for chunk in _chunks(rows):
        way(connection, [(round_code, batch, *row) for row in chunk])


def _insert(connection: Connection, full: list[tuple[Any, ...]]) -> None:
    """As many to a statement as it holds, the rest one by one."""
    whole = len(full) - len(full) % TOGETHER
    for first, last, together in ((0, whole, TOGETHER), (whole, len(full), 1)):
        given = [tuple(chain.from_iterable(full[at : at + together])) for at in range(first, last, together)]
        if given:
            connection.exec_driver_sql(_statement(connection, together), given)


def _copy(connection: Connection, full: list[tuple[Any, ...]]) -> None:
    """PostgreSQL's own way for many rows, within the same transaction."""
    driver = connection.connection.driver_connection
    assert driver is not None
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    with driver.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({names}) FROM STDIN") as stream:
        for row in full:
            stream.write_row(row)


def digest(rows: pd.DataFrame) -> str:
    """SHA-256 over the rows as lines of canonical JSON, in their order."""
    total = hashlib.sha256()
    for chunk in _chunks(rows, quoted=True):
        lines = (f"[{','.join(texts)},{'null' if old is None else old}]\n" for *texts, old in chunk)
        total.update("".join(lines).encode())
    return total.hexdigest()


def _chunks(rows: pd.DataFrame, *, quoted: bool = False) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as tuples, a chunk at a time; `quoted`: their texts as JSON."""
    # A text that stands in many rows is quoted once.
    quotes = {
        name: np.array([encode_basestring(str(one)) for one in rows[name].cat.categories], dtype=object)
        for name in OBSERVATIONS
        if quoted and isinstance(rows[name].dtype, pd.CategoricalDtype)
    }

    def texts(column: pd.Series) -> list[str]:
        name = str(column.name)
        if name in quotes:
            chosen: list[str] = quotes[name][column.cat.codes.to_numpy()].tolist()
            return chosen
        plain: list[str] = column.tolist()
        return [encode_basestring(one) for one in plain] if quoted else plain

    for at in range(0, len(rows), CHUNK):
        part = rows.iloc[at : at + CHUNK]
        old = part["supersedes"].to_numpy(dtype=object)
        replaced = [None if new else int(one) for one, new in zip(old, pd.isna(old), strict=True)]
        yield list(zip(*(texts(part[name]) for name in OBSERVATIONS), replaced, strict=True))


def _statement(connection: Connection, together: int) -> str:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    values = f"({', '.join([mark] * len(COLUMNS))})"
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    # Names of our own columns and marks: nothing of it was handed in.
    return f"INSERT INTO {TABLE} ({names}) VALUES {', '.join([values] * together)}"  # noqa: S608
