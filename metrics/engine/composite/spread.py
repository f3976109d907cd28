"""Uncertainty: how far places move when other defensible choices are made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.engine.composite import design
from metrics.engine.composite.design import Choices
from metrics.engine.composite.problem import Impossible
from metrics.engine.composite.runs import Index, run, summed_up
from metrics.engine.composite.table import Floats


@dataclass(frozen=True)
class Uncertainty:
    """What came out, and everything needed to do it again.

    summary: units x score, rank (in force), mean, median, q5, q95 of the places, runs. design: per run
    (1, 2, ...) the number of its weight set, its methods, and why it failed ("" where it did not).
    weight_sets: sets x codes. scores, ranks: units x runs, empty in a failed run.
    """

    summary: pd.DataFrame
    design: pd.DataFrame
    weight_sets: pd.DataFrame
    scores: pd.DataFrame
    ranks: pd.DataFrame
    seed: int

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that failed, with their reasons; they count in no figure."""
        return self.design[self.design["failed"] != ""]


def uncertainty(
    data: pd.DataFrame,
    direction: pd.Series[int] | None,
    tree: pd.DataFrame,
    choices: Choices,
    *,
    runs: int = 1000,
    seed: int,
    node: str = "",
) -> Uncertainty:
    """Monte Carlo over weights, treatment, normalisation and mean at once.

    data: units x indicators, raw. node: whose scores are ranked (the top). A method that cannot be
    applied to these numbers fails its runs with a reason; the others stand. Raises Impossible where the
    tables do not fit together, or nothing varies (nothing_varies).
    """
    if not choices.open():
        raise Impossible("nothing_varies")
    index = Index(data, direction, tree, choices, node)
    chance = np.random.default_rng(seed)
    sets = design.weight_sets(index.tree, choices, chance)
    picks = design.picked(choices, chance.random((runs, len(choices.open()))))
    done = run(index, picks, sets)
    numbers = pd.RangeIndex(1, runs + 1, name="run")
    return Uncertainty(
        summary=summary(index, done.ranks),
        design=design.told(picks, choices, done.failed),
        weight_sets=pd.DataFrame(sets, columns=list(index.tree.codes)),
        scores=pd.DataFrame(done.scores.T, index=data.index, columns=numbers),
        ranks=pd.DataFrame(done.ranks.T, index=data.index, columns=numbers),
        seed=seed,
    )


def summary(index: Index, ranks: Floats) -> pd.DataFrame:
    """`summed_up`; where the choice in force itself fails, its columns are empty."""
    try:
        nominal = index.in_force()
    except Impossible:
        nothing = np.full(len(index.data), np.nan)
        nominal = nothing, nothing
    return summed_up(index.data.index, nominal, ranks)
