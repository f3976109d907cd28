"""Promptness by hand, through the real rule, and with controls that must come out otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.catalogue import FOLDER, load, load_calendar
from data.reports.promptness import COLUMNS, beyond_calendar, promptness
from metrics.model import Calendar, Setting

PLAN = load(FOLDER / "promptness")
SETTING = Setting(PLAN.year, load_calendar(PLAN.calendar))

# 2012-09-20 + 20 working days is 2012-10-24: the national holiday lies between.
CASES = pd.DataFrame(
    [
        ("a", "2012-09-20", "2012-10-24"),  # on the last day
        ("a", "2012-09-20", "2012-10-25"),  # a day late
        ("a", "2012-07-09", "2012-07-09"),  # the same day
        ("a", "2012-07-10", "2012-07-09"),  # published before it was made
        ("a", None, "2012-07-09"),
        ("b", "2012-07-09", "2012-07-12"),
        ("c", None, "2012-07-12"),
        ("c", "2012-07-12", None),
    ],
    columns=["body", "issued", "published"],
)


def row(table: pd.DataFrame, body: str) -> dict[str, float]:
    return dict(table.set_index("body").loc[body])


def test_by_hand() -> None:
    table = promptness(CASES, PLAN, SETTING)
    assert list(table.columns) == list(COLUMNS)
    assert table["body"].tolist() == ["a", "c", "b"]
    a = row(table, "a")
    assert [a[name] for name in ("documents", "dated", "missing", "negative", "in_time")] == [5, 4, 1, 1, 2]
    assert a["share_known"] == pytest.approx(2 / 3)
    assert a["share_all"] == pytest.approx(2 / 5)
    assert a["score_known"] == 0.0  # below 80 %
    assert a["median_days"] == 20  # of 20, 21 and 0
    assert row(table, "b")["score_known"] == 1.0


def test_a_body_without_one_usable_date_has_no_share_of_its_known_documents() -> None:
    c = row(promptness(CASES, PLAN, SETTING), "c")
    assert np.isnan(c["share_known"])
    assert np.isnan(c["score_known"])
    assert np.isnan(c["median_days"])
    assert (c["share_all"], c["score_all"], c["missing"]) == (0.0, 0.0, 2)


def test_the_limit_is_the_catalogues() -> None:
    """Control: one day less in the catalogue, and the document of the last day is late."""
    stricter = tuple(
        replace(one, params={**one.params, "limit": one.params["limit"] - 1}) for one in PLAN.indicators
    )
    assert row(promptness(CASES, replace(PLAN, indicators=stricter), SETTING), "a")["in_time"] == 1


def test_the_holidays_count() -> None:
    """Control: by weekends alone 2012-09-20 to 2012-10-24 is more than 20 working days."""
    plain = Setting(2012, Calendar("plain", frozenset(), frozenset(), 2004, 2026))
    assert row(promptness(CASES, PLAN, plain), "a")["in_time"] == 1


def test_order_and_input_do_not_matter() -> None:
    shuffled = CASES.sample(frac=1, random_state=3)
    before = shuffled.copy()
    pd.testing.assert_frame_equal(promptness(shuffled, PLAN, SETTING), promptness(CASES, PLAN, SETTING))
    pd.testing.assert_frame_equal(shuffled, before)


def test_nothing_at_all() -> None:
    assert promptness(CASES.iloc[:0], PLAN, SETTING).empty


def test_lags_beyond_the_calendar_are_counted() -> None:
    odd = pd.DataFrame(
        {
            "issued": ["2003-12-30", "2027-01-04", None],
            "published": ["2004-01-05", "2027-01-05", "2027-01-05"],
        }
    )
    assert beyond_calendar(odd, SETTING) == 2
    assert beyond_calendar(CASES, SETTING) == 0
