"""Sums and means over children, and what each policy does with a child that has no score."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.engine.aggregate import OK, Part, combine
from metrics.frames import MISSING, NOT_APPLICABLE, OUT
from metrics.model import Level, Text

NAME = Text("层", "level")


def part(points: float, full: float, state: int = OK, weight: float = 1.0) -> Part:
    earned = points if state == OK else 0.0
    return Part(
        np.array([earned]), np.array([full]), np.array([full]), np.array([state], dtype=np.int8), weight
    )


def node(children: list[Part], mean: str = "sum", marks: float = 100.0, **policy: object) -> Part:
    return combine(children, Level("x", NAME, mean=mean, **policy), marks, 1.0, 1)  # type: ignore[arg-type]


def figures(made: Part) -> tuple[float, float, int]:
    return round(float(made.points[0]), 9), round(float(made.full[0]), 9), int(made.state[0])


def test_a_sum_adds_points_and_full_marks_times_weight() -> None:
    assert figures(node([part(3, 4), part(1, 6, weight=2)])) == (5, 16, OK)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ({"not_applicable": "pass_up"}, (3, 4, OK)),  # the base gets smaller
        ({"not_applicable": "renew"}, (7.5, 10, OK)),  # 3/4 of the whole 10
        ({"not_applicable": "zero"}, (3, 10, OK)),
        ({"not_applicable": "full"}, (9, 10, OK)),
        ({"not_applicable": "blank"}, (0, 10, MISSING)),
    ],
)
def test_a_child_that_is_not_applicable(policy: dict[str, str], expected: tuple[float, float, int]) -> None:
    assert figures(node([part(3, 4), part(0, 6, NOT_APPLICABLE)], **policy)) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("zero", (3, 10, OK)), ("renew", (7.5, 10, OK)), ("blank", (0, 10, MISSING))],
)
def test_a_child_that_is_missing(policy: str, expected: tuple[float, float, int]) -> None:
    assert figures(node([part(3, 4), part(0, 6, MISSING)], missing=policy)) == expected


def test_a_node_without_any_score_says_why() -> None:
    assert figures(node([part(0, 4, NOT_APPLICABLE), part(0, 6, NOT_APPLICABLE)]))[2] == NOT_APPLICABLE
    assert figures(node([part(0, 4, NOT_APPLICABLE), part(0, 6, MISSING)], missing="renew"))[2] == MISSING
    assert figures(node([part(0, 4, OUT)]))[2] == OUT
    assert figures(node([]))[2] == OUT


def test_means_of_shares_with_weights() -> None:
    children = [part(50, 100, weight=3), part(8, 10, weight=1)]
    assert figures(node(children, "arithmetic"))[0] == pytest.approx(100 * (3 * 0.5 + 0.8) / 4)
    assert figures(node(children, "geometric"))[0] == pytest.approx(100 * (0.5**3 * 0.8) ** 0.25)
    assert figures(node(children, "harmonic"))[0] == pytest.approx(100 * 4 / (3 / 0.5 + 1 / 0.8))


@pytest.mark.parametrize("mean", ["geometric", "harmonic"])
def test_a_child_at_zero_makes_these_means_zero(mean: str) -> None:
    assert figures(node([part(0, 100), part(100, 100)], mean)) == (0, 100, OK)
    assert figures(node([part(0, 100), part(100, 100)], "arithmetic"))[0] == 50  # the control


def test_too_little_of_the_weight_leaves_the_node_blank() -> None:
    children = [part(60, 100, weight=1), part(0, 100, MISSING, weight=2)]
    policy = {"missing": "renew", "min_available": 0.5}
    assert figures(node(children, "arithmetic", **policy))[2] == MISSING
    assert figures(node([*children, part(60, 100, weight=1)], "arithmetic", **policy)) == (60, 100, OK)


def test_points_of_a_level_are_rounded_half_up() -> None:
    assert figures(node([part(1.125, 2)], decimals=2))[0] == 1.13
    assert figures(node([part(0.5, 1)], "arithmetic", 1.0, decimals=0))[0] == 1
