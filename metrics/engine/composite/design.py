"""Which choices are open, and which run of an analysis took which: a design that can be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine.composite.problem import Impossible
from metrics.engine.composite.rollup import Mean, Threshold
from metrics.engine.composite.table import Floats
from metrics.engine.composite.tree import Tree

FACTORS = ("weights", "treatment", "normalisation", "mean")
NO_SET = -1  # the weights of the tree as they are


@dataclass(frozen=True)
class Scaling:
    """A way to normalise, with its parameters (`scaling.normalise`)."""

    method: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        said = ", ".join(f"{name}={_short(value)}" for name, value in self.params.items())
        return f"{self.method}({said})"


@dataclass(frozen=True)
class Choices:
    """The choices that another sensible person might make; the first of each list is the one in force.

    weight_spread: every weight is drawn evenly from w (1 - s) .. w (1 + s), by level where it is a
    mapping; 0: the weights stay. weight_sets: how many sets of weights are drawn.
    treatments: most points to winsorise, None: outliers stay. threshold: the same in every run.
    """

    normalisations: Sequence[Scaling] = (Scaling("minmax"),)
    means: Sequence[Mean] = ("arithmetic",)
    treatments: Sequence[int | None] = (None,)
    weight_spread: float | Mapping[Any, float] = 0.0
    weight_sets: int = 1000
    threshold: Threshold = None

    def sizes(self) -> dict[str, int]:
        """How many alternatives each factor has."""
        varied = isinstance(self.weight_spread, Mapping) or self.weight_spread > 0
        sizes = (
            self.weight_sets if varied else 1,
            len(self.treatments),
            len(self.normalisations),
            len(self.means),
        )
        return dict(zip(FACTORS, sizes, strict=True))

    def open(self) -> list[str]:
        """The factors that have more than one alternative."""
        return [name for name, size in self.sizes().items() if size > 1]


def weight_sets(tree: Tree, choices: Choices, chance: np.random.Generator) -> Floats:
    """Sets x codes: the weights of the tree, each moved on its own within the spread of its level."""
    spread = choices.weight_spread
    if isinstance(spread, Mapping):
        strange = [level for level in spread if level not in tree.levels]
        if strange:
            raise Impossible("unknown_level", found=str(strange), allowed=str(sorted(set(tree.levels))))
        by_code = np.array([float(spread.get(level, 0.0)) for level in tree.levels])
    else:
        by_code = np.full(len(tree.codes), float(spread))
    if not ((by_code >= 0) & (by_code < 1)).all():
        raise Impossible("bad_spread", found=float(by_code.max()), allowed="0 <= spread < 1")
    size = choices.sizes()["weights"]
    moved = 1.0 + by_code * (2.0 * chance.random((size, len(tree.codes))) - 1.0)
    return np.asarray(tree.weights * moved)


def picked(choices: Choices, uniform: Floats) -> pd.DataFrame:
    """Runs x FACTORS: which alternative each run takes, from numbers in 0..1 (runs x open factors).

    An alternative owns an equal part of 0..1, whatever numbers were drawn; COINr cuts the range of the
    drawn sample instead, so that four draws from 0.6 to 0.9 give two of each of two choices.
    """
    sizes = choices.sizes()
    table = {name: np.zeros(len(uniform), dtype=np.int64) for name in FACTORS}
    for column, name in enumerate(choices.open()):
        table[name] = np.minimum((uniform[:, column] * sizes[name]).astype(np.int64), sizes[name] - 1)
    if "weights" not in choices.open():
        table["weights"] = np.full(len(uniform), NO_SET, dtype=np.int64)
    return pd.DataFrame(table)


def told(picks: pd.DataFrame, choices: Choices, failed: Sequence[str]) -> pd.DataFrame:
    """The design for people: per run the number of its weight set, its methods, and why it failed."""
    return pd.DataFrame(
        {
            "weights": picks["weights"].to_numpy(),
            "treatment": _named(picks["treatment"], choices.treatments),
            "normalisation": _named(picks["normalisation"], choices.normalisations),
            "mean": _named(picks["mean"], choices.means),
            "failed": np.array(failed, dtype=object),
        },
        index=pd.RangeIndex(1, len(picks) + 1, name="run"),
    )


def _named(picks: pd.Series[int], alternatives: Sequence[Any]) -> Any:
    names = np.array([_short(one) for one in alternatives], dtype=object)
    return names[picks.to_numpy()]


def _short(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {one}" for key, one in list(value.items())[:4])
    return str(value)
