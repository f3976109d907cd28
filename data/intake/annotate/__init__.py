"""A refused workbook as a new one: its cells as they were, the faulty ones coloured, with what to do.

    annotate(workbook, problems, language) -> bytes     an .xlsx with the list of faults first
    without_notes(workbook) -> Workbook                 the same workbook without that list

Mended and handed in again, it is read as if the notes were not there.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from data.intake import identity as identities
from data.intake.annotate.copy import copy
from data.intake.annotate.faults import by_cell, listing
from data.intake.annotate.own import own
from data.intake.annotate.sheets import NOTES, without_notes
from data.intake.identity import Identity, identity
from data.intake.sheet import Workbook
from data.intake.template.ground import Ground
from data.intake.template.look import Looks
from data.intake.template.titles import Titles
from data.reports.cells import readable
from data.words import text
from metrics.errors import CellProblem

__all__ = ["annotate", "without_notes"]

BIG = 150_000  # cells from which the copy is written row by row, so that memory stays small
PROPERTY = 255  # characters of a property


def annotate(
    workbook: Workbook,
    problems: Sequence[CellProblem],
    language: str,
    ground: Ground | None = None,
    mark: str = "",
) -> bytes:
    """The workbook with its faults; of an earlier annotated one the old notes are left out.

    With `ground` (what templates are made from) a template of ours stays one, with its drop-downs and
    notes, unless somebody moved its rows; any other workbook comes back as far as its cells tell. `mark`: of
    made-up data, for a workbook that does not carry it itself.
    """
    workbook = without_notes(workbook)
    who = identity(workbook)
    if ground is not None and who is not None:
        made = own(workbook, who, problems, language, ground)
        if made is not None:
            return made
    return _copied(workbook, who, problems, language, who.demo if who else mark)


def _copied(
    workbook: Workbook, who: Identity | None, problems: Sequence[CellProblem], language: str, mark: str
) -> bytes:
    """Sheet by sheet, cell by cell."""
    big = sum(len(sheet.cells) for sheet in workbook.sheets) > BIG
    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, "constant_memory": big, **plain}) as book:
        looks = Looks(book)
        shown = [sheet for sheet in workbook.sheets if sheet.state != "chart"]
        titles = Titles()
        called = {sheet.name: titles.take(sheet.name) for sheet in shown}
        name = titles.take(text("annotate.title", language))
        first = book.add_worksheet(name)
        faults = by_cell(problems)
        listing(first, looks, problems, called, language, mark)
        for sheet in shown:
            page = book.add_worksheet(called[sheet.name])
            copy(page, looks, sheet, faults.get(sheet.name, {}), language, big=big, who=who)
        first.activate()
        for key, value in workbook.properties.items():
            if value and (key.startswith(identities.MARK) or key in ("title",)):
                _keep(book, key, value)
        book.set_custom_property(NOTES, readable(name), "text")
    return file.getvalue()


def _keep(book: xlsxwriter.Workbook, key: str, value: str) -> None:
    """A property of the document as it was."""
    if key == "title":
        book.set_properties({"title": readable(value)})
    else:
        book.set_custom_property(key, readable(value)[:PROPERTY], "text")
