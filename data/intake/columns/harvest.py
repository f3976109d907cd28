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
from metrics.frames import OBSERVATIONS

PLACED = (*OBSERVATIONS, "sheet", "cell")
Objects = NDArray[np.object_]
Rows = NDArray[np.int64]


@dataclass
class Harvest:
    """Grows while the tables are read, one sheet after another."""

    parts: list[dict[str, Any]] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def add(self, sheet: str, rows: Rows, columns: Any, **texts: Any) -> None:
        """Rows of one sheet: where they stand; OBSERVATIONS and evidence as one text or one per row."""
        if not len(rows):
            return
        part: dict[str, Any] = {"sheet": _full(sheet, len(rows)), "row": rows}
        part["column"] = np.broadcast_to(np.asarray(columns, dtype=np.int64), (len(rows),))
        for name in (*OBSERVATIONS, "evidence"):
            part[name] = _full(texts.get(name, ""), len(rows))
        part["page"] = np.full(len(rows), len(self.parts) and self._page(sheet), dtype=np.int64)
        self.parts.append(part)

    def tell(self, sheet: str, row: int, column: int, code: str, **more: str) -> None:
        """A problem of one cell."""
        self.problems.append(CellProblem(sheet, address(row, column), code, **more))

    def frame(self) -> pd.DataFrame:
        """All rows in the order of the file: PLACED and `evidence`; texts that repeat are categories."""
        names = (*PLACED[:-1], "evidence")
        if not self.parts:
            return pd.DataFrame({name: pd.Series([], dtype="str") for name in (*PLACED, "evidence")})
        whole = {name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]}
        order = np.lexsort((whole["column"], whole["row"], whole["page"]))
        letters = {int(one): address(1, int(one))[:-1] for one in np.unique(whole["column"])}
        cells = [
            f"{letters[column]}{row}"
            for column, row in zip(whole["column"][order].tolist(), whole["row"][order].tolist(), strict=True)
        ]
        made = {name: _column(name, whole[name][order]) for name in names}
        made["cell"] = np.array(cells, dtype=object)
        return pd.DataFrame(made)[[*PLACED, "evidence"]]

    def _page(self, sheet: str) -> int:
        """Sheets in the order in which they were read."""
        seen = list(dict.fromkeys(str(part["sheet"][0]) for part in self.parts))
        return seen.index(sheet) if sheet in seen else len(seen)


def texts(codes: Rows, distinct: Sequence[str]) -> Objects:
    """Per row the text of its code; "" for -1."""
    return np.array([*distinct, ""], dtype=object)[codes]


def _full(value: Any, length: int) -> Objects:
    if isinstance(value, str):
        made = np.empty(length, dtype=object)
        made.fill(value)
        return made
    return np.asarray(value, dtype=object)


def _column(name: str, values: Objects) -> Any:
    return pd.Series(values, dtype="str") if name == "value" else pd.Categorical(values)
