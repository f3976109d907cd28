"""Health is looked at, not assumed: each fault shows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from data.desk import Desk
from data.queries import health as ask
from data.settings import Settings
from data.store import check
from data.store.db import shut

NOW = datetime(2012, 12, 31, 17, tzinfo=UTC)


def notes(settings: Settings, now: datetime = NOW) -> tuple[str, ...]:
    """What is to be looked at, but for the age of this machine's SQLite."""
    return tuple(note for note in ask.health(settings, now).notes if note != "sqlite_old")


def test_a_sound_database(settings: Settings, scored: str, kind: str) -> None:
    found = ask.health(settings, NOW)
    assert found.ok
    assert found.database is not None
    assert (found.database.kind, found.database.head, found.database.rounds) == (kind, 2, 1)
    assert found.database.level.at_head
    assert found.anchored == 2
    assert notes(settings) == ()
    assert found.at.isoformat() == "2013-01-01T01:00:00+08:00"


def test_a_year_whose_working_days_nobody_knows_yet(settings: Settings) -> None:
    found = ask.health(settings, datetime(2099, 1, 1, tzinfo=UTC))
    assert found.calendars["cn"] is False
    assert found.notes[-1] == "calendar_unknown"
    assert found.ok


def test_no_database(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for url in (f"sqlite:///{tmp_path}/file/x.db", "postgresql://nobody@127.0.0.1:1/none"):
        lost = replace(settings, database=url)
        found = ask.health(lost, NOW)
        assert not found.ok
        assert found.database is None
        assert found.notes == ("database_unreachable",)
        shut(url)


def test_a_database_behind(settings: Settings, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    found = ask.health(replace(settings, database=url), NOW)
    assert not found.ok
    assert "migrate_first" in found.notes
    shut(url)


def test_a_damaged_file(settings: Settings, scored: str, kind: str, office: Desk) -> None:
    if kind != "sqlite":
        return
    file = Path(office.database.url.database or "")
    with office.database.migrating() as connection:
        connection.execute(text("SELECT 1"))
    shut(settings.database)
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 12] = b"\x5a" * (4096 * 9)
    file.write_bytes(content)
    found = ask.health(settings, NOW)
    assert not found.ok
    shut(settings.database)


def test_a_file_that_was_swapped_by_rename(
    settings: Settings, scored: str, kind: str, office: Desk, tmp_path: Path
) -> None:
    if kind != "sqlite":
        return
    file, copy = Path(office.database.url.database or ""), tmp_path / "restored.db"
    with office.database.reading() as connection:
        connection.execute(text("SELECT 1"))
    shutil.copy(file, copy)
    assert "database_replaced" not in notes(settings)
    copy.replace(file)
    found = ask.health(settings, NOW)
    assert not found.ok
    assert "database_replaced" in found.notes
    file.unlink()
    assert "database_replaced" in notes(settings)
    shut(settings.database)


def test_a_program_started_anew_works_on_the_new_file(settings: Settings, scored: str, kind: str) -> None:
    if kind != "sqlite":
        return
    file = Path(settings.database.removeprefix("sqlite:///"))
    shut(settings.database)
    shutil.copy(file, file.with_suffix(".copy"))
    file.with_suffix(".copy").replace(file)
    assert "database_replaced" not in notes(settings)
    shut(settings.database)


def test_a_trail_that_ends_before_its_heads(settings: Settings, scored: str, office: Desk) -> None:
    with office.anchor.open("a") as file:
        file.write(f"9 {'a' * 64} 2012-07-09T00:30:00.000000Z\n")
    assert notes(settings) == ("trail_cut",)


def test_heads_that_are_not_written_any_more(settings: Settings, scored: str, office: Desk) -> None:
    office.anchor.unlink()
    assert notes(settings) == ("head_not_anchored",)


def test_an_old_sqlite_is_named(settings: Settings, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "SAFE_SQLITE", (99, 0, 0))
    assert ("sqlite_old" in ask.health(settings, NOW).notes) == (kind == "sqlite")
    monkeypatch.setattr(check, "SAFE_SQLITE", (3, 0, 0))
    assert "sqlite_old" not in ask.health(settings, NOW).notes


def test_no_secret_is_told(settings: Settings) -> None:
    secret = replace(settings, database="postgresql://office:geheim@127.0.0.1:1/none")
    assert "geheim" not in repr(ask.health(secret, NOW))
    shut(secret.database)
