"""Computed against published: equal to the printed digit, explained by rounded inputs alone, or wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd

from metrics.engine.board import Board

FULL = 11  # decimals to which sums of floats agree, whatever the order of adding


@dataclass(frozen=True)
class Allowed:
    """The published formula on printed inputs, and how far true inputs that print alike can be from it."""

    exact: Fraction
    slack: Fraction

    def explains(self, computed: float, published: str, decimals: int) -> bool:
        """The computation is right, and some input within the rounding gives the published digits."""
        if abs(Fraction(computed) - self.exact) >= Fraction(1, 10**12):
            return False
        half = Fraction(1, 2 * 10**decimals)
        # Half up: x stands for all from x - half up to, but not including, x + half.
        low, high = self.exact - self.slack, self.exact + self.slack
        return low < Fraction(published) + half and Fraction(published) - half < high


@dataclass(frozen=True)
class Comparison:
    """One published column against the engine's.

    `equal`: the same printed digits. `explained`: other digits, but the published ones are among
    those that the published formula gives for inputs which print as the given ones. `wrong`: body
    codes for which neither holds. `gap`: the largest difference between published and unprinted
    (unrounded) computed number.
    """

    compared: int
    equal: int
    explained: int
    wrong: tuple[str, ...]
    gap: float


def printed(value: float, decimals: int) -> Decimal:
    """Rounded half up to `decimals`, from the shortest text of the float (0.125 is a tie, as on paper)."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def digits(text: str) -> int:
    """How many decimals a printed number shows."""
    return len(text.partition(".")[2])


def scores(
    ours: Mapping[str, float],
    published: Mapping[str, str],
    decimals: int,
    raw: Mapping[str, float] | None = None,
    allowed: Mapping[str, Allowed] | None = None,
) -> Comparison:
    """Compare printed numbers; `raw`: ours before rounding; `allowed`: what rounded inputs leave open.

    A number counts as explained only where the engine's unrounded one is that of the published
    formula on the printed inputs, so that a wrong computation can never pass as rounding.
    """
    exact = raw or ours
    equal, explained, wrong = 0, 0, []
    for code, text in published.items():
        target = Decimal(text).quantize(Decimal(1).scaleb(-decimals))
        if code in ours and printed(ours[code], decimals) == target:
            equal += 1
        elif code in ours and allowed and allowed[code].explains(exact[code], text, decimals):
            explained += 1
        else:
            wrong.append(code)
    gaps = [abs(exact[code] - float(text)) for code, text in published.items() if code in exact]
    return Comparison(len(published), equal, explained, tuple(wrong), max(gaps, default=0.0))


def in_full(ours: Mapping[str, float], published: Mapping[str, str]) -> Comparison:
    """Compare numbers that are published as unrounded floats: equal to FULL decimals."""
    gaps = {code: abs(ours.get(code, math.inf) - float(text)) for code, text in published.items()}
    wrong = tuple(code for code, gap in gaps.items() if not gap < 0.5 * 10.0**-FULL)
    return Comparison(len(published), len(published) - len(wrong), 0, wrong, max(gaps.values(), default=0.0))


def places(ours: Mapping[str, int], published: Mapping[str, str]) -> tuple[str, ...]:
    """Codes whose place is not the published one."""
    return tuple(code for code, text in published.items() if ours.get(code) != int(text))


def total_of(board: Board, column: str = "total") -> dict[str, float]:
    """Total (or `raw`, `base`) per body; bodies without one are left out."""
    known = board.totals.dropna(subset=["total", column])
    return {str(code): float(one) for code, one in zip(known["body"], known[column], strict=True)}


def place_of(board: Board) -> dict[str, int]:
    """Place per body; bodies without one are left out."""
    known = board.totals.dropna(subset=["place"])
    return {str(code): int(one) for code, one in zip(known["body"], known["place"], strict=True)}


def unscored(board: Board) -> set[str]:
    """Bodies with neither a total nor a place."""
    totals = board.totals
    return set(totals.loc[totals["total"].isna() & totals["place"].isna(), "body"])


def node_points(board: Board, node: str) -> dict[str, float]:
    """Points of one node per body."""
    rows = board.rollups[board.rollups["node"] == node]
    return dict(zip(rows["body"].astype(str), rows["points"].astype(float), strict=True))


def points_of(board: Board, indicator: str) -> dict[str, float]:
    """Points of one indicator per body; bodies without any are left out."""
    known: pd.Series = board.points[indicator].dropna()
    return {str(code): float(one) for code, one in known.items()}
