"""Brings a database up to date, step by step; two that try at once wait for each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.store.db import Database
from metrics.errors import WrongState

STEPS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Level:
    """How far a database is (`found`, "" for an empty one) and how far this program is."""

    found: str
    wanted: str

    @property
    def at_head(self) -> bool:
        """Whether they are the same."""
        return self.found == self.wanted


def upgrade(database: Database) -> Level:
    """Run all steps that are missing, in one transaction: the database is as before or as wanted."""
    with database.migrating() as connection:
        command.upgrade(_config(connection), "head")
        return level(connection)


def level(connection: Connection) -> Level:
    """How far the database is."""
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    found = MigrationContext.configure(connection).get_current_revision()
    return Level(found or "", wanted or "")


def check_head(database: Database) -> None:
    """WrongState("migrate_first") unless the database is as far as this program."""
    with database.reading() as connection:
        now = level(connection)
    if not now.at_head:
        raise WrongState("migrate_first", found=now.found, wanted=now.wanted)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
