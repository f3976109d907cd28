"""The faults of a workbook: cell by cell for the copy, and as a list with links for its first sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from data.intake.problem import LINE
from data.intake.template.look import ACT, Looks, height
from data.intake.template.look import LINE as RULED
from data.reports.cells import readable
from data.words import text
from data.words.problems import what
from metrics.errors import CellProblem

LISTED = 10_000  # faults that are listed; nobody mends more at a time
COLUMNS = {"number": 6, "sheet": 20, "cell": 9, "kind": 8, "found": 24, "allowed": 30, "mend": 80}
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
WHOLE_ROW = re.compile(r"([1-9][0-9]{0,6}):[1-9][0-9]{0,6}")
Place = tuple[int, int]


def place(cell: str) -> Place | None:
    """Row and column of the cell (from 1) that a problem names: B7, "line 7", 7:7; None for a whole sheet."""
    if match := ADDRESS.fullmatch(cell):
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(match[2]), column
    row = cell.removeprefix(LINE) if cell.startswith(LINE) else ""
    if match := WHOLE_ROW.fullmatch(cell):
        row = match[1]
    return (int(row), 1) if row.isdigit() else None


def by_cell(problems: Sequence[CellProblem]) -> dict[str, dict[Place, list[CellProblem]]]:
    """Sheet → cell → its problems; those of a whole sheet or file are in the list only."""
    found: dict[str, dict[Place, list[CellProblem]]] = {}
    for one in problems[:LISTED]:
        if (where := place(one.cell)) is not None:
            found.setdefault(one.sheet, {}).setdefault(where, []).append(one)
    return found


def note(problems: Sequence[CellProblem], language: str) -> str:
    """What stands in the comment on a cell."""
    return "\n".join(dict.fromkeys(what(one, language) for one in problems))


def listing(
    page: Any,
    looks: Looks,
    problems: Sequence[CellProblem],
    sheets: Mapping[str, str],
    language: str,
    mark: str,
) -> None:
    """The first sheet: how many faults, how to go on, and each with a link to its cell.

    `sheets`: name of a sheet as it was handed in → its name here.
    """
    errors = sum(one.severity == "error" for one in problems)
    page.write_string(0, 0, text("annotate.heading", language), looks.title())
    counts = {"errors": errors, "warnings": len(problems) - errors}
    page.write_string(1, 0, text("annotate.count", language, **counts), looks.of(text_wrap=False, bold=True))
    page.write_string(2, 0, text("annotate.go_on", language), looks.note())
    if mark:
        page.write_string(3, 0, mark, looks.mark())
    for at, (code, width) in enumerate(COLUMNS.items()):
        page.set_column(at, at, width)
        page.write_string(4, at, text(f"annotate.{code}", language), looks.head())
    page.freeze_panes(5, 0)
    ordered = sorted(problems, key=lambda one: one.severity != "error")
    for number, one in enumerate(ordered[:LISTED], 1):
        _row(page, looks, number, one, sheets.get(one.sheet, ""), language)
    if len(problems) > LISTED:
        more = text("annotate.more", language, n=len(problems) - LISTED)
        page.write_string(5 + LISTED, 0, more, looks.of(text_wrap=False))
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _row(page: Any, looks: Looks, number: int, one: CellProblem, sheet: str, language: str) -> None:
    row, words = number + 4, what(one, language)
    cells = (words, COLUMNS["mend"]), (one.found, COLUMNS["found"]), (one.allowed, COLUMNS["allowed"])
    page.set_row(row, height(*cells))
    page.write_number(row, 0, number, looks.given())
    page.write_string(row, 1, readable(one.sheet), looks.given())
    where = place(one.cell)
    if sheet and where is not None:
        sheet = sheet.replace("'", "''")
        target = one.cell if ADDRESS.fullmatch(one.cell) else f"A{where[0]}"
        link = looks.given(font_color="#0B5CAD", underline=1)
        page.write_url(row, 2, f"internal:'{sheet}'!{target}", link, string=target)
    else:
        page.write_string(row, 2, one.cell, looks.given())
    error = one.severity == "error"
    word = text("annotate.error" if error else "annotate.warning", language)
    page.write_string(row, 3, word, looks.given(**({"font_color": ACT, "bold": True} if error else {})))
    page.write_string(row, 4, readable(one.found), looks.given())
    page.write_string(row, 5, readable(one.allowed), looks.given())
    page.write_string(row, 6, readable(words), looks.of(border=1, border_color=RULED))
