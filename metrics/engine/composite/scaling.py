"""Indicators of different units brought on one scale: eight ways, all of them after the direction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine.composite.problem import Impossible, some
from metrics.engine.composite.table import Floats, directions, framed, highest, lowest, numbers


@dataclass(frozen=True)
class Columns:
    """Units x indicators: raw values, and `up`: times direction, so that more is better."""

    raw: Floats
    sign: Floats
    codes: pd.Index

    @property
    def up(self) -> Floats:
        return self.raw * self.sign

    @property
    def low(self) -> Floats:
        return lowest(self.up)

    @property
    def high(self) -> Floats:
        return highest(self.up)


def normalise(
    data: pd.DataFrame,
    direction: pd.Series[Any] | Mapping[str, int] | None,
    method: str,
    **params: Any,
) -> pd.DataFrame:
    """Units x indicators on a common scale; an empty cell stays empty.

    Methods and parameters (defaults): minmax(low=0, high=100), zscore(mean=0, sd=1; sample standard
    deviation), percentile_rank (0..1, ties take the lowest place), rank (1 = worst), borda (rank - 1),
    distance_to_max (0..1), goalposts(posts, truncate=True, scale=1), distance_to_target(targets,
    cap=False). Posts are (low, high) or (low, high, scale), one for all or by code; targets a number or
    by code; both in the units of the data, whatever the direction.

    Where all units have the same value, methods that divide by the spread say nothing: the column is
    empty (as in COINr), see `constant`. Raises Impossible with a code.
    """
    known = METHODS.get(method)
    if known is None:
        raise Impossible("unknown_method", found=method, allowed=", ".join(METHODS))
    values = numbers(data)
    return framed(known(Columns(values, directions(direction, data.columns), data.columns), **params), data)


def constant(data: pd.DataFrame) -> list[str]:
    """Codes of the indicators that tell no two units apart (one value, or none)."""
    values = numbers(data)
    low, high = lowest(values), highest(values)
    return [str(code) for code in data.columns[~(high > low)]]


def _over(part: Floats, whole: Floats) -> Floats:
    """part / whole, NaN where there is no whole."""
    whole = np.where(whole > 0, whole, np.nan)
    return np.asarray(part / whole)


def minmax(columns: Columns, low: float = 0.0, high: float = 100.0) -> Floats:
    """The worst value becomes `low`, the best `high`."""
    return _over(columns.up - columns.low, columns.high - columns.low) * (high - low) + low


def zscore(columns: Columns, mean: float = 0.0, sd: float = 1.0) -> Floats:
    """Centred on `mean` with the standard deviation `sd` (sample, n - 1)."""
    up = columns.up
    there = (~np.isnan(up)).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        centred = up - np.nansum(up, axis=0) / there
        spread = np.sqrt(np.nansum(centred**2, axis=0) / (there - 1))
        # A column of equal values has a spread of float dust, not of 0.
        spread = np.where(columns.high > columns.low, spread, np.nan)
        return np.asarray(centred / spread * sd + mean)


def rank(columns: Columns) -> Floats:
    """1 for the worst, ties take the lowest place; empty cells are not counted."""
    return pd.DataFrame(columns.up).rank(method="min").to_numpy(dtype=np.float64)


def borda(columns: Columns) -> Floats:
    """How many units are worse."""
    return rank(columns) - 1.0


def percentile_rank(columns: Columns) -> Floats:
    """The share of the other units that are worse: 0..1."""
    there = (~np.isnan(columns.raw)).sum(axis=0).astype(np.float64)
    return _over(borda(columns), there - 1.0)


def distance_to_max(columns: Columns) -> Floats:
    """1 less the share of the range that lies between a value and the best one: 0..1.

    Unlike COINr's fraction of the maximum it never divides by the best value, so that a best value
    of 0 (direction -1) is as good as any other.
    """
    return 1.0 - _over(columns.high - columns.up, columns.high - columns.low)


def goalposts(columns: Columns, posts: Any, truncate: Any = True, scale: float = 1.0) -> Floats:
    """The share of the way from the low post to the high one (the other way for direction -1)."""
    rows = np.array([_posts(given, scale) for given in _by_code(posts, columns.codes, "posts")])
    low, high, size = rows.T
    if not (high > low).all():
        raise Impossible("bad_posts", columns=some(columns.codes[~(high > low)]), allowed="low < high")
    way = np.where(columns.sign > 0, columns.raw - low, high - columns.raw) / (high - low)
    held = np.array([bool(one) for one in _by_code(truncate, columns.codes, "truncate")])
    return np.asarray(np.where(held, np.clip(way, 0.0, 1.0), way) * size)


def distance_to_target(columns: Columns, targets: Any, cap: Any = False) -> Floats:
    """The share of the way from the worst value to the target; `cap`: not more than 1 beyond it.

    A target that the worst unit has already reached would turn the order round (COINr warns and goes
    on); here it is refused.
    """
    target = np.array([float(one) for one in _by_code(targets, columns.codes, "targets")]) * columns.sign
    wrong = ~(target > columns.low) & ~np.isnan(columns.low)
    if wrong.any():
        raise Impossible(
            "bad_target", columns=some(columns.codes[wrong]), allowed="better than the worst value"
        )
    way = _over(columns.up - columns.low, target - columns.low)
    held = np.array([bool(one) for one in _by_code(cap, columns.codes, "cap")])
    return np.where(held, np.minimum(way, 1.0), way)


METHODS: dict[str, Callable[..., Floats]] = {
    "minmax": minmax,
    "zscore": zscore,
    "percentile_rank": percentile_rank,
    "rank": rank,
    "borda": borda,
    "distance_to_max": distance_to_max,
    "goalposts": goalposts,
    "distance_to_target": distance_to_target,
}


def _by_code(given: Any, codes: pd.Index, what: str) -> list[Any]:
    """One value per indicator, from one for all, a mapping or Series by code, or a frame of rows."""
    if isinstance(given, pd.DataFrame):
        given = {code: tuple(row) for code, row in zip(given.index, given.to_numpy(), strict=True)}
    if isinstance(given, pd.Series):
        given = given.to_dict()
    if not isinstance(given, Mapping):
        return [given] * len(codes)
    lacking = [code for code in codes if code not in given or _nothing(given[code])]
    if lacking:
        raise Impossible("no_column", what=what, codes=some(lacking))
    return [given[code] for code in codes]


def _nothing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _posts(given: Sequence[float], scale: float) -> tuple[float, float, float]:
    if isinstance(given, str | float | int) or len(given) not in (2, 3):
        raise Impossible("bad_posts", found=given, allowed="(low, high) or (low, high, scale)")
    low, high, *own = (float(one) for one in given)
    return low, high, own[0] if own else scale
