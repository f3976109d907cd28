"""Many texts in one block of bytes: a list of a million short ones in about a fifth of the memory."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


class Texts:
    """Texts by their place, made from the block when asked for."""

    def __init__(self, block: bytes | memoryview, ends: NDArray[np.uint32]) -> None:
        """`block`: all texts in UTF-8, one after another; `ends[i]`: where text i ends in it."""
        self._block, self._ends = block, ends

    @staticmethod
    def of(texts: Iterable[str]) -> Texts:
        """From single texts (lone surrogates have no place in a workbook and become "?")."""
        parts = [one.encode("utf-8", "replace") for one in texts]
        return Texts(
            b"".join(parts), np.cumsum([len(one) for one in parts], dtype=np.int64).astype(np.uint32)
        )

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> str:
        if not 0 <= place < len(self._ends):
            raise IndexError(place)
        start = int(self._ends[place - 1]) if place else 0
        return str(self._block[start : int(self._ends[place])], "utf-8")
