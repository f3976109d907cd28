"""Bodies within the noise of a cut-off, and the evidence that would decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.engine.board import Board
from metrics.engine.draws import Cells, varied
from metrics.engine.robustness import Bands
from metrics.engine.standings import fixed, shown
from metrics.engine.variants import Border, border, several
from metrics.model import Robustness

EVIDENCE = ("body", "indicator", "clause", "source", "low", "high", "decides")
TOGETHER = 200  # bodies whose variants are scored at once


@dataclass(frozen=True)
class Cutoffs:
    """bodies: body, grade, other (the grade it would have instead), chance (share of the draws with it),
    total, cut (the border between the two), gap (total less cut), bar (why more points would not help).

    evidence: EVIDENCE: per open score of such a body by how much the total would fall or rise (low, high)
    at the ends of what may be, and whether it decides alone; the weightiest first.
    """

    bodies: pd.DataFrame
    evidence: pd.DataFrame


def cutoffs(board: Board, found: Bands, robustness: Robustness) -> Cutoffs:
    """Every body whose grade is not settled (in less than `confidence` of the draws); nearest first."""
    unsure = found.bodies[found.bodies["sure"] < robustness.confidence]
    kept, own = fixed(board), shown(board)
    order = {grade.code: at for at, grade in enumerate(board.catalogue.grades)}
    totals = dict(zip(board.totals["body"], board.totals["total"].astype(float), strict=True))
    codes, chances = [str(code) for code in found.grades.columns], found.grades.loc[unsure.index].to_numpy()
    rows, borders = [], []
    for at, (body, grade) in enumerate(zip(map(str, unsure.index), map(str, unsure["grade"]), strict=True)):
        others = np.where([code == grade for code in codes], -1.0, chances[at])
        chance, other = float(others.max()), codes[int(others.argmax())]
        better = min((one for one in (grade, other) if one), key=order.__getitem__)
        between = border(board, body, better, kept.peers, kept.best, own)
        total = totals[body]
        rows.append(
            (body, grade, other, chance, total, between.cut, total - between.cut, between.barred)
        )
        borders.append(between)
    names = ["body", "grade", "other", "chance", "total", "cut", "gap", "bar"]
    table = pd.DataFrame(rows, columns=names)
    told = _evidence(board, list(zip(table["body"], borders, strict=True)), robustness)
    table = table.sort_values("gap", key=lambda gap: gap.abs(), kind="stable", ignore_index=True)
    return Cutoffs(table, told)


def _evidence(board: Board, near: Sequence[tuple[str, Border]], robustness: Robustness) -> pd.DataFrame:
    """What each open score of these bodies could do to their totals, a few hundred bodies at a time."""
    cells: dict[int, list[Cells]] = {}
    for one in varied(board, robustness).cells if near else ():
        cells.setdefault(one.row, []).append(one)
    rows = {code: row for row, code in enumerate(board.points.index)}
    open_ = [(body, between, _open(board, cells.get(rows[body], []))) for body, between in near]
    parts = [_moved(board, open_[first : first + TOGETHER]) for first in range(0, len(open_), TOGETHER)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(EVIDENCE))


def _moved(board: Board, near: Sequence[tuple[str, Border, Sequence[End]]]) -> pd.DataFrame:
    """By how much the totals move at the ends of each open score; per body the weightiest first."""
    wanted: list[tuple[str, Mapping[str, float]]] = []
    for body, _, ends in near:
        wanted.append((body, {}))
        wanted += [(body, {code: share}) for _, code, *both in ends for share in both]
    made = several(board, wanted)
    total, key = made["total"].to_numpy(), made["key"].to_numpy()
    clause = {one.code: one.node for one in board.catalogue.indicators}
    told: list[tuple[int, str, str, str, str, float, float, bool]] = []
    now = 0  # the row of a body as it is; its open scores follow, low and high
    for number, (body, between, ends) in enumerate(near):
        met = between.met(total[now], key[now])
        for at, (source, code, _, _) in zip(range(now + 1, len(made), 2), ends, strict=False):
            decides = any(met != between.met(total[k], key[k]) for k in (at, at + 1))
            low, high = (float(np.round(total[k] - total[now], 10)) for k in (at, at + 1))
            told.append((number, body, code, clause[code], source, low, high, decides))
        now += 1 + 2 * len(ends)
    table = pd.DataFrame(told, columns=["number", *EVIDENCE])
    reach = table[["low", "high"]].abs().max(axis=1).to_numpy()
    return table.iloc[np.lexsort((-reach, table["number"]))][list(EVIDENCE)]


End = tuple[str, str, float, float]  # source, code, lowest and highest share that an open score may have


def _open(board: Board, cells: Sequence[Cells]) -> list[End]:
    """The open scores of one body."""
    return [end for one in cells for end in _ends(board, one)]


def _ends(board: Board, cells: Cells) -> list[End]:
    codes = map(str, board.points.columns[cells.columns])
    if cells.source == "missing":
        return [(cells.source, code, 0.0, 1.0) for code in codes]
    share = board.share.to_numpy()[cells.row, cells.columns]
    low, high = np.clip(share - cells.spread, 0, 1), np.clip(share + cells.spread, 0, 1)
    named = zip(codes, low.tolist(), high.tolist(), strict=True)
    return [(cells.source, code, least, most) for code, least, most in named]
