"""How many there are, in tiers: from so many on, this share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.frames import MISSING, SCORED, per_body, reasons, result
from metrics.model import Param, Setting

ROLES = ("field",)
PARAMS = {
    "field": Param("field", required=True),
    "tiers": Param("tiers", required=True),
    "over": Param("word", allowed=("sum", "mean", "max", "min"), default="sum"),
}


def score(
    observations: pd.DataFrame,
    setting: Setting,
    *,
    field: str,
    tiers: Sequence[Sequence[float]],
    over: str = "sum",
) -> pd.DataFrame:
    """The share of the first tier (from the top) that is reached, below all tiers 0.

    `tiers`: (from how many, share), falling. Facts: `num` (how many), `need` (the next tier up).
    """
    table = per_body(observations, [field], over)
    n = table[field].to_numpy(dtype=np.float64)
    from_n = np.array([tier[0] for tier in tiers], dtype=np.float64)
    shares = np.array([*(tier[1] for tier in tiers), 0.0], dtype=np.float64)
    reached = np.where(n[:, None] >= from_n[None, :], 1, 0).argmax(axis=1)
    reached = np.where(n >= from_n.min(), reached, len(from_n))
    known = ~np.isnan(n)
    return result(
        table.index,
        n,
        np.where(known, shares[reached], 0.0),
        np.where(known, SCORED, MISSING),
        reasons(len(n), "too_few", incomplete=~known),
        num=n,
        need=from_n[np.maximum(reached - 1, 0)],
    )
