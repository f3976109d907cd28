"""What might be otherwise on a board, drawn by chance.

Drawn are weights (the same for all bodies in a draw), judged shares, and shares of what is missing.
Facts, rules, what does not apply, deductions, bonuses, vetoes and who is ranked stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.engine.board import Board
from metrics.frames import FILLED, MISSING, SCORED
from metrics.model import Catalogue, Robustness

Floats = NDArray[np.float64]
SOURCES = ("weights", "judgement", "missing")


@dataclass(frozen=True)
class Cells:
    """Scores of one body (`row` of the board) that are open, by indicator (`columns`), and why."""

    row: int
    columns: NDArray[np.int64]
    source: str
    spread: Floats  # of each judgement; of what is missing nothing is known: 0..1


@dataclass(frozen=True)
class Draw:
    """`factors`: draws x weights (those of `Varied.codes`). `shares`: per Cells, its columns x draws."""

    factors: Floats
    shares: tuple[Floats, ...]


@dataclass(frozen=True)
class Varied:
    """What is drawn on a board: weights by code of indicator or node, and open cells."""

    codes: tuple[str, ...]
    spread: float
    cells: tuple[Cells, ...]

    def count(self, source: str) -> int:
        """How many weights, or cells of a source, are open."""
        if source == "weights":
            return len(self.codes) if self.spread > 0 else 0
        return sum(len(one.columns) for one in self.cells if one.source == source)


def varied(board: Board, robustness: Robustness) -> Varied:
    """What is open: every weight, judged shares by rule, and what is missing or filled in for it."""
    status = board.status.to_numpy()
    spread = np.array([robustness.judgement_spread.get(one.rule, 0.0) for one in board.catalogue.indicators])
    scored = np.array([one.role == "scored" for one in board.catalogue.indicators], dtype=bool)
    judged = (status == SCORED) & (spread > 0) & scored
    missing = (status == MISSING) & scored
    for row, column in zip(*np.nonzero((status == FILLED) & scored), strict=True):
        missing[row, column] = _guessed(board, int(row), int(column))
    cells = []
    for row in range(len(status)):
        for source, open_ in (("judgement", judged[row]), ("missing", missing[row])):
            columns = np.flatnonzero(open_)
            if len(columns):
                cells.append(Cells(row, columns, source, spread[columns]))
    return Varied(_weights(board.catalogue), robustness.weight_spread, tuple(cells))


def _guessed(board: Board, row: int, column: int) -> bool:
    """Whether a filled score stands for one that is missing, not for one that does not apply."""
    one, body = board.catalogue.indicators[column], board.bodies[row]
    outside = bool(one.units) and one.units_kind in ("", body.kind) and body.code not in one.units
    if (body.code, one.code) in board.na_reason or outside or (one.trait and one.trait not in body.traits):
        return False
    said = board.facts.get(one.code)
    return said is None or body.code not in said.index or str(said.at[body.code, "reason"]) == "incomplete"


def _weights(catalogue: Catalogue) -> tuple[str, ...]:
    """Every scored indicator, and every node in a mean (in a sum the marks below it are moved)."""
    nodes = [one.code for one in catalogue.nodes if catalogue.level_above(one.parent).mean != "sum"]
    return (*(one.code for one in catalogue.scored), *nodes)


def draw(board: Board, open_: Varied, chance: np.random.Generator, size: int) -> Draw:
    """One batch: factors around 1, and a share from 0 to 1 for every open cell."""
    factors = 1.0 + open_.spread * (2.0 * chance.random((size, len(open_.codes))) - 1.0)
    share = board.share.to_numpy()
    shares = []
    for one in open_.cells:
        drawn = chance.random((len(one.columns), size))
        if one.source == "judgement":
            drawn *= 2.0 * one.spread[:, None]
            drawn += (share[one.row, one.columns] - one.spread)[:, None]
            np.clip(drawn, 0.0, 1.0, out=drawn)
        shares.append(drawn)
    return Draw(factors, tuple(shares))
