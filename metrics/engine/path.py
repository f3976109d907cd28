"""The path to the next grade: the cheapest set of losses to regain, and what each would bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.engine.bases import plain_sums
from metrics.engine.board import Board
from metrics.engine.standings import fixed, shown
from metrics.engine.variants import Border, border, variants
from metrics.frames import FILLED, MISSING, NIL, SCORED

REGAINABLE = (SCORED, NIL, MISSING, FILLED)
LOSSES = ("indicator", "clause", "reason", "lost", "gain")
STEPS = (*LOSSES, "after")


@dataclass(frozen=True)
class Path:
    """How one body comes to the next grade, others unchanged.

    code: path (steps lead there), reached (the grade would follow with no loss regained), top,
    not_enough (all losses regained do not reach it), or why points cannot help: veto, unranked, no_seat,
    no_grades. grade: the present one; border: what the next one asks, with its quota. total: now; best:
    with every loss regained. steps: STEPS, largest first; after: the total with it and those before it.
    losses: LOSSES, all of them; gain: what it alone would add to the total. displaces: who would lose
    the grade by the quota. exact: no cheaper set exists; else the set is good, and reaches it, but
    another might be cheaper (trees that are no plain sum).
    """

    code: str
    grade: str
    border: Border | None
    total: float
    best: float
    steps: pd.DataFrame
    losses: pd.DataFrame
    displaces: tuple[str, ...]
    exact: bool


def path(board: Board, body: str, cost: Mapping[str, int] | None = None) -> Path:
    """The cheapest set of losses whose regaining reaches the next grade; KeyError for an unknown body.

    Regained means full marks; deductions and what does not apply cannot be regained. cost: effort per
    indicator in whole numbers from 1 on (1 where none is given, so without it the fewest losses). Of sets
    that cost the same the smallest last step is taken. Whether a set reaches is never estimated: every
    answer is a run of the engine's own roll-up, total and grade with those shares at 1.
    """
    [own] = shown(board).loc[[body]].to_dict("records")
    total, position = float(own["total"]), int(own["grade"])
    losses = _losses(board, body)
    between, code = _next(board, body, position)
    grade = board.catalogue.grades[position].code if position >= 0 else ""
    everything = variants(board, body, [dict.fromkeys(losses["indicator"], 1.0)]).iloc[0]
    steps = losses.iloc[:0].assign(after=np.zeros(0))
    displaces: tuple[str, ...] = ()
    if between is not None and not code:
        if between.met(total, float(own["key"])):
            code = "reached"
        elif not between.met(everything["total"], everything["key"]):
            code = "not_enough"
        else:
            code, steps = "path", _steps(board, body, losses, between, cost or {})
        displaces = _displaced(board, body, between) if code == "path" else ()
    return Path(
        code=code,
        grade=grade,
        border=between,
        total=total,
        best=float(everything["total"]),
        steps=steps,
        losses=losses[list(LOSSES)],
        displaces=displaces,
        exact=_exact(board),
    )


def _next(board: Board, body: str, position: int) -> tuple[Border | None, str]:
    """The border of the next grade, and why it may be out of reach."""
    grades = board.catalogue.grades
    if not grades:
        return None, "no_grades"
    if position == 0:
        return None, "top"
    kept = fixed(board)
    wanted = grades[position - 1] if position > 0 else grades[-1]
    between = border(board, body, wanted.code, kept.peers, kept.best)
    return between, between.barred


def _losses(board: Board, body: str) -> pd.DataFrame:
    """Every score below full marks, the largest gain first; `earned`: its part of the whole."""
    row = board.points.index.get_loc(body)
    status, points, full = (frame.to_numpy()[row] for frame in (board.status, board.points, board.full))
    mine = board.ledger[board.ledger["body"] == body]
    reason = dict(zip(mine["indicator"].astype(str), mine["reason"].astype(str), strict=True))
    found = [
        (one.code, one.node, reason.get(one.code, ""), full[k] - np.nan_to_num(points[k]))
        for k, one in enumerate(board.catalogue.indicators)
        if one.role == "scored" and status[k] in REGAINABLE and np.nan_to_num(points[k]) < full[k]
    ]
    table = pd.DataFrame(found, columns=["indicator", "clause", "reason", "lost"])
    now, *each = variants(board, body, [{}, *({code: 1.0} for code in table["indicator"])]).to_dict("records")
    table["lost"] = table["lost"].astype(np.float64).round(10)
    table["gain"] = np.array([one["total"] - now["total"] for one in each], dtype=np.float64).round(10)
    table["earned"] = np.array([one["earned"] - now["earned"] for one in each], dtype=np.float64)
    return table.sort_values(["earned", "lost"], ascending=False, kind="stable", ignore_index=True)


def _exact(board: Board) -> bool:
    """Where the base is one sum over another, gains add up and the knapsack below is exact.

    Then base(S) = base + Σ gains of S, and the total never falls when the base rises (bonus gate, floor,
    caps and rounding all keep the order). So among the sets of one cost the one with the largest sum has
    the highest total, and the first cost whose largest sum reaches is the least.
    """
    matrices = (frame.to_numpy() for frame in (board.points, board.full, board.status))
    return plain_sums(board.catalogue, *matrices) is not None and not board.catalogue.totals.rescale


def _steps(
    board: Board, body: str, losses: pd.DataFrame, between: Border, cost: Mapping[str, int]
) -> pd.DataFrame:
    costs = [max(1, int(cost.get(code, 1))) for code in losses["indicator"]]
    sets = _best_sets(costs, losses["earned"].tolist())
    whole = list(range(len(losses)))  # reaches, as was tried before; all there is where no gain is a number
    reaching = (one for one in sets if one and _reach(board, body, losses, [one], between)[0])
    chosen = next(reaching, whole)
    # The last step may be smaller than the largest that was left.
    rest, last = chosen[:-1], chosen[-1]
    others = [k for k in range(len(losses)) if k not in rest and costs[k] <= costs[last]]
    enough = _reach(board, body, losses, [[*rest, k] for k in others], between)
    last = max(k for k, reaches in zip(others, enough, strict=True) if reaches)
    picked = losses.iloc[sorted([*rest, last])]
    growing = [dict.fromkeys(picked["indicator"].iloc[: k + 1], 1.0) for k in range(len(picked))]
    after = variants(board, body, growing)["total"].to_numpy()
    return picked[list(LOSSES)].assign(after=after).reset_index(drop=True)


def _best_sets(costs: list[int], gains: list[float]) -> list[list[int]]:
    """For each cost from 0 on the set with the largest gain, cheapest first (a knapsack, exact)."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for item, (cost, gain) in enumerate(zip(costs, gains, strict=True)):
        for spent, (had, items) in sorted(best.items(), reverse=True):
            if spent + cost not in best or best[spent + cost][0] < had + gain:
                best[spent + cost] = had + gain, (*items, item)
    sets, most = [], -1.0
    for spent in sorted(best):
        gain, items = best[spent]
        if gain > most:
            sets.append(list(items))
            most = gain
    return sets


def _reach(
    board: Board, body: str, losses: pd.DataFrame, sets: list[list[int]], between: Border
) -> list[bool]:
    """Whether each set leads over the border, by the engine itself."""
    codes = losses["indicator"].tolist()
    made = variants(board, body, [{codes[k]: 1.0 for k in one} for one in sets])
    return [between.met(total, key) for total, key in zip(made["total"], made["key"], strict=True)]


def _displaced(board: Board, body: str, between: Border) -> tuple[str, ...]:
    """Who has the last seat of the grade now."""
    own = shown(board)
    order = [grade.code for grade in board.catalogue.grades]
    held = (own["grade"] == order.index(between.grade)) & (own["key"] == between.seat)
    peers = fixed(board).peers
    held &= peers == peers[own.index.get_loc(body)]
    return tuple(str(code) for code in own.index[held] if code != body)
