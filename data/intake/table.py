"""The table on a sheet: its header, the rows that are data, the rest and why; or why there is none.

    tables(workbook) -> [Look]        what each visible sheet holds
    only(workbook, sheet)             the one table that is meant, or None and what was found instead

Nothing is guessed: where it cannot be told which row or column a cell belongs to, that is a problem with
its address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from data.intake.header import Header, header
from data.intake.leavings import LeftOut, sort_out
from data.intake.merged import spread
from data.intake.shapes import is_value, quoted, seen
from data.intake.sheet import Cell, Sheet, Workbook, address
from metrics.errors import CellProblem

JOINED = " / "  # between the labels of a header of several rows
QUOTED = 6  # labels or cells of a row that a message quotes
LISTED = 500  # cells of one kind that are told one by one


@dataclass(frozen=True)
class Table:
    """A table as it stands on its sheet.

    header: one text per column, the labels of several header rows joined by " / " (`labels` has them
    apart). columns, rows: their numbers on the sheet. left_out: rows that are no data. problems: cells
    that cannot be taken as they are (errors, formulas without a stored value, merged figures); those of
    a column nobody needs may be passed over. filled: cells of merged groups, filled in downwards.
    """

    sheet: Sheet
    header: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    columns: tuple[int, ...]
    header_rows: tuple[int, int]
    rows: NDArray[np.int64]
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    filled: Mapping[tuple[int, int], Cell] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its sheet."""
        return self.sheet.name

    def cell(self, row: int, position: int) -> Cell:
        """The cell in a row of the sheet and the column at this position of the header."""
        place = row, self.columns[position]
        return self.filled.get(place) or self.sheet.cells.at(*place)

    def column(self, position: int) -> tuple[NDArray[np.int64], list[Cell]]:
        """A column by its different cells: for each of `rows` a place in the list, -1 where it is empty.

        A cell in the list stands where its kind and value came first.
        """
        number = self.columns[position]
        rows, codes, cells = self.sheet.cells.column(number)
        found = np.full(len(self.rows), -1, dtype=np.int64)
        mine = np.isin(rows, self.rows)
        used, places = np.unique(codes[mine], return_inverse=True)  # not those of header, totals and notes
        found[np.searchsorted(self.rows, rows[mine])] = places
        cells = [cells[code] for code in used]
        for (row, column), cell in self.filled.items():
            if column == number:
                found[np.searchsorted(self.rows, row)] = len(cells)
                cells.append(cell)
        return found, cells


@dataclass(frozen=True)
class Look:
    """What a visible sheet holds: a table, or none and why; a sheet without any cell has no problem."""

    sheet: str
    table: Table | None
    problems: tuple[CellProblem, ...] = ()


def tables(workbook: Workbook, known: Collection[str] = (), keep: Collection[str] = ()) -> list[Look]:
    """A look at each visible sheet, in order. `known`: labels (without blanks) that name columns for sure;
    `keep`: reasons (see `leavings`) for which a row is data all the same."""
    return [look(sheet, known, keep) for sheet in workbook.sheets if sheet.state == "visible"]


def only(
    workbook: Workbook, sheet: str = "", known: Collection[str] = ()
) -> tuple[Table | None, tuple[CellProblem, ...]]:
    """The table on this sheet, or the only one there is; else None and what was found instead."""
    looks = [one for one in tables(workbook, known) if not sheet or one.sheet == sheet]
    found = [one.table for one in looks if one.table is not None]
    if len(found) == 1:
        return found[0], ()
    if found:
        described = "; ".join(_described(one) for one in found)
        return None, (CellProblem(workbook.file, "", "several_tables", found=described),)
    problems = tuple(problem for one in looks for problem in one.problems)
    return None, problems or (CellProblem(workbook.file, "", "no_cells"),)


