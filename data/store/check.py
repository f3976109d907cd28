"""A quick look at a database: is it there, up to date and sound, and where does its trail end."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from data.store import audit, migrate
from data.store.db import Connection, database
from metrics.errors import EvaluationError

# SQLite before this can, rarely, damage a file when two connections write or checkpoint at the same moment
# (the "WAL-reset bug"); our one-writer rule makes it rarer, an update of SQLite ends it.
SAFE_SQLITE = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found; `head` is the last entry of the trail, `intact` says whether the file is sound.

    `replaced`: another file lies in its place (SQLite), so that what is written now would be lost.
    """

    kind: str
    version: str
    level: migrate.Level
    intact: bool
    head: int
    rounds: int
    replaced: bool = False

    @property
    def at_head(self) -> bool:
        """Whether the tables are as this program needs them."""
        return self.level.at_head

    @property
    def sound(self) -> bool:
        """Whether work can be done with it."""
        return self.at_head and self.intact and not self.replaced

    @property
    def sqlite_old(self) -> bool:
        """Whether this is a SQLite that ought to be updated."""
        return self.kind == "sqlite" and tuple(int(part) for part in self.version.split(".")) < SAFE_SQLITE


def check(url: str) -> Checked | None:
    """Look at the database behind `url`; None where it cannot be reached."""
    try:
        base = database(url)
        with base.reading() as connection:
            return replace(_look(connection, sqlite=base.is_sqlite), replaced=base.replaced)
    except (SQLAlchemyError, EvaluationError, OSError):
        return None


def _look(connection: Connection, *, sqlite: bool) -> Checked:
    level = migrate.level(connection)
    ask = "SELECT sqlite_version()" if sqlite else "SHOW server_version"
    version = str(connection.execute(text(ask)).scalar_one())
    sound = not sqlite or connection.execute(text("PRAGMA quick_check(1)")).scalar_one() == "ok"
    rounds = connection.execute(text("SELECT count(*) FROM rounds")).scalar_one() if level.found else 0
    head = audit.head(connection).seq if level.found else 0
    return Checked("sqlite" if sqlite else "postgresql", version, level, sound, head, rounds)
