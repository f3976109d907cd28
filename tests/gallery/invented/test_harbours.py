"""Three weighted levels of different means with gaps renewed: every number worked by hand in fractions."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from metrics.engine.board import Board
from tests.gallery.comparison import node_points, place_of, total_of, unscored
from tests.gallery.invented.edit import edited, folder
from tests.gallery.stateless import body, case, fact, run

SEA, RIVER = "sea", "river"
GROUPS = {"Aurum": SEA, "Borea": SEA, "Corvo": SEA, "Delta": RIVER, "Echo": RIVER, "Foxtrot": RIVER}
FIELDS = {
    "drills": "n",
    "injuries": "n",
    "cranes": "percent",
    "audit": "passed",
    "waiting": "hours",
    "fees": "amount",
}
# Shares, by hand: drills n/20, injuries 1 - n/20, cranes p/90, waiting 1 - h/40, fees 1 - a/90.
FACTS = {
    "Aurum": {"drills": 4, "injuries": 0, "cranes": 30, "audit": 1, "waiting": 0, "fees": 50},
    "Borea": {"drills": 2.5, "cranes": 90, "audit": 1, "waiting": 30, "fees": 0},
    "Corvo": {"drills": 20, "injuries": 8, "waiting": 30},
    "Delta": {"cranes": 90, "audit": 1, "waiting": 0, "fees": 67.5},
    "Foxtrot": {"drills": 4, "injuries": 0, "cranes": 30, "audit": 0, "waiting": 0, "fees": 50},
}


def harmonic(*pairs: tuple[int, F]) -> F:
    """Weighted harmonic mean of (weight, share)."""
    return F(sum(weight for weight, _ in pairs)) / sum(weight / share for weight, share in pairs)


PEOPLE = {
    "Aurum": harmonic((1, F(1, 5)), (3, F(1))),  # 4 / (5 + 3) = 1/2
    "Borea": F(1, 8),  # injuries are missing: drills alone
    "Corvo": harmonic((1, F(1)), (3, F(3, 5))),  # 4 / (1 + 5) = 2/3
    "Foxtrot": F(1, 2),
}
PLANT = {
    "Aurum": harmonic((1, F(1, 3)), (1, F(1))),  # 2 / (3 + 1) = 1/2
    "Borea": F(1),
    "Delta": F(1),
    "Foxtrot": F(0),  # a harmonic mean with a 0 is 0
}
# Geometric with weights 2 and 1: the cube of the pillar is people² x plant.
SAFETY = {
    "Aurum": F(1, 2),  # (1/2)² x 1/2 = (1/2)³
    "Borea": F(1, 4),  # (1/8)² x 1 = (1/4)³
    "Corvo": F(2, 3),  # plant is missing, people hold 2/3 of the weight: enough
    "Foxtrot": F(0),  # a 0 is a 0, not a gap
}  # Delta: people are missing, plant holds 1/3 of the weight: less than 0.6, no pillar
# Geometric with equal weights: the square of the pillar is speed x price.
SERVICE = {
    "Aurum": F(2, 3),  # 1 x 4/9
    "Borea": F(1, 2),  # 1/4 x 1
    "Delta": F(1, 2),  # 1 x 1/4
    "Foxtrot": F(2, 3),
}  # Corvo: price is missing, half the weight: less than 0.6, no pillar
TOTAL = {
    "Aurum": "54.2",  # (3 x 1/2 + 2/3) / 4 = 13/24 = 54.166...
    "Borea": "31.3",  # (3 x 1/4 + 1/2) / 4 = 5/16 = 31.25, half up
    "Corvo": "66.7",  # service has no score and is left out: 2/3
    "Delta": "50.0",  # safety has no score and is left out: 1/2
    "Foxtrot": "16.7",  # (0 + 2/3) / 4 = 1/6
}


def board(catalogue: Path) -> Board:
    observations = [
        fact(name, indicator, FIELDS[indicator], str(value))
        for name, facts in FACTS.items()
        for indicator, value in facts.items()
    ]
    return run(
        case(catalogue, [body(name, name, "harbour", group) for name, group in GROUPS.items()], observations)
    )


def nodes(found: Board, node: str) -> dict[str, float]:
    return {name: points / 100 for name, points in node_points(found, node).items() if points == points}


def test_the_roots_taken_by_hand_are_roots() -> None:
    assert all(SAFETY[name] ** 3 == PEOPLE[name] ** 2 * PLANT[name] for name in ("Aurum", "Borea", "Foxtrot"))
    assert SAFETY["Corvo"] == PEOPLE["Corvo"]


def test_every_level_is_as_worked_by_hand() -> None:
    found = board(folder("harbours"))
    for node, expected in (("people", PEOPLE), ("plant", PLANT), ("safety", SAFETY), ("service", SERVICE)):
        assert nodes(found, node) == pytest.approx(
            {name: float(one) for name, one in expected.items()}, abs=1e-12
        )


def test_totals_are_rounded_half_up_and_ranked_within_their_group() -> None:
    found = board(folder("harbours"))
    assert {name: f"{one:.1f}" for name, one in total_of(found).items()} == TOTAL
    assert place_of(found) == {"Corvo": 1, "Aurum": 2, "Borea": 3, "Delta": 1, "Foxtrot": 2}


def test_who_has_no_data_has_no_score_and_no_place() -> None:
    assert unscored(board(folder("harbours"))) == {"Echo"}


def test_with_gaps_counted_as_zero_other_numbers_come_out(tmp_path: Path) -> None:
    """Control: Borea's people 0 (harmonic), so safety 0 and 1/8; Corvo 0; Delta 0 and 1/8; Echo 0."""
    found = board(edited("harbours", tmp_path, {'missing = "renew"': 'missing = "zero"'}))
    assert total_of(found) == {
        "Aurum": 54.2, "Borea": 12.5, "Corvo": 0.0, "Delta": 12.5, "Echo": 0.0, "Foxtrot": 16.7,
    }  # fmt: skip


def test_without_the_threshold_half_a_pillar_is_a_pillar(tmp_path: Path) -> None:
    """Control: Corvo (3 x 2/3 + 1/4) / 4 = 9/16, Delta (3 x 1 + 1/2) / 4 = 7/8."""
    found = total_of(board(edited("harbours", tmp_path, {"min_available = 0.6": ""})))
    assert (found["Corvo"], found["Delta"]) == (56.3, 87.5)


def test_ranked_all_together_the_places_differ(tmp_path: Path) -> None:
    found = board(edited("harbours", tmp_path, {'peers = "group"': 'peers = "all"'}))
    assert place_of(found) == {"Corvo": 1, "Aurum": 2, "Delta": 3, "Borea": 4, "Foxtrot": 5}
