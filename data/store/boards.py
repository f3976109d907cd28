"""Boards as rows: an edition is kept whole and never changed; a seal is a row that names its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from data.store import content, tables
from metrics.engine.board import Board
from metrics.errors import NotFound

BOARDS, SEALS = tables.boards, tables.seals


@dataclass(frozen=True, slots=True)
class Edition:
    """A kept board: its number in the round, what it was made from, its digest, and by whom it was sealed.

    `sequence` is the entry of the audit trail up to which facts count; `sealed_at` is None while it is
    provisional.
    """

    round: str
    number: int
    catalogue_version: str
    sequence: int
    sha256: str
    person: str
    at: datetime
    sealed_by: str | None = None
    sealed_at: datetime | None = None
    note: str | None = None


def insert(
    connection: Connection, round_code: str, board: Board, *, sequence: int, person: str, at: datetime
) -> Edition:
    """Keep a board as the next edition of its round."""
    highest = select(func.coalesce(func.max(BOARDS.c.number), 0)).where(BOARDS.c.round == round_code)
    number = connection.execute(highest).scalar_one() + 1
    packed, sha256 = content.pack(board)
    edition = Edition(round_code, number, board.catalogue.version, sequence, sha256, person, at)
    row = {name: getattr(edition, name) for name in _BOARD} | {"content": packed}
    connection.execute(BOARDS.insert(), row)
    return edition


def seal(connection: Connection, edition: Edition, *, note: str, person: str, at: datetime) -> None:
    """Note that an edition is sealed, bound to its digest."""
    row = {"round": edition.round, "number": edition.number, "sha256": edition.sha256}
    connection.execute(SEALS.insert(), row | {"note": note, "person": person, "at": at})


def find(connection: Connection, round_code: str, number: int) -> Edition:
    """One edition; NotFound where there is none."""
    row = connection.execute(_asked(round_code).where(BOARDS.c.number == number)).mappings().first()
    if row is None:
        raise NotFound("edition", round=round_code, number=number)
    return Edition(**row)


def editions(connection: Connection, round_code: str) -> tuple[Edition, ...]:
    """The editions of a round, newest first."""
    rows = connection.execute(_asked(round_code)).mappings()
    return tuple(Edition(**row) for row in rows)


def sealed(connection: Connection, round_code: str) -> Edition | None:
    """The edition that was sealed last; None where none is."""
    return next((one for one in editions(connection, round_code) if one.sealed_at is not None), None)


def read(connection: Connection, edition: Edition) -> Board:
    """The board as it was kept."""
    mine = (BOARDS.c.round == edition.round) & (BOARDS.c.number == edition.number)
    return content.unpack(connection.execute(select(BOARDS.c.content).where(mine)).scalar_one())


def altered(connection: Connection) -> tuple[tuple[str, int], ...]:
    """(round, number) of editions whose content no longer fits their digest, or their seal's."""
    both = select(BOARDS, SEALS.c.sha256.label("seal"))
    asked = both.join_from(BOARDS, SEALS, _ONE_EDITION, isouter=True)
    return tuple(
        (row["round"], row["number"])
        for row in connection.execute(asked).mappings()
        if content.sha256(row["content"]) != row["sha256"] or row["seal"] not in (None, row["sha256"])
    )


_BOARD = ("round", "number", "catalogue_version", "sequence", "sha256", "person", "at")
_ONE_EDITION = (SEALS.c.round == BOARDS.c.round) & (SEALS.c.number == BOARDS.c.number)


def _asked(round_code: str) -> Select[Any]:
    told = (SEALS.c.person.label("sealed_by"), SEALS.c.at.label("sealed_at"), SEALS.c.note)
    joined = select(*(BOARDS.c[name] for name in _BOARD), *told).join_from(
        BOARDS, SEALS, _ONE_EDITION, isouter=True
    )
    return joined.where(BOARDS.c.round == round_code).order_by(BOARDS.c.number.desc())
