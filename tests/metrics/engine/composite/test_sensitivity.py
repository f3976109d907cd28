"""Sensitivity: the estimators against functions whose orders are known, the design, and on an index."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics.engine.composite import Choices, Impossible, Scaling, sensitivity
from metrics.engine.composite.shares import estimate, saltelli
from tests.metrics.engine.composite.test_uncertainty import DIRECTION, TREE, data

CHOICES = Choices(
    normalisations=(Scaling("minmax", {"low": 1, "high": 100}), Scaling("rank")),
    means=("arithmetic", "geometric"),
    weight_spread=0.25,
)


def test_the_design_swaps_one_column_at_a_time() -> None:
    blocks = saltelli(50, 3, np.random.default_rng(1))
    assert blocks.shape == (5, 50, 3)
    a, b = blocks[0], blocks[1]
    assert not np.isclose(a, b).any()
    for factor in range(3):
        for column in range(3):
            assert (blocks[factor + 2, :, column] == (b if column == factor else a)[:, column]).all()


def test_a_sum_has_orders_of_its_squares() -> None:
    """x + 2y + 3z: no interaction, first = total = w² / Σ w²."""
    blocks = saltelli(20_000, 3, np.random.default_rng(2))
    found = estimate(blocks @ np.array([1.0, 2.0, 3.0])).indices
    for order in ("first", "total"):
        miss = np.abs(found[order] - np.array([1, 4, 9]) / 14)
        assert (miss < 4 * found[f"{order}_error"]).all()
        assert (miss < 0.03).all()


def test_ishigami_has_the_orders_of_the_books() -> None:
    """sin x + 7 sin² y + 0.1 z⁴ sin x on -π..π: first 0.3139 0.4424 0, total 0.5576 0.4424 0.2437."""
    x, y, z = np.moveaxis(saltelli(40_000, 3, np.random.default_rng(3)) * 2 * np.pi - np.pi, -1, 0)
    found = estimate(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)).indices
    assert found["first"].tolist() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found["total"].tolist() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)


def test_the_errors_are_those_of_repetition() -> None:
    made = [
        estimate(saltelli(200, 2, np.random.default_rng(seed)) @ np.array([1.0, 2.0])).indices
        for seed in range(200)
    ]
    for order in ("first", "total"):
        told = np.mean([one[f"{order}_error"] for one in made], axis=0)
        seen = np.std([one[order] for one in made], axis=0)
        assert (seen < 1.6 * told).all()
        assert (seen > 0.4 * told).all()


def test_what_changes_nothing_has_no_order() -> None:
    """A choice between two names of the same method explains nothing, the others everything."""
    same = Choices(normalisations=(Scaling("minmax"), Scaling("distance_to_max")), weight_spread=0.3)
    found = sensitivity(data(), DIRECTION, TREE, same, base=300, seed=4).indices
    assert found.loc["normalisation", "total"] == pytest.approx(0, abs=1e-12)
    assert found.loc["weights", "total"] > 0.8


def test_on_an_index_orders_make_sense_and_repeat() -> None:
    one, two = (sensitivity(data(), DIRECTION, TREE, CHOICES, base=400, seed=6) for _ in range(2))
    pd.testing.assert_frame_equal(one.indices, two.indices)
    assert list(one.indices.index) == ["weights", "normalisation", "mean"]
    assert one.used == 400
    assert len(one.change) == len(one.design) == 400 * 5
    assert one.design["block"].value_counts().to_dict() == dict.fromkeys(["A", "B", *one.indices.index], 400)
    total, first = one.indices["total"], one.indices["first"]
    assert (total > first - 3 * one.indices["first_error"]).all()
    assert total.sum() > 0.95
    assert one.variance == pytest.approx(np.var(one.change.to_numpy()[:800], ddof=1))


def test_rows_with_a_failed_run_are_left_out_whole() -> None:
    choices = Choices(
        normalisations=(Scaling("minmax", {"low": 1, "high": 100}), Scaling("zscore")),
        means=("arithmetic", "geometric"),
        weight_spread=0.25,
    )
    found = sensitivity(data(), DIRECTION, TREE, choices, base=200, seed=6)
    failed = (found.design["failed"] != "").to_numpy().reshape(5, 200)
    assert 0 < found.used == 200 - int(failed.any(axis=0).sum()) < 200
    assert found.change[(found.design["failed"] != "")].isna().all()


def test_one_open_choice_explains_itself() -> None:
    with pytest.raises(Impossible, match="nothing_varies"):
        sensitivity(data(), DIRECTION, TREE, Choices(weight_spread=0.2), base=10, seed=1)
    with pytest.raises(Impossible, match="too_few_runs"):
        sensitivity(data(), DIRECTION, TREE, CHOICES, base=1, seed=1)
