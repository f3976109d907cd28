"""A record with the demonstration round, made once, and the program's environment pointed at it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from data import permits
from data.desk import Desk, sit
from data.settings import Settings, from_environment
from data.store.db import shut


@pytest.fixture(scope="session")
def demo_settings(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a SQLite record that holds the demonstration round."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(demonstration / "evaluation.db", folder)
    url = f"sqlite:///{folder / 'evaluation.db'}"
    yield from_environment({"EVALUATION_DATABASE": url})
    shut(url)


@pytest.fixture
def program(demo_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The program's environment points at the demonstration record."""
    monkeypatch.setenv("EVALUATION_DATABASE", demo_settings.database)
    return demo_settings


@pytest.fixture
def empty_program(migrated_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Settings]:
    """The program's environment points at a record without any round."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    (tmp_path / "empty.db").write_bytes(migrated_file.read_bytes())
    monkeypatch.setenv("EVALUATION_DATABASE", url)
    yield from_environment({"EVALUATION_DATABASE": url})
    shut(url)


@pytest.fixture
def desk(program: Settings) -> Desk:
    """The office at the demonstration record."""
    return sit(program, person="office", role=permits.OFFICE)


def unread(file: Path) -> None:
    """As if nobody but the leader of the demonstration had looked: other tests may have read the original."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM looks WHERE person <> 'demo-leader'")


@pytest.fixture
def record(demo_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A record of this test alone, with the demonstration round; the program's environment points at it."""
    shut(demo_settings.database)  # so that all of it is in the one file
    source = Path(demo_settings.database.removeprefix("sqlite:///"))
    url = f"sqlite:///{tmp_path / 'own.db'}"
    (tmp_path / "own.db").write_bytes(source.read_bytes())
    unread(tmp_path / "own.db")
    told = {"EVALUATION_DATABASE": url, "EVALUATION_FILES": str(tmp_path / "files")}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    yield from_environment(told)
    shut(url)
