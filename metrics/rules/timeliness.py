"""Days from one date to another (or past a due date): all within the limit, falling to nothing at the end."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from metrics.frames import MISSING, NOT_APPLICABLE, SCORED, reasons, result
from metrics.model import Param, Setting
from metrics.scales import straight
from metrics.workdays import lag

ROLES = ("from", "to", "date", "year")
PARAMS = {
    "from": Param("field"),
    "to": Param("field"),
    "limit": Param("number"),
    "zero_at": Param("number"),
    "date": Param("field"),
    "due": Param("due"),
    "zero_late": Param("number"),
    "year": Param("field"),
    "calendar": Param("word", allowed=("workday", "natural"), default="natural"),
    "over": Param("word", allowed=("mean", "max"), default="mean"),
    "when_empty": Param("word", allowed=("not_applicable", "zero", "full"), default="not_applicable"),
}
# The two forms: the parameters that go together (checked by the catalogue's loader).
FORMS = (("from", "to", "limit", "zero_at"), ("date", "due", "zero_late"))

DUE = re.compile(r"Y([+-]\d+)?-(\d\d)-(\d\d)")


def score(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    """Share of the line from 1 at the limit to 0 at `zero_at` (`zero_late` days past a due date).

    Days are calendar days (fractions where the moment is known) or working days from the day after
    the event. A case without both dates, or ended before it began, counts as `zero_at` days: not to
    say must never pay; no date in any case: missing. A nil return means no case. Facts: `days`,
    `cases`, `open` (begun, not ended), `negative`.
    """
    due_form = "due" in params
    zero_at = float(params["zero_late"] if due_form else params["zero_at"])
    limit = 0.0 if due_form else float(params["limit"])
    start, end = (_due_and_done if due_form else _from_and_to)(observations, setting, params)
    days, negative = _elapsed(start, end, setting, params)
    begun, ended = ~np.isnat(start), ~np.isnat(end)
    said = ended if due_form else begun | ended
    if due_form:  # before the due date is on time
        days, negative = np.maximum(days, 0.0), negative & False
    nil = observations["nil"].to_numpy(dtype=bool)
    counted = np.where(nil, np.nan, np.where(np.isnan(days) | negative, zero_at, days))
    cases = pd.DataFrame(
        {
            "body": observations["body"],
            "days": counted,
            "cases": (~nil).astype(np.float64),
            "said": said.astype(np.float64),
            "open": (begun & ~ended & ~nil).astype(np.float64),
            "negative": negative.astype(np.float64),
        }
    )
    groups = cases.groupby("body", sort=False)
    table = groups[["cases", "said", "open", "negative"]].sum()
    value = groups["days"].agg(params.get("over", "mean")).to_numpy(dtype=np.float64)

    empty = table["cases"].to_numpy() == 0
    unknown = ~empty & (table["said"].to_numpy() == 0)
    value = np.where(unknown, np.nan, value)
    when_empty = params.get("when_empty", "not_applicable")
    share = np.where(empty, float(when_empty == "full"), straight(value, limit, zero_at))
    gone = empty & (when_empty == "not_applicable")
    return result(
        table.index,
        value,
        np.nan_to_num(share),
        np.where(unknown, MISSING, np.where(gone, NOT_APPLICABLE, SCORED)),
        reasons(len(table), "late", empty=empty, incomplete=unknown),
        days=value,
        cases=table["cases"],
        open=table["open"],
        negative=table["negative"],
    )


def _from_and_to(observations: pd.DataFrame, setting: Setting, params: dict[str, Any]) -> tuple[Any, Any]:
    """When each case began and ended."""
    return _moments(observations, params["from"]), _moments(observations, params["to"])


def _due_and_done(observations: pd.DataFrame, setting: Setting, params: dict[str, Any]) -> tuple[Any, Any]:
    """When each case was due and when it was done."""
    match = DUE.fullmatch(params["due"])
    if match is None:
        due = _moments(observations, params["due"])
    else:
        due = _due(observations, setting, params, match)
    return due, _moments(observations, params["date"])


def _due(observations: pd.DataFrame, setting: Setting, params: dict[str, Any], match: re.Match[str]) -> Any:
    years = np.full(len(observations), setting.year)
    if params.get("year"):
        stated = observations[params["year"]].to_numpy(dtype=np.float64)
        years = np.where(np.isnan(stated), years, stated).astype(np.int64)
    found, at = np.unique(years + int(match[1] or 0), return_inverse=True)
    return np.array([f"{year:04d}-{match[2]}-{match[3]}" for year in found], dtype="datetime64[s]")[at]


def _elapsed(start: Any, end: Any, setting: Setting, params: dict[str, Any]) -> tuple[Any, Any]:
    """Days of each case, and whether it ended before it began (by the dates: 0 working days may be that)."""
    if params.get("calendar", "natural") == "workday":
        start, end = start.astype("datetime64[D]"), end.astype("datetime64[D]")
        return lag(start, end, setting.working_days), end < start
    seconds = (end - start).astype("timedelta64[s]")
    return np.where(np.isnat(seconds), np.nan, seconds.astype(np.float64) / 86400.0), end < start


def _moments(observations: pd.DataFrame, field: str) -> Any:
    return observations[field].to_numpy(dtype="datetime64[s]")
