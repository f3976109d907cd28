"""Bodies and indicators as one matrix of lost shares, with the four kinds of empty cell told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from metrics.engine.board import Board
from metrics.frames import MISSING, NIL, NOT_APPLICABLE, OUT
from metrics.model import Body, Catalogue, Indicator, Node
from pages.parts.readings.lossbook import clause_of, section_of
from pages.parts.readings.losses import Loss, by_indicator

PLAN, BY_LOSS = "plan", "loss"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are indicators, columns bodies. `lost`: share of full marks lost, NaN where nothing is at stake.

    `status` holds codes of `frames.STATUSES`; `points` and `full` in points; `losses` one per row;
    `heads`: the section that begins at a row (row number -> node), empty when sorted by loss.
    """

    losses: tuple[Loss, ...]
    bodies: tuple[Body, ...]
    lost: NDArray[np.float64]
    points: NDArray[np.float64]
    full: NDArray[np.float64]
    status: NDArray[np.int8]
    heads: dict[int, Node]

    @property
    def rate(self) -> float:
        """Lost points as a share of those at stake."""
        stake = sum(one.stake for one in self.losses)
        return sum(one.lost for one in self.losses) / stake if stake else 0.0

    def part(self, across: slice) -> Matrix:
        """The same for some of the bodies; the losses stay those of all."""
        cut = (slice(None), across)
        return replace(
            self, bodies=self.bodies[across], lost=self.lost[cut], points=self.points[cut],
            full=self.full[cut], status=self.status[cut],
        )  # fmt: skip

    def cells(self, code: int) -> list[tuple[int, int]]:
        """(row, column) of the cells with this status."""
        rows, columns = np.nonzero(self.status == code)
        return list(zip(rows.tolist(), columns.tolist(), strict=True))


def matrix(
    board: Board, bodies: Sequence[Body], section: str = "", order: str = PLAN, across: str = ""
) -> Matrix:
    """The scored indicators (of one section, or all) of these bodies, in plan order or by loss.

    `order` is that of the indicators, `across` that of the bodies ("": the same).
    """
    codes = [one.code for one in bodies]
    losses = [
        one
        for one in by_indicator(board, codes)
        if not section or head_of(board.catalogue, one.indicator) == section
    ]
    if order == BY_LOSS:
        losses.sort(key=lambda one: -one.rate)
    rows = [one.indicator.code for one in losses]
    status = board.status.loc[codes, rows].to_numpy().T
    full = board.full.loc[codes, rows].to_numpy(dtype=np.float64).T
    points = board.points.loc[codes, rows].to_numpy(dtype=np.float64).T
    points = np.where(status == MISSING, 0.0, points)
    idle = np.isin(status, (NOT_APPLICABLE, OUT))
    share = board.share.loc[codes, rows].to_numpy(dtype=np.float64).T
    lost = np.where(idle, np.nan, 1 - np.where(status == MISSING, 0.0, share))
    columns = (
        np.argsort(-np.nansum((full - points) * ~idle, axis=0), kind="stable")
        if (across or order) == BY_LOSS
        else slice(None)
    )
    heads = {} if order == BY_LOSS else _heads(board.catalogue, losses)
    ordered = tuple(np.array(bodies, dtype=object)[columns])
    return Matrix(
        tuple(losses),
        ordered,
        lost[:, columns],
        points[:, columns],
        full[:, columns],
        status[:, columns],
        heads,
    )


def _heads(catalogue: Catalogue, losses: Sequence[Loss]) -> dict[int, Node]:
    heads: dict[int, Node] = {}
    before = ""
    for row, one in enumerate(losses):
        code = head_of(catalogue, one.indicator)
        node = clause_of(catalogue, code)
        if code != before and node is not None:
            heads[row] = node
        before = code
    return heads


def head_of(catalogue: Catalogue, one: Indicator) -> str:
    """The code of the section an indicator belongs to."""
    node = clause_of(catalogue, one.node)
    return section_of(catalogue, node).code if node else ""


def sections(catalogue: Catalogue) -> list[Node]:
    """The topmost nodes of the plan."""
    return [one for one in catalogue.nodes if clause_of(catalogue, one.parent) is None]


def undecided(losses: Sequence[Loss]) -> list[Loss]:
    """Indicators on which every body earned full marks: they tell nobody apart."""
    return [one for one in losses if one.bodies > 1 and one.full == one.bodies]


__all__ = ["BY_LOSS", "MISSING", "NIL", "NOT_APPLICABLE", "PLAN", "Matrix", "matrix", "sections", "undecided"]
