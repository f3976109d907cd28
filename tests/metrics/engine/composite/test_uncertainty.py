"""Uncertainty: a kept design that can be repeated run by run, failures with reasons, choices evenly cut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from metrics.engine.composite import (
    Choices,
    Impossible,
    Scaling,
    Uncertainty,
    aggregate,
    normalise,
    ranks,
    treat,
    uncertainty,
)  # fmt: skip
from metrics.engine.composite.design import picked
from tests.metrics.engine.composite import asem

TREE = pd.DataFrame(
    [(code, parent, 1, w) for code, parent, w in zip("abcdef", "PPPQQQ", (1, 2, 3, 1, 1, 2.0), strict=True)]
    + [("P", "T", 2, 1.0), ("Q", "T", 2, 2.0), ("T", "", 3, 1.0)],
    columns=["code", "parent", "level", "weight"],
)
CHOICES = Choices(
    normalisations=(
        Scaling("minmax", {"low": 1, "high": 100}), Scaling("zscore", {"mean": 50, "sd": 8}), Scaling("rank"),
    ),
    means=("arithmetic", "geometric", {2: "arithmetic", 3: "copeland"}),
    treatments=(None, 1, 5),
    weight_spread=0.25,
    weight_sets=40,
)  # fmt: skip


def data(units: int = 15, gaps: float = 0.1) -> pd.DataFrame:
    chance = np.random.default_rng(9)
    values = chance.lognormal(0, 1, (units, 6))
    values[chance.random(values.shape) < gaps] = np.nan
    return pd.DataFrame(values, columns=list("abcdef"), index=[f"u{n:02}" for n in range(units)])


DIRECTION = pd.Series(dict.fromkeys("abcdef", 1) | {"c": -1})


def once_more(table: pd.DataFrame, found: Uncertainty, run: int, choices: Choices) -> pd.Series[float]:
    """One run of the design by the public functions, one after the other."""
    row = found.design.loc[run]
    treatment = next(one for one in choices.treatments if str(one).lower() == row["treatment"])
    way = next(one for one in choices.normalisations if str(one) == row["normalisation"])
    mean = next(one for one in choices.means if _word(one) == row["mean"])
    tree = (
        TREE.assign(weight=found.weight_sets.loc[row["weights"]].to_numpy()) if row["weights"] >= 0 else TREE
    )
    treated = table if treatment is None else treat(table, treatment).data
    return aggregate(normalise(treated, DIRECTION, way.method, **way.params), tree, mean)["T"]


def _word(mean: object) -> str:
    return "; ".join(f"{key}: {one}" for key, one in mean.items()) if isinstance(mean, dict) else str(mean)


def test_every_run_can_be_done_again_from_the_design() -> None:
    table = data()
    found = uncertainty(table, DIRECTION, TREE, CHOICES, runs=60, seed=5)
    assert found.design["mean"].nunique() == 3
    assert found.design["treatment"].nunique() == 3
    for run in found.design.index:
        slow = once_more(table, found, run, CHOICES)
        assert found.scores[run].to_numpy() == pytest.approx(slow.to_numpy(), abs=1e-9, nan_ok=True)
        assert found.ranks[run].equals(ranks(slow.to_frame("x"))["x"].rename(run))


def test_the_summary_is_that_of_the_places() -> None:
    table = data()
    found = uncertainty(table, DIRECTION, TREE, CHOICES, runs=200, seed=1)
    pd.testing.assert_series_equal(found.summary["mean"], found.ranks.mean(axis=1), check_names=False)
    for name, share in (("q5", 0.05), ("median", 0.5), ("q95", 0.95)):
        wanted = found.ranks.quantile(share, axis=1)
        pd.testing.assert_series_equal(found.summary[name], wanted, check_names=False)
    first = aggregate(normalise(table, DIRECTION, "minmax", low=1, high=100), TREE)["T"]
    assert found.summary["score"].to_numpy() == pytest.approx(first.to_numpy(), nan_ok=True)
    assert (found.summary["runs"] == 200).all()


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    one, two, other = (uncertainty(data(), DIRECTION, TREE, CHOICES, runs=50, seed=s) for s in (1, 1, 2))
    pd.testing.assert_frame_equal(one.ranks, two.ranks)
    assert not one.ranks.equals(other.ranks)
    np.random.seed(0)  # noqa: NPY002  control: nothing hangs on the global generator
    pd.testing.assert_frame_equal(
        uncertainty(data(), DIRECTION, TREE, CHOICES, runs=50, seed=1).ranks, one.ranks
    )


def test_runs_that_cannot_be_are_told_and_count_in_nothing() -> None:
    """In COINr a failed run is a column of gaps and a printed line (defect 11)."""
    choices = replace(CHOICES, normalisations=(Scaling("minmax", {"low": 1, "high": 9}), Scaling("zscore")))
    found = uncertainty(data(), DIRECTION, TREE, choices, runs=120, seed=3)
    wrong = (found.design["mean"] == "geometric") & found.design["normalisation"].str.startswith("zscore")
    assert 0 < wrong.sum() < 120
    assert list(found.failed.index) == list(found.design.index[wrong])
    assert found.failed["failed"].str.match("not_positive .*node=P").all()
    assert found.ranks[found.failed.index].isna().all().all()
    assert (found.summary["runs"] == 120 - wrong.sum()).all()


def test_where_everything_fails_there_is_no_figure() -> None:
    choices = Choices(normalisations=(Scaling("zscore"),), means=("geometric", "harmonic"))
    found = uncertainty(data(), DIRECTION, TREE, choices, runs=10, seed=3)
    assert len(found.failed) == 10
    assert found.summary[["score", "rank", "mean", "q5"]].isna().all().all()
    assert (found.summary["runs"] == 0).all()


def test_choices_are_cut_over_0_to_1_whatever_was_drawn() -> None:
    """COINr cuts the range of the sample: four draws of 0.6 to 0.9 give two of each (defect 8)."""
    two = Choices(means=("arithmetic", "geometric"))
    drawn = np.array([[0.6], [0.7], [0.8], [0.9]])
    assert picked(two, drawn)["mean"].tolist() == [1, 1, 1, 1]
    edges = np.array([[0.0], [0.4999], [0.5], [1.0]])
    assert picked(two, edges)["mean"].tolist() == [0, 0, 1, 1]
    many = picked(Choices(treatments=(1, 2, 3, 4, 5)), np.random.default_rng(0).random((20_000, 1)))
    assert np.abs(many["treatment"].value_counts(normalize=True) - 0.2).max() < 0.01


def test_weights_move_only_as_far_as_their_level_may() -> None:
    choices = Choices(weight_spread={1: 0.1, 2: 0.5}, weight_sets=2_000)
    found = uncertainty(data(), DIRECTION, TREE, choices, runs=5, seed=8).weight_sets
    moved = (found / TREE["weight"].to_numpy() - 1).abs().max()
    assert moved[list("abcdef")].max() <= 0.1
    assert moved[["P", "Q"]].max() <= 0.5
    assert (moved[list("abcdef")] > 0.099).all()
    assert (moved[["P", "Q"]] > 0.49).all()
    assert moved["T"] == 0
    wide, narrow = (
        uncertainty(data(), DIRECTION, TREE, Choices(weight_spread=s), runs=300, seed=8).summary
        for s in (0.9, 0.01)
    )
    assert (wide["q95"] - wide["q5"]).sum() > (narrow["q95"] - narrow["q5"]).sum()


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(Impossible, match="nothing_varies"):
        uncertainty(data(), DIRECTION, TREE, Choices(), runs=10, seed=1)
    with pytest.raises(Impossible, match="unknown_level"):
        uncertainty(data(), DIRECTION, TREE, Choices(weight_spread={9: 0.1}), runs=10, seed=1)
    with pytest.raises(Impossible, match="bad_spread"):
        uncertainty(data(), DIRECTION, TREE, Choices(weight_spread=1.5), runs=10, seed=1)
    two_tops = TREE.assign(parent=TREE["parent"].where(TREE["code"] != "Q", ""))
    with pytest.raises(Impossible, match=r"bad_tree.*Q, T"):
        uncertainty(data(), DIRECTION, two_tops, CHOICES, runs=10, seed=1)
    named = uncertainty(data(), DIRECTION, two_tops, CHOICES, runs=10, seed=1, node="Q")
    assert named.summary["rank"].notna().all()


@asem.needed
def test_the_analysis_of_the_study_on_asem() -> None:
    """Four choices as in the study, 1,000 runs: bands about as wide (6.4 places, weights alone 4.7).

    The study does not say all its parameters, so only the size is compared.
    """
    example = asem.asem()
    weights = Choices(weight_spread=0.25)
    imputed = asem.stage("imputed")
    found = uncertainty(imputed, example.direction, example.tree, weights, runs=1000, seed=1)
    assert 3.5 < (found.summary["q95"] - found.summary["q5"]).mean() < 6
    assert found.design["failed"].eq("").all()
    index = asem.read("complete/minmax0-100_amean/ranks.csv")["Index"]
    assert (found.summary["rank"] == index).all()
