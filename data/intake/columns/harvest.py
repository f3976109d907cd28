"""What was taken from the tables of a workbook: rows of observations with their cells, and the problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.sheet import address
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS, labelled

PLACED = (*OBSERVATIONS, "sheet", "cell")
CODED = (*OBSERVATIONS, "evidence", "sheet")
CHUNK = 50_000  # addresses in hand
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
        part: dict[str, Any] = {"row": np.asarray(rows, dtype=np.int32), "count": count}
        part["column"] = np.broadcast_to(np.asarray(columns, dtype=np.int32), (count,))
        for name in CODED:
            part[name] = self._codes(name, sheet if name == "sheet" else texts.get(name, ""), count)
        self._parts.append(part)

    def tell(self, sheet: str, row: int, column: int, code: str, **more: str) -> None:
        """A problem of one cell."""
        self.problems.append(CellProblem(sheet, address(row, column), code, **more))

    def frame(self) -> pd.DataFrame:
        """All rows in the order of the file: PLACED and `evidence`; texts that repeat are categories."""
        if not self._parts:
            return pd.DataFrame({name: pd.Series([], dtype="str") for name in (*PLACED, "evidence")})
        whole = {name: self._whole(name) for name in ("sheet", "row", "column")}
        # Sheets are numbered in the order in which they were read.
        order = np.lexsort((whole["column"], whole["row"], whole["sheet"]))
        made: dict[str, Any] = {name: self._labelled(name, order) for name in CODED}
        made["cell"] = _addresses(whole["row"][order], whole["column"][order])
        return pd.DataFrame(made)[[*PLACED, "evidence"]]

    def _codes(self, name: str, value: Any, count: int) -> Any:
        """Per row the number of its text."""
        places = self._places[name]
        if isinstance(value, str):
            return np.broadcast_to(np.int32(places.setdefault(value, len(places))), (count,))
        codes, distinct = pd.factorize(np.asarray(value, dtype=object))
        numbers = [places.setdefault(str(one), len(places)) for one in distinct]
        return np.array(numbers, dtype=np.int32)[codes]

    def _whole(self, name: str) -> Any:
        return np.concatenate([part[name] for part in self._parts])

    def _labelled(self, name: str, order: Rows) -> Any:
        texts = np.array(list(self._places[name]), dtype=object)
        by_text = np.argsort(texts)
        rank = np.empty(len(texts), dtype=np.int32)
        rank[by_text] = np.arange(len(texts), dtype=np.int32)
        return labelled(rank[self._whole(name)[order]], texts[by_text])


def _addresses(rows: Any, columns: Any) -> pd.Series:
    """B7 and so on, row by row."""
    letters = {int(one): address(1, int(one))[:-1] for one in np.unique(columns)}
    made = []
    for at in range(0, len(rows), CHUNK):
        both = zip(columns[at : at + CHUNK].tolist(), rows[at : at + CHUNK].tolist(), strict=True)
        made.append(pd.Series([f"{letters[column]}{row}" for column, row in both], dtype="str"))
    return pd.concat(made, ignore_index=True)


def texts(codes: Rows, distinct: Sequence[str]) -> Objects:
    """Per row the text of its code; "" for -1."""
    return np.array([*distinct, ""], dtype=object)[codes]
