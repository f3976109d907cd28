"""The list [[milestone]]: days of the round, in order, no part of the version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.catalogue import FOLDER, load
from data.store.content import decode, encode
from metrics.model import Milestone, Text
from tests.data.catalogue.sample import GOOD, Case, alone, write

TWO = """
[[milestone]]
code = "plan"
title = "plan issued"
on = 2012-07-09
source = "a paper"

[[milestone]]
code = "self"
title = { zh = "自查", en = "self-check" }
on = 2012-11-30
"""


def test_they_are_taken_as_written(tmp_path: Path) -> None:
    found = load(write(tmp_path, GOOD + TWO)).milestones
    assert found == (
        Milestone("plan", Text("plan issued", "plan issued"), date(2012, 7, 9), "a paper"),
        Milestone("self", Text("自查", "self-check"), date(2012, 11, 30)),
    )
    assert decode(encode(found)) == found


def test_a_day_put_off_is_no_other_version(tmp_path: Path) -> None:
    plain = load(write(tmp_path)).version
    assert load(write(tmp_path, GOOD + TWO)).version == plain
    assert load(write(tmp_path, GOOD + TWO.replace("11-30", "12-31"))).version == plain


@pytest.mark.parametrize(
    "case",
    [
        (TWO.replace("on = 2012-11-30", ""), ("self", "on", "missing key", ""), ""),
        (TWO.replace("2012-11-30", '"2012-11-30"'), ("self", "on", "does not fit", "2012-11-30"), "quotes"),
        (TWO.replace("2012-11-30", "2012-07-08"),
         ("self", "on", "not in order of time", "2012-07-08"), "2012-07-09 or later (plan)"),
        (TWO.replace("2012-07-09", "2009-07-09"),
         ("plan", "on", "before the year under evaluation", "2009-07-09"), "2012 or later"),
        (TWO.replace('code = "self"', 'code = "plan"'),
         ("plan", "code", "stands twice", "also a milestone in a.toml"), "each code once"),
    ],
)  # fmt: skip
def test_faults(case: Case, tmp_path: Path) -> None:
    text, place, allowed = case
    alone((GOOD + text, place, allowed), tmp_path)


def test_those_of_2012_name_their_papers() -> None:
    found = load(FOLDER / "2012").milestones
    assert len(found) == 7
    assert all(one.source for one in found)
