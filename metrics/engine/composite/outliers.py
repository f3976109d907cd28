"""Outliers: points pulled in one by one, else logarithms, and a table of what was done."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.engine.composite.table import Floats, framed, highest, lowest, numbers

SKEW, KURTOSIS = 2.0, 3.5  # beyond both a column has outliers (as in COINr and the JRC's handbook)
FEWEST = 4  # values without which a kurtosis says nothing
LOG_OFFSET = 0.01  # of the range: what is added before the logarithm, so that the lowest value has one


class Treated(NamedTuple):
    """The treated data, and `audit`: one row per indicator of what was found and done."""

    data: pd.DataFrame
    audit: pd.DataFrame


def treat(
    data: pd.DataFrame, winmax: int | None = 5, skew: float = SKEW, kurtosis: float = KURTOSIS
) -> Treated:
    """Winsorise each indicator whose |skew| >= `skew` and kurtosis >= `kurtosis`, up to `winmax` points.

    The highest value (the lowest where the skew is negative) takes the value of the next one, again and
    again, equal ones together, until either measure passes or `winmax` points are changed (None: no
    limit). Where it still fails, the untreated column is replaced by ln(x - min + 0.01 range).
    Columns with fewer than four values, or with one value only, are left as they are and marked.
    Points are never pulled in until a column says nothing any more (COINr stops with an error there).

    audit, by indicator: skew, kurtosis, treatment ("none", "winsorised", "log"), points, skew_after,
    kurtosis_after, passes, note ("", "too_few", "constant").
    """
    x = numbers(data)
    before = _moments(x)
    few = (~np.isnan(x)).sum(axis=0) < FEWEST
    flat = ~(highest(x) > lowest(x))
    limits = (skew, kurtosis)
    failing = ~few & ~flat & _fails(before, limits)
    pulled, points = _winsorised(x, failing, winmax, limits)
    stubborn = failing & _fails(_moments(pulled), limits)
    treated = np.where(stubborn, _logarithm(x), pulled)
    after = _moments(treated)
    audit = pd.DataFrame(
        {
            "skew": before[0],
            "kurtosis": before[1],
            "treatment": np.where(stubborn, "log", np.where(points > 0, "winsorised", "none")),
            "points": np.where(stubborn, 0, points),
            "skew_after": after[0],
            "kurtosis_after": after[1],
            "passes": ~few & ~flat & ~_fails(after, limits),
            "note": np.where(few, "too_few", np.where(flat, "constant", "")),
        },
        index=data.columns.rename("indicator"),
    )
    return Treated(framed(treated, data), audit)


def changed(data: pd.DataFrame, treated: pd.DataFrame) -> pd.DataFrame:
    """Every cell that a treatment or imputation changed: unit, indicator, before, after."""
    before, after = numbers(data), numbers(treated)
    rows, columns = np.nonzero((before != after) & ~(np.isnan(before) & np.isnan(after)))
    return pd.DataFrame(
        {
            "unit": data.index[rows],
            "indicator": data.columns[columns],
            "before": before[rows, columns],
            "after": after[rows, columns],
        }
    )


def _moments(x: Floats) -> tuple[Floats, Floats]:
    """Skew and excess kurtosis per column, sample formulas (type 2, as in spreadsheets)."""
    n = (~np.isnan(x)).sum(axis=0).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        centred = x - np.nansum(x, axis=0) / n
        second = np.nansum(centred**2, axis=0)
        skew = np.sqrt(n) * np.nansum(centred**3, axis=0) / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        fourth = n * np.nansum(centred**4, axis=0) / second**2
        kurtosis = ((n + 1) * (fourth - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return np.where(n > 2, skew, np.nan), np.where(n > 3, kurtosis, np.nan)


def _fails(moments: tuple[Floats, Floats], limits: tuple[float, float]) -> NDArray[np.bool_]:
    return np.asarray((np.abs(moments[0]) >= limits[0]) & (moments[1] >= limits[1]))


def _winsorised(
    x: Floats, failing: Any, winmax: int | None, limits: tuple[float, float]
) -> tuple[Floats, Any]:
    """All failing columns at once, one step of each at a time; and how many points were changed."""
    x, going = x.copy(), failing.copy()
    high, low = np.zeros(x.shape, dtype=bool), np.zeros(x.shape, dtype=bool)
    points = np.zeros(x.shape[1], dtype=np.int64)
    while True:
        going &= points < (len(x) if winmax is None else winmax)
        going &= _fails(_moments(x), limits)
        upper = _moments(x)[0] >= 0
        edge = np.where(upper, highest(x), lowest(x))
        at = x == edge
        rest = np.where(at, np.nan, x)
        inner = np.where(upper, highest(rest), lowest(rest))
        # Pulling in the last but one value would leave a column that says nothing.
        going &= highest(rest) > lowest(rest)
        if not going.any():
            return x, points
        x = np.where(at & going, inner, x)
        high = np.where(going & upper, at, high)
        low = np.where(going & ~upper, at, low)
        points = high.sum(axis=0) + low.sum(axis=0)


def _logarithm(x: Floats) -> Floats:
    low, high = lowest(x), highest(x)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.log(x - low + LOG_OFFSET * (high - low)))
