"""The library of what helped (经验库): closed items of this round and those before it, the most useful first.

library(desk, round_code, body) -> Library

Whoever may read their own items may read these: what is closed out well is there to be learnt from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data import permits
from data.desk import Desk
from data.queries import boards, bodies, exemplars, rectification, rounds
from metrics.engine.alike import alike
from metrics.engine.board import Board
from metrics.errors import Lacking
from metrics.frames import SCORED
from metrics.model import Round, Text


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A closed item: who did it, in how many working days (`left` before the deadline), what came back.

    `number`, `body`, `name`: "" and None for who may not know whose it is; `gained` is 0 then. `rank`: how
    alike the body is to the one that asks (1: most), None where that cannot be said. `held`: it was looked
    at again and still stood. `steps`: titles of its milestones.
    """

    indicator: str
    number: str
    round: str
    body: str
    name: Text | None
    days: int
    left: int
    gained: float
    returns: int
    plan: str
    steps: tuple[str, ...]
    closed_on: date | None
    held: bool
    rank: int | None


@dataclass(frozen=True, slots=True)
class Library:
    """`lost`: what the body loses on, the most first. `found`: exemplars by indicator, the best first.

    `best`: bodies of its kind with full marks, the most alike first, by indicator lost; none for who may not
    see every name.
    """

    lost: tuple[str, ...]
    found: Mapping[str, tuple[Exemplar, ...]]
    best: Mapping[str, tuple[str, ...]]


def library(desk: Desk, round_code: str, body: str) -> Library:
    """What a body can learn from: of a reporter for their own body only."""
    of_round = rounds.find(desk, round_code)
    desk.check("rectification.read", body=body)
    board = boards.whole(desk, round_code)
    order = [str(code) for code in alike(board, body)["body"]]
    rank = {code: at for at, code in enumerate(order, 1)}
    rows = board.ledger[(board.ledger["body"] == body) & (board.ledger["lost"] > 0)]
    scored = {one.code for one in board.catalogue.indicators if one.role == "scored"}
    ranked = rows.sort_values("lost", ascending=False, kind="stable")["indicator"]
    lost = tuple(str(code) for code in ranked if str(code) in scored)
    made: dict[str, list[Exemplar]] = {}
    for one in rounds.every(desk):
        if one.code == round_code or (one.year <= of_round.year and _has_terms(desk, one)):
            for exemplar in _of_round(desk, one.code, body, rank):
                made.setdefault(exemplar.indicator, []).append(exemplar)
    found = {code: tuple(sorted(those, key=_worth)) for code, those in made.items()}
    everybody = desk.reach("boards.read") == permits.ALL
    best = {code: _full(board, code, order) for code in lost} if everybody else {}
    return Library(lost, found, best)


def _worth(one: Exemplar) -> tuple[bool, int, bool, int, float]:
    """In time first, then seldom sent back, still standing, quick, much regained."""
    return (one.left < 0, one.returns, not one.held, one.days, -one.gained)


def _of_round(desk: Desk, code: str, body: str, rank: Mapping[str, int]) -> list[Exemplar]:
    names = {one.code: one.name for one in bodies.every(desk, code)}
    rows = exemplars.exemplars(desk, code, near=rank).to_dict("records")
    return [_exemplar(row, names) for row in rows if row["body"] != body]


def _has_terms(desk: Desk, one: Round) -> bool:
    """Whether its plan says anything of rectification; older ones need not."""
    try:
        rectification.terms_of(desk, one)
    except Lacking:
        return False
    return True


def _exemplar(row: Mapping[Any, Any], names: Mapping[str, Text]) -> Exemplar:
    gained = float(row["gained"])
    return Exemplar(
        indicator=str(row["indicator"]),
        number=str(row["number"]),
        round=str(row["round"]),
        body=str(row["body"]),
        name=names.get(str(row["body"])),
        days=int(row["days"]),
        left=int(row["left"]),
        gained=gained if gained == gained else 0.0,
        returns=int(row["returns"]),
        plan=str(row["plan"]),
        steps=tuple(one for one in str(row["steps"]).split("\n") if one),
        closed_on=row["closed_on"],
        held=bool(row["held"]),
        rank=int(row["near"]) or None,
    )


def _full(board: Board, code: str, order: list[str]) -> tuple[str, ...]:
    full = board.share.index[(board.share[code] >= 1) & (board.status[code] == SCORED)]
    there = {str(one) for one in full}
    return tuple(one for one in order if one in there)
