"""A writer killed at a random instant: what it was told is kept is kept, and nothing is kept by half."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from data.settings import ROOT
from data.store import audit
from data.store.db import Database

KILLS = 6
ROWS = 40

# Puts in one round after the other, each with its bodies and its entry, and says the number of each.
WRITER = f"""
import sys
from pathlib import Path
from sqlalchemy import text
from data.store import audit
from data.store.db import Database

base, heads, way, number = Database(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
put_round = text("INSERT INTO rounds VALUES (:code, 1, 'x', 'x', 'x', 'open', false, 1)")
put_body = text("INSERT INTO bodies VALUES (:code, :at, 1, 'x', 'x', 'x', '', '', '', NULL, NULL, '', 1)")
while True:
    number += 1
    code = f"r{{number}}"
    with base.writing() as connection:
        connection.execute(put_round, {{"code": code}})
        for at in range({ROWS}):
            connection.execute(put_body, {{"code": code, "at": str(at)}})
            if way == "careless":
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
        entry = audit.Entry("2012-07-09T00:30:00.000000Z", "p", "office", "rounds.open", code)
        head = audit.append(connection, entry)
    audit.anchor(heads, head)
    print(number, flush=True)
"""


def run_and_kill(url: str, heads: Path, way: str, first: int, chance: random.Random) -> int:
    """Let a writer work for a moment, kill it; the last number it was told is kept."""
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, url, str(heads), way, str(first)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    last = int(child.stdout.readline())
    time.sleep(chance.uniform(0, 0.1))
    child.send_signal(signal.SIGKILL)
    for line in child.stdout:
        last = int(line) if line.endswith("\n") else last
    child.stdout.close()
    child.wait()
    return last


def kept(base: Database) -> dict[str, int]:
    """Rounds that are there, with the number of their bodies."""
    both = "rounds LEFT JOIN bodies ON round = rounds.code"
    with base.reading() as connection:
        rows = connection.execute(text(f"SELECT rounds.code, count(bodies.code) FROM {both} GROUP BY 1"))
        return {str(row[0]): int(row[1]) for row in rows}


@pytest.fixture
def kind() -> str:
    return "sqlite"


def test_nothing_is_lost_or_kept_by_half(url: str, database: Database, tmp_path: Path) -> None:
    chance, last, heads = random.Random(20120426), 0, tmp_path / "heads"
    for _ in range(KILLS):
        told = run_and_kill(url, heads, "careful", last, chance)
        found = kept(database)
        assert {f"r{number}" for number in range(1, told + 1)} <= set(found)
        assert set(found.values()) == {ROWS}
        last = len(found)  # one may be kept that the writer was never told of
        with database.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            verdict = audit.verify(connection, audit.anchors(heads))
        assert verdict.intact
        assert verdict.entries == len(found)


def test_without_a_transaction_rounds_are_kept_by_half(url: str, database: Database, tmp_path: Path) -> None:
    chance, last, halves = random.Random(1), 0, 0
    for _ in range(KILLS):
        run_and_kill(url, tmp_path / "heads", "careless", last, chance)
        found = kept(database)
        halves += sum(count != ROWS for count in found.values())
        last = len(found)
        if halves:
            break
    assert halves
