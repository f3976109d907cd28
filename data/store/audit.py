"""The audit trail 审计轨迹: one entry per act, never changed, each holding the hash of the one before.

A chain alone does not notice a cut tail or a trail that was hashed anew from some entry on. So after each
act the head (number, hash, moment) is also written to a file outside the database, and `verify` compares
every head ever written there with the trail.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from data.store.tables import audit

COLUMNS = tuple(column.name for column in audit.columns)
START = "0" * 64
DONE, REFUSED = "done", "refused"
# Asked at every turn, so built once.
_HEAD = select(audit.c.seq, audit.c.hash, audit.c.at).order_by(audit.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is asked for; number and hashes are given by `append`. `at` is UTC text."""

    at: str
    person: str
    role: str
    act: str
    about: str
    round: str = ""
    result: str = DONE
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    key: str | None = None
    given: str = ""
    address: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the trail: number and hash of the last entry, and when it was written."""

    seq: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: `problems` name the kind and the entry, e.g. ("edited", 17)."""

    entries: int
    anchors: int
    head: Head
    problems: tuple[tuple[str, int], ...]

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces; TypeError for what JSON cannot say exactly."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(value: object) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def append(connection: Connection, entry: Entry) -> Head:
    """Write `entry` as the next one (inside the act's own transaction) and return the new head."""
    last = head(connection)
    row = asdict(entry) | {"seq": last.seq + 1, "prev": last.hash}
    row |= {"before": canonical(entry.before), "after": canonical(entry.after)}
    row["hash"] = digest(row)
    connection.execute(audit.insert(), row)
    return Head(row["seq"], row["hash"], entry.at)


def head(connection: Connection) -> Head:
    """The last entry; number 0 where there is none."""
    row = connection.execute(_HEAD).first()
    return Head(row.seq, row.hash, row.at) if row else Head(0, START, "")


def with_key(connection: Connection, key: str) -> Mapping[str, Any] | None:
    """The entry of the act done under `key`: act, person, given, after; None if it was not done."""
    columns = audit.c["act", "person", "given", "after"]
    row = connection.execute(select(*columns).where(audit.c.key == key)).mappings().first()
    return dict(row) | {"after": json.loads(row["after"])} if row else None


def latest(connection: Connection, round_code: str, acts: Iterable[str]) -> int:
    """Number of the last entry of one of `acts` done in the round; 0 where there is none."""
    mine = (audit.c.round == round_code) & audit.c.act.in_(list(acts)) & (audit.c.result == DONE)
    return connection.execute(select(func.max(audit.c.seq)).where(mine)).scalar_one() or 0


def last_touch(connection: Connection, *about: str) -> dict[str, Any]:
    """By whom and when one of these things was last changed: `by` ("" if nobody did), `at` (UTC or None)."""
    mine = audit.c.about.in_(about) & (audit.c.result == DONE)
    asked = select(audit.c.person, audit.c.at).where(mine).order_by(audit.c.seq.desc()).limit(1)
    row = connection.execute(asked).first()
    return {"by": row.person, "at": datetime.fromisoformat(row.at)} if row else {"by": "", "at": None}


def trail(
    connection: Connection, *, round_code: str = "", result: str = "", limit: int = 200
) -> list[dict[str, Any]]:
    """The last `limit` entries, newest first (of one round or of all; done, refused or both)."""
    asked = select(audit).order_by(audit.c.seq.desc()).limit(limit)
    if round_code:
        asked = asked.where(audit.c.round == round_code)
    if result:
        asked = asked.where(audit.c.result == result)
    rows = [dict(row) for row in connection.execute(asked).mappings()]
    return [row | {name: json.loads(row[name]) for name in ("before", "after")} for row in rows]


def between(
    connection: Connection, round_code: str, acts: Iterable[str], *, after: int = 0, upto: int | None = None
) -> list[dict[str, Any]]:
    """The entries of `acts` done in a round after one entry and up to another, oldest first."""
    mine = (audit.c.round == round_code) & audit.c.act.in_(list(acts)) & (audit.c.result == DONE)
    mine &= audit.c.seq > after
    if upto is not None:
        mine &= audit.c.seq <= upto
    found = connection.execute(select(audit).where(mine).order_by(audit.c.seq)).mappings()
    rows = [dict(row) for row in found]
    return [row | {name: json.loads(row[name]) for name in ("before", "after")} for row in rows]


def verify(connection: Connection, anchors: Iterable[Head]) -> Verdict:
    """Walk the whole trail and compare it with the heads kept outside.

    Problems: "edited" (an entry does not fit its own hash), "broken" (does not follow from the one
    before), "cut" (a head kept outside lies beyond the end), "replaced" (another entry stands there).
    """
    problems: list[tuple[str, int]] = []
    hashes = {0: START}
    last = Head(0, START, "")
    asked = select(audit).order_by(audit.c.seq).execution_options(yield_per=1000)
    for found in connection.execute(asked).mappings():
        row = dict(found)
        kept = row.pop("hash")
        if digest(row) != kept:
            problems.append(("edited", row["seq"]))
        if (row["seq"], row["prev"]) != (last.seq + 1, last.hash):
            problems.append(("broken", row["seq"]))
        last = Head(row["seq"], kept, row["at"])
        hashes[last.seq] = last.hash
    anchors = list(anchors)
    for anchor in anchors:
        if hashes.get(anchor.seq) != anchor.hash:
            problems.append(("cut" if anchor.seq > last.seq else "replaced", anchor.seq))
    return Verdict(len(hashes) - 1, len(anchors), last, tuple(problems))


def anchor(file: Path, head: Head) -> None:
    """Add `head` as one line to the file outside the database (lines of two processes do not mix)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    line = f"{head.seq} {head.hash} {head.at}\n".encode()
    door = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(door, line)
    finally:
        os.close(door)


def anchors(file: Path) -> list[Head]:
    """The heads in the file, oldest first; none where there is no file. A torn last line is left out."""
    if not file.exists():
        return []
    lines = (line.split() for line in file.read_text().splitlines())
    return [Head(int(line[0]), line[1], line[2]) for line in lines if len(line) == 3 and line[0].isdigit()]


def moment(connection: Connection, seq: int) -> datetime | None:
    """When an entry was made; None where there is no such entry."""
    at = connection.execute(select(audit.c.at).where(audit.c.seq == seq)).scalar_one_or_none()
    return None if at is None else datetime.fromisoformat(at)
