"""A number between two anchors: the share is its place on the straight (or logarithmic) line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.frames import MISSING, SCORED, per_body, reasons, result
from metrics.model import Param, Setting
from metrics.scales import straight

ROLES = ("field",)
PARAMS = {
    "field": Param("field", required=True),
    "full_at": Param("anchor"),
    "zero_at": Param("anchor"),
    "scale": Param("word", allowed=("linear", "log"), default="linear"),
    "clip": Param("bool", default=True),
    "raw": Param("bool", default=False),
    "over": Param("word", allowed=("mean", "max", "min", "sum"), default="mean"),
}


def score(
    observations: pd.DataFrame,
    setting: Setting,
    *,
    field: str,
    full_at: float | str = 1.0,
    zero_at: float | str = 0.0,
    scale: str = "linear",
    clip: bool = True,
    raw: bool = False,
    over: str = "mean",
) -> pd.DataFrame:
    """Share of the line from `zero_at` to `full_at`; "max" / "min" are those of the bodies at hand.

    `raw`: the number itself is the share (unbounded). On a logarithmic scale all numbers must be
    positive; one that is not earns nothing. Where all bodies are equal, anchors taken from them
    say nothing: everybody earns the full share. Facts: `full_at`, `zero_at` as found in the bodies.
    """
    table = per_body(observations, [field], over)
    x = table[field].to_numpy(dtype=np.float64)
    share = x if raw else _share(x, full_at, zero_at, scale, clip)
    known = ~np.isnan(x)
    anchors = {"full_at": full_at, "zero_at": zero_at}
    found = {name: np.full(len(x), _anchor(x, at)) for name, at in anchors.items() if isinstance(at, str)}
    return result(
        table.index,
        x,
        np.where(known, share, 0.0),
        np.where(known, SCORED, MISSING),
        reasons(len(x), "low", incomplete=~known),
        **found,
    )


def _share(x: Any, full_at: float | str, zero_at: float | str, scale: str, clip: bool) -> Any:
    full, zero = _anchor(x, full_at), _anchor(x, zero_at)
    if np.isnan(full) or full == zero:
        return np.ones_like(x)
    if scale == "log":
        lowest = np.finfo(np.float64).tiny
        x, full, zero = np.log(np.maximum(x, lowest)), float(np.log(full)), float(np.log(zero))
    return straight(x, full, zero, clip=clip)


def _anchor(x: Any, anchor: float | str) -> float:
    if isinstance(anchor, str):
        known = x[~np.isnan(x)]
        return float(getattr(known, anchor)()) if known.size else float("nan")
    return float(anchor)
