"""Many runs of one index at once: equal methods are computed once, weights in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd

from metrics.engine.composite import design, rollup, scaling
from metrics.engine.composite import tree as trees
from metrics.engine.composite.design import Choices
from metrics.engine.composite.order import places
from metrics.engine.composite.outliers import treat
from metrics.engine.composite.problem import Impossible
from metrics.engine.composite.table import Floats, numbers


@dataclass(frozen=True)
class Runs:
    """What came out: `scores` and `ranks` are runs x units, NaN in a run that failed; `failed` says why."""

    scores: Floats
    ranks: Floats
    failed: tuple[str, ...]


class Index:
    """The data and tree of one index, and what was already computed for one of its methods."""

    def __init__(
        self,
        data: pd.DataFrame,
        direction: pd.Series[int] | None,
        tree: pd.DataFrame,
        choices: Choices,
        node: str,
    ) -> None:
        self.data, self.direction, self.choices = data, direction, choices
        self.tree = trees.read(tree)
        self.at = self.tree.leaf_positions(data.columns)
        self.node = node or self._top()
        self.kept: dict[tuple[int, int], Floats | Impossible] = {}

    def _top(self) -> str:
        groups = {group.code for group in self.tree.groups}
        tops = [code for code in self.tree.tops if code in groups]
        if len(tops) != 1:
            raise Impossible("bad_tree", tops=", ".join(tops), problem="name the node that is ranked")
        return tops[0]

    def leaves(self, treatment: int, normalisation: int) -> Floats:
        """Normalised data, indicators x 1 x units; the same method is computed once."""
        key = treatment, normalisation
        if key not in self.kept:
            try:
                self.kept[key] = self._normalised(*key)
            except Impossible as problem:
                self.kept[key] = problem
        found = self.kept[key]
        if isinstance(found, Impossible):
            raise found
        return found

    def _normalised(self, treatment: int, normalisation: int) -> Floats:
        winmax = self.choices.treatments[treatment]
        data = self.data if winmax is None else treat(self.data, winmax).data
        way = self.choices.normalisations[normalisation]
        scaled = scaling.normalise(data, self.direction, way.method, **way.params)
        return np.ascontiguousarray(numbers(scaled).T[self.at])[:, None, :]

    def scores(self, treatment: int, normalisation: int, mean: int, weights: Floats) -> Floats:
        """Runs x units; weights: codes x runs."""
        leaves = self.leaves(treatment, normalisation)
        how, threshold = self.choices.means[mean], self.choices.threshold
        rolled = rollup.roll_up(self.tree, leaves, weights, how, threshold, units=self.data.index)
        return rolled[self.node]

    def in_force(self) -> tuple[Floats, Floats]:
        """Scores and places under the first alternative of each choice, weights as they are."""
        score = self.scores(0, 0, 0, self.tree.weights[:, None])
        return score[0], places(score)[0]


def run(index: Index, picks: pd.DataFrame, sets: Floats) -> Runs:
    """All runs of `picks` (`design.picked`); sets: weight sets x codes."""
    size = len(picks)
    scores = np.full((size, len(index.data)), np.nan)
    failed = np.full(size, "", dtype=object)
    methods = picks[["treatment", "normalisation", "mean"]]
    for (treatment, normalisation, mean), rows in _alike(methods).items():
        chosen = picks["weights"].to_numpy()[rows]
        weights = index.tree.weights[:, None] if chosen[0] == design.NO_SET else sets[chosen].T
        try:
            scores[rows] = index.scores(treatment, normalisation, mean, weights)
        except Impossible as problem:
            failed[rows] = str(problem)
    return Runs(scores, places(scores), tuple(failed))


def _alike(methods: pd.DataFrame) -> dict[tuple[int, int, int], Any]:
    """The rows of the runs that take the same methods."""
    return dict(cast("Any", methods.groupby(list(methods.columns), sort=False).indices))


def summed_up(units: pd.Index, nominal: tuple[Floats, Floats], ranks: Floats) -> pd.DataFrame:
    """Per unit: score and place in force; mean, median, 5 % and 95 % of its places; runs with a place."""
    there = ~np.isnan(ranks)
    out = np.full((4, len(units)), np.nan)
    for column in np.flatnonzero(there.any(axis=0)):
        mine = ranks[there[:, column], column]
        out[:, column] = [mine.mean(), *np.quantile(mine, (0.5, 0.05, 0.95))]
    names: Sequence[str] = ("mean", "median", "q5", "q95")
    table = {"score": nominal[0], "rank": nominal[1], **dict(zip(names, out, strict=True))}
    return pd.DataFrame({**table, "runs": there.sum(axis=0)}, index=units)
