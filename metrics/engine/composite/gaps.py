"""Missing values: how many there are and where, filling them, and sizes taken out of the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pandas as pd

from metrics.engine.composite import tree as trees
from metrics.engine.composite.problem import Impossible, some
from metrics.engine.composite.table import framed, numbers

FILLS = ("mean", "median")


def impute(data: pd.DataFrame, method: str, groups: pd.Series[Any] | None = None) -> pd.DataFrame:
    """Empty cells filled with the "mean" or "median" of the indicator, or of the unit's group.

    groups: group by unit; "group_mean" and "group_median" are the same and must have them. Where a
    group (or the indicator) has no value, or a unit no group, the cell stays empty. Which cells were
    filled is told by `changed(data, imputed)`: a filled cell is a guess and must look like one.
    """
    how = method.removeprefix("group_")
    if how not in FILLS:
        raise Impossible("unknown_method", found=method, allowed="mean, median, group_mean, group_median")
    values = numbers(data)
    if groups is None:
        if method != how:
            raise Impossible("no_groups", method=method)
        centre = framed(values, data).agg(how).to_numpy(dtype=np.float64)
        return framed(np.where(np.isnan(values), centre, values), data)
    group = groups.reindex(data.index).to_numpy()
    centres = framed(values, data).groupby(group).transform(cast("Any", how)).to_numpy(np.float64)
    return framed(np.where(np.isnan(values), centres, values), data)


def availability(data: pd.DataFrame, tree: pd.DataFrame | None = None) -> pd.DataFrame:
    """How much there is of each unit: columns missing, zero, missing_or_zero, available, non_zero.

    available: share of the indicators with a value; non_zero: share of those values that are not 0.
    With a tree instead: units x nodes, the share of the indicators below each node that have a value.
    """
    values = numbers(data)
    there = ~np.isnan(values)
    if tree is not None:
        return _by_node(data, there, trees.read(tree))
    size, zero = values.shape[1], (values == 0).sum(axis=1)
    missing = size - there.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        non_zero = 1.0 - zero / (size - missing)
    return pd.DataFrame(
        {
            "missing": missing,
            "zero": zero,
            "missing_or_zero": missing + zero,
            "available": 1.0 - missing / size,
            "non_zero": non_zero,
        },
        index=data.index,
    )


def _by_node(data: pd.DataFrame, there: Any, tree: trees.Tree) -> pd.DataFrame:
    at = tree.leaf_positions(data.columns)
    counts: dict[str, Any] = {
        code: there[:, k].astype(np.float64) for code, k in zip(tree.leaves, at, strict=True)
    }
    sizes: dict[str, int] = dict.fromkeys(tree.leaves, 1)
    for group in tree.groups:
        below = [tree.codes[position] for position in group.children]
        counts[group.code] = sum(counts[code] for code in below)
        sizes[group.code] = sum(sizes[code] for code in below)
    codes = [code for code in tree.codes if code not in tree.leaves]
    return pd.DataFrame({code: counts[code] / sizes[code] for code in codes}, index=data.index)


def screen(data: pd.DataFrame, least: float, least_non_zero: float = 0.0) -> pd.DataFrame:
    """`availability` with the marks low_data, low_non_zero and included; nobody is dropped silently.

    least: share of indicators a unit must have; least_non_zero: share of its values that must not be 0.
    """
    found = availability(data)
    found["low_data"] = found["available"] < least
    found["low_non_zero"] = found["non_zero"] < least_non_zero
    found["included"] = ~(found["low_data"] | found["low_non_zero"])
    return found


def denominate(data: pd.DataFrame, by: Mapping[str, str], sizes: pd.DataFrame) -> pd.DataFrame:
    """Each indicator named in `by` divided by that column of `sizes` (units x sizes), the others as they are.

    A size of 0 or none gives an empty cell.
    """
    strange = [code for code in by if code not in data.columns] + [
        name for name in by.values() if name not in sizes.columns
    ]
    if strange:
        raise Impossible("unknown_column", columns=some(strange))
    made = framed(numbers(data), data)
    for code, name in by.items():
        size = sizes[name].reindex(data.index).to_numpy(dtype=np.float64, na_value=np.nan)
        made[code] = made[code].to_numpy() / np.where(size == 0, np.nan, size)
    return made
