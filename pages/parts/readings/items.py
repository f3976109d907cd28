"""Indicators looked at as such: which most bodies fall short on, which no longer tell bodies apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.engine.board import Board
from metrics.frames import MISSING
from metrics.model import Review
from pages.parts.readings.losses import COUNTED, Loss

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator over some bodies: how many fall short, and how well it tells good from weak.

    `telling` (区分度): mean rate of the best part of the bodies less that of the weakest; NaN unknown.
    """

    loss: Loss
    short: int
    telling: float

    @property
    def failing(self) -> float:
        """Share of the bodies it counts for that fall short."""
        return self.short / self.loss.bodies if self.loss.bodies else 0.0


def items(board: Board, losses: Sequence[Loss], codes: Sequence[str], review: Review) -> list[Item]:
    """One per loss, in the same order; `codes`: the bodies."""
    columns = [one.indicator.code for one in losses]
    shares = _shares(board, list(codes), columns)
    best, weakest = _ends(board, codes, review.tail)
    found = []
    for at, one in enumerate(losses):
        there = shares[:, at]
        short = int((there[~np.isnan(there)] < review.short).sum())
        found.append(Item(one, short, _mean(there[best]) - _mean(there[weakest])))
    return found


def _shares(board: Board, codes: list[str], columns: list[str]) -> Shares:
    """Bodies x indicators: the share earned, 0 where it is missing, NaN where nothing is at stake."""
    status = board.status.loc[codes, columns].to_numpy()
    share = board.share.loc[codes, columns].to_numpy(dtype=np.float64)
    share = np.where(status == MISSING, 0.0, share)
    return np.where(np.isin(status, COUNTED), share, np.nan)


def _ends(board: Board, codes: Sequence[str], tail: float) -> tuple[list[int], list[int]]:
    """Where the best and the weakest of the ranked bodies stand in `codes`, by their base."""
    totals = board.totals.set_index("body")
    placed, base = totals["place"].notna(), totals["base"].astype(float)
    ranked = [at for at, code in enumerate(codes) if placed[code]]
    ordered = sorted(ranked, key=lambda at: (-base[codes[at]], codes[at]))
    many = math.ceil(tail * len(ordered)) if len(ordered) > 1 else 0
    return ordered[:many], ordered[len(ordered) - many :]


def _mean(values: Shares) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan


def common(found: Sequence[Item], review: Review) -> list[Item]:
    """Those on which so many fall short that one municipal measure is better; most widespread first."""
    listed = [one for one in found if one.loss.bodies > 1 and one.failing >= review.common]
    return sorted(listed, key=lambda one: (-one.failing, -one.loss.lost))


def untelling(found: Sequence[Item], review: Review) -> list[Item]:
    """Those that hardly tell good from weak; the least telling first."""
    listed = [one for one in found if one.loss.bodies > 1 and one.telling < review.telling]
    return sorted(listed, key=lambda one: one.telling)


def part_of_losses(some: Sequence[Item], every: Sequence[Item]) -> float:
    """Which part of all points lost is lost on some of the indicators."""
    whole = sum(one.loss.lost for one in every)
    return sum(one.loss.lost for one in some) / whole if whole else 0.0
