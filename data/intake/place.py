"""Where a cell stands, as one number: for many rows a quarter of what their addresses as text take."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.intake.narrow import narrow
from data.intake.raw import address

SPAN = 1 << 14  # columns of a sheet
NOWHERE = 0
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def places(rows: Any, columns: Any) -> NDArray[Any]:
    """Rows and columns (both from 1) as numbers that rise in reading order."""
    found = np.asarray(rows, dtype=np.int64) * SPAN
    found += np.asarray(columns, dtype=np.int64) - 1
    return narrow(found, int(found.max(initial=NOWHERE)) + 1)


def shown(place: Any) -> str:
    """The address as people know it: "B7"; "" for nowhere."""
    row, column = divmod(int(place), SPAN)
    return address(row, column + 1) if row else ""


def place(shown_as: str) -> int:
    """The number of an address; NOWHERE for what is none."""
    match = ADDRESS.fullmatch(shown_as)
    if match is None:
        return NOWHERE
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) * SPAN + column - 1
