"""The tree of an index: which indicators make which pillar, with which weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.engine.composite.problem import Impossible, some

Floats = NDArray[np.float64]
COLUMNS = ("code", "parent", "level", "weight")


@dataclass(frozen=True)
class Group:
    """A node above the indicators: `children` are positions in `Tree.codes`."""

    code: str
    level: Any
    children: tuple[int, ...]


@dataclass(frozen=True)
class Tree:
    """Codes and weights in the order of the frame; `groups` from the bottom up."""

    codes: tuple[str, ...]
    levels: tuple[Any, ...]
    weights: Floats
    leaves: tuple[str, ...]
    groups: tuple[Group, ...]
    tops: tuple[str, ...]

    def leaf_positions(self, columns: pd.Index) -> NDArray[np.int64]:
        """Where each indicator of the tree stands among the columns of a data frame.

        Raises Impossible: no_column (an indicator without data), unknown_column (data in no tree).
        """
        at = {code: place for place, code in enumerate(columns)}
        found = np.array([at.get(code, -1) for code in self.leaves], dtype=np.int64)
        if (found < 0).any():
            raise Impossible("no_column", codes=some(np.array(self.leaves, dtype=object)[found < 0]))
        if len(columns) > len(self.leaves):
            raise Impossible("unknown_column", columns=some(columns.difference(list(self.leaves))))
        return found


def read(tree: pd.DataFrame) -> Tree:
    """The frame (columns COLUMNS; parent empty at the top) as a checked Tree.

    Raises Impossible: bad_tree (a column, a parent, a level), stands_twice, bad_weight, zero_weights.
    """
    lacking = [name for name in COLUMNS if name not in tree.columns]
    if lacking:
        raise Impossible("bad_tree", lacking=some(lacking), allowed=some(COLUMNS))
    codes = [str(code) for code in tree["code"].tolist()]
    levels = tree["level"].tolist()
    weights = tree["weight"].to_numpy(dtype=np.float64, na_value=np.nan)
    at = {code: position for position, code in enumerate(codes)}
    if len(at) < len(codes):
        raise Impossible("stands_twice", what="code", names=some(c for c in at if codes.count(c) > 1))
    parents = [
        "" if parent != parent or parent is None else str(parent) for parent in tree["parent"].tolist()
    ]
    children: dict[str, list[int]] = {}
    for position, parent in enumerate(parents):
        if parent:
            _fits(codes[position], parent, levels[position], levels, at)
            children.setdefault(parent, []).append(position)
    groups = [Group(code, levels[at[code]], tuple(below)) for code, below in children.items()]
    _weighed(codes, weights, parents, groups)
    return Tree(
        codes=tuple(codes),
        levels=tuple(levels),
        weights=weights,
        leaves=tuple(code for code in codes if code not in children),
        groups=tuple(sorted(groups, key=lambda group: (group.level, at[group.code]))),
        tops=tuple(code for code, parent in zip(codes, parents, strict=True) if not parent),
    )


def _fits(code: str, parent: str, level: Any, levels: list[Any], at: Mapping[str, int]) -> None:
    if parent not in at:
        raise Impossible("bad_tree", node=code, unknown_parent=parent)
    if not levels[at[parent]] > level:
        raise Impossible("bad_tree", node=code, parent=parent, problem="the parent is on no higher level")


def _weighed(codes: list[str], weights: Floats, parents: list[str], groups: list[Group]) -> None:
    """Weights are numbers from 0 on; a group whose weights are all 0 has no mean.

    (COINr gives NaN there without a word.)
    """
    wrong = [code for code, w, parent in zip(codes, weights, parents, strict=True) if parent and not w >= 0]
    if wrong or np.isinf(weights).any():
        raise Impossible("bad_weight", codes=some(wrong), allowed="a number from 0 on")
    for group in groups:
        if not weights[list(group.children)].sum() > 0:
            raise Impossible("zero_weights", node=group.code)


def effective_weights(tree: pd.DataFrame) -> pd.Series[float]:
    """What each code weighs in the top (its share of 1): weights within groups multiplied downwards.

    By code in the order of the tree; the indicators below one top add up to 1, so does each level.
    """
    made = read(tree)
    at = {code: position for position, code in enumerate(made.codes)}
    share = np.zeros(len(made.codes))
    share[[at[code] for code in made.tops]] = 1.0
    for group in reversed(made.groups):
        below = list(group.children)
        share[below] = share[at[group.code]] * made.weights[below] / made.weights[below].sum()
    return pd.Series(share, index=pd.Index(made.codes, name="code"), name="weight")
