"""The share of cases done within so many days, counted from their own two dates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.frames import MISSING, NOT_APPLICABLE, SCORED, reasons, result
from metrics.model import Param, Setting
from metrics.scales import straight
from metrics.workdays import lag

ROLES = ("from", "to")
PARAMS = {
    "from": Param("field", required=True),
    "to": Param("field", required=True),
    "limit": Param("number", required=True),
    "full_at": Param("number", required=True),
    "zero_at": Param("number", required=True),
    "calendar": Param("word", allowed=("workday", "natural"), default="workday"),
    "unknown": Param("word", allowed=("late", "left_out"), default="late"),
    "when_empty": Param("word", allowed=("not_applicable", "zero", "full"), default="not_applicable"),
}


def score(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    """Share of the line from `zero_at` to `full_at` at (cases within `limit`) ÷ cases.

    A case whose lag is missing or negative (done before it began) is neither early nor nothing: it
    counts as late, or with `unknown="left_out"` leaves the base; both are told as facts. Facts:
    `num`, `den`, `need`, `cases`, `unknown` (no lag), `negative`.
    """
    days, negative = _elapsed(observations, setting, params)
    case = ~observations["nil"].to_numpy(dtype=bool)
    cases = pd.DataFrame(
        {
            "body": observations["body"],
            "cases": case.astype(np.float64),
            "num": (case & ~negative & (days <= params["limit"])).astype(np.float64),
            "unknown": (case & np.isnan(days)).astype(np.float64),
            "negative": (case & negative).astype(np.float64),
        }
    )
    table = cases.groupby("body", sort=False).sum()
    num, all_cases = table["num"].to_numpy(), table["cases"].to_numpy()
    left_out = params.get("unknown", "late") == "left_out"
    den = all_cases - (table["unknown"] + table["negative"]).to_numpy() if left_out else all_cases
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(den > 0, num / den, np.nan)
    # No case at all is an empty base; cases without one usable lag are not: nothing was shown.
    empty, unknown = all_cases == 0, (den == 0) & (all_cases > 0)
    when_empty = params.get("when_empty", "not_applicable")
    line = straight(ratio, params["full_at"], params["zero_at"])
    share = np.where(empty, float(when_empty == "full"), line)
    gone = empty & (when_empty == "not_applicable")
    return result(
        table.index,
        ratio,
        np.nan_to_num(share),
        np.where(unknown, MISSING, np.where(gone, NOT_APPLICABLE, SCORED)),
        reasons(len(table), "below", empty=empty, incomplete=unknown),
        num=num,
        den=den,
        need=np.ceil(params["full_at"] * den - 1e-9),
        cases=all_cases,
        unknown=table["unknown"],
        negative=table["negative"],
    )


def _elapsed(observations: pd.DataFrame, setting: Setting, params: dict[str, Any]) -> tuple[Any, Any]:
    """Days of each case (fractions where the moment is known), and whether it ended before it began.

    The latter by the dates themselves: from a Sunday back to the Saturday there are 0 working days.
    """
    unit = "D" if params.get("calendar", "workday") == "workday" else "s"
    start = observations[params["from"]].to_numpy(dtype=f"datetime64[{unit}]")
    end = observations[params["to"]].to_numpy(dtype=f"datetime64[{unit}]")
    if unit == "D":
        return lag(start, end, setting.working_days), end < start
    seconds = end - start
    return np.where(np.isnat(seconds), np.nan, seconds.astype(np.float64) / 86400.0), end < start
