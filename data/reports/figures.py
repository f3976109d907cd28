"""Columns of numbers as text: the decimals of the catalogue, or as short as they go; never float dust."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.scales import round_half_up

DIGITS = 12  # significant digits of a small number; a larger one keeps ten decimals
LARGE = 100.0
WIDE = 1e15  # from here on whole numbers are written with an exponent

Texts = NDArray[np.object_]


def settled(amount: float) -> float:
    """The number without the dust that sums of binary fractions gather (86.49999999999997 is 86.5)."""
    return round(amount, DIGITS - 2) if abs(amount) >= LARGE else float(f"{amount:.{DIGITS}g}")


def short(amount: float) -> str:
    """As short as it goes: 3, 0.5, 83.3333333333."""
    clean = settled(amount) + 0.0
    return str(int(clean)) if clean.is_integer() and abs(clean) < WIDE else repr(clean)


def fixed(amount: float, decimals: int) -> str:
    """With so many decimals, half up: 81.00."""
    return f"{float(round_half_up(settled(amount), decimals)) + 0.0:.{decimals}f}"


def texts(numbers: Any, decimals: int | None = None) -> Texts:
    """A column of numbers as text; absent (NaN) is empty. Every different number is written once."""
    codes, different = pd.factorize(np.asarray(numbers, dtype=np.float64))
    write: Callable[[float], str] = short if decimals is None else lambda amount: fixed(amount, decimals)
    return _spread(codes, (write(float(one)) for one in different))


def texts_by(numbers: Any, decimals: Any) -> Texts:
    """As `texts`, with decimals of its own for each row (negative: as short as it goes)."""
    numbers, decimals = np.asarray(numbers, dtype=np.float64), np.asarray(decimals)
    written = np.empty(len(numbers), dtype=object)
    for many in np.unique(decimals):
        rows = decimals == many
        written[rows] = texts(numbers[rows], int(many) if many >= 0 else None)
    return written


def _spread(codes: Any, written: Iterable[str]) -> Texts:
    """Texts by their codes; code -1 (absent) takes the empty text at the end."""
    known = np.array([*written, ""], dtype=object)
    spread: Texts = known[codes]
    return spread
