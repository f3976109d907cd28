"""Bodies within the noise of a cut-off, and the evidence that would decide it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.engine.board import Board
from metrics.engine.draws import Cells, varied
from metrics.engine.robustness import Bands
from metrics.engine.standings import fixed
from metrics.engine.variants import Border, border, variants
from metrics.model import Robustness

EVIDENCE = ("body", "indicator", "clause", "source", "low", "high", "decides")


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
    kept = fixed(board)
    order = {grade.code: at for at, grade in enumerate(board.catalogue.grades)}
    totals = dict(zip(board.totals["body"], board.totals["total"].astype(float), strict=True))
    rows, evidence = [], []
    for body in unsure.index:
        grade = str(unsure.at[body, "grade"])
        chances = found.grades.loc[body].drop(grade)
        other = str(chances.idxmax())
        better = min((one for one in (grade, other) if one), key=order.__getitem__)
        between = border(board, str(body), better, kept.peers, kept.best)
        total = totals[str(body)]
        rows.append(
            (body, grade, other, chances[other], total, between.cut, total - between.cut, between.barred)
        )
        evidence.append(_evidence(board, str(body), between, robustness))
    names = ["body", "grade", "other", "chance", "total", "cut", "gap", "bar"]
    table = pd.DataFrame(rows, columns=names)
    table = table.sort_values("gap", key=lambda gap: gap.abs(), kind="stable", ignore_index=True)
    told = pd.concat(evidence, ignore_index=True) if evidence else pd.DataFrame(columns=list(EVIDENCE))
    return Cutoffs(table, told)


def _evidence(board: Board, body: str, between: Border, robustness: Robustness) -> pd.DataFrame:
    """What each open score of one body could do to its total."""
    row = board.points.index.get_loc(body)
    open_ = [one for one in varied(board, robustness).cells if one.row == row]
    ends = [(cells.source, code, low, high) for cells in open_ for code, low, high in _ends(board, cells)]
    shares: list[Mapping[str, float]] = [{}]
    shares += [{code: share} for _, code, low, high in ends for share in (low, high)]
    made = variants(board, body, shares)
    met = [between.met(total, key) for total, key in zip(made["total"], made["key"], strict=True)]
    change = made["total"].to_numpy() - made["total"].iloc[0]
    clause = {one.code: one.node for one in board.catalogue.indicators}
    table = pd.DataFrame(
        {
            "body": body,
            "indicator": [code for _, code, _, _ in ends],
            "clause": [clause[code] for _, code, _, _ in ends],
            "source": [source for source, _, _, _ in ends],
            "low": np.round(change[1::2], 10),
            "high": np.round(change[2::2], 10),
            "decides": [met[0] != met[k] or met[0] != met[k + 1] for k in range(1, len(met), 2)],
        },
        columns=list(EVIDENCE),
    )
    reach = table[["low", "high"]].abs().max(axis=1).to_numpy()
    return table.iloc[np.argsort(-reach, kind="stable")]


def _ends(board: Board, cells: Cells) -> list[tuple[str, float, float]]:
    """The lowest and highest share that each open score may have."""
    codes = board.points.columns[cells.columns]
    if cells.source == "missing":
        return [(str(code), 0.0, 1.0) for code in codes]
    share = board.share.to_numpy()[cells.row, cells.columns]
    low, high = np.clip(share - cells.spread, 0, 1), np.clip(share + cells.spread, 0, 1)
    return list(zip(map(str, codes), low.tolist(), high.tolist(), strict=True))
