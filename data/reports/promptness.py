"""How promptly documents were published: per issuer, by the rule of the catalogue, every gap counted."""

from __future__ import annotations

import pandas as pd

from metrics.model import Catalogue, Indicator, Setting
from metrics.rules import RULES
from metrics.workdays import all_known, lag

# The two indicators of the catalogue: documents with usable dates alone, and all of them.
KNOWN, ALL = "known", "all"
COLUMNS = (
    "body", "documents", "dated", "missing", "negative", "in_time",
    "share_known", "score_known", "share_all", "score_all", "median_days",
)  # fmt: skip


def promptness(documents: pd.DataFrame, catalogue: Catalogue, setting: Setting) -> pd.DataFrame:
    """One row per `body` of `documents` (columns body, issued, published), most documents first.

    `dated` documents have both dates, `missing` lack one, `negative` were published before they were
    made; `in_time` of the others lie within the limit. `share_known` is in_time ÷ (dated - negative)
    (NaN where there is none), `share_all` is in_time ÷ documents; `score_*` the same on the rule's
    line (0..1). `median_days`: working days of the usable lags.
    """
    cases = pd.DataFrame(
        {
            "body": documents["body"].astype(object),
            "nil": False,
            "issued": pd.to_datetime(documents["issued"]),
            "published": pd.to_datetime(documents["published"]),
        }
    )
    known = _scored(cases, catalogue.indicator(KNOWN), setting)
    every = _scored(cases, catalogue.indicator(ALL), setting)
    table = pd.DataFrame(
        {
            "documents": known["cases"],
            "dated": known["cases"] - known["unknown"],
            "missing": known["unknown"],
            "negative": known["negative"],
            "in_time": known["num"],
        }
    ).astype("int64")
    table["share_known"], table["score_known"] = known["value"], known["share"].where(known["den"] > 0)
    table["share_all"], table["score_all"] = every["value"], every["share"]
    table["median_days"] = _median_days(cases, setting)
    table = table.reset_index().sort_values(["documents", "body"], ascending=[False, True])
    return table[list(COLUMNS)].reset_index(drop=True)


def beyond_calendar(documents: pd.DataFrame, setting: Setting) -> int:
    """How many documents have a lag that rests on years the calendar does not know."""
    if setting.calendar is None:
        return 0
    issued, published = pd.to_datetime(documents["issued"]), pd.to_datetime(documents["published"])
    guessed = ~(all_known(issued, setting.calendar) & all_known(published, setting.calendar))
    return int((guessed & issued.notna() & published.notna()).sum())


def _scored(cases: pd.DataFrame, indicator: Indicator, setting: Setting) -> pd.DataFrame:
    scored: pd.DataFrame = RULES[indicator.rule].score(cases, setting, **indicator.params)
    return scored


def _median_days(cases: pd.DataFrame, setting: Setting) -> pd.Series:
    if setting.calendar is None:
        raise ValueError("working days need a calendar")
    days = pd.Series(lag(cases["issued"], cases["published"], setting.calendar), index=cases.index)
    return days.where(days >= 0).groupby(cases["body"]).median()
