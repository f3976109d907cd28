"""The Human Development Index of four years comes out as published, and wrong readings do not."""

from __future__ import annotations

import pytest

from tests.gallery.comparison import total_of, unscored
from tests.gallery.hdi.reading import YEARS, read
from tests.gallery.hdi.results import results
from tests.gallery.reference import needed
from tests.gallery.stateless import run

pytestmark = needed


def test_scores_and_places_are_the_published_ones() -> None:
    found = results()
    assert [(one.column, one.scores, one.places) for one in found] == [
        ("2012", 192, 0), ("2015", 192, 0), ("2019", 192, 0), ("2022", 193, 193),
    ]  # fmt: skip
    assert [(one.wrong_scores, one.wrong_places, one.explained) for one in found] == [((), (), 0)] * 4


def test_wrong_readings_are_found_out() -> None:
    wrong = [{control.what["en"]: control.wrong for control in one.controls} for one in results()]
    assert [one["parts not held to 0..1"] for one in wrong] == [9, 14, 19, 18]
    assert all(one["arithmetic for geometric mean"] > 150 for one in wrong)


@pytest.mark.parametrize("year", YEARS)
def test_a_country_without_one_figure_has_no_index_and_no_place(year: int) -> None:
    told = read(year)
    board = run(told.case)
    assert unscored(board) == told.without
    assert told.without >= {"PRK", "MCO"}
    # Monaco's life expectancy and schooling are known: what is known is still scored.
    assert board.points.loc["MCO", "life"] > 0.9
    assert "MCO" not in total_of(board)
