"""An event that no score makes good (一票否决): it triggers the effect that the catalogue gives it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.frames import NONE, SCORED, per_body, reasons, result
from metrics.model import Param, Setting

ROLES = ("field",)
PARAMS = {
    "field": Param("field", required=True),
    "at_most": Param("number"),
    "at_least": Param("number"),
}


def score(
    observations: pd.DataFrame,
    setting: Setting,
    *,
    field: str,
    at_most: float | None = None,
    at_least: float | None = None,
) -> pd.DataFrame:
    """`value` is 1 where triggered: the field is 1, or `at_most` / `at_least` the number given.

    `share` is always 0: a veto takes no points, its effect does. Facts: `num` (the field itself).
    """
    table = per_body(observations, [field], "min" if at_most is not None else "max", whole=False)
    x = table[field].to_numpy(dtype=np.float64)
    hit = x <= at_most if at_most is not None else x >= (1 if at_least is None else at_least)
    known = ~np.isnan(x)
    return result(
        table.index,
        hit.astype(np.float64),
        np.zeros(len(x)),
        np.where(known, SCORED, NONE),
        reasons(len(x), "veto"),
        num=x,
    )
