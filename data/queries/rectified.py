"""The board as it stands after rectification: the round's observations, and over them what was observed anew.

It stands beside the board that was sealed, which it never changes. An item is verified on it: the very rule
that took the point is run again.

    board(desk, round_code) -> Board                  with every name; not for reporters
    side_by_side(desk, round_code) -> DataFrame       two totals per body: as sealed, and after rectification
    outcome(desk, connection, item) -> Outcome        what the rule says of an item now
    standpoint(board, body, indicator) -> Standpoint  one score with its numbers
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import boards, catalogues, rounds
from data.queries.memo import Memo
from data.store import audit, remeasures
from data.store import boards as kept_boards
from data.store import bodies as kept_bodies
from data.store import rectification as kept
from data.store import rounds as kept_rounds
from data.store.db import Connection
from metrics.engine.board import Board, score
from metrics.engine.ledger import facts_by_body
from metrics.frames import MISSING, NOT_APPLICABLE, OUT, STATUSES, widen
from metrics.model import Body, Catalogue, Round
from metrics.procedure.items import MUNICIPAL, Item, Outcome
from metrics.procedure.lifecycle import CLOSED

REMEASURE = "rectification.remeasure"
COMPARED = (
    "body", "kind", "total", "place", "grade", "total_after", "place_after", "grade_after", "gained",
)  # fmt: skip

_boards: Memo[Board] = Memo(size=4)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A score of a body: points `lost` (0: none), `reason` of the ledger ("": none), the rule's numbers."""

    status: str
    lost: float
    reason: str
    value: float | None
    share: float | None
    points: float | None
    full_marks: float | None
    facts: Mapping[str, Any]


def board(desk: Desk, round_code: str) -> Board:
    """The board after rectification, with every name; NotPermitted for who may not read them all."""
    one = rounds.find(desk, round_code)
    desk.check("rectification.read")
    with desk.database.reading() as connection:
        return boards.lend(present(desk, connection, one))


def side_by_side(desk: Desk, round_code: str) -> pd.DataFrame:
    """Columns COMPARED, one row a body (a reporter's own): total, place and grade as sealed (or as they count
    now) and after rectification. The first never change by rectification.
    """
    one = rounds.find(desk, round_code)
    own = desk.body if desk.reach("rectification.read") == permits.OWN else ""
    desk.check("rectification.read", body=own)
    first = boards.whole(desk, round_code).totals
    with desk.database.reading() as connection:
        second = present(desk, connection, one).totals
    shown = ["body", "kind", "total", "place", "grade"]
    after = second[["body", "total", "place", "grade"]].astype({"body": object})
    both = first[shown].astype({"body": object}).merge(after, on="body", how="left", suffixes=("", "_after"))
    both["gained"] = (both["total_after"] - both["total"]).round(6)
    return both[both["body"] == own].reset_index(drop=True)[list(COMPARED)] if own else both[list(COMPARED)]


def present(desk: Desk, connection: Connection, one: Round) -> Board:
    """The board after rectification; of a sealed round by the plan and the bodies that were sealed."""
    edition = kept_boards.sealed(connection, one.code)
    if edition is None and not remeasures.some(connection, one.code):
        return boards.scored(desk, connection, one)[0]
    plan, bodies = ground(desk, connection, one)
    moved = audit.latest(connection, one.code, (*permits.MOVES_SCORES, REMEASURE))
    where = desk.database.url.render_as_string(hide_password=False)

    def work() -> Board:
        facts = widen(remeasures.overlaid(connection, one.code), plan)
        accepted = kept_bodies.accepted(connection, one.code)
        return score(plan, bodies, facts, catalogues.setting(one, plan), accepted)

    return _boards.get((where, one.code, plan.version, moved, edition and edition.sha256), work)


