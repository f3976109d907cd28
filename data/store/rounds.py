"""Rounds (评估批次) as rows: read, put in, change against the version that was seen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from data.store import tables
from data.store.audit import last_touch
from metrics.errors import Conflict, NotFound
from metrics.model import Round, Text

ROUNDS = tables.rounds
# Asked at every turn, so built once.
_EVERY = select(ROUNDS).order_by(ROUNDS.c.year.desc(), ROUNDS.c.code.desc())
_ONE = select(ROUNDS).where(ROUNDS.c.code == bindparam("code"))


def every(connection: Connection) -> tuple[Round, ...]:
    """All rounds, the latest year first."""
    return tuple(_round(row) for row in connection.execute(_EVERY))


def find(connection: Connection, code: str) -> Round:
    """The round with this code; NotFound where there is none."""
    row = connection.execute(_ONE, {"code": code}).first()
    if row is None:
        raise NotFound("round", round=code)
    return _round(row)


def exists(connection: Connection, code: str) -> bool:
    """Whether there is a round with this code."""
    return connection.execute(select(ROUNDS.c.code).where(ROUNDS.c.code == code)).first() is not None


def insert(connection: Connection, one: Round) -> None:
    """Put in a new round."""
    connection.execute(ROUNDS.insert(), {"code": one.code, "version": one.version, **_columns(one)})


def save(connection: Connection, one: Round) -> Round:
    """Write the changed round if it still has the version it was read with; Conflict if not."""
    mine = (ROUNDS.c.code == one.code) & (ROUNDS.c.version == one.version)
    done = connection.execute(update(ROUNDS).where(mine).values(version=one.version + 1, **_columns(one)))
    if done.rowcount != 1:
        found = find(connection, one.code).version
        touch = last_touch(connection, f"round:{one.code}")
        raise Conflict("changed_meanwhile", round=one.code, seen=one.version, found=found, **touch)
    return find(connection, one.code)


def _columns(one: Round) -> dict[str, Any]:
    return {
        "year": one.year, "title_zh": one.title.zh, "title_en": one.title.en,
        "catalogue": one.catalogue, "state": one.state, "demo": one.demo,
    }  # fmt: skip


def _round(row: Row[Any]) -> Round:
    title = Text(row.title_zh, row.title_en)
    return Round(row.code, row.year, title, row.catalogue, row.state, row.demo, row.version)
