"""Normalising: worked by hand, and on made-up numbers against a plain loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.engine.composite import Impossible, constant, normalise
from metrics.engine.composite.scaling import METHODS

NAN = float("nan")
DATA = pd.DataFrame({"up": [1.0, 3.0, 3.0, 5.0, NAN], "down": [0.0, 2.0, 8.0, NAN, 4.0]}, index=list("abcde"))
DIRECTION = pd.Series({"down": -1, "up": 1})


def columns(method: str, **params: Any) -> dict[str, list[float]]:
    table = normalise(DATA, DIRECTION, method, **params)
    assert list(table.index) == list(DATA.index)
    return {code: table[code].tolist() for code in table}


def check(found: list[float], wanted: list[float]) -> None:
    assert found == pytest.approx(wanted, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize(
    ("method", "params", "up", "down"),
    [
        ("minmax", {}, [0, 50, 50, 100, NAN], [100, 75, 0, NAN, 50]),
        ("minmax", {"low": 1, "high": 11}, [1, 6, 6, 11, NAN], [11, 8.5, 1, NAN, 6]),
        ("rank", {}, [1, 2, 2, 4, NAN], [4, 3, 1, NAN, 2]),
        ("borda", {}, [0, 1, 1, 3, NAN], [3, 2, 0, NAN, 1]),
        ("percentile_rank", {}, [0, 1 / 3, 1 / 3, 1, NAN], [1, 2 / 3, 0, NAN, 1 / 3]),
        ("distance_to_max", {}, [0, 0.5, 0.5, 1, NAN], [1, 0.75, 0, NAN, 0.5]),
        ("goalposts", {"posts": (1, 4)}, [0, 2 / 3, 2 / 3, 1, NAN], [1, 2 / 3, 0, NAN, 0]),
        ("goalposts", {"posts": (1, 4, 100), "truncate": False},
         [0, 200 / 3, 200 / 3, 400 / 3, NAN], [400 / 3, 200 / 3, -400 / 3, NAN, 0]),
        ("goalposts", {"posts": {"up": (0, 10), "down": (0, 8)}, "scale": 10},
         [1, 3, 3, 5, NAN], [10, 7.5, 0, NAN, 5]),
        ("distance_to_target", {"targets": {"up": 3, "down": 4}}, [0, 1, 1, 2, NAN], [2, 1.5, 0, NAN, 1]),
        ("distance_to_target", {"targets": {"up": 3, "down": 4}, "cap": True},
         [0, 1, 1, 1, NAN], [1, 1, 0, NAN, 1]),
        ("distance_to_target",
         {"targets": pd.Series({"up": 3, "down": 4}), "cap": {"up": False, "down": True}},
         [0, 1, 1, 2, NAN], [1, 1, 0, NAN, 1]),
    ],
)  # fmt: skip
def test_worked_by_hand(method: str, params: dict[str, Any], up: list[float], down: list[float]) -> None:
    found = columns(method, **params)
    check(found["up"], up)
    check(found["down"], down)


def test_zscore_has_the_mean_and_sample_deviation_asked_for() -> None:
    table = normalise(DATA, DIRECTION, "zscore", mean=50, sd=10)
    assert table.mean().tolist() == pytest.approx([50, 50])
    assert table.std(ddof=1).tolist() == pytest.approx([10, 10])
    assert table["down"].idxmax() == "a"
    root = (8 / 3) ** 0.5  # values 1 3 3 5: squares 4 0 0 4 over n - 1
    check(normalise(DATA, DIRECTION, "zscore")["up"].tolist(), [-2 / root, 0, 0, 2 / root, NAN])


def test_posts_may_stand_in_a_table() -> None:
    posts = pd.DataFrame({"low": [0, 0], "high": [8, 10], "scale": [1, 100]}, index=["down", "up"])
    found = columns("goalposts", posts=posts)
    check(found["up"], [10, 30, 30, 50, NAN])
    check(found["down"], [1, 0.75, 0, NAN, 0.5])


@pytest.mark.parametrize("method", [m for m in METHODS if m not in ("goalposts", "distance_to_target")])
def test_a_column_that_tells_nobody_apart_is_empty_or_equal(method: str) -> None:
    data = pd.DataFrame({"flat": [0.1, 0.1, 0.1], "live": [1.0, 2.0, 3.0]})
    flat = normalise(data, None, method)["flat"]
    assert flat.nunique() <= 1
    assert flat.isna().all() == (method not in ("rank", "borda", "percentile_rank"))
    assert constant(data) == ["flat"]


def test_empty_columns_and_tables_stay_empty() -> None:
    data = pd.DataFrame({"none": [NAN, NAN], "one": [NAN, 3.0]})
    for method in ("minmax", "zscore", "rank", "percentile_rank", "distance_to_max"):
        assert normalise(data, None, method)["none"].isna().all()
    assert normalise(data.iloc[:0], None, "minmax").shape == (0, 2)


def test_a_best_value_of_zero_is_no_division_by_zero() -> None:
    """COINr's fraction of the maximum is infinite here (study: defect 6)."""
    data = pd.DataFrame({"complaints": [0.0, 2.0, 4.0]})
    found = normalise(data, {"complaints": -1}, "distance_to_max")["complaints"]
    assert found.tolist() == [1.0, 0.5, 0.0]


