"""Simultaneous edits: with the recipe none is lost, without it many are; reading keeps nobody waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from data.store import db
from data.store.db import Database, database, shut
from metrics.errors import Conflict, Lacking

THREADS, EDITS = 8, 25
Writing = Callable[[], AbstractContextManager[Connection]]


def edit_at_once(writing: Writing) -> int:
    """Eight people add one to the same number, 25 times each; how often it was done as far as they know."""
    together = threading.Barrier(THREADS)

    def work(_: int) -> int:
        done = 0
        together.wait()
        for _ in range(EDITS):
            try:
                with writing() as connection:
                    found = connection.execute(text("SELECT year FROM rounds")).scalar_one()
                    connection.execute(text("UPDATE rounds SET year = :new"), {"new": found + 1})
                done += 1
            except DBAPIError:
                pass  # told to the person, so not lost
        return done

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(work, range(THREADS)))


@pytest.fixture
def counter(database: Database) -> Callable[[], int]:
    """A round whose year stands at 0, and a way to read it."""
    with database.writing() as connection:
        connection.execute(text("INSERT INTO rounds VALUES ('r', 0, 'x', 'x', 'x', 'open', false, 1)"))

    def read() -> int:
        with database.reading() as connection:
            return int(connection.execute(text("SELECT year FROM rounds")).scalar_one())

    return read


def test_no_edit_is_lost(database: Database, counter: Callable[[], int]) -> None:
    assert edit_at_once(database.writing) == THREADS * EDITS
    assert counter() == THREADS * EDITS


def test_two_processes_would_not_lose_any_either(
    url: str, database: Database, counter: Callable[[], int]
) -> None:
    # Without the lock of this process, as if each thread were a process of its own.
    others = [Database(url) for _ in range(THREADS)]
    mine = threading.local()

    def writing() -> AbstractContextManager[Connection]:
        if not hasattr(mine, "base"):
            mine.base = others.pop()
            opened.append(mine.base)
        return mine.base.writing()

    opened: list[Database] = []
    assert edit_at_once(writing) == counter() == THREADS * EDITS
    for one in opened:
        one.close()


def test_without_the_recipe_edits_are_lost(url: str, database: Database, counter: Callable[[], int]) -> None:
    plain = create_engine(url)
    believed = edit_at_once(plain.begin)
    plain.dispose()
    assert counter() < believed


def test_an_exception_undoes_the_transaction(database: Database, counter: Callable[[], int]) -> None:
    def edit_and_fail() -> None:
        with database.writing() as connection:
            connection.execute(text("UPDATE rounds SET year = 7"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        edit_and_fail()
    assert counter() == 0


def test_a_reader_sees_one_moment_and_keeps_no_writer_waiting(database: Database, counter: object) -> None:
    asked = text("SELECT year FROM rounds")
    with database.reading() as reader:
        before = reader.execute(asked).scalar_one()
        with database.writing() as connection:
            connection.execute(text("UPDATE rounds SET year = 5"))
        assert reader.execute(asked).scalar_one() == before


def test_reading_cannot_write(database: Database, counter: Callable[[], int]) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), database.reading() as connection:
        connection.execute(text("UPDATE rounds SET year = 7"))
    assert counter() == 0


def test_a_writer_who_waits_too_long_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "PATIENCE", 0.2)
    with database.writing(), ThreadPoolExecutor(1) as pool:
        trouble = pool.submit(database.writing().__enter__).exception()
    assert isinstance(trouble, Conflict)
    assert trouble.code == "busy"


def test_a_writer_of_another_process_is_told_too(
    url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "PATIENCE", 1.0)
    monkeypatch.setattr("data.store.sqlite.PRAGMAS", ("journal_mode=WAL", "busy_timeout=200"))
    other = Database(url)
    with database.writing(), pytest.raises(Conflict, match="busy"), other.writing():
        pass
    other.close()


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, migrated_file: Path) -> None:
    base = Database(f"sqlite:///{tmp_path / 'small.db'}")
    (tmp_path / "small.db").write_bytes(migrated_file.read_bytes())
    with base.migrating() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    many = [{"code": f"r{number}", "title": "x" * 1000} for number in range(500)]
    insert = text("INSERT INTO rounds VALUES (:code, 1, :title, 'x', 'x', 'open', false, 1)")

    def full(connection: object, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 20}")  # type: ignore[attr-defined]

    db.event.listen(base._writes, "connect", full, insert=True)
    with pytest.raises(Lacking, match="disk_full"), base.writing() as connection:
        connection.execute(insert, many)
    with base.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM rounds")).scalar_one() == 0
    base.close()


def test_one_database_per_url_so_that_all_writers_share_one_queue(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.db'}"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(database, [url] * 32))
    assert len(found) == 1
    shut(url)
    assert database(url) not in found
    shut(url)


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(Lacking, match="database_file"):
        Database("sqlite:///:memory:")
