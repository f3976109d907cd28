"""A fault in a table that was handed in: where it stands, and the order in which faults are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.errors import CellProblem

LINE = "line "
Rows = NDArray[np.int64]  # positions of rows


def at(sheet: str, line: int, code: str, **more: str) -> CellProblem:
    """A problem on a line of a text file."""
    return CellProblem(sheet, f"{LINE}{line}", code, **more)


def line_of(problem: CellProblem) -> int:
    """The line it stands on; 0 where it concerns the whole file."""
    return int(problem.cell.removeprefix(LINE)) if problem.cell.startswith(LINE) else 0


def in_order(problems: Iterable[CellProblem]) -> list[CellProblem]:
    """By file and line, as one would mend them."""
    return sorted(problems, key=lambda one: (one.sheet, line_of(one), one.field, one.code))


def errors(problems: Iterable[CellProblem]) -> list[CellProblem]:
    """Those that forbid taking anything in."""
    return [one for one in problems if one.severity == "error"]


class Findings:
    """Collects problems of whole sets of rows; `faulty` marks the rows that have an error.

    `cells`: text columns, of which body, indicator and field are quoted where they exist.
    """

    def __init__(self, sheet: str, cells: pd.DataFrame, lines: Rows) -> None:
        self.sheet, self.lines = sheet, lines
        self.cells = cells
        self.faulty = np.zeros(len(cells), dtype=bool)
        self.problems: list[CellProblem] = []

    def tell(
        self, rows: Rows, code: str, *, found: Any = "", allowed: Any = "", severity: str = "error"
    ) -> None:
        """One problem for each of `rows`; `found` and `allowed` are one text or one for each row."""
        if not len(rows):
            return
        if severity == "error":
            self.faulty[rows] = True
        columns = [
            self.lines[rows].tolist(),
            *(self.quoted(name, rows) for name in ("body", "indicator", "field")),
            _each(found, len(rows)),
            _each(allowed, len(rows)),
        ]
        self.problems += [
            CellProblem(self.sheet, f"{LINE}{line}", code, body, indicator, field, one, other, severity)
            for line, body, indicator, field, one, other in zip(*columns, strict=True)
        ]

    def quoted(self, column: str, rows: Rows) -> list[str]:
        """The cells of a column in these rows; empty text where there is no such column."""
        if column not in self.cells:
            return [""] * len(rows)
        return [str(cell) for cell in self.cells[column].iloc[rows]]


def _each(text: Any, count: int) -> list[str]:
    return [text] * count if isinstance(text, str) else [str(one) for one in text]
