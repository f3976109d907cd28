"""Other methods on the same round: where they agree, where they must not, and what is left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics.engine.board import score
from metrics.engine.composite import ranks
from metrics.engine.opinions import IN_FORCE, METHODS, SUMMARY, opinions
from tests.bench import plan
from tests.metrics.engine.rescored import by_chance
from tests.metrics.engine.test_path import made


def test_where_one_body_is_better_in_everything_every_method_says_so() -> None:
    board = made(
        {"x": (0.9, 0.9, 0.9, 0.9, 0.9), "y": (0.5, 0.4, 0.6, 0.5, 0.4), "z": (0.1, 0.2, 0.1, 0.3, 0.2)}
    )
    found = opinions(board)
    assert (found.places.to_numpy() == np.array([[1], [2], [3]])).all()
    assert list(found.places.columns) == [IN_FORCE, *METHODS]
    assert (found.summary["same_order"] == 1).all()
    assert (found.summary["moved"] == 0).all()
    assert list(found.summary.columns) == list(SUMMARY)


def test_equal_weights_turn_an_order_that_rests_on_one_heavy_indicator() -> None:
    """30 points against 25 + 20 + 15 + 10 a little better each."""
    board = made({"heavy": (1.0, 0.5, 0.5, 0.5, 0.5), "broad": (0.5, 0.7, 0.7, 0.7, 0.6)})
    found = opinions(board)
    assert found.places[IN_FORCE].to_dict() == {"heavy": 1, "broad": 2}
    assert found.places["equal_weights"].to_dict() == {"heavy": 2, "broad": 1}
    assert found.places["duels"].to_dict() == {"heavy": 2, "broad": 1}
    row = found.summary.set_index("method").loc["equal_weights"]
    assert (row["same_order"], row["moved"], row["largest"]) == (0, 2, 1)


def test_a_method_by_hand() -> None:
    """Ranks: 30, 25, 20, 15 and 10 points times how many are worse in each."""
    shares = {"x": (0.9, 0.2, 0.3, 0.4, 0.1), "y": (0.8, 0.9, 0.1, 0.4, 0.2), "z": (0.7, 0.1, 0.9, 0.1, 0.9)}
    worse = {"x": (2, 1, 1, 1, 0), "y": (1, 2, 0, 1, 1), "z": (0, 0, 2, 0, 2)}
    wanted = {
        code: sum(m * n for m, n in zip((30, 25, 20, 15, 10), own, strict=True))
        for code, own in worse.items()
    }
    places = ranks(pd.Series(wanted).to_frame("x"))["x"]
    assert opinions(made(shares)).places["ranks"].equals(places.rename("ranks").rename_axis("body"))


def test_what_is_missing_counts_nothing_and_what_does_not_apply_is_left_out() -> None:
    missing = opinions(made({"x": (None, 1, 1, 1, 1), "y": (0.5, 1, 1, 1, 1)})).places
    assert missing.loc["x"].tolist() == [2] * 7
    gone = opinions(made({"x": (None, 1, 1, 1, 1), "y": (0.5, 1, 1, 1, 1)}, refused=(("x", "i0"),))).places
    assert gone.loc["x", [IN_FORCE, "equal_weights", "uncompensated"]].tolist() == [1, 1, 1]


def test_adjustments_and_who_is_not_ranked_are_left_out() -> None:
    shares = {"x": (0.9,) * 5, "y": (0.8,) * 5}
    assert opinions(made(shares, taken={"x": -40})).places[IN_FORCE].to_dict() == {"x": 1, "y": 2}
    unranked = opinions(made(shares, thin_base=120))
    assert unranked.places.isna().all().all()
    assert unranked.summary.empty


@pytest.mark.parametrize("seed", range(25))
def test_on_any_tree_the_order_in_force_is_that_of_the_base(seed: int) -> None:
    board, _ = by_chance(seed)
    found = opinions(board)
    for row in found.summary.to_dict("records"):
        assert row["failed"] or 0 <= row["same_order"] <= 1
    rules = board.catalogue.totals
    if rules.peers == "group" or rules.rescale:
        return
    totals = board.totals.set_index("body")
    for kind in set(totals["kind"]) if rules.peers == "kind" else [None]:
        mine = found.places[IN_FORCE][(totals["kind"] == kind) | (kind is None)].dropna().sort_values()
        assert (np.diff(totals["base"][mine.index].to_numpy()) <= 1e-9).all()


def test_the_plan_is_answered_for_both_kinds() -> None:
    catalogue, setting = plan.plan()
    bodies = plan.bodies(64)
    found = opinions(score(catalogue, bodies, plan.facts(catalogue, bodies), setting))
    assert len(found.summary) == 2 * len(METHODS)
    assert (found.summary["failed"] == "").all()
    assert found.summary["same_order"].between(0.5, 1).all()
