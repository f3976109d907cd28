"""The bodies (被评估单位) of a round as rows, and the thin bases accepted by name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from data.store import tables
from data.store.audit import canonical, last_touch
from metrics.errors import Conflict, NotFound
from metrics.model import Body, Text

BODIES, ACCEPTANCES = tables.bodies, tables.acceptances


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Someone's word, by name, that a body is ranked on its thin base (or no longer)."""

    round: str
    body: str
    accepted: bool
    reason: str
    person: str
    at: datetime


def of_round(connection: Connection, round_code: str) -> tuple[Body, ...]:
    """The bodies of a round in the order of its list."""
    asked = select(BODIES).where(BODIES.c.round == round_code).order_by(BODIES.c.position)
    return tuple(_body(row) for row in connection.execute(asked))


def find(connection: Connection, round_code: str, code: str) -> tuple[Body, int]:
    """One body and its version; NotFound where the round has no such body."""
    mine = (BODIES.c.round == round_code) & (BODIES.c.code == code)
    row = connection.execute(select(BODIES).where(mine)).first()
    if row is None:
        raise NotFound("body", round=round_code, body=code)
    return _body(row), row.version


def insert(connection: Connection, round_code: str, bodies: Iterable[Body]) -> None:
    """Put in the bodies of a new round, in their order."""
    rows = [
        {"round": round_code, "code": one.code, "position": position, "version": 1, **_columns(one)}
        for position, one in enumerate(bodies)
    ]
    connection.execute(BODIES.insert(), rows)


def save(connection: Connection, round_code: str, one: Body, version: int) -> int:
    """Write a changed body if it still has the version that was seen; returns the new one, else Conflict."""
    mine = (BODIES.c.round == round_code) & (BODIES.c.code == one.code) & (BODIES.c.version == version)
    done = connection.execute(update(BODIES).where(mine).values(version=version + 1, **_columns(one)))
    if done.rowcount != 1:
        _, found = find(connection, round_code, one.code)
        touch = last_touch(connection, f"body:{round_code}/{one.code}")
        raise Conflict("changed_meanwhile", body=one.code, seen=version, found=found, **touch)
    return version + 1


def accept(connection: Connection, word: Acceptance) -> None:
    """Note that someone answers for a body's thin base, or no longer does."""
    connection.execute(ACCEPTANCES.insert(), asdict(word))


def accepted(connection: Connection, round_code: str) -> frozenset[str]:
    """The bodies whose thin base is accepted: the latest word on each decides."""
    asked = select(ACCEPTANCES.c.body, ACCEPTANCES.c.accepted).where(ACCEPTANCES.c.round == round_code)
    latest = dict(connection.execute(asked.order_by(ACCEPTANCES.c.id)).all())
    return frozenset(body for body, yes in latest.items() if yes)


def _columns(one: Body) -> dict[str, Any]:
    return {
        "name_zh": one.name.zh, "name_en": one.name.en, "kind": one.kind, "peers": one.group,
        "traits": canonical(sorted(one.traits)), "aliases": canonical(one.aliases),
        "since": one.since, "until": one.until, "succeeds": canonical(one.succeeds),
    }  # fmt: skip


def _body(row: Row[Any]) -> Body:
    return Body(
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        kind=row.kind,
        group=row.peers,
        traits=frozenset(json.loads(row.traits)),
        aliases=tuple(json.loads(row.aliases)),
        since=row.since,
        until=row.until,
        succeeds=tuple(json.loads(row.succeeds)),
    )
