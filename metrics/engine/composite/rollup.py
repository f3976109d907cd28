"""From indicators to pillars to the index, level by level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine.composite import means
from metrics.engine.composite import tree as trees
from metrics.engine.composite.problem import Impossible, some
from metrics.engine.composite.table import Floats, numbers

Mean = str | Mapping[Any, str]
Threshold = float | Mapping[Any, float] | None


def aggregate(
    data: pd.DataFrame, tree: pd.DataFrame, mean: Mean = "arithmetic", threshold: Threshold = None
) -> pd.DataFrame:
    """Units x every node above the indicators, in the order of the tree.

    data: units x indicators, normalised. tree: columns code, parent (empty at the top), level (numbers
    that grow upwards), weight (relative within a group). mean: "arithmetic", "geometric", "harmonic",
    "copeland", or a mapping from the level of the node that is made (or from the node's code, which
    goes before its level) to one. threshold: the share of a node's direct children that must be there,
    or it is empty; a number, or by level or code.

    Means are taken over the children that are there, so a unit that withholds its bad values rises
    (the study's worst trap). That is the agreed convention; `availability` and `screen` show it, and a
    threshold prevents it. Raises Impossible with a code.
    """
    made = trees.read(tree)
    leaves = np.ascontiguousarray(numbers(data).T[made.leaf_positions(data.columns)])[:, None, :]
    rolled = roll_up(made, leaves, made.weights[:, None], mean, threshold, units=data.index)
    order = {code: place for place, code in enumerate(made.codes)}
    codes = sorted((group.code for group in made.groups), key=order.__getitem__)
    columns = np.column_stack([rolled[code][0] for code in codes])
    return pd.DataFrame(columns, index=data.index, columns=codes)


def roll_up(
    tree: trees.Tree, leaves: Any, weights: Floats, mean: Mean, threshold: Threshold, units: Any = None
) -> dict[str, Floats]:
    """Every group's values, (runs or 1) x units, by code.

    leaves: indicators (order of `tree.leaves`) x (runs or 1) x units; weights: codes x (runs or 1).
    """
    _known(mean, tree)
    values = dict(zip(tree.leaves, leaves, strict=True))
    for group in tree.groups:
        below = [tree.codes[position] for position in group.children]
        how, least = chosen(mean, group), chosen(threshold, group) if threshold is not None else 0.0
        try:
            values[group.code] = means.mean(
                [values[code] for code in below], weights[list(group.children)], str(how), float(least)
            )
        except Impossible as problem:
            raise _placed(problem, group, below, values, units) from None
    return {group.code: values[group.code] for group in tree.groups}


def chosen(choice: Any, group: trees.Group) -> Any:
    """What a choice says of one node: by its code, else by its level, else the same for all."""
    if not isinstance(choice, Mapping):
        return choice
    if group.code in choice:
        return choice[group.code]
    if group.level in choice:
        return choice[group.level]
    raise Impossible("no_mean", node=group.code, level=group.level)


def _known(choice: Any, tree: trees.Tree) -> None:
    if isinstance(choice, Mapping):
        known = {group.code for group in tree.groups} | {group.level for group in tree.groups}
        strange = [key for key in choice if key not in known]
        if strange:
            raise Impossible("unknown_level", found=some(strange), allowed=some(sorted(map(str, known))))


def _placed(problem: Impossible, group: trees.Group, below: list[str], values: Any, units: Any) -> Impossible:
    """The same problem with the names of node, child and units instead of positions."""
    numbers_ = dict(problem.numbers)
    child = numbers_.pop("child", None)
    if child is not None:
        code = below[int(str(child))]
        hit = (values[code] <= 0).any(axis=0)
        names = np.flatnonzero(hit) if units is None else units[hit]
        numbers_ |= {"child": code, "units": some(names)}
    return Impossible(problem.code, node=group.code, **numbers_)
