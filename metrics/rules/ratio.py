"""A part of a whole between two anchors; what an empty whole means is said by the catalogue."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.frames import MISSING, NOT_APPLICABLE, SCORED, per_body, reasons, result
from metrics.model import Param, Setting
from metrics.scales import TIE, straight

ROLES = ("num", "den", "empty_needs")
PARAMS = {
    "num": Param("field", required=True),
    "den": Param("field", required=True),
    "full_at": Param("number", required=True),
    "zero_at": Param("number", required=True),
    "when_empty": Param("word", allowed=("not_applicable", "zero", "full"), default="not_applicable"),
    "empty_needs": Param("field"),
    "min_den": Param("number", default=0),
}


def score(
    observations: pd.DataFrame,
    setting: Setting,
    *,
    num: str,
    den: str,
    full_at: float,
    zero_at: float,
    when_empty: str = "not_applicable",
    empty_needs: str | None = None,
    min_den: float = 0,
) -> pd.DataFrame:
    """Share of the line from `zero_at` to `full_at` at num ÷ den (several cases are added up).

    Facts: `num`, `den`, `need` = the part that would earn all (at most, where lower is better).
    """
    table = per_body(observations, [num, den, *([empty_needs] if empty_needs else [])], "sum")
    part, whole = table[num].to_numpy(dtype=np.float64), table[den].to_numpy(dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(whole > 0, part / whole, np.nan)
    share = straight(ratio, full_at, zero_at)
    need = np.ceil(full_at * whole - TIE) if full_at > zero_at else np.floor(full_at * whole + TIE)

    thin = whole < min_den
    empty = (whole == 0) & ~thin
    unknown = np.isnan(whole) | (np.isnan(part) & ~empty & ~thin)
    # An empty base without what it needs (no complaint, but no rules for complaints either) earns nothing.
    denied = empty & ~(table[empty_needs].to_numpy() >= 1) if empty_needs else empty & False
    share = np.where(unknown | thin, 0.0, np.where(empty, float(when_empty == "full"), share))
    share = np.where(denied, 0.0, share)
    gone = thin | (empty & ~denied & (when_empty == "not_applicable"))
    status = np.where(unknown, MISSING, np.where(gone, NOT_APPLICABLE, SCORED))
    usual, few = "below" if full_at > zero_at else "above", thin & (whole > 0)
    reason = reasons(len(table), usual, empty=whole == 0, thin_sample=few, incomplete=unknown)
    return result(table.index, ratio, share, status, reason, num=part, den=whole, need=need)
