"""Which sheet of a workbook is our own list of faults: it is passed over when the workbook is read again."""

from __future__ import annotations

from dataclasses import replace

from data.intake.sheet import Sheet, Workbook
from data.words import LANGUAGES, text

NOTES = "evaluation-annotated"  # property of the document: name of the sheet with the list


def without_notes(workbook: Workbook) -> Workbook:
    """The workbook without the list of faults that `annotate` put in front.

    It is known by the property of the document, or where a program has dropped that, by its heading.
    """
    named = workbook.properties.get(NOTES, "")
    kept = tuple(one for one in workbook.sheets if one.name != named and not _is_listing(one))
    return workbook if len(kept) == len(workbook.sheets) else replace(workbook, sheets=kept)


def _is_listing(sheet: Sheet) -> bool:
    first = str(sheet.cells.at(1, 1).value)
    return any(first == text("annotate.heading", language) for language in LANGUAGES)