def look(sheet: Sheet, known: Collection[str] = (), keep: Collection[str] = ()) -> Look:
    """What one sheet holds."""
    if not len(sheet.cells):
        return Look(sheet.name, None)
    found = header(sheet, known)
    if found is None:
        rows = sheet.cells.filled_rows()
        problem = CellProblem(
            sheet.name, f"{rows[0]}:{rows[0]}", "no_header", found=_begins(sheet, int(rows[0]))
        )
        return Look(sheet.name, None, (*_unusable(sheet, 0, None), problem))
    rows, left_out = sort_out(sheet, found, keep)
    second = _second_header(sheet, found, rows)
    if second is not None:
        return Look(sheet.name, None, (second,))
    filled, merged = spread(sheet, found, rows)
    hidden = _hidden(sheet, rows)
    problems = (*merged, *_unlabelled(sheet, found, rows), *hidden, *_unusable(sheet, found.top, rows))
    labels = tuple(found.labels.values())
    texts = tuple(JOINED.join(one) for one in labels)
    where = found.top, found.bottom
    made = Table(sheet, texts, labels, tuple(found.labels), where, rows, left_out, problems, filled)
    return Look(sheet.name, made)


def _described(table: Table) -> str:
    return f"{table.name} ({', '.join(table.header[:QUOTED])})"


def _begins(sheet: Sheet, row: int) -> str:
    return ", ".join(quoted(one.shown)[:20] for one in sheet.cells.row(row)[:QUOTED])


def _unlabelled(sheet: Sheet, found: Header, rows: NDArray[np.int64]) -> list[CellProblem]:
    """Columns that hold data under no label: they are not taken, and that is said."""
    return [
        CellProblem(
            sheet.name, address(found.bottom, int(column)), "column_without_title", severity="warning"
        )
        for column in sheet.cells.filled_columns(rows)
        if int(column) not in found.labels
    ]


def _hidden(sheet: Sheet, rows: NDArray[np.int64]) -> list[CellProblem]:
    """Rows that a filter or a person hid are data like the others, but nobody sees them: that is said."""
    hidden = [int(row) for row in rows if int(row) in sheet.hidden_rows] if sheet.hidden_rows else []
    if not hidden:
        return []
    listed = ", ".join(str(row) for row in hidden[:QUOTED]) + (" …" if len(hidden) > QUOTED else "")
    return [
        CellProblem(sheet.name, "", "hidden_rows", found=listed, allowed=str(len(hidden)), severity="warning")
    ]


def _unusable(sheet: Sheet, top: int, rows: NDArray[np.int64] | None) -> list[CellProblem]:
    """Error cells and formulas that have no stored value, cell by cell, in the rows that count."""
    counting = None if rows is None else {*rows.tolist(), *range(top, int(rows[0]) if len(rows) else top)}
    cells = [
        one for one in sheet.cells.of_kind("error", "formula") if counting is None or one.row in counting
    ]
    codes = {"error": "error_cell", "formula": "formula_without_value"}
    told = [
        CellProblem(sheet.name, one.address, codes[one.kind], found=one.shown[:60]) for one in cells[:LISTED]
    ]
    if len(cells) > LISTED:
        told.append(CellProblem(sheet.name, "", "more_like_it", found=str(len(cells) - LISTED)))
    return told


def _second_header(sheet: Sheet, found: Header, rows: NDArray[np.int64]) -> CellProblem | None:
    """Another table further down: after a blank row a row of labels, where the rows so far have figures."""
    columns = len(found.labels)
    after_gap = [int(row) for row, before in zip(rows[1:], rows[:-1], strict=True) if row - before > 1]
    if not after_gap or columns < 3:
        return None
    first = sheet.cells.row(int(rows[0]))
    if not any(is_value(one) for one in first):
        return None
    for row in after_gap:
        cells = sheet.cells.row(row)
        following = sheet.cells.row(row + 1)
        labels = {seen(one.shown) for one in cells}
        if (
            len(labels) >= max(3, 0.6 * columns)
            and not any(is_value(one) for one in cells)
            and any(is_value(one) for one in following)
        ):
            where = f"{row}:{row}"
            return CellProblem(
                sheet.name, where, "two_tables", found=_begins(sheet, row), allowed=str(found.bottom)
            )
    return None
