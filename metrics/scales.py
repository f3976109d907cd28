"""Straight lines between two anchors, and rounding half up: the only arithmetic the rules share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Floats carry a decimal tie such as 1.125 a hair below it; real ties are further apart than this
# for every base up to a million (study: shares are fractions of counts with two-decimal anchors).
TIE = 1e-9


def round_half_up(values: ArrayLike, decimals: int | None) -> Floats:
    """Round half away from zero (四舍五入) to `decimals`; None leaves the values alone."""
    x = np.asarray(values, dtype=np.float64)
    if decimals is None:
        return x
    factor = 10.0**decimals
    rounded = np.floor(np.abs(x) * factor + 0.5 + TIE) / factor
    return np.where(np.isfinite(x), np.copysign(rounded, x) + 0.0, x)


def straight(values: ArrayLike, full_at: float, zero_at: float, *, clip: bool = True) -> Floats:
    """Share on the straight line from 0 at `zero_at` to 1 at `full_at` (either may be larger).

    NaN stays NaN. `clip` holds the share to 0..1.
    """
    share: Floats = (np.asarray(values, dtype=np.float64) - zero_at) / (full_at - zero_at)
    return np.clip(share, 0.0, 1.0) if clip else share
