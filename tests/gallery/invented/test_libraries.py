"""Weighted yes/no checklists with NA, whole numbers half up, places from printed or raw totals: by hand."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from metrics.engine.board import Board
from tests.gallery.comparison import place_of, points_of, total_of
from tests.gallery.invented.edit import edited, folder
from tests.gallery.stateless import body, case, fact, run

# Answers to the three items of weight 3, 2, 1; and per visit the two answers at the desk.
DOORS = {"Ada": "1 1 NA", "Ben": "1 NA 0.5", "Cyd": "1 1 0", "Dee": "1 - 1", "Eve": "0 0 0"}
DESK = {
    "Ada": ("1 0", "0.5 NA"),
    "Ben": ("0.5 0",),
    "Cyd": ("1 0", "0.5 0", "0 0.5"),
    "Dee": ("NA NA",),
    "Eve": (),
}
POINTS_DOORS = {
    "Ada": 60 * F(5, 5),  # NA leaves the weights: (3 + 2) / 5
    "Ben": 60 * F(7, 8),  # (3 + 1/2) / 4
    "Cyd": 60 * F(5, 6),
    "Dee": 60 * F(4, 6),  # no answer counts 0 and stays in the weights
    "Eve": F(0),
}
POINTS_DESK = {
    "Ada": 40 * (F(1, 2) + F(1, 2)) / 2,  # the mean of the visits
    "Ben": 40 * F(1, 4),
    "Cyd": 40 * (F(1, 2) + F(1, 4) + F(1, 4)) / 3,
}  # Dee: everything NA, does not apply; Eve: nobody went there, missing
RAW = {
    "Ada": F(80),
    "Ben": F(125, 2),  # 52.5 + 10 = 62.5: half up, 63
    "Cyd": F(190, 3),  # 50 + 13.33 = 63.33: 63
    "Dee": F(40, 60) * 100,  # the desk does not apply: 40 of 60 points
    "Eve": F(0),
}
PRINTED = {"Ada": 80, "Ben": 63, "Cyd": 63, "Dee": 67, "Eve": 0}


def board(catalogue: Path) -> Board:
    observations = []
    for name, answers in DOORS.items():
        observations += _answers(name, "doors", "", answers)
        for visit, desk in enumerate(DESK[name], 1):
            observations += _answers(name, "desk", str(visit), desk)
    return run(case(catalogue, [body(name, name, "library") for name in DOORS], observations))


def _answers(name: str, indicator: str, visit: str, answers: str) -> list[dict[str, str]]:
    return [
        fact(name, indicator, f"item_{position}", answer, visit)
        for position, answer in enumerate(answers.split(), 1)
        if answer != "-"
    ]


def test_not_applicable_items_leave_the_weights_and_unanswered_ones_stay() -> None:
    found = board(folder("libraries"))
    for indicator, expected in (("doors", POINTS_DOORS), ("desk", POINTS_DESK | {"Eve": F(0)})):
        assert points_of(found, indicator) == pytest.approx(
            {name: float(one) for name, one in expected.items()}
        )


def test_totals_are_whole_numbers_half_up() -> None:
    found = board(folder("libraries"))
    assert total_of(found) == PRINTED
    assert total_of(found, "raw") == pytest.approx({name: float(one) for name, one in RAW.items()})


def test_equal_printed_totals_share_a_place() -> None:
    assert place_of(board(folder("libraries"))) == {"Ada": 1, "Dee": 2, "Ben": 3, "Cyd": 3, "Eve": 5}


def test_raw_totals_tell_them_apart(tmp_path: Path) -> None:
    found = board(edited("libraries", tmp_path, {'places_from = "printed"': 'places_from = "raw"'}))
    assert total_of(found) == PRINTED
    assert place_of(found) == {"Ada": 1, "Dee": 2, "Cyd": 3, "Ben": 4, "Eve": 5}


def test_places_from_rounded_totals_may_be_coarser_than_what_is_printed(tmp_path: Path) -> None:
    changes = {"decimals = 0": "decimals = 1", '"printed"': '"rounded"\nplaces_decimals = 0'}
    found = board(edited("libraries", tmp_path, changes))
    assert total_of(found) == {"Ada": 80.0, "Ben": 62.5, "Cyd": 63.3, "Dee": 66.7, "Eve": 0.0}
    assert place_of(found) == {"Ada": 1, "Dee": 2, "Ben": 3, "Cyd": 3, "Eve": 5}


def test_all_items_needed_is_another_checklist(tmp_path: Path) -> None:
    """Control: only Ada has every item that applies."""
    found = board(edited("libraries", tmp_path, {"[indicator.params]": '[indicator.params]\nneed = "all"'}))
    assert points_of(found, "doors") == {"Ada": 60, "Ben": 0, "Cyd": 0, "Dee": 0, "Eve": 0}
