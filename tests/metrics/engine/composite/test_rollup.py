"""Aggregating: every mean by hand, weights shared out among what is there, and what is refused."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.engine.composite import Impossible, aggregate, effective_weights, ranks

NAN = float("nan")
TREE = pd.DataFrame(
    [
        ("a", "P", 1, 1.0),
        ("b", "P", 1, 3.0),
        ("c", "Q", 1, 2.0),
        ("P", "T", 2, 1.0),
        ("Q", "T", 2, 1.0),
        ("T", NAN, 3, 1.0),
    ],
    columns=["code", "parent", "level", "weight"],
)
DATA = pd.DataFrame(
    {"a": [2.0, 8.0, NAN, NAN], "b": [8.0, 8.0, 4.0, NAN], "c": [5.0, NAN, 1.0, NAN]}, index=list("wxyz")
)


def flat(weights: dict[str, float]) -> pd.DataFrame:
    """One group over these indicators."""
    rows: list[tuple[str, Any, int, float]] = [(code, "T", 1, w) for code, w in weights.items()]
    return pd.DataFrame([*rows, ("T", None, 2, 1.0)], columns=list(TREE.columns))


@pytest.mark.parametrize(
    ("mean", "p", "t"),
    [
        ("arithmetic", [6.5, 8, 4, NAN], [5.75, 8, 2.5, NAN]),
        ("geometric", [(2 * 8**3) ** 0.25, 8, 4, NAN], [((2 * 8**3) ** 0.25 * 5) ** 0.5, 8, 2, NAN]),
        ("harmonic", [4 / (1 / 2 + 3 / 8), 8, 4, NAN], [2 / (7 / 32 + 1 / 5), 8, 1.6, NAN]),
    ],
)
def test_worked_by_hand(mean: str, p: list[float], t: list[float]) -> None:
    found = aggregate(DATA, TREE, mean)
    assert list(found.columns) == ["P", "Q", "T"]
    assert found["P"].tolist() == pytest.approx(p, abs=1e-12, nan_ok=True)
    assert found["Q"].tolist() == pytest.approx([5, NAN, 1, NAN], abs=1e-12, nan_ok=True)
    assert found["T"].tolist() == pytest.approx(t, abs=1e-12, nan_ok=True)


def test_each_level_or_node_may_have_its_own_mean() -> None:
    mixed = aggregate(DATA, TREE, {2: "arithmetic", 3: "geometric"})
    assert mixed.loc["w", "T"] == pytest.approx((6.5 * 5) ** 0.5)
    by_node = aggregate(DATA, TREE, {2: "arithmetic", 3: "arithmetic", "P": "harmonic"})
    assert by_node.loc["w", "P"] == pytest.approx(4 / (1 / 2 + 3 / 8))
    assert by_node.loc["w", "Q"] == 5


def test_the_threshold_counts_direct_children_and_is_not_strict() -> None:
    half = aggregate(DATA, TREE, "arithmetic", 0.5)
    assert half["P"].isna().tolist() == [False, False, False, True]
    more = aggregate(DATA, TREE, "arithmetic", 0.51)
    assert more["P"].isna().tolist() == [False, False, True, True]
    assert more["T"].isna().tolist() == [False, True, True, True]  # y: P is empty now
    only_top = aggregate(DATA, TREE, "arithmetic", {2: 0.0, 3: 1.0})
    assert only_top["P"].isna().tolist() == [False, False, False, True]
    assert only_top["T"].isna().tolist() == [False, True, False, True]


def test_weights_are_relative_and_their_scale_is_nothing() -> None:
    heavier = TREE.assign(weight=TREE["weight"] * 1000)
    pd.testing.assert_frame_equal(aggregate(DATA, heavier), aggregate(DATA, TREE), rtol=1e-14)


def test_a_level_may_be_left_out() -> None:
    tree = pd.concat([TREE, pd.DataFrame([("d", "T", 1, 2.0)], columns=TREE.columns)], ignore_index=True)
    data = DATA.assign(d=10.0)
    assert aggregate(data, tree).loc["w", "T"] == pytest.approx((6.5 + 5 + 2 * 10) / 4)


def test_a_weight_of_zero_counts_nothing_even_where_it_is_alone() -> None:
    tree = flat({"a": 0.0, "b": 1.0})
    found = aggregate(pd.DataFrame({"a": [9.0, 9.0], "b": [1.0, NAN]}), tree)["T"]
    assert found.tolist() == pytest.approx([1.0, NAN], nan_ok=True)


# -- Copeland --------------------------------------------------------------------------------------


def duel(one: Any, other: Any, weights: dict[str, float]) -> int:
    """Who outranks whom, the slow way."""
    lead = sum(
        w * (int(one[code] > other[code]) - int(one[code] < other[code]))
        for code, w in weights.items()
        if one[code] == one[code] and other[code] == other[code]
    )
    return int(np.sign(round(lead, 9)))


@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_copeland_is_duels_won_less_duels_lost(gaps: float) -> None:
    chance = np.random.default_rng(7)
    weights = {"a": 1.0, "b": 2.0, "c": 1.5, "d": 0.5}
    values = chance.integers(0, 4, (12, 4)).astype(float)
    values[chance.random(values.shape) < gaps] = NAN
    data = pd.DataFrame(values, columns=list(weights))
    found = aggregate(data, flat(weights), "copeland")["T"]
    for i, row in data.iterrows():
        wanted = sum(duel(row, other, weights) for j, other in data.iterrows() if i != j)
        assert found[i] == wanted if row.notna().any() else np.isnan(found[i])


def test_what_copeland_gives_one_it_takes_from_another() -> None:
    """In COINr (1, -) and (-, 1) get -1 and +1, though nothing can be compared (defect 2)."""
    data = pd.DataFrame({"a": [1.0, NAN], "b": [NAN, 1.0]})
    assert aggregate(data, flat({"a": 1, "b": 1}), "copeland")["T"].tolist() == [0, 0]
    chance = np.random.default_rng(3)
    for _ in range(20):
        values = chance.normal(size=(9, 3))
        values[chance.random(values.shape) < 0.4] = NAN
        found = aggregate(
            pd.DataFrame(values, columns=list("abc")), flat({"a": 1, "b": 1, "c": 1}), "copeland"
        )
        assert found["T"].sum() == 0


def test_copeland_runs_on_every_level_and_beside_other_means() -> None:
    """COINr's Aggregate always stops at a_copeland (defect 1)."""
    data = DATA.dropna()
    data = pd.concat([data, data * 2, data * 3], ignore_index=True)
    assert aggregate(data, TREE, "copeland")["T"].tolist() == [-2, 0, 2]
    assert aggregate(data, TREE, {2: "arithmetic", 3: "copeland"})["T"].tolist() == [-2, 0, 2]


