"""The table [robustness]: taken as written, checked, and nothing in the version where it is left out."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from data.catalogue import load
from data.store.content import decode, encode
from metrics.model import Robustness
from tests.data.catalogue.sample import GOOD, Case, alone, write

TABLE = """
[robustness]
seed = 2012
weight_spread = 0.25
judgement_spread = { level = 0.2 }
sources = { weight_spread = "an agreed quarter" }
"""
PLACE = "[robustness]"


def test_it_is_taken_as_written(tmp_path: Path) -> None:
    found = load(write(tmp_path, GOOD + TABLE)).robustness
    assert found == Robustness(
        seed=2012,
        weight_spread=0.25,
        judgement_spread={"level": 0.2},
        draws=10_000,
        confidence=0.95,
        least_apart=0.5,
        sources={"weight_spread": "an agreed quarter"},
    )
    assert pickle.loads(pickle.dumps(found)) == found
    assert decode(encode(found)) == found


def test_left_out_it_is_nothing_and_weighs_nothing(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    assert catalogue.robustness is None
    # The version of the sample before there was such a table.
    assert catalogue.version == "ea6721915630ff7ea4a2924bc79850d27ab996e7939e4a13bee8b252bc7e891a"


def test_it_changes_the_version_and_defaults_do_not(tmp_path: Path) -> None:
    plain = load(write(tmp_path)).version
    said = load(write(tmp_path, GOOD + TABLE)).version
    assert said != plain
    assert load(write(tmp_path, GOOD + TABLE + "draws = 10000\nconfidence = 0.95\n")).version == said
    assert load(write(tmp_path, GOOD + TABLE.replace("0.25", "0.2"))).version != said


@pytest.mark.parametrize(
    "case",
    [
        (TABLE.replace("seed = 2012", ""), (PLACE, "seed", "missing key", ""), ""),
        (TABLE.replace("seed = 2012", "seed = -1"), (PLACE, "seed", "does not fit", "-1"), "whole number"),
        (TABLE.replace("0.25", "1.5"), (PLACE, "weight_spread", "does not fit", "1.5"), "0 to 1"),
        (TABLE + "draws = 10\n", (PLACE, "draws", "does not fit", "10"), "from 100"),
        (TABLE + "spread = 1\n", (PLACE, "spread", "unknown key", "spread"), "weight_spread"),
        (TABLE.replace("{ level", "{ levels"),
         (PLACE, "judgement_spread", "no scored indicator has this rule", "levels"), "did you mean level?"),
        (TABLE.replace("{ level", "{ deduction"),
         (PLACE, "judgement_spread", "no scored indicator has this rule", "deduction"), "checklist"),
        (TABLE.replace("{ level = 0.2 }", "0.2"),
         (PLACE, "judgement_spread", "does not fit", "0.2"), "level"),
        (TABLE.replace("level = 0.2", "level = 2"),
         (PLACE, "judgement_spread", "does not fit", "{'level': 2}"), "0 to 1"),
    ],
)  # fmt: skip
def test_faults(case: Case, tmp_path: Path) -> None:
    text, place, allowed = case
    alone((GOOD + text, place, allowed), tmp_path)


def test_it_stands_once(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="stands twice"):
        load(write(tmp_path, GOOD + TABLE, b=TABLE))
