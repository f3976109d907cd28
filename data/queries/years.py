"""One body over the rounds: its total in each, and where the line has a break.

    line(desk, round_code, body) -> tuple[Year, ...]          oldest first, the round asked for last

Before a merger the body has the mean total of its predecessors (the rule of `metrics.engine.changes`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from data import permits
from data.desk import Desk
from data.queries import boards, changes, rounds
from metrics.engine.board import Board
from metrics.engine.lineage import lineage
from metrics.errors import NotFound
from metrics.model import Body, Round


@dataclass(frozen=True, slots=True)
class Year:
    """A body in one round, under the names it had there.

    `total` NaN without one; `place`, `grade` (code) None and "" where it has none or was several bodies.
    `how`: what happened to it on the way to the next round shown (same, renamed, merged, split; "" for
    the last); `method`: the plan scored otherwise than that of the next round.
    """

    round: Round
    sealed: bool
    names: tuple[Body, ...]
    total: float
    place: int | None
    of: int
    grade: str
    how: str
    method: bool

    @property
    def broken(self) -> bool:
        """The line has a break after this year."""
        return self.how not in ("", "same", "renamed") or self.method


def line(desk: Desk, round_code: str, body: str) -> tuple[Year, ...]:
    """Every round up to this one in which the body or its predecessors had a place on the list."""
    one = rounds.find(desk, round_code)
    desk.check("boards.read", body=body, sealed=boards.standing(desk, one.code).sealed)
    later = boards.whole(desk, one.code)
    if body not in {it.code for it in later.bodies}:
        raise NotFound("body", round=round_code, body=body)
    own: tuple[str, ...] = (body,)
    found = [_year(desk, one, later, (body,), "", method=False)]
    for earlier in _one_a_year(changes.before(desk, round_code)):
        if desk.reach("boards.read") == permits.SEALED and not boards.standing(desk, earlier.code).sealed:
            continue
        board = boards.whole(desk, earlier.code)
        between = lineage(board.bodies, later.bodies)
        origin = tuple(dict.fromkeys(code for late in own for code in between.before[late]))
        if not origin:
            break
        how = between.how(own[0]) if len(own) == 1 else "merged"
        method = board.catalogue.version != later.catalogue.version
        found.append(_year(desk, earlier, board, origin, how, method=method))
        own, later = origin, board
    return tuple(reversed(found))


def _one_a_year(older: tuple[Round, ...]) -> list[Round]:
    """One round of each year, the latest first (of several the one that `changes.before` puts first)."""
    of_year: dict[int, Round] = {}
    for one in older:
        of_year.setdefault(one.year, one)
    return [of_year[year] for year in sorted(of_year, reverse=True)]


def _year(desk: Desk, one: Round, board: Board, codes: tuple[str, ...], how: str, *, method: bool) -> Year:
    rows = board.totals[board.totals["body"].isin(codes)]
    totals = [float(total) for total in rows["total"] if not math.isnan(total)]
    alone = rows.iloc[0] if len(codes) == 1 else None
    placed = alone is not None and alone["place"] == alone["place"] and alone["place"] is not None
    return Year(
        round=one,
        sealed=boards.standing(desk, one.code).sealed,
        names=tuple(it for it in board.bodies if it.code in codes),
        total=sum(totals) / len(totals) if totals else math.nan,
        place=int(alone["place"]) if alone is not None and placed else None,
        of=int(alone["of"]) if alone is not None else 0,
        grade=str(alone["grade"]) if alone is not None else "",
        how=how,
        method=method,
    )
