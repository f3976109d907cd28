"""Frames of units x indicators made plain arrays, with every fault of the frame named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.engine.composite.problem import Impossible, some

Floats = NDArray[np.float64]


def numbers(data: pd.DataFrame) -> Floats:
    """Units x indicators as float64, an empty cell as NaN; units and indicators stand once.

    Raises Impossible: stands_twice, not_a_number, not_finite.
    """
    for what, names in (("unit", data.index), ("indicator", data.columns)):
        if not names.is_unique:
            raise Impossible("stands_twice", what=what, names=some(names[names.duplicated()].unique()))
    try:
        values = data.to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        strange = [code for code in data.columns if not pd.api.types.is_numeric_dtype(data[code])]
        raise Impossible("not_a_number", columns=some(strange)) from error
    endless = np.isinf(values).any(axis=0)
    if endless.any():
        raise Impossible("not_finite", columns=some(data.columns[endless]))
    return values


def directions(direction: pd.Series[Any] | Mapping[str, int] | None, codes: pd.Index) -> Floats:
    """1 or -1 per indicator, looked up by code; all 1 where none are given.

    Raises Impossible: bad_direction (one missing, or another number).
    """
    if direction is None:
        return np.ones(len(codes))
    given = (
        dict(zip(direction.index, direction.to_numpy(), strict=True))
        if isinstance(direction, pd.Series)
        else direction
    )
    found = np.array([given.get(code, np.nan) for code in codes], dtype=np.float64)
    wrong = ~np.isin(found, (1.0, -1.0))
    if wrong.any():
        raise Impossible("bad_direction", columns=some(codes[wrong]), allowed="1, -1")
    return np.asarray(found, dtype=np.float64)


def framed(values: Any, like: pd.DataFrame) -> pd.DataFrame:
    """The array as a frame with the units and indicators of `like`."""
    return pd.DataFrame(values, index=like.index, columns=like.columns)


def lowest(values: Floats) -> Floats:
    """The lowest number of each column, NaN where there is none."""
    return np.asarray(np.fmin.reduce(values, axis=0, initial=np.nan))


def highest(values: Floats) -> Floats:
    """The highest number of each column, NaN where there is none."""
    return np.asarray(np.fmax.reduce(values, axis=0, initial=np.nan))
