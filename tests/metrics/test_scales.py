"""Rounding half up and the straight line, against exact decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metrics.scales import round_half_up, straight


def test_ties_go_away_from_zero() -> None:
    values = [1.125, 1.115, 2.675, -1.125, 0.5, 1.5, 2.5]
    assert round_half_up(values, 2)[:4].tolist() == [1.13, 1.12, 2.68, -1.13]
    assert round_half_up(values, 0)[4:].tolist() == [1.0, 2.0, 3.0]
    assert np.round(values, 2)[:4].tolist() != [1.13, 1.12, 2.68, -1.13]  # the control: half to even


def test_nothing_known_stays_nothing_known() -> None:
    assert np.isnan(round_half_up([np.nan], 2)).all()
    assert round_half_up([1.23456], None).tolist() == [1.23456]


@given(st.integers(0, 1000), st.integers(1, 1000), st.integers(0, 99), st.integers(1, 500))
def test_points_of_a_ratio_equal_exact_arithmetic(part: int, whole: int, zero: int, cents: int) -> None:
    """num ÷ den between two anchors, times marks, to two decimals: equal to exact fractions."""
    share = min(max((Fraction(part, whole) - Fraction(zero, 100)) / (1 - Fraction(zero, 100)), 0), 1)
    exact = share * Fraction(cents, 100)
    expected = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    points = straight([part / whole], 1.0, zero / 100) * (cents / 100)
    assert Decimal(repr(float(round_half_up(points, 2)[0]))).quantize(Decimal("0.01")) == expected


def test_lower_can_be_better() -> None:
    assert straight([0.0, 0.15, 0.3, 0.5], 0.0, 0.3).tolist() == [1.0, 0.5, 0.0, 0.0]
    assert straight([1.2], 1.0, 0.0, clip=False).tolist() == [1.2]
