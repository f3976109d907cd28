"""Finds the tables of a form in handed-in sheets and reads their figures; nothing is taken for 0."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.catalogue.identities import Form, Grid, Line
from data.intake.annual_report.labels import found
from data.intake.annual_report.report import Figure, Report
from data.intake.sheet import Cell, Sheet, address, plain
from metrics.errors import CellProblem

BLOCK = 4  # rows that the header of a form may take
TOP = 60  # rows among which a header is looked for
WHOLE = re.compile(r"([0-9]+)(\.0*)?")
RATE = re.compile(r"[^0-9.]*([0-9]+(\.[0-9]+)?)%?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table lies: its sheet, the row below its header, column of the form → of the sheet."""

    sheet: Sheet
    below: int
    columns: Mapping[str, int]


def form_of(sheets: Sequence[Sheet], forms: Sequence[Form]) -> Form | None:
    """The form most of whose rows stand in these sheets; None where fewer than half of any form's do."""
    best, most = None, 0.5
    for form in forms:
        needed = [line for grid in form.tables if grid.must for line in grid.rows if line.must]
        here: set[str] = set()
        for grid in (grid for grid in form.tables if grid.must):
            if place := _place(sheets, grid):
                here |= {line.code for line, _ in _rows(place, grid)}
        share = sum(line.code in here for line in needed) / max(len(needed), 1)
        if share > most:
            best, most = form, share
    return best


def read(sheets: Sequence[Sheet], form: Form, language: str = "zh") -> tuple[Report, list[CellProblem]]:
    """The figures of the form with every fault: a table, row or figure missing, a cell that is none.

    A table that need not be there may also be left blank as a whole.
    """
    figures: dict[tuple[str, str], Figure] = {}
    tables: dict[str, str] = {}
    problems: list[CellProblem] = []
    for grid in form.tables:
        place = _place(sheets, grid)
        if place is None:
            if grid.must:
                name = sheets[0].name if sheets else ""
                problems.append(CellProblem(name, "", "report_no_table", found=grid.title[language]))
            continue
        taken: dict[tuple[str, str], Figure] = {}
        faults: list[CellProblem] = []
        there = dict(_taken(place, grid, language, taken, faults))
        if not (grid.must or taken) and all(one.code == "report_empty" for one in faults):
            continue  # a table that need not be there, left blank as a whole
        figures |= taken
        problems += faults
        tables |= dict.fromkeys(there, grid.code)
        problems += [
            CellProblem(
                place.sheet.name, address(place.below, 1), "report_no_row", found=_named(line, language)
            )
            for line in grid.rows
            if line.must and line.code not in there
        ]
    return Report(form.code, figures, tables), problems


def _taken(
    place: Place,
    grid: Grid,
    language: str,
    figures: dict[tuple[str, str], Figure],
    problems: list[CellProblem],
) -> Iterator[tuple[str, int]]:
    """Every row of the table that is there, its figures put in."""
    kinds = {column.code: column for column in grid.columns}
    for line, row in _rows(place, grid):
        yield line.code, row
        for code, column in place.columns.items():
            cell = place.sheet.cells.at(row, column)
            figure = _figure(cell, kinds[code].kind)
            if figure is not None:
                figures[line.code, code] = Figure(figure, place.sheet.name, cell.address)
            elif cell.kind != "empty" or (line.must and kinds[code].must):
                problem = "report_empty" if cell.kind == "empty" else f"report_not_{kinds[code].kind}"
                field = f"{_named(line, language)} · {kinds[code].title[language]}"
                problems.append(
                    CellProblem(place.sheet.name, cell.address, problem, field=field, found=cell.shown)
                )


def _named(line: Line, language: str) -> str:
    return f"{line.printed(language)} {line.title[language]}".strip()


def _rows(place: Place, grid: Grid) -> Iterator[tuple[Line, int]]:
    """The rows of the form below the header with the rows of the sheet; the first of a name counts."""
    first = min(place.columns.values())
    taken: set[str] = set()
    last = -1
    single = len(grid.rows) == 1
    for row in place.sheet.cells.filled_rows():
        if row < place.below or len(taken) == len(grid.rows):
            continue
        labels = [cell for cell in place.sheet.cells.row(int(row)) if cell.column < first]
        words = [str(cell.value) if cell.kind == "text" else cell.shown for cell in reversed(labels)]
        at = next((at for word in words if (at := found(word, grid.rows, last, frozenset(taken))) >= 0), -1)
        if at < 0 and single and not words:
            at = 0
        if at >= 0:
            taken.add(grid.rows[at].code)
            last = at
            yield grid.rows[at], int(row)


def _place(sheets: Sequence[Sheet], grid: Grid) -> Place | None:
    """Where most columns of the table stand under one another; None unless all that must be there are."""
    best: Place | None = None
    for sheet in sheets:
        if sheet.state != "visible":
            continue
        for row in [int(row) for row in sheet.cells.filled_rows()][:TOP]:
            columns, below = _header(sheet, row, grid.columns)
            whole = all(line.code in columns for line in grid.columns if line.must)
            if whole and columns and (best is None or len(columns) > len(best.columns)):
                best = Place(sheet, below, columns)
    return best


def _header(sheet: Sheet, top: int, lines: Sequence[Line]) -> tuple[dict[str, int], int]:
    """Columns named in the rows from `top` on, and the row below the last of them."""
    columns: dict[str, int] = {}
    below = top + 1
    for row in range(top, top + BLOCK):
        last = -1
        for cell in sheet.cells.row(row):
            at = found(str(cell.value), lines, last, frozenset(columns)) if cell.kind == "text" else -1
            if at >= 0 and cell.column not in columns.values():
                columns[lines[at].code], last, below = cell.column, at, row + 1
        if row == top and not columns:
            break
    return columns, below


def _figure(cell: Cell, kind: str) -> Decimal | None:
    """A whole number from 0, or a rate in per cent; None for anything else."""
    if isinstance(cell.value, float):
        number = Decimal(plain(cell.value))
        if kind == "rate":
            return number * 100 if cell.percent else number
        return number if number >= 0 and number == number.to_integral_value() else None
    if cell.kind != "text":
        return None
    written = "".join(unicodedata.normalize("NFKC", str(cell.value)).split()).replace(",", "")
    if kind == "rate":
        match = RATE.fullmatch(written)
        return Decimal(match[1]) if match else None
    return Decimal(whole[1]) if (whole := WHOLE.fullmatch(written)) else None
