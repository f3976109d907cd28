"""Days from one date to another (or past a due date): all within the limit, falling to nothing at the end."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from metrics.frames import MISSING, NOT_APPLICABLE, SCORED, result
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
    the event. A case begun and never ended, or ended before it began, counts as `zero_at` days: not
    to say must never pay. A nil return means no case. Facts: `days`, `cases`, `open`, `negative`.
    """
    due_form = "due" in params
    zero_at = float(params["zero_late"] if due_form else params["zero_at"])
    limit = 0.0 if due_form else float(params["limit"])
    days, begun, ended = (_late if due_form else _days)(observations, setting, params)
    negative = days < 0
    still_open = begun & ~ended
    if due_form:  # before the due date is on time; without a date there is nothing to measure
        days, negative, still_open = np.maximum(days, 0.0), negative & False, still_open & False
    counted = np.where(still_open | negative, zero_at, days)
    cases = pd.DataFrame(
        {
            "body": observations["body"],
            "days": counted,
            "cases": begun.astype(np.float64),
            "open": still_open.astype(np.float64),
            "negative": negative.astype(np.float64),
            "nil": observations["nil"].to_numpy(dtype=np.float64),
        }
    )
    groups = cases.groupby("body", sort=False)
    table = groups[["cases", "open", "negative", "nil"]].sum()
    value = groups["days"].agg(params.get("over", "mean")).to_numpy(dtype=np.float64)

    empty = np.isnan(value) & (table["nil"].to_numpy() > 0)
    unknown = np.isnan(value) & ~empty
    when_empty = params.get("when_empty", "not_applicable")
    share = np.where(empty, float(when_empty == "full"), straight(value, limit, zero_at))
    gone = empty & (when_empty == "not_applicable")
    return result(
        table.index,
        value,
        np.nan_to_num(share),
        np.where(unknown, MISSING, np.where(gone, NOT_APPLICABLE, SCORED)),
        np.where(unknown, "incomplete", np.where(empty, "empty", "late")),
        days=value,
        cases=table["cases"],
        open=table["open"],
        negative=table["negative"],
    )


def _days(observations: pd.DataFrame, setting: Setting, params: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Days of each case, whether it began, whether it ended."""
    start, end = _moments(observations, params["from"]), _moments(observations, params["to"])
    return _elapsed(start, end, setting, params), ~np.isnat(start), ~np.isnat(end)


def _late(observations: pd.DataFrame, setting: Setting, params: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Days past the due date (negative before it)."""
    done = _moments(observations, params["date"])
    match = DUE.fullmatch(params["due"])
    if match is None:
        due = _moments(observations, params["due"])
    else:
        due = _due(observations, setting, params, match)
    return _elapsed(due, done, setting, params), ~np.isnat(due), ~np.isnat(done)


def _due(observations: pd.DataFrame, setting: Setting, params: dict[str, Any], match: re.Match[str]) -> Any:
    years = np.full(len(observations), setting.year)
    if params.get("year"):
        stated = observations[params["year"]].to_numpy(dtype=np.float64)
        years = np.where(np.isnan(stated), years, stated).astype(np.int64)
    years = years + int(match[1] or 0)
    return np.array([f"{year:04d}-{match[2]}-{match[3]}" for year in years], dtype="datetime64[s]")


def _elapsed(start: Any, end: Any, setting: Setting, params: dict[str, Any]) -> Any:
    if params.get("calendar", "natural") == "workday":
        return lag(start.astype("datetime64[D]"), end.astype("datetime64[D]"), setting.working_days)
    seconds = (end - start).astype("timedelta64[s]")
    return np.where(np.isnat(seconds), np.nan, seconds.astype(np.float64) / 86400.0)


def _moments(observations: pd.DataFrame, field: str) -> Any:
    return observations[field].to_numpy(dtype="datetime64[s]")
