"""Places: ties, gaps, float dust, and nothing rounded first."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.engine.composite import ranks

NAN = float("nan")


def one(scores: list[float]) -> list[float]:
    return ranks(pd.DataFrame({"x": scores}))["x"].tolist()


def test_ties_share_the_smallest_place_and_gaps_have_none() -> None:
    found = one([5, 9, 9, NAN, 1])
    assert found == pytest.approx([3, 1, 1, NAN, 4], nan_ok=True)
    assert one([NAN, NAN]) == pytest.approx([NAN, NAN], nan_ok=True)
    assert ranks(pd.DataFrame({"x": []}, dtype=float)).empty


def test_what_prints_alike_is_not_alike() -> None:
    """NLD and DNK print 64.82 and 64.80 at two decimals, and 65 both (defect 12)."""
    assert one([64.8161, 64.8159, 64.82]) == [2, 3, 1]
    assert one([1e-7, 2e-7]) == [2, 1]


def test_float_dust_makes_no_order() -> None:
    assert 0.1 + 0.2 != 0.3
    assert one([0.1 + 0.2, 0.3]) == [1, 1]
    assert one([70.1 + 1e-13, 70.1, 70.1 + 1e-9]) == [2, 2, 1]


def test_columns_are_ranked_each_on_its_own_scale() -> None:
    table = pd.DataFrame({"large": [1e9, 1e9 + 1, 0], "small": [1e-9, 2e-9, 3e-9]})
    assert ranks(table)["small"].tolist() == [3, 2, 1]
    assert ranks(table)["large"].tolist() == [2, 1, 3]


@given(st.lists(st.one_of(st.none(), st.integers(-20, 20)), min_size=1, max_size=30))
def test_as_many_better_ones_as_the_place_says(scores: list[int | None]) -> None:
    values = [NAN if score is None else score / 8 for score in scores]
    for value, place in zip(values, one(values), strict=True):
        if np.isnan(value):
            assert np.isnan(place)
        else:
            assert place == 1 + sum(other > value for other in values)
