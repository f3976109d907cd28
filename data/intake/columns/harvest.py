"""What was taken from the tables of a workbook: rows of observations with their cells, and the problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.narrow import kind
from data.intake.place import places
from data.intake.sheet import address
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS, labelled

PLACED = (*OBSERVATIONS, "sheet", "cell")
CODED = (*OBSERVATIONS, "evidence", "sheet")
Objects = NDArray[np.object_]
Rows = NDArray[np.int64]


@dataclass
class Harvest:
    """Grows while the tables are read, one sheet after another; a text that repeats is kept once."""

    problems: list[CellProblem] = field(default_factory=list)
    _parts: list[dict[str, Any]] = field(default_factory=list)
    _places: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in CODED})

    def add(self, sheet: str, rows: Rows, columns: Any, **texts: Any) -> None:
        """Rows of one sheet: where they stand; OBSERVATIONS and evidence as one text or one per row."""
        count = len(rows)
        if not count:
            return
        part: dict[str, Any] = {"cell": places(rows, columns)}
        for name in CODED:
            part[name] = self._codes(name, sheet if name == "sheet" else texts.get(name, ""), count)
        self._parts.append(part)

    def tell(self, sheet: str, row: int, column: int, code: str, **more: str) -> None:
        """A problem of one cell."""
        self.problems.append(CellProblem(sheet, address(row, column), code, **more))

    def frame(self) -> pd.DataFrame:
        """All rows in the order of the file: PLACED and `evidence`; texts that repeat are categories,
        a cell is the number of its place.

        To be asked once: what went into the table is let go while it is made.
        """
        if not self._parts:
            empty = {name: pd.Series([], dtype="str") for name in (*PLACED, "evidence")}
            return pd.DataFrame(empty).astype({"cell": np.int32})
        whole = {name: self._whole(name) for name in ("sheet", "cell")}
        # Sheets are numbered in the order in which they were read.
        order = np.lexsort((whole["cell"], whole["sheet"]))
        made: dict[str, Any] = {"cell": whole.pop("cell")[order]}
        made |= {name: self._labelled(name, whole.pop(name, None), order) for name in reversed(CODED)}
        return pd.DataFrame({name: made.pop(name) for name in (*PLACED, "evidence")}, copy=False)

    def _codes(self, name: str, value: Any, count: int) -> Any:
        """Per row the number of its text."""
        places = self._places[name]
        if isinstance(value, str):
            return np.broadcast_to(np.int32(places.setdefault(value, len(places))), (count,))
        value = np.asarray(value, dtype=object)
        if bool((value == value[0]).all()):
            return self._codes(name, str(value[0]), count)
        codes, distinct = pd.factorize(value)
        numbers = [places.setdefault(str(one), len(places)) for one in distinct]
        return np.array(numbers, dtype=np.int32)[codes]

    def _whole(self, name: str) -> Any:
        return np.concatenate([part.pop(name) for part in self._parts])

    def _labelled(self, name: str, codes: Any, order: Rows) -> Any:
        codes = self._whole(name) if codes is None else codes
        texts = np.array(list(self._places[name]), dtype=object)
        by_text = np.argsort(texts)
        rank = np.empty(len(texts), dtype=kind(len(texts)))
        rank[by_text] = np.arange(len(texts))
        return labelled(rank[codes][order], texts[by_text])


def texts(codes: Rows, distinct: Sequence[str]) -> Objects:
    """Per row the text of its code; "" for -1."""
    return np.array([*distinct, ""], dtype=object)[codes]
