"""Evidence (佐证材料) as rows: a file or a link beside an observation; a newer one supersedes the older."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from data.store import tables
from metrics.errors import NotFound

ROWS = tables.evidence
FILE, LINK, REFERENCE, WITHDRAWN = "file", "link", "reference", "withdrawn"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file, link or reference that stands for a body's indicator (and one of its items, "" for the whole).

    A reference is words: the number of a document, where a paper lies. `media`, `sha256`, `size` (bytes): of
    a file; `url`: of a link. `supersedes`: the revision before it; a row of the kind "withdrawn" says in
    `note` why its predecessor no longer stands. `id` is 0 until it is kept.
    """

    round: str
    body: str
    indicator: str
    item: str
    kind: str
    name: str
    person: str
    at: datetime
    media: str = ""
    sha256: str = ""
    size: int = 0
    url: str = ""
    note: str = ""
    supersedes: int | None = None
    id: int = 0


def insert(connection: Connection, one: Evidence) -> Evidence:
    """Keep a piece of evidence."""
    row = {name: value for name, value in asdict(one).items() if name != "id"}
    number = connection.execute(ROWS.insert().values(row).returning(ROWS.c.id)).scalar_one()
    return find(connection, int(number))


def find(connection: Connection, number: int) -> Evidence:
    """One piece; NotFound."""
    row = connection.execute(select(ROWS).where(ROWS.c.id == number)).mappings().first()
    if row is None:
        raise NotFound("evidence", id=number)
    return Evidence(**row)


def current(
    connection: Connection, round_code: str, body: str = "", indicator: str = ""
) -> tuple[Evidence, ...]:
    """What stands now of a round (of one body, of one indicator), oldest first."""
    later = ROWS.alias("later")
    mine = ~exists().where(later.c.supersedes == ROWS.c.id) & (ROWS.c.kind != WITHDRAWN)
    return _all(connection, _of(round_code, body, indicator).where(mine))


def every(connection: Connection, round_code: str, body: str, indicator: str) -> tuple[Evidence, ...]:
    """All revisions of a body's indicator, withdrawn ones too, oldest first."""
    return _all(connection, _of(round_code, body, indicator))


def later(connection: Connection, number: int) -> Evidence | None:
    """The revision that supersedes this one; None where it stands."""
    row = connection.execute(select(ROWS).where(ROWS.c.supersedes == number)).mappings().first()
    return None if row is None else Evidence(**row)


def standing(connection: Connection, numbers: Iterable[int]) -> tuple[int, ...]:
    """What stands for these pieces now: each in its newest revision, none that was withdrawn."""
    found = []
    for number in numbers:
        one = find(connection, number)
        while (newer := later(connection, one.id)) is not None:
            one = newer
        if one.kind != WITHDRAWN:
            found.append(one.id)
    return tuple(dict.fromkeys(found))


def digests(connection: Connection) -> tuple[str, ...]:
    """Digests of all files that any row speaks of."""
    asked = select(ROWS.c.sha256).where(ROWS.c.sha256 != "").distinct().order_by(ROWS.c.sha256)
    return tuple(connection.execute(asked).scalars())


def counts(connection: Connection, round_code: str, body: str = "") -> dict[tuple[str, str], int]:
    """How many pieces stand, per body and indicator."""
    rows = current(connection, round_code, body)
    made: dict[tuple[str, str], int] = {}
    for one in rows:
        made[one.body, one.indicator] = made.get((one.body, one.indicator), 0) + 1
    return made


def _of(round_code: str, body: str, indicator: str) -> Select[Any]:
    asked = select(ROWS).where(ROWS.c.round == round_code).order_by(ROWS.c.id)
    if body:
        asked = asked.where(ROWS.c.body == body)
    return asked.where(ROWS.c.indicator == indicator) if indicator else asked


def _all(connection: Connection, asked: Select[Any]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**row) for row in connection.execute(asked).mappings())
