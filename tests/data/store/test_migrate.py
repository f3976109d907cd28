"""Migrations: from nothing to what the tables say, on both databases, once, whoever starts first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from data.store import migrate
from data.store.db import Database
from data.store.tables import APPEND_ONLY, metadata
from metrics.errors import WrongState


def test_migrations_build_what_the_tables_say(database: Database) -> None:
    with database.migrating() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_comparison_notices_a_missing_column(database: Database) -> None:
    with database.migrating() as connection:
        connection.execute(text("ALTER TABLE rounds DROP COLUMN demo"))
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [one[0] for one in found] == ["add_column"]


def test_every_table_that_only_grows_has_its_triggers(database: Database) -> None:
    if database.is_sqlite:
        asked = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    else:
        mine = "tgrelid = CAST(:table AS regclass) AND NOT tgisinternal"
        asked = f"SELECT count(*) FROM pg_trigger WHERE {mine}"
    with database.reading() as connection:
        for table in APPEND_ONLY:
            assert connection.execute(text(asked), {"table": table}).scalar_one() == 3, table


def test_a_second_run_changes_nothing(database: Database) -> None:
    assert migrate.upgrade(database).at_head
    migrate.check_head(database)


def test_a_database_behind_is_refused(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(WrongState, match="migrate_first"):
        migrate.check_head(empty)
    empty.close()


def test_eight_starts_at_once_migrate_once(tmp_path: Path) -> None:
    bases = [Database(f"sqlite:///{tmp_path / 'fresh' / 'new.db'}") for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        levels = list(pool.map(migrate.upgrade, bases))
    assert all(level.at_head for level in levels)
    for base in bases:
        base.close()


def test_a_failing_step_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = Database(f"sqlite:///{tmp_path / 'fails.db'}")
    steps = tmp_path / "steps"
    steps.mkdir()
    for name in ("env.py", "script.py.mako"):
        (steps / name).write_text((migrate.STEPS / name).read_text())
    (steps / "versions").mkdir()
    first = (migrate.STEPS / "versions" / "r0001_record.py").read_text()
    (steps / "versions" / "first.py").write_text(
        first + "\n\ndef _audit() -> None:\n    raise OSError('power cut')\n"
    )
    monkeypatch.setattr(migrate, "STEPS", steps)
    with pytest.raises(OSError, match="power cut"):
        migrate.upgrade(base)
    with base.reading() as connection:
        assert inspect(connection).get_table_names() == []
    base.close()
