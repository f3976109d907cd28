"""Numbers as text: no dust, no lost digits, half up."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reports.figures import fixed, short, texts, texts_by


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0.1 + 0.2, "0.3"), (86.49999999999997, "86.5"), (3.0, "3"), (-0.0, "0"), (1 / 3, "0.333333333333"),
        (1e-9, "1e-09"), (12345678901234.5, "12345678901234.5"), (100 / 3, "33.3333333333"), (-2.5, "-2.5"),
        (1e20, "1e+20"), (123456789.123, "123456789.123"),
    ],
)  # fmt: skip
def test_as_short_as_it_goes(amount: float, written: str) -> None:
    assert short(amount) == written


@pytest.mark.parametrize(
    ("amount", "decimals", "written"),
    [(81.0, 2, "81.00"), (2.675, 2, "2.68"), (1.005, 2, "1.01"), (-0.001, 2, "0.00"), (0.5, 0, "1")],
)
def test_decimals_of_the_catalogue(amount: float, decimals: int, written: str) -> None:
    assert fixed(amount, decimals) == written


@given(st.integers(-(10**7), 10**7), st.integers(0, 4))
def test_decimal_numbers_are_written_as_they_are(cents: int, decimals: int) -> None:
    exact = Decimal(cents).scaleb(-decimals)
    assert Decimal(short(float(exact))) == exact
    half_up = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert Decimal(fixed(float(exact), 2)) == half_up


@given(st.floats(-1e12, 1e12))
def test_nothing_that_matters_is_lost(amount: float) -> None:
    assert math.isclose(float(short(amount)), amount, rel_tol=1e-11)


def test_columns() -> None:
    column = np.array([1.0, np.nan, 0.25, 1.0])
    assert texts(column).tolist() == ["1", "", "0.25", "1"]
    assert texts(column, 2).tolist() == ["1.00", "", "0.25", "1.00"]
    assert texts_by(column, [2, 2, -1, 0]).tolist() == ["1.00", "", "0.25", "1"]
    assert texts(np.array([])).tolist() == []
