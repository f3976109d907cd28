"""Where points are lost: per indicator over the bodies, per body over the indicators; gaps told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.engine.board import Board
from metrics.frames import FILLED, MISSING, NIL, SCORED
from metrics.model import Body, Indicator

COUNTED = (SCORED, MISSING, NIL, FILLED)  # statuses that have full marks at stake


@dataclass(frozen=True, slots=True)
class Loss:
    """One indicator over some bodies: points at stake and lost, and how many bodies earned what.

    `bodies` is for how many it counts, `full` how many earned all, `missing` how many reported nothing.
    """

    indicator: Indicator
    lost: float
    stake: float
    bodies: int
    full: int
    missing: int

    @property
    def rate(self) -> float:
        """Lost points as a share of those at stake."""
        return self.lost / self.stake if self.stake else 0.0

    @property
    def passing(self) -> float:
        """Share of the bodies that earned full marks."""
        return self.full / self.bodies if self.bodies else 0.0


def by_indicator(board: Board, codes: Sequence[str]) -> list[Loss]:
    """Every scored indicator that counts for at least one of the bodies `codes`, in the order of the plan."""
    plan, rows = board.catalogue.scored, list(codes)
    columns = [one.code for one in plan]
    status = board.status.loc[rows, columns].to_numpy()
    full = np.nan_to_num(board.full.loc[rows, columns].to_numpy(dtype=np.float64))
    points = np.nan_to_num(board.points.loc[rows, columns].to_numpy(dtype=np.float64))
    counted, missing = np.isin(status, COUNTED), status == MISSING
    lost = np.where(counted, full - np.where(missing, 0.0, points), 0.0)
    whole = counted & (lost <= 0.0)
    found = []
    for at, one in enumerate(plan):
        if counted[:, at].any():
            found.append(
                Loss(
                    indicator=one,
                    lost=float(lost[:, at].sum()),
                    stake=float(full[counted[:, at], at].sum()),
                    bodies=int(counted[:, at].sum()),
                    full=int(whole[:, at].sum()),
                    missing=int(missing[:, at].sum()),
                )
            )
    return found


def heaviest(losses: Iterable[Loss], many: int) -> list[Loss]:
    """The indicators that lose the largest share of what is at stake."""
    return sorted(losses, key=lambda one: (-one.rate, one.indicator.code))[:many]


@dataclass(frozen=True, slots=True)
class Gap:
    """How many of the indicators that count for a body were not reported."""

    body: Body
    missing: int
    expected: int


def gaps(board: Board) -> list[Gap]:
    """Bodies with gaps, most first."""
    codes = [one.code for one in board.catalogue.scored]
    status = board.status[codes]
    missing = (status == MISSING).sum(axis=1)
    expected = status.isin(COUNTED).sum(axis=1)
    found = [Gap(body, int(missing[body.code]), int(expected[body.code])) for body in board.bodies]
    return sorted((one for one in found if one.missing), key=lambda one: -one.missing)


def completeness(board: Board) -> float:
    """Share of the expected values that were reported; NaN where none is expected."""
    codes = [one.code for one in board.catalogue.scored]
    status = board.status[codes].to_numpy()
    expected = int(np.isin(status, COUNTED).sum())
    return 1 - int((status == MISSING).sum()) / expected if expected else float("nan")
