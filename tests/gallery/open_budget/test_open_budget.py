"""The Open Budget Index 2015 comes out of the workbook's letters as published, wrong readings do not."""

from __future__ import annotations

from tests.gallery.comparison import place_of, points_of, total_of
from tests.gallery.open_budget.reading import read
from tests.gallery.open_budget.results import results
from tests.gallery.reference import needed
from tests.gallery.stateless import run

pytestmark = needed


def test_102_indices_and_102_ranks_are_the_published_ones() -> None:
    (one,) = results()
    assert (one.bodies, one.scores, one.places) == (102, 102, 102)
    assert (one.wrong_scores, one.wrong_places, one.explained) == ((), (), 0)


def test_wrong_readings_are_found_out() -> None:
    (one,) = results()
    assert {control.what["en"]: control.wrong for control in one.controls} == {
        "ranked on the unrounded index": 44,
        "not applicable counted as 0": 21,
    }


def test_every_letter_scores_what_the_workbook_says() -> None:
    told = read()
    board = run(told.case)
    assert len(told.answers) == 102 * 109
    assert sum(score == -1 for score in told.answers.values()) == 65
    points = {name: points_of(board, name) for name in board.points.columns}
    for (country, question), score in told.answers.items():
        assert points[question].get(country, -1) == score


def test_namibia_is_a_country_and_not_a_gap() -> None:
    board = run(read().case)
    assert total_of(board)["NA"] == 46
    assert place_of(board)["NA"] == int(read().rank["NA"])