def test_copeland_in_blocks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pd.DataFrame(np.random.default_rng(1).normal(size=(40, 3)), columns=list("abc"))
    tree = flat({"a": 1, "b": 2, "c": 3})
    whole = aggregate(data, tree, "copeland")
    monkeypatch.setattr("metrics.engine.composite.means.CELLS", 200)
    pd.testing.assert_frame_equal(aggregate(data, tree, "copeland"), whole)


# -- missing data ----------------------------------------------------------------------------------


@pytest.mark.parametrize("mean", ["arithmetic", "geometric", "harmonic", "copeland"])
def test_every_mean_leaves_gaps_out_alike(mean: str) -> None:
    """COINr's generalised mean is missing as soon as one child is (defect 3)."""
    found = aggregate(DATA, TREE, mean)
    assert found["P"].isna().tolist() == [False, False, False, True]
    assert found["T"].isna().tolist() == [False, False, False, True]


def test_withholding_pays_unless_a_threshold_stands_and_it_shows() -> None:
    """The study's worst trap (defect 10): the worst unit keeps its two best values and comes first."""
    from metrics.engine.composite import availability, screen

    chance = np.random.default_rng(5)
    data = pd.DataFrame(chance.random((20, 10)), columns=list("abcdefghij"))
    data.iloc[0] = [0.99, 0.98, *[0.01] * 8]
    tree = flat(dict.fromkeys(data.columns, 1.0))
    assert ranks(aggregate(data, tree))["T"][0] > 15
    hidden = data.copy()
    hidden.iloc[0, 2:] = NAN
    assert ranks(aggregate(hidden, tree))["T"][0] == 1
    assert np.isnan(ranks(aggregate(hidden, tree, "arithmetic", 0.5))["T"][0])
    assert availability(hidden, tree)["T"][0] == pytest.approx(0.2)
    assert screen(hidden, 0.5)["included"].tolist() == [False, *[True] * 19]


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(("mean", "value"), list(product(["geometric", "harmonic"], [0.0, -1.0])))
def test_zero_and_below_are_refused_by_name(mean: str, value: float) -> None:
    """COINr's harmonic mean takes negatives: (-1, 1, 2) gives 6 (defect 5)."""
    data = pd.DataFrame({"a": [value, 1.0], "b": [1.0, 1.0], "c": [2.0, 2.0]}, index=["bad", "good"])
    with pytest.raises(Impossible) as caught:
        aggregate(data, TREE, mean)
    assert caught.value.code == "not_positive"
    assert {"node": "P", "child": "a", "units": "bad"}.items() <= caught.value.numbers.items()


