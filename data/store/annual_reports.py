"""Annual reports of disclosure (年度报告) as rows: a filing or withdrawal supersedes the one before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from data.store import tables
from metrics.errors import NotFound

ROWS = tables.annual_reports
FILED, WITHDRAWN = "filed", "withdrawn"


@dataclass(frozen=True, slots=True)
class Filing:
    """A report of a body's year as it was filed, or the word that it no longer stands.

    `month`: 0 for the whole year; else the month up to which it goes. `form`: code of its form. `content`:
    its figures as JSON, `sha256` and `size` (bytes) those of the file; a withdrawal has none. `note`: why.
    `supersedes`: the row before it of the same body, year and month. `id` is 0 until it is kept.
    """

    round: str
    body: str
    year: int
    month: int
    kind: str
    form: str
    name: str
    person: str
    at: datetime
    sha256: str = ""
    size: int = 0
    content: str = ""
    note: str = ""
    supersedes: int | None = None
    id: int = 0

    @property
    def stands(self) -> bool:
        """A report, not the word that there is none any more."""
        return self.kind == FILED


def insert(connection: Connection, one: Filing) -> Filing:
    """Keep a filing."""
    row = {name: value for name, value in asdict(one).items() if name != "id"}
    number = connection.execute(ROWS.insert().values(row).returning(ROWS.c.id)).scalar_one()
    return find(connection, int(number))


def find(connection: Connection, number: int) -> Filing:
    """One filing; NotFound("annual_report")."""
    row = connection.execute(select(ROWS).where(ROWS.c.id == number)).mappings().first()
    if row is None:
        raise NotFound("annual_report", id=number)
    return Filing(**row)


def last(connection: Connection, round_code: str, body: str, year: int, month: int) -> Filing | None:
    """The last row of a body's year (or of it up to a month), a withdrawal too; None before the first."""
    asked = _of(round_code, body).where(ROWS.c.year == year, ROWS.c.month == month)
    found = _all(connection, asked)
    return found[-1] if found else None


def standing(connection: Connection, round_code: str, body: str = "") -> tuple[Filing, ...]:
    """The reports of a round (of one body) that stand now, in the order of body, year and month."""
    later = ROWS.alias("later")
    mine = ~exists().where(later.c.supersedes == ROWS.c.id) & (ROWS.c.kind == FILED)
    found = _all(connection, _of(round_code, body).where(mine))
    return tuple(sorted(found, key=lambda one: (one.body, one.year, one.month)))


def every(connection: Connection, round_code: str, body: str, year: int) -> tuple[Filing, ...]:
    """Whatever was filed and withdrawn for a body's year, oldest first."""
    return _all(connection, _of(round_code, body).where(ROWS.c.year == year))


def digests(connection: Connection) -> tuple[str, ...]:
    """Digests of all files that were filed."""
    asked = select(ROWS.c.sha256).where(ROWS.c.sha256 != "").distinct().order_by(ROWS.c.sha256)
    return tuple(connection.execute(asked).scalars())


def _of(round_code: str, body: str) -> Select[Any]:
    asked = select(ROWS).where(ROWS.c.round == round_code).order_by(ROWS.c.id)
    return asked.where(ROWS.c.body == body) if body else asked


def _all(connection: Connection, asked: Select[Any]) -> tuple[Filing, ...]:
    return tuple(Filing(**row) for row in connection.execute(asked).mappings())
