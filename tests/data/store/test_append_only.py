"""What is kept for ever cannot be changed, removed or replaced, neither through the program nor around it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from data.actions import boards, bodies, evidence, imports, observations, rectification_proof, rounds
from data.desk import Desk
from data.queries import imports as ask
from data.settings import Settings
from data.store import annual_reports, sqlite
from data.store.annual_reports import FILED, Filing
from data.store.db import Database, shut
from data.store.db import database as open_database
from data.store.tables import APPEND_ONLY, metadata
from tests.data import rectifying
from tests.data.desks import Clock, seats, small
from tests.data.small import rows

COLUMN = {
    "audit": "person", "imports": "sha256", "confirmations": "content", "withdrawals": "withdrawn",
    "carried": "origin", "evidence": "sha256", "annual_reports": "content",
    "rectification_notice_items": "notice", "rectification_notices": "code",
    "batches": "source", "observations": "value", "acceptances": "reason",
}  # fmt: skip


@pytest.fixture(scope="module")
def full(
    copied: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """`full(kind)`: URL of a record with a row in every table that only grows; made once, to be copied."""
    with ExitStack() as kept:

        @cache
        def made(kind: str) -> str:
            folder = tmp_path_factory.mktemp(kind)
            settings = small(kept.enter_context(copied(kind, folder)), folder)
            fill(settings, seats(settings, Clock()))
            shut(settings.database)
            return settings.database

        yield made


@pytest.fixture
def filled(
    kind: str,
    full: Callable[[str], str],
    copied: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
) -> Iterator[Database]:
    """A database of this test alone with a row in every table that only grows."""
    with copied(kind, tmp_path, full(kind)) as url:
        yield open_database(url)


def fill(settings: Settings, seat: Callable[..., Desk]) -> None:
    office, evaluator, leader = (seat(role) for role in ("office", "evaluator", "leader"))
    database, opened = office.database, rounds.open(office, "2012", catalogue="small").code
    observations.record(evaluator, opened, rows(("310101", "b", "has_rule", "1")), source="form")
    bodies.accept_thin_base(office, opened, "310101", reason="seen")
    shown = ask.preview(evaluator, opened, b"body,indicator,field,value\n310101,b,has_rule,1\n", "a.csv")
    batch = imports.commit(evaluator, shown).batch
    imports.withdraw(evaluator, opened, batch.number, reason="the wrong file")
    evidence.link(evaluator, opened, "310101", "b", url="https://www.shanghai.gov.cn/")
    with database.writing() as connection:
        connection.execute(text("INSERT INTO carried VALUES (1, 1)"))
        filing = Filing(
            opened, "310101", 2012, 0, FILED, "report_2008", "r.xlsx", "me", evaluator.now, content="[]"
        )
        annual_reports.insert(connection, filing)
    rectifying.put_terms(settings.catalogues)
    item = rectifying.act(leader, rectifying.drafted(office, opened, body="310102"), "issue")
    now = rows(("310102", "b", "has_rule", "1"))
    rectification_proof.remeasure(evaluator, item.number, now, reason="looked again")
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)


def attacks(table: str, connection: Connection) -> list[str]:
    """Statements that would falsify the first row of a table."""
    column = COLUMN.get(table, "person")
    row = connection.execute(text(f"SELECT * FROM {table}")).mappings().first()
    assert row is not None
    key = [one.name for one in metadata.tables[table].primary_key]
    where = " AND ".join(f'"{name}" = :{name}' for name in key)
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    upsert = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET \"{column}\" = 'forged'"
    found = [
        f"UPDATE {table} SET \"{column}\" = 'forged' WHERE {where}",
        f"DELETE FROM {table} WHERE {where}",
        f"DELETE FROM {table}",
        f"INSERT INTO {table} ({names}) VALUES ({values}) {upsert}",
    ]
    if connection.dialect.name == "sqlite":
        found.append(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({values})")
        found.append(f"REPLACE INTO {table} ({names}) VALUES ({values})")
    else:
        found.append(f"TRUNCATE {table} CASCADE")
    return found


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("way", ["writing", "migrating"])
def test_no_statement_changes_what_is_kept(filled: Database, table: str, way: str) -> None:
    # `migrating` has no authorizer: there the triggers alone must hold.
    with filled.reading() as connection:
        before = connection.execute(text(f"SELECT * FROM {table}")).mappings().all()
        statements = attacks(table, connection)
    for statement in statements:
        with pytest.raises(DBAPIError), getattr(filled, way)() as connection:
            connection.execute(text(statement), dict(before[0]))
    with filled.reading() as connection:
        assert connection.execute(text(f"SELECT * FROM {table}")).mappings().all() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER audit_no_update",
        "DROP TABLE audit",
        "DROP INDEX uq_observations_first",
        "ALTER TABLE audit RENAME TO old",
        "CREATE TRIGGER mine AFTER INSERT ON audit BEGIN SELECT 1; END",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA foreign_keys = OFF",
        "ATTACH DATABASE ':memory:' AS other",
    ],
)
def test_the_program_cannot_take_the_guards_down(
    tmp_path: object, migrated_file: object, statement: str
) -> None:
    connection = sqlite3.connect(str(migrated_file))
    sqlite.prepare_guarded(connection, None)
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        connection.execute(statement)
    connection.close()


def test_without_recursive_triggers_and_the_third_trigger_replace_walks_past(migrated_file: object) -> None:
    """The control: what the pragma and the trigger on INSERT are there for."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE kept (id INTEGER PRIMARY KEY, word TEXT); INSERT INTO kept VALUES (1, 'true');"
        "CREATE TRIGGER no_delete BEFORE DELETE ON kept BEGIN SELECT RAISE(ABORT, 'append-only'); END;"
    )
    connection.execute("REPLACE INTO kept VALUES (1, 'forged')")
    assert connection.execute("SELECT word FROM kept").fetchone() == ("forged",)
    connection.execute("PRAGMA recursive_triggers = ON")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("REPLACE INTO kept VALUES (1, 'again')")
    connection.close()


def test_the_history_of_a_cell_is_a_line(filled: Database) -> None:
    with filled.reading() as connection:
        row = dict(connection.execute(text("SELECT * FROM observations")).mappings().first() or {})
    columns = "round, batch, body, indicator, item, field, value, status, reason, supersedes"
    values = ":round, :batch, :body, :indicator, :item, :field, 'x', '', '', "
    second_first = f"INSERT INTO observations ({columns}) VALUES ({values} NULL)"
    successor = f"INSERT INTO observations ({columns}) VALUES ({values} :id)"
    with pytest.raises(DBAPIError, match=r"(?i)unique"), filled.writing() as connection:
        connection.execute(text(second_first), row)
    with filled.writing() as connection:
        connection.execute(text(successor), row)
    with pytest.raises(DBAPIError, match=r"(?i)unique"), filled.writing() as connection:
        connection.execute(text(successor), row)