def ground(desk: Desk, connection: Connection, one: Round) -> tuple[Catalogue, tuple[Body, ...]]:
    """The plan and the bodies that the board after rectification rests on; nothing is scored for it."""
    if kept_boards.sealed(connection, one.code):
        sealed = boards.whole(desk, one.code)
        return sealed.catalogue, sealed.bodies
    return catalogues.of(desk, one.catalogue), kept_bodies.of_round(connection, one.code)


def outcome(desk: Desk, connection: Connection, item: Item) -> Outcome:
    """What the rule that took the point says now, and whether anything was observed since the item's issue.

    Of a closed item: since it was closed. Of a municipal item: `lost` by all bodies together.
    """
    one = kept_rounds.find(connection, item.round)
    now = present(desk, connection, one)
    since = kept.last_at(connection, item.id, "close" if item.state == CLOSED else "issue")
    whole = item.kind == MUNICIPAL
    body = "" if whole else item.body
    latest = _latest(connection, item.round, item.indicator, body)
    renewed = since is not None and latest is not None and latest > since
    if whole:
        losing, of, lost = spread(now, item.indicator)
        return Outcome(renewed, lost, "below" if losing else "", share=losing / of if of else 0.0)
    stands = standpoint(now, item.body, item.indicator)
    return Outcome(renewed, stands.lost, stands.reason)


def spread(one: Board, indicator: str) -> tuple[int, int, float]:
    """How many bodies lose points on an indicator, to how many it applies, and how many points are lost."""
    status = one.status[indicator].to_numpy()
    of = int(((status != OUT) & (status != NOT_APPLICABLE)).sum())
    rows = one.ledger[one.ledger["indicator"] == indicator]
    return len(rows), of, float(rows["lost"].sum())


def standpoint(one: Board, body: str, indicator: str) -> Standpoint:
    """The score of a body on an indicator, with its row of the ledger where there is one."""
    return standpoints(one, indicator)[body]


def standpoints(one: Board, indicator: str) -> dict[str, Standpoint]:
    """The same for every body, at once."""
    rows = one.ledger[one.ledger["indicator"] == indicator]
    lost = dict(zip(rows["body"].astype(str), rows["lost"].astype(float), strict=True))
    why = dict(zip(rows["body"].astype(str), rows["reason"].astype(str), strict=True))
    facts = facts_by_body(one, indicator)
    codes = [int(code) for code in one.status[indicator]]
    cells = zip(
        *(_floats(frame, indicator) for frame in (one.value, one.share, one.points, one.full)), strict=True
    )
    found = {}
    for body, code, (value, share, points, full) in zip(one.status.index.tolist(), codes, cells, strict=True):
        reason = "" if body not in lost else "missing" if code == MISSING else why[body]
        said = facts[str(body)]
        found[str(body)] = Standpoint(
            STATUSES[code], lost.get(body, 0.0), reason, value, share, points, full, said
        )
    return found


def standpoint_of(one: Board, item: Item) -> Standpoint:
    """The score an item is about; of a municipal one all bodies together, with `losing` and `of` as facts."""
    if item.kind != MUNICIPAL:
        return standpoint(one, item.body, item.indicator)
    losing, of, lost = spread(one, item.indicator)
    full = float(one.full[item.indicator].sum())
    facts = {"losing": losing, "of": of}
    return Standpoint("", lost, "municipal" if losing else "", None, None, full - lost, full, facts)


def _floats(frame: pd.DataFrame, indicator: str) -> list[float | None]:
    """A column, None where there is no number."""
    return [None if cell != cell else float(cell) for cell in frame[indicator].tolist()]


def _latest(connection: Connection, round_code: str, indicator: str, body: str) -> datetime | None:
    """When an indicator (of a body, or of any) was last observed, in rectification or in the round itself."""
    found = [remeasures.last(connection, round_code, indicator, body)]
    found += [
        at
        for (whose, _), at in remeasures.moments(connection, round_code, indicator).items()
        if not body or whose == body
    ]
    return max((at for at in found if at is not None), default=None)
