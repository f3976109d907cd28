"""Filling gaps, counting them, taking sizes out."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.engine.composite import Impossible, availability, changed, denominate, impute, screen

NAN = float("nan")
DATA = pd.DataFrame(
    {"a": [1.0, 3.0, NAN, 100.0], "b": [NAN, 0.0, NAN, 7.0], "c": [NAN] * 4}, index=list("wxyz")
)
GROUPS = pd.Series({"w": "n", "x": "n", "y": "n", "z": "s"})


@pytest.mark.parametrize(
    ("method", "groups", "a", "b"),
    [
        ("mean", None, [1, 3, 104 / 3, 100], [3.5, 0, 3.5, 7]),
        ("median", None, [1, 3, 3, 100], [3.5, 0, 3.5, 7]),
        ("mean", GROUPS, [1, 3, 2, 100], [0, 0, 0, 7]),
        ("group_mean", GROUPS, [1, 3, 2, 100], [0, 0, 0, 7]),
        ("group_median", GROUPS[::-1], [1, 3, 2, 100], [0, 0, 0, 7]),
    ],
)
def test_gaps_are_filled(method: str, groups: pd.Series[str] | None, a: list[float], b: list[float]) -> None:
    found = impute(DATA, method, groups)
    assert found["a"].tolist() == pytest.approx(a)
    assert found["b"].tolist() == pytest.approx(b)
    assert found["c"].isna().all()
    assert DATA["a"].isna().sum() == 1  # the input is as it was


def test_a_group_without_value_and_a_unit_without_group_stay_empty() -> None:
    groups = pd.Series({"w": "n", "x": "n", "y": "alone", "z": None})
    found = impute(DATA, "mean", groups)
    assert found["a"].isna().tolist() == [False, False, True, False]
    assert found["b"].tolist() == pytest.approx([0, 0, NAN, 7], nan_ok=True)


def test_a_filled_cell_can_be_told() -> None:
    cells = changed(DATA, impute(DATA, "median"))
    assert list(zip(cells["unit"], cells["indicator"], strict=True)) == [("w", "b"), ("y", "a"), ("y", "b")]
    assert cells["before"].isna().all()


def test_unknown_ways_are_refused() -> None:
    with pytest.raises(Impossible, match=r"unknown_method.*zero"):
        impute(DATA, "zero")
    with pytest.raises(Impossible, match="no_groups"):
        impute(DATA, "group_mean")


def test_what_there_is() -> None:
    found = availability(DATA)
    assert found["missing"].tolist() == [2, 1, 3, 1]
    assert found["zero"].tolist() == [0, 1, 0, 0]
    assert found["available"].tolist() == pytest.approx([1 / 3, 2 / 3, 0, 2 / 3])
    assert found["non_zero"].tolist() == pytest.approx([1, 0.5, NAN, 1], nan_ok=True)
    kept = screen(DATA, 0.5, least_non_zero=0.6)
    assert kept["included"].tolist() == [False, False, False, True]
    assert screen(DATA, 2 / 3)["included"].tolist() == [False, True, False, True]


def test_sizes_are_taken_out_by_code() -> None:
    sizes = pd.DataFrame({"people": [10.0, 0.0, 4.0]}, index=["z", "x", "w"])
    found = denominate(DATA, {"a": "people"}, sizes)
    assert found["a"].tolist() == pytest.approx([0.25, NAN, NAN, 10], nan_ok=True)
    assert found["b"].equals(DATA["b"])
    with pytest.raises(Impossible, match=r"unknown_column.*area"):
        denominate(DATA, {"a": "area"}, sizes)
