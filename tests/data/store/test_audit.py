"""The trail notices every falsification: by its chain, and by the heads kept outside where a chain cannot."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.store import audit
from data.store.audit import Entry, Head
from data.store.db import Database

ENTRIES = 30


def entry(number: int) -> Entry:
    return Entry(
        at=f"2012-07-09T00:30:{number:02}.000000Z",
        person="李",
        role="evaluator",
        act="observations.record",
        about=f"batch:2012/{number}",
        round="2012",
        before={"value": "0.1"},
        after={"value": str(number)},
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "heads"


@pytest.fixture
def written(database: Database, file: Path) -> Database:
    """A database with thirty entries, every head of which is kept outside."""
    for number in range(1, ENTRIES + 1):
        with database.writing() as connection:
            head = audit.append(connection, entry(number))
        audit.anchor(file, head)
    return database


def verdict(database: Database, heads: list[Head]) -> audit.Verdict:
    with database.reading() as connection:
        return audit.verify(connection, heads)


def test_a_true_trail_is_intact(written: Database, file: Path) -> None:
    found = verdict(written, audit.anchors(file))
    assert found.intact
    assert (found.entries, found.anchors, found.head.seq) == (ENTRIES, ENTRIES, ENTRIES)
    assert found.head == audit.anchors(file)[-1]


def test_an_entry_reads_as_it_was_written(written: Database) -> None:
    with written.reading() as connection:
        newest = audit.trail(connection, round_code="2012", limit=1)[0]
    assert newest["person"] == "李"
    assert newest["after"] == {"value": str(ENTRIES)}
    assert newest["seq"] == ENTRIES


# How an intruder who owns the file falsifies it: rows in, rows out.


def edit(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [row | {"person": "forged"} if row["seq"] == at else row for row in rows]


def edit_hash(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [row | {"hash": "f" * 64} if row["seq"] == at else row for row in rows]


def remove(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [row for row in rows if row["seq"] != at]


def swap(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    order = {at: at + 1, at + 1: at}
    return [row | {"seq": order.get(row["seq"], row["seq"])} for row in rows]


def insert(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    later = [row | {"seq": row["seq"] + 1} if row["seq"] >= at else row for row in rows]
    return [*later, next(row for row in rows if row["seq"] == at)]


def cut(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [row for row in rows if row["seq"] < at]


def rehash(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    """An entry changed and every hash from there on worked out anew: a flawless chain."""
    prev, made = audit.START, []
    for row in edit(rows, at):
        fresh = {name: value for name, value in row.items() if name != "hash"} | {"prev": prev}
        prev = audit.digest(fresh)
        made.append(fresh | {"hash": prev})
    return made


WAYS = [edit, edit_hash, remove, swap, insert, cut, rehash]
CHAIN_MISSES = [cut, rehash]


@pytest.fixture
def falsified(migrated_file: Path, tmp_path: Path) -> Callable[[Any, int], Database]:
    """A SQLite database whose trail was falsified past every trigger."""
    rows: list[dict[str, Any]] = []
    source = Database(f"sqlite:///{tmp_path / 'true.db'}")
    (tmp_path / "true.db").write_bytes(migrated_file.read_bytes())
    for number in range(1, ENTRIES + 1):
        with source.writing() as connection:
            audit.anchor(tmp_path / "heads", audit.append(connection, entry(number)))
    source.close()

    def falsify(way: Any, at: int) -> Database:
        target = tmp_path / f"{way.__name__}{at}.db"
        target.write_bytes((tmp_path / "true.db").read_bytes())
        raw = sqlite3.connect(target)
        raw.row_factory = sqlite3.Row
        rows[:] = [dict(row) for row in raw.execute("SELECT * FROM audit ORDER BY seq")]
        raw.execute("DROP TRIGGER audit_no_delete")
        raw.execute("DELETE FROM audit")
        made = way(rows, at)
        names = ", ".join(f'"{name}"' for name in made[0])
        raw.executemany(
            f"INSERT INTO audit ({names}) VALUES ({', '.join(f':{name}' for name in made[0])})", made
        )
        raw.commit()
        raw.close()
        return Database(f"sqlite:///{target}")

    return falsify


@pytest.mark.parametrize("way", WAYS)
def test_every_falsification_is_found_with_the_heads_kept_outside(
    falsified: Callable[[Any, int], Database], way: Any, file: Path
) -> None:
    places = random.Random(way.__name__).sample(range(2, ENTRIES), 5)
    for at in places:
        base = falsified(way, at)
        assert not verdict(base, audit.anchors(file)).intact, (way.__name__, at)
        base.close()


@pytest.mark.parametrize("way", CHAIN_MISSES)
def test_without_them_a_cut_or_a_new_chain_is_not(
    falsified: Callable[[Any, int], Database], way: Any
) -> None:
    base = falsified(way, 20)
    assert verdict(base, []).intact
    base.close()


def test_one_head_from_before_is_enough(falsified: Callable[[Any, int], Database], file: Path) -> None:
    heads = [one for one in audit.anchors(file) if one.seq == ENTRIES]
    base = falsified(rehash, 3)
    assert verdict(base, heads).problems == (("replaced", ENTRIES),)
    base.close()


def test_a_torn_line_of_the_file_is_passed_over(file: Path) -> None:
    head = Head(1, "a" * 64, "2012-07-09T00:30:00.000000Z")
    audit.anchor(file, head)
    with file.open("a") as torn:
        torn.write("2 bbbb")
    assert audit.anchors(file) == [head]


def test_no_file_means_no_heads(tmp_path: Path) -> None:
    assert audit.anchors(tmp_path / "nowhere") == []


def test_the_canonical_text_is_one_text() -> None:
    assert audit.canonical({"b": 1, "a": "中"}) == '{"a":"中","b":1}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        audit.canonical(float("nan"))