def test_order_of_codes_does_not_matter() -> None:
    targets = {"down": 4, "up": 3}
    ours = normalise(DATA, DIRECTION[::-1], "distance_to_target", targets=targets)
    turned = normalise(DATA[["down", "up"]], DIRECTION, "distance_to_target", targets=targets)
    pd.testing.assert_frame_equal(ours, turned[["up", "down"]])


@pytest.mark.parametrize(
    ("call", "code", "told"),
    [
        ({"method": "percentile"}, "unknown_method", "percentile_rank"),
        ({"method": "goalposts", "posts": (4, 1)}, "bad_posts", "up, down"),
        ({"method": "goalposts", "posts": (2, 2)}, "bad_posts", "low < high"),
        ({"method": "goalposts", "posts": 5}, "bad_posts", "scale"),
        ({"method": "goalposts", "posts": {"up": (0, 1)}}, "no_column", "down"),
        ({"method": "distance_to_target", "targets": {"up": NAN, "down": 4}}, "no_column", "up"),
        ({"method": "distance_to_target", "targets": {"up": 1, "down": 4}}, "bad_target", "up"),
        ({"method": "distance_to_target", "targets": {"up": 3, "down": 9}}, "bad_target", "down"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(call: dict[str, Any], code: str, told: str) -> None:
    with pytest.raises(Impossible) as caught:
        normalise(DATA, DIRECTION, **call)
    assert caught.value.code == code
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("data", "direction", "code", "told"),
    [
        (DATA, {"up": 1}, "bad_direction", "down"),
        (DATA, {"up": 1, "down": 0}, "bad_direction", "1, -1"),
        (DATA.assign(words="x"), None, "not_a_number", "words"),
        (DATA.assign(up=np.inf), None, "not_finite", "up"),
        (DATA.set_axis(["x", "x"], axis=1), None, "stands_twice", "indicator"),
        (DATA.set_axis(list("aabcd")), None, "stands_twice", "a"),
    ],
)
def test_faulty_tables_are_told(data: pd.DataFrame, direction: Any, code: str, told: str) -> None:
    with pytest.raises(Impossible) as caught:
        normalise(data, direction, "minmax")
    assert caught.value.code == code
    assert told in str(caught.value)


def test_against_a_plain_loop() -> None:
    chance = np.random.default_rng(4)
    values = chance.normal(size=(30, 5)).round(1)
    values[chance.random(values.shape) < 0.2] = NAN
    data = pd.DataFrame(values, columns=list("vwxyz"))
    direction = {"v": 1, "w": -1, "x": 1, "y": -1, "z": 1}
    table = normalise(data, direction, "percentile_rank")
    for code, sign in direction.items():
        there = [sign * x for x in data[code] if x == x]
        for x, found in zip(data[code], table[code], strict=True):
            wanted = sum(other < sign * x for other in there) / (len(there) - 1) if x == x else NAN
            assert found == pytest.approx(wanted, nan_ok=True)
