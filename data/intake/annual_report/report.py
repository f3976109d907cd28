"""The figures of one annual report, each with the cell it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

COLUMNS = ("table", "row", "column", "value", "sheet", "cell")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: exact value, and where it stands."""

    value: Decimal
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Report:
    """`figures`: (row, column) of the form → figure; rows are unique in a form."""

    form: str
    figures: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)  # row → its table

    def frame(self) -> pd.DataFrame:
        """The figures as a table (columns COLUMNS, values as text), in the order of the form."""
        rows = [
            (self.tables.get(row, ""), row, column, str(one.value), one.sheet, one.cell)
            for (row, column), one in self.figures.items()
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)

    @staticmethod
    def of(form: str, frame: pd.DataFrame) -> Report:
        """The report of such a table."""
        columns = [frame[name].astype(str) for name in COLUMNS]
        figures, tables = {}, {}
        for table, row, column, value, sheet, cell in zip(*columns, strict=True):
            figures[row, column] = Figure(Decimal(value), sheet, cell)
            tables[row] = table
        return Report(form, figures, tables)

    def written(self) -> str:
        """The figures as JSON: a list of rows of `frame`."""
        return json.dumps(self.frame().values.tolist(), ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def of_written(form: str, content: str) -> Report:
        """The report of what `written` wrote."""
        return Report.of(form, pd.DataFrame(json.loads(content), columns=list(COLUMNS), dtype=object))
