"""Points added for each recognised case, up to a cap."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.frames import NONE, SCORED, per_body, reasons, result
from metrics.model import Param, Setting

ROLES = ("field",)
PARAMS = {
    "field": Param("field", required=True),
    "per": Param("number", required=True),
    "cap": Param("number", required=True),
}


def score(
    observations: pd.DataFrame, setting: Setting, *, field: str, per: float, cap: float
) -> pd.DataFrame:
    """`share` holds the points: min(cases × per, cap); no case observed adds nothing."""
    table = per_body(observations, [field], "sum", whole=False)
    n = table[field].to_numpy(dtype=np.float64)
    added = np.minimum(np.nan_to_num(n) * per, cap)
    return result(table.index, n, added, np.where(np.isnan(n), NONE, SCORED), reasons(len(n), "bonus"), num=n)
