"""Copies a sheet cell by cell into a new workbook, faulty cells coloured and with a comment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter.exceptions import OverlappingRange

from data.intake.annotate.faults import Place, note
from data.intake.identity import Identity
from data.intake.sheet import Cell, Merge, Sheet
from data.intake.template.cells import FIRST_SAFE
from data.intake.template.look import ACT, ACT_PALE, DAY, LINE, MOMENT, Looks
from data.intake.template.notes import attach
from data.reports.cells import readable
from data.words import text
from metrics.errors import CellProblem

SOON, SOON_PALE = "#B86E00", "#FBEFD9"
NARROWEST, WIDEST, SAMPLE = 9, 50, 300
KEYS = ("indicator", "item", "field")  # columns of a template's form that are for the program
Faults = Mapping[Place, list[CellProblem]]


def copy(
    page: Any, looks: Looks, sheet: Sheet, faults: Faults, language: str, *, big: bool, who: Identity | None
) -> None:
    """The sheet as far as its cells tell: values, merged ranges, hidden rows; widths by what stands there.

    `big`: row by row, ranges merged over several rows are left apart.
    """
    _widths(page, sheet, who)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    merged = _merged(page, looks, sheet, big)
    left = dict(faults)
    for place in sheet.cells:
        cell = sheet.cells[place]
        if place not in merged or merged[place]:
            put(page, cell, _look(looks, cell, left.pop(place, []), bool(sheet.rows)))
    for (row, column), _ in left.items():  # faults of cells in which nothing stands
        page.write_blank(
            row - 1, column - 1, None, _look(looks, Cell(row, column, "empty"), faults[row, column])
        )
    author = text("annotate.title", language)
    for (row, column), problems in faults.items():
        attach(page, row - 1, column - 1, note(problems, language), author)
    if sheet.state == "hidden":
        page.hide()
    elif sheet.state == "very_hidden":
        page.very_hidden()


def _merged(page: Any, looks: Looks, sheet: Sheet, big: bool) -> dict[Place, bool]:
    """Merge what was merged; cell → is it the one that shows?"""
    found: dict[Place, bool] = {}
    for one in sheet.merges:
        if (one.bottom == one.top and one.right == one.left) or (big and one.bottom > one.top):
            continue
        try:
            edges = (one.top - 1, one.left - 1, one.bottom - 1, one.right - 1)
            page.merge_range(*edges, "", looks.of(border=1, border_color=LINE))
        except OverlappingRange:
            continue
        found |= _cells(one)
    return found


def _cells(one: Merge) -> dict[Place, bool]:
    rows, columns = range(one.top, one.bottom + 1), range(one.left, one.right + 1)
    return {(row, column): (row, column) == (one.top, one.left) for row in rows for column in columns}


def put(page: Any, cell: Cell, look: Any) -> None:
    """The cell's value as what it was; a formula or an error as the text one saw, never as a formula."""
    row, column, value = cell.row - 1, cell.column - 1, cell.value
    if isinstance(value, bool):
        page.write_boolean(row, column, value, look)
    elif isinstance(value, float):
        page.write_number(row, column, value, look)
    elif isinstance(value, datetime) and value >= FIRST_SAFE:
        page.write_datetime(row, column, value, look)
    else:
        page.write_string(row, column, readable(cell.shown), look)


def colours(problems: list[CellProblem]) -> dict[str, Any]:
    """Red where something is wrong, amber where something should be confirmed."""
    if not problems:
        return {}
    error = any(one.severity == "error" for one in problems)
    return {"bg_color": ACT_PALE if error else SOON_PALE, "font_color": ACT if error else SOON}


def _look(looks: Looks, cell: Cell, problems: list[CellProblem], framed: bool = True) -> Any:
    """A cell as its value asks for, coloured where something is wrong with it."""
    more: dict[str, Any] = {"locked": False}
    if framed:
        more |= {"border": 1, "border_color": LINE}
    more |= colours(problems)
    if isinstance(cell.value, datetime):
        midnight = (cell.value.hour, cell.value.minute, cell.value.second) == (0, 0, 0)
        more["num_format"] = DAY if midnight else MOMENT
    elif cell.percent:
        more["num_format"] = "0.##########%"
    elif isinstance(cell.value, str) and cell.kind != "empty":
        more["num_format"] = "@"
    return looks.of(**more)


def _widths(page: Any, sheet: Sheet, who: Identity | None) -> None:
    """Columns wide enough for most of what stands in them; the keys of a template stay hidden."""
    hidden = _keys(sheet, who)
    wide = {(one.top, one.left) for one in sheet.merges if one.right > one.left}
    widths: dict[int, int] = {}
    for at, place in enumerate(sheet.cells):
        if at > SAMPLE * max(sheet.columns, 1):
            break
        words = "" if place in wide else sheet.cells[place].shown[: WIDEST * 2]
        width = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words) + 2
        widths[place[1]] = max(widths.get(place[1], NARROWEST), min(width, WIDEST))
    for column, width in widths.items():
        page.set_column(column - 1, column - 1, width, None, {"hidden": True} if column in hidden else {})


def _keys(sheet: Sheet, who: Identity | None) -> set[int]:
    """Columns that a template hides."""
    place = next((one for one in (who.pages if who else ()) if one.sheet == sheet.name), None)
    if place is None or place.kind != "form" or not place.codes_row.isdigit():
        return set()
    return {cell.column for cell in sheet.cells.row(int(place.codes_row)) if cell.value in KEYS}
