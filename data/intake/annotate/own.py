"""A refused template as the same template, with what was filled in and its faults: lists and notes stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import pandas as pd

from data.intake import template
from data.intake.annotate.copy import colours, put
from data.intake.annotate.faults import Place, by_cell, listing, note
from data.intake.annotate.sheets import NOTES
from data.intake.identity import Identity, PagePlace, Stamp
from data.intake.sheet import Sheet, Workbook
from data.intake.template import form, table
from data.intake.template.ground import Ground
from data.intake.template.look import Looks
from data.intake.template.notes import attach
from data.intake.template.pages import Form, Page
from data.intake.template.pen import Pen
from data.intake.template.titles import Titles
from data.words import text
from metrics.errors import CellProblem, NotFound

ALSO = ("status", "reason", "evidence")
Target = tuple[int, int, str]  # row and column (from 0), type of what is asked for there


@dataclass
class Filled:
    """The guest who writes what was filled in, coloured where it is faulty."""

    sheets: Mapping[str, Sheet]
    problems: Sequence[CellProblem]
    language: str
    mark: str
    title: str = ""

    def front(self, book: Any, looks: Looks, taken: Sequence[str]) -> Any:
        """The list of faults."""
        self.title = Titles(tuple(taken)).take(text("annotate.title", self.language))
        page = book.add_worksheet(self.title)
        book.set_custom_property(NOTES, self.title, "text")
        listing(page, looks, self.problems, {one: one for one in self.sheets}, self.language, self.mark)
        return page

    def over(self, pen: Pen, page: Any, sheet: str, content: Page) -> None:
        """Every cell that was to be filled in, as it was filled in."""
        faults: Mapping[Place, list[CellProblem]] = by_cell(self.problems).get(sheet, {})
        given, place = self.sheets[sheet], pen.pages[-1]
        for row, column, kind in _targets(content, int(place.codes_row)):
            cell = given.cells.at(row + 1, column + 1)
            wrong = faults.get((row + 1, column + 1), [])
            look = pen.looks.asked(kind, **colours(wrong))
            if cell.kind == "empty":
                page.write_blank(row, column, None, look)
            else:
                put(page, cell, look)
        for (row, column), wrong in faults.items():
            attach(
                page, row - 1, column - 1, note(wrong, self.language), text("annotate.title", self.language)
            )


def own(
    workbook: Workbook, who: Identity, problems: Sequence[CellProblem], language: str, ground: Ground
) -> bytes | None:
    """The template with its faults; None where it is no longer laid out as it was made."""
    then = replace(
        ground,
        stored=_stored(who.stamps),
        sequence=int(who.sequence or 0),
        language=who.language,
        made_at=datetime.fromisoformat(who.made_at),
    )
    sheets = {one.name: one for one in workbook.sheets}
    try:
        _, pages = template.content(then, who.kind, who.subject)
    except NotFound:
        return None
    if len(pages) != len(who.pages) or who.version != ground.catalogue.version:
        return None
    if not all(_as_made(sheets.get(at.sheet), at, page) for at, page in zip(who.pages, pages, strict=True)):
        return None
    guest = Filled(sheets, problems, language, who.demo)
    return template.again(then, who.kind, who.subject, guest)


def _stored(stamps: Sequence[Stamp]) -> pd.DataFrame:
    names = [one.name for one in fields(Stamp)]
    rows = [[getattr(one, name) for name in names] for one in stamps]
    return pd.DataFrame(rows, columns=names, dtype=object)


def _as_made(sheet: Sheet | None, at: PagePlace, content: Page) -> bool:
    """Do the codes and the keys of every row still stand where the template had them?"""
    if sheet is None or not at.codes_row.isdigit():
        return False
    for row, column, expected in _keys(content, int(at.codes_row)):
        if str(sheet.cells.at(row + 1, column + 1).value) != expected:
            return False
    return True


def _keys(content: Page, codes_row: int) -> Iterator[tuple[int, int, str]]:
    """Cells (from 0) by which a row is known, with what stood there."""
    if isinstance(content, Form):
        for row, line in form.places(content, codes_row):
            code = line.field.code if line.field else ""
            for key, value in (("indicator", line.indicator.code), ("item", line.item), ("field", code)):
                yield row, form.AT[key], value
        return
    for at, code in enumerate(table.columns(content)):
        own_field = table.columns(content)[code] is not None and content.register is None
        yield codes_row - 1, at, f"{content.indicator.code}.{code}" if own_field else code
    for number, one in enumerate(table.all_rows(content)):
        yield codes_row + number, 0, one.body.code if one.body else ""


def _targets(content: Page, codes_row: int) -> Iterator[Target]:
    """The cells that are to be filled in."""
    if isinstance(content, Form):
        for row, line in form.places(content, codes_row):
            if line.field:
                yield row, form.AT["value"], line.field.type
            yield from ((row, form.AT[code], "text") for code in ALSO)
        return
    columns = table.columns(content)
    for number, one in enumerate(table.all_rows(content)):
        for at, (code, field) in enumerate(columns.items()):
            free = code in (*ALSO, "document") or (code == "item" and content.cases)
            if field or free or (code == "name" and one.body is None):
                yield codes_row + number, at, field.type if field else "text"
