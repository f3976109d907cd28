"""Values by type: the fast pattern and the exact reader agree, and only real numbers and days pass."""

from __future__ import annotations

import re
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake import values

SIGNS = st.text(st.sampled_from("0123456789.-+eENA０１． Tt:１"), max_size=8)


@pytest.mark.parametrize("kind", list(values.KEPT))
@given(text=SIGNS)
def test_what_the_fast_pattern_lets_through_the_reader_keeps_as_it_is(kind: str, text: str) -> None:
    if re.fullmatch(f"(?:{values.KEPT[kind]})", text):
        assert values.READERS[kind](text) == text


@given(text=SIGNS)
def test_kept_values_are_of_their_type(text: str) -> None:
    if (number := values.whole(text)) is not None:
        assert str(int(number)) == number
        assert float(text) == int(number)
    if (entry := values.entry(text)) is not None:
        assert entry in ("1", "0.5", "0", "NA")
    if (moment := values.moment(text)) is not None:
        assert datetime.fromisoformat(moment).isoformat() == moment


@given(when=st.dates())
def test_every_day_of_the_calendar_is_a_day(when: date) -> None:
    assert values.day(when.isoformat()) == when.isoformat()
    assert values.moment(when.isoformat()) == f"{when.isoformat()}T00:00:00"


@pytest.mark.parametrize(
    "text",
    ["2012-02-30", "2012-13-01", "2012-7-9", "20120709", "2012-W28-1", "0000-01-01", "2012-07-09T01:00"],
)
def test_what_is_no_day(text: str) -> None:
    assert values.day(text) is None


@pytest.mark.parametrize(
    "text", ["1_000", "٣", "1,000", "100%", "nan", "inf", "-inf", "0x10", "1e", ".", "", "1e400", "5\u200b"]
)
def test_what_is_no_number(text: str) -> None:
    assert values.number(text) is None


def test_a_column_at_once() -> None:
    column = pd.Series(["1", "x", "１.0", "2", "x"], index=[3, 1, 4, 7, 5], dtype="str")
    kept, wrong = values.kept(column, "int")
    assert kept.to_dict() == {3: "1", 1: "x", 4: "1", 7: "2", 5: "x"}
    assert wrong.tolist() == [False, True, False, False, True]


def test_choices_in_other_widths() -> None:
    kept, wrong = values.kept(pd.Series(["Ａ级", "A级", "B级"], dtype="str"), "enum", ("A级",))
    assert kept.tolist() == ["A级", "A级", "B级"]
    assert wrong.tolist() == [False, False, True]
