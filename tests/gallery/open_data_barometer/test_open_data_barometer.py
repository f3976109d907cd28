"""The Open Data Barometer 2014 comes out as published at every level, and wrong readings do not."""

from __future__ import annotations

import pytest

from tests.gallery.comparison import place_of, printed, total_of
from tests.gallery.open_data_barometer import reading
from tests.gallery.open_data_barometer.results import results
from tests.gallery.reference import needed
from tests.gallery.result import Result
from tests.gallery.stateless import run

pytestmark = needed


@pytest.fixture(scope="module")
def found() -> dict[str, Result]:
    return {one.column.removeprefix("2014: "): one for one in results()}


def test_every_published_number_and_place_comes_out(found: dict[str, Result]) -> None:
    assert {name: (one.scores, one.places) for name, one in found.items()} == {
        "ODB-Scaled and ODB-Rank": (86, 86),
        "ODB-Score": (86, 0),
        "Readiness": (86, 0),
        "Impact": (86, 0),
        "Readiness-Scaled and Readiness-Rank": (86, 86),
        "Impact-Scaled": (86, 0),
        "seven -Scaled parts": (602, 0),
        "published_score of 15 data sets": (1290, 0),
        "Datasets_Innovation": (86, 0),
        "Datasets_Social_Policy": (86, 0),
        "Datasets_Accountability": (86, 0),
        "Datasets_Average": (86, 0),
        "Implementation-Scaled": (86, 0),
        "published_is_open of 15 data sets": (1290, 0),
    }
    assert {name: one.mismatches for name, one in found.items()} == dict.fromkeys(found, 0)
    assert not any(one.explained for one in found.values())


def test_wrong_readings_are_found_out(found: dict[str, Result]) -> None:
    wrong = {control.what["en"]: control.wrong for one in found.values() for control in one.controls}
    assert wrong == {
        "ranked on two decimals": 35,
        "ranked on whole numbers": 23,
        "outdated costs nothing": 287,
        "a share of the four checks is enough": 381,
    }


def test_the_ranking_is_printed_with_two_decimals_and_made_from_whole_numbers() -> None:
    board = run(reading.z_scores("rankings"))
    total, place = total_of(board), place_of(board)
    assert total["GB"], place["GB"] == (100.0, 1)
    assert sorted(total.values())[0] == 0.0
    tied = [code for code in total if place[code] == place["AR"]]
    assert {printed(total[code], 0) for code in tied} == {printed(total["AR"], 0)}
    assert len({total[code] for code in tied}) == len(tied) > 1


def test_namibia_is_a_country_and_not_a_gap() -> None:
    for one in (reading.z_scores("rankings"), reading.checks(), reading.openness()):
        board = run(one)
        assert "NA" in set(one.observations["body"])
        assert "NA" in total_of(board)
        assert "" not in set(one.bodies["body"])
