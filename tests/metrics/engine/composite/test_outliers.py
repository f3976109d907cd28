"""Outliers: published examples, a plain loop beside the vectorised one, and what is left alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics.engine.composite import changed, treat
from tests.metrics.engine.composite import asem

NAN = float("nan")


def moments(x: list[float]) -> tuple[float, float]:
    """Skew and kurtosis as a spreadsheet has them (SKEW, KURT)."""
    x = [one for one in x if one == one]
    n, mean = len(x), sum(x) / len(x)
    s = (sum((one - mean) ** 2 for one in x) / (n - 1)) ** 0.5
    skew = n / ((n - 1) * (n - 2)) * sum(((one - mean) / s) ** 3 for one in x)
    fourth = sum(((one - mean) / s) ** 4 for one in x)
    kurt = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))
    return skew, kurt


def slow(x: list[float], winmax: int) -> tuple[list[float], str, int]:
    """One column, one point at a time."""

    def fails(values: list[float]) -> bool:
        skew, kurt = moments(values)
        return abs(skew) >= 2 and kurt >= 3.5

    if not fails(x):
        return x, "none", 0
    values, touched = list(x), {"high": set[int](), "low": set[int]()}
    while fails(values) and sum(map(len, touched.values())) < winmax:
        side, pick = ("high", max) if moments(values)[0] >= 0 else ("low", min)
        edge = pick(one for one in values if one == one)
        at = {k for k, one in enumerate(values) if one == edge}
        inner = pick(one for k, one in enumerate(values) if one == one and k not in at)
        values = [inner if k in at else one for k, one in enumerate(values)]
        touched[side] = at
    if not fails(values):
        return values, "winsorised", sum(map(len, touched.values()))
    low, high = min(v for v in x if v == v), max(v for v in x if v == v)
    return [float(np.log(one - low + 0.01 * (high - low))) for one in x], "log", 0


def test_the_example_of_the_package() -> None:
    """COINr's manual of `winsorise`: 1..10, 30, 100 becomes 1..10, 30, 30 with one point."""
    data = pd.DataFrame({"x": [*range(1, 11), 30.0, 100.0]})
    treated, audit = treat(data)
    assert treated["x"].tolist() == [*range(1, 11), 30, 30]
    row = audit.loc["x"]
    assert (row["treatment"], row["points"], row["passes"], row["note"]) == ("winsorised", 1, True, "")
    assert (row["skew"], row["kurtosis"]) == pytest.approx((3.063241, 9.741391), abs=1e-6)
    assert changed(data, treated).to_dict("records") == [
        {"unit": 11, "indicator": "x", "before": 100.0, "after": 30.0}
    ]


def wild(seed: int) -> pd.DataFrame:
    """Columns with heavy tails on either side, ties and gaps."""
    chance = np.random.default_rng(seed)
    values = np.column_stack([
        chance.lognormal(0, sigma, 40) * sign for sigma in (0.3, 1, 2, 4) for sign in (1, -1)
    ])  # fmt: skip
    values = np.round(values, 1)
    values[chance.random(values.shape) < 0.1] = NAN
    return pd.DataFrame(values, columns=list("abcdefgh"))


@pytest.mark.parametrize("winmax", [1, 2, 5])
@pytest.mark.parametrize("seed", range(6))
def test_against_one_point_at_a_time(seed: int, winmax: int) -> None:
    data = wild(seed)
    treated, audit = treat(data, winmax)
    for code in data:
        values, how, points = slow(data[code].tolist(), winmax)
        assert treated[code].tolist() == pytest.approx(values, nan_ok=True)
        assert (audit.loc[code, "treatment"], audit.loc[code, "points"]) == (how, points)
        assert (audit.loc[code, "skew"], audit.loc[code, "kurtosis"]) == pytest.approx(
            moments(data[code].tolist())
        )


def test_all_treatments_come_up_above() -> None:
    seen = {how for seed in range(6) for how in treat(wild(seed), 2).audit["treatment"]}
    assert seen == {"none", "winsorised", "log"}


def test_the_logarithm_is_not_dropped_and_keeps_the_order() -> None:
    """COINr's log_GII returns its input unchanged (defect 4)."""
    data = pd.DataFrame({"x": 10.0 ** np.arange(20)})
    treated, audit = treat(data, winmax=1)
    assert audit.loc["x", "treatment"] == "log"
    assert treated["x"].is_monotonic_increasing
    assert (treated["x"] != data["x"]).all()
    span = data["x"].max() - data["x"].min()
    assert treated["x"][3] == pytest.approx(np.log(data["x"][3] - data["x"].min() + 0.01 * span))


def test_no_limit_goes_on_until_it_passes() -> None:
    data = pd.DataFrame({"x": [*range(100), *[1e4] * 3, *[1e5] * 3, 1e6]}, dtype=float)
    _, audit = treat(data, winmax=None)
    assert audit.loc["x", ["treatment", "passes"]].tolist() == ["winsorised", True]
    assert audit.loc["x", "points"] > 5


def test_what_says_too_little_is_left_alone_and_marked() -> None:
    data = pd.DataFrame({"few": [1, 1, 99, NAN, NAN, NAN], "flat": [2.0] * 6, "live": [1, 2, 3, 4, 5, 6.0]})
    treated, audit = treat(data)
    pd.testing.assert_frame_equal(treated, data)
    assert audit["note"].to_dict() == {"few": "too_few", "flat": "constant", "live": ""}
    assert audit["passes"].to_dict() == {"few": False, "flat": False, "live": True}


def test_points_are_never_pulled_in_until_nothing_is_left() -> None:
    """One odd value among equals: COINr stops with an error; here the logarithm is tried and told to fail."""
    data = pd.DataFrame({"x": [0.0] * 30 + [1.0]})
    treated, audit = treat(data)
    assert treated["x"].nunique() == 2
    assert audit.loc["x", ["treatment", "passes"]].tolist() == ["log", False]


@asem.needed
def test_the_three_indicators_of_the_vignette() -> None:
    """Skew and kurtosis that COINr's vignette on treatment prints for the ASEM data."""
    audit = treat(asem.stage("raw")).audit
    printed = {
        "Flights": (2.103287, 4.508879),
        "Goods": (2.649973, 8.266610),
        "Services": (1.701085, 2.375656),
    }
    for code, pair in printed.items():
        assert tuple(audit.loc[code, ["skew", "kurtosis"]]) == pytest.approx(pair, abs=1e-6)
    assert audit["treatment"].value_counts().to_dict() == {"none": 31, "winsorised": 18}
