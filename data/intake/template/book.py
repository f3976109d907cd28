"""Puts a template together: how to fill in, its pages, the hidden lists and the hidden identity."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Protocol

import xlsxwriter

from data.intake import identity as identities
from data.intake.identity import Identity
from data.intake.template import form, table
from data.intake.template.ground import Ground
from data.intake.template.lists import Lists
from data.intake.template.look import Looks
from data.intake.template.pages import Form, Page, Table
from data.intake.template.pen import Pen
from data.intake.template.titles import Titles
from data.reports.cells import demo_mark, readable
from data.words import text

PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# What a protected sheet still allows: making columns wider, rows higher, choosing any cell to read its note.
ALLOWED = {
    "format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip


class Guest(Protocol):
    """Who writes into a template while it is made: a sheet in front, and what was filled in."""

    def front(self, book: Any, looks: Looks, taken: Sequence[str]) -> Any:
        """Add a sheet before all others, under a name that is not taken; returns it."""

    def over(self, pen: Pen, page: Any, sheet: str, content: Page) -> None:
        """Write over a page that has just been made."""


def workbook(
    ground: Ground,
    kind: str,
    subject: str,
    title: str,
    pages: Sequence[Page],
    guest: Guest | None = None,
) -> bytes:
    """The workbook of these pages as bytes; the same ground makes the same bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        mark = demo_mark() if ground.round.demo else ""
        looks, titles = Looks(book), Titles()
        first = guest.front(book, looks, _names(ground, pages)) if guest else None
        about = book.add_worksheet(titles.take(_say(ground, "about")))
        sheets = [(titles.take(_name(ground, page)), page) for page in pages]
        shown = [book.add_worksheet(name) for name, _ in sheets]
        lists_title = titles.take(_say(ground, "dictionary"))
        lists = book.add_worksheet(lists_title)
        hidden = book.add_worksheet(titles.take(_say(ground, "identity")))
        pen = Pen(ground, looks, Lists(lists, lists_title), mark)
        lines = _lines(ground, kind, title)
        elsewhere = {page.indicator.code: name for name, page in sheets if isinstance(page, Table)}
        for page, (name, content) in zip(shown, sheets, strict=True):
            if isinstance(content, Form):
                form.write(pen, page, name, content, lines, elsewhere)
            else:
                one = content.indicator
                heading = f"{one.code} {one.title[ground.language]}"
                table.write(pen, page, name, content, [readable(heading), *lines])
            if guest:
                guest.over(pen, page, name, content)
            _finish(page)
        _about(pen, about, lines)
        told = _identity(ground, kind, subject, mark, pen)
        _hide(hidden, told)
        for page in (lists, hidden):
            page.protect("", {"select_locked_cells": False})
            page.very_hidden()
        (first or (shown[0] if shown else about)).activate()
        _properties(book, told, lines[0], mark, ground)
    return file.getvalue()


def _say(ground: Ground, key: str, **numbers: object) -> str:
    return text(f"template.{key}", ground.language, **numbers)


def _names(ground: Ground, pages: Sequence[Page]) -> tuple[str, ...]:
    """The names of all sheets of the template."""
    titles = Titles()
    wanted = [_say(ground, "about"), *(_name(ground, page) for page in pages)]
    wanted += [_say(ground, "dictionary"), _say(ground, "identity")]
    return tuple(titles.take(one) for one in wanted)


def _name(ground: Ground, page: Page) -> str:
    if isinstance(page, Form):
        return _say(ground, "form")
    code, title = page.indicator.code, page.indicator.title[ground.language]
    return f"{_say(ground, 'register')} {code}" if page.cases else f"{code} {title}"


def _lines(ground: Ground, kind: str, title: str) -> list[str]:
    """What the workbook is: kind and subject, round, catalogue, when it was made."""
    one, catalogue = ground.round, ground.catalogue
    heading = _say(ground, kind if kind != "indicator" else "form")
    plan = {"title": catalogue.title, "code": catalogue.code, "version": catalogue.version[:8]}
    return [
        readable(f"{heading} · {title}"),
        readable(_say(ground, "round", title=one.title, code=one.code)),
        readable(_say(ground, "plan", **plan)),
        _say(ground, "made", at=ground.made_at),
    ]


def _about(pen: Pen, page: Any, lines: list[str]) -> None:
    row = pen.heading(page, 0, lines)
    page.set_column(0, 0, 110)
    for number in range(1, 6):
        page.write_string(row + number, 0, pen.say(f"about_{number}"), pen.looks.of())
        page.set_row(row + number, 40)
    _finish(page)


def _finish(page: Any) -> None:
    page.protect("", ALLOWED)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _identity(ground: Ground, kind: str, subject: str, mark: str, pen: Pen) -> Identity:
    return Identity(
        kind=kind,
        subject=subject,
        round=ground.round.code,
        catalogue=ground.catalogue.code,
        version=ground.catalogue.version,
        language=ground.language,
        made_at=ground.made_at.isoformat(timespec="seconds"),
        sequence=str(ground.sequence),
        demo=mark,
        pages=tuple(pen.pages),
        stamps=tuple(pen.stamps),
    )


def _hide(page: Any, told: Identity) -> None:
    for row, cells in enumerate(identities.rows(told)):
        for column, cell in enumerate(cells):
            if cell:
                page.write_string(row, column, readable(cell))


def _properties(book: Any, told: Identity, title: str, mark: str, ground: Ground) -> None:
    about = {"title": title, "created": ground.made_at, "language": ground.language}
    book.set_properties({**about, "keywords": mark, "comments": mark, "status": mark})
    for key, value in identities.properties(told).items():
        book.set_custom_property(key, value or "-", "text")
