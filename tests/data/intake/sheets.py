"""Sheets put together in memory, as the child process would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data.intake.columns import Understood, understand
from data.intake.sheet import Cell, Cells, Merge, Sheet, Workbook
from data.words.problems import problem
from tests.data.intake import plan_2012

Value = str | int | float | bool | datetime | None


def sheet(*rows: Sequence[Value], name: str = "Sheet1", merges: Sequence[Merge] = ()) -> Sheet:
    """A visible sheet of these rows; None and "" are empty cells, "#REF!" an error, "=…" has no value."""
    cells = [
        cell
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if (cell := _cell(row, column, value)) is not None
    ]
    width = max((len(row) for row in rows), default=0)
    return Sheet(name, "visible", Cells.of(cells), tuple(merges), len(rows), width)


def _cell(row: int, column: int, value: Value) -> Cell | None:
    match value:
        case None | "":
            return None
        case bool():
            return Cell(row, column, "bool", value)
        case int() | float():
            return Cell(row, column, "number", float(value))
        case datetime():
            return Cell(row, column, "date", value)
        case str() if value.startswith("#REF!"):
            return Cell(row, column, "error", value)
        case str() if value.startswith("="):
            return Cell(row, column, "formula", value)
    return Cell(row, column, "text", value)


def understood(*sheets: Sheet, body: str = "") -> Understood:
    """What the columns of these sheets say by the 2012 plan."""
    return understand(Workbook("file.xlsx", sheets), plan_2012.known(), body=body)


def told(found: Understood) -> list[tuple[str, str, str]]:
    """Code, cell and what was found of every problem; each has its sentence in both languages."""
    for one in found.problems:
        for language in ("zh", "en"):
            assert "⟦" not in problem(one, language), one
    return [(one.code, one.cell, one.found) for one in found.problems]
