"""Positions in a list as whole numbers of the narrowest kind: a million take one or two MB, not eight."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = (np.int8, np.int16, np.int32)


def narrow(positions: NDArray[Any], count: int) -> NDArray[Any]:
    """The positions, each -1 or below `count`, in the narrowest kind that holds them."""
    return positions.astype(kind(count), copy=False)


def kind(count: int) -> type[np.signedinteger[Any]]:
    """The narrowest kind that holds positions below `count`, and the -1 of what is absent."""
    return next((one for one in KINDS if count <= np.iinfo(one).max), np.int64)
