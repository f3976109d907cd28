"""Places: 1 is the highest, equal scores share the smallest place, an empty score has none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.engine.composite.table import Floats

SIGNIFICANT = 12  # digits: scores that differ further behind are the same score


def ranks(scores: pd.DataFrame) -> pd.DataFrame:
    """Places of every column (1, 2, 2, 4); missing stays missing and is not counted.

    Scores are not rounded for people first (COINr before 1.1.9 did), but what differs only in the last
    bits of a float is the same score.
    """
    values = scores.to_numpy(dtype=np.float64, na_value=np.nan)
    return pd.DataFrame(places(values.T).T, index=scores.index, columns=scores.columns)


def places(scores: Any) -> Floats:
    """Places along the last axis of runs x units; NaN where there is no score."""
    key = -settled(np.asarray(scores, dtype=np.float64))
    order = np.argsort(key, axis=-1)
    ordered = np.take_along_axis(key, order, axis=-1)
    first = np.zeros(key.shape, dtype=np.int64)
    first[..., 1:] = np.where(ordered[..., 1:] != ordered[..., :-1], np.arange(1, key.shape[-1]), 0)
    first = np.maximum.accumulate(first, axis=-1)
    place = np.empty(key.shape, dtype=np.float64)
    np.put_along_axis(place, order, first + 1.0, axis=-1)
    return np.where(np.isnan(key), np.nan, place)


def settled(scores: Floats) -> Floats:
    """Scores (in units of their last digit that counts) without the bits that depend on the order in
    which floats were added up."""
    largest = np.fmax.reduce(np.abs(scores), axis=-1, keepdims=True, initial=0.0)
    size = np.ceil(np.log10(np.where(largest > 0, largest, 1.0)))
    return np.asarray(np.rint(scores * 10.0 ** (SIGNIFICANT - size)))
