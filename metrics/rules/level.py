"""A judged level (优, 良, 一般, 差) turned into a share by the catalogue's map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from metrics.frames import MISSING, SCORED, reasons, result
from metrics.model import Param, Setting

ROLES = ("field",)
PARAMS = {"field": Param("field", required=True), "map": Param("map", required=True)}


def score(observations: pd.DataFrame, setting: Setting, *, field: str, **params: Any) -> pd.DataFrame:
    """The share that `map` gives the level; several cases are averaged, one without a level counts 0.

    No level at all: missing. Facts: `level` (the worst of the cases).
    """
    shares: Mapping[str, float] = params["map"]
    table = pd.DataFrame(
        {
            "body": observations["body"],
            "level": observations[field],
            "share": observations[field].map(dict(shares)).astype(np.float64),
        }
    )
    if not table["body"].is_unique:
        some = table["share"].notna().groupby(table["body"]).transform("any")
        table["share"] = table["share"].where(~some, table["share"].fillna(0.0))
        worst = table.sort_values(["share", "level"]).drop_duplicates("body").set_index("body")["level"]
        table = table.groupby("body", sort=False, as_index=False)[["share"]].mean()
        table["level"] = table["body"].map(worst)
    share = table["share"].to_numpy()
    known = ~np.isnan(share)
    return result(
        table["body"],
        share,
        np.where(known, share, 0.0),
        np.where(known, SCORED, MISSING),
        reasons(len(share), "grade", incomplete=~known),
        level=table["level"],
    )