def test_weights_of_zero_alone_are_refused() -> None:
    """COINr gives NaN without a word (defect 9)."""
    for call in (lambda tree: aggregate(DATA, tree), effective_weights):
        with pytest.raises(Impossible, match=r"zero_weights.*P"):
            call(TREE.assign(weight=[0, 0, 1, 1, 1, 1]))


@pytest.mark.parametrize(
    ("tree", "mean", "told"),
    [
        (TREE.drop(columns="level"), "arithmetic", "bad_tree.*level"),
        (TREE.assign(parent=["P", "P", "X", "T", "T", None]), "arithmetic", "bad_tree.*c.*X"),
        (TREE.assign(level=[1, 2, 1, 2, 2, 3]), "arithmetic", "bad_tree.*b.*P"),
        (TREE.assign(code=["a", "a", "c", "P", "Q", "T"]), "arithmetic", "stands_twice.*a"),
        (TREE.assign(weight=[-1, 3, 2, 1, 1, 1]), "arithmetic", "bad_weight.*a"),
        (TREE.assign(weight=[NAN, 3, 2, 1, 1, 1]), "arithmetic", "bad_weight.*a"),
        (TREE, "median", "unknown_mean.*median.*geometric"),
        (TREE, {2: "arithmetic"}, "no_mean.*T"),
        (TREE, {2: "arithmetic", 3: "arithmetic", 4: "arithmetic"}, "unknown_level.*4"),
        (TREE[TREE["code"] != "c"], "arithmetic", "no_column.*Q"),
    ],
)
def test_what_does_not_fit_is_told(tree: pd.DataFrame, mean: Any, told: str) -> None:
    with pytest.raises(Impossible, match=told):
        aggregate(DATA, tree, mean)


def test_indicators_and_columns_must_be_the_same() -> None:
    with pytest.raises(Impossible, match=r"no_column.*b"):
        aggregate(DATA.drop(columns="b"), TREE)
    with pytest.raises(Impossible, match=r"unknown_column.*extra"):
        aggregate(DATA.assign(extra=1.0), TREE)


def test_effective_weights_multiply_down() -> None:
    found = effective_weights(TREE)
    assert found.to_dict() == {"a": 0.125, "b": 0.375, "c": 0.5, "P": 0.5, "Q": 0.5, "T": 1.0}
    top = aggregate(DATA.loc[["w"]], TREE)["T"]["w"]
    assert top == pytest.approx((DATA.loc["w"] * found[["a", "b", "c"]]).sum())
