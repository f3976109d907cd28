"""Writes a table of an indicator: its fields across, bodies, events or documents down."""

from __future__ import annotations

from typing import Any

from data.intake.identity import PagePlace
from data.intake.sheet import address
from data.intake.template import cells, checks, notes
from data.intake.template.cells import put_text
from data.intake.template.lags import Lags
from data.intake.template.look import ACT, ACT_PALE, ROW, height
from data.intake.template.pages import SPARE_OF_ALL, SPARE_OF_ONE, Row, Table
from data.intake.template.pen import Pen
from data.reports.cells import readable
from metrics.model import NUMERIC_TYPES, Field, Indicator

# Codes of the two days of a document in a register from which figures are made.
START, END = "start", "end"
WIDTHS = {"body": 10, "name": 20, "item": 22, "document": 40, "lag": 12, "status": 11, "reason": 26}
WIDTHS |= {"evidence": 32}


def write(pen: Pen, page: Any, sheet: str, table: Table, lines: list[str]) -> None:
    """The whole page."""
    one, language = table.indicator, pen.ground.language
    page.set_default_row(ROW)
    top = pen.heading(page, 0, [*lines, *map(readable, notes.rules(one, language))])
    fields = _fields(table)
    codes = _codes(table, fields)
    at = {code: place for place, code in enumerate(codes)}
    _columns(pen, page, top, table, fields, at)
    first = top + 2
    lags = Lags.of(pen, table, at)
    rows = all_rows(table)
    for number, row in enumerate(rows):
        _row(pen, page, sheet, first + number, row, table, fields, at)
        if lags:
            lags.write(page, first + number, row)
    last = first + max(len(rows), 1) - 1
    _guard(pen, page, first, last, table, fields, at)
    if lags:
        lags.warn(page, first, last)
    page.freeze_panes(first, at["item"])
    page.repeat_rows(top)
    kind = "register" if table.register else "table"
    body = table.body.code if table.body else ""
    pen.pages.append(PagePlace(sheet, kind, one.code, body, str(top + 2)))


def all_rows(table: Table) -> list[Row]:
    """The rows of a table with the blank ones at its end."""
    spare = (SPARE_OF_ONE if table.body else SPARE_OF_ALL) if table.cases else 0
    return [*table.rows, *(Row(table.body) for _ in range(spare))]


def columns(table: Table) -> dict[str, Field | None]:
    """The codes of the columns in order, with the field that is asked for there."""
    fields = {field.code: field for field in _fields(table)}
    return {code: fields.get(code) for code in _codes(table, _fields(table))}


def _fields(table: Table) -> tuple[Field, ...]:
    """The columns to fill in; of a register these are the two days of a document."""
    register = table.register
    if register is None:
        return table.indicator.fields
    return (Field(START, register.start, "date"), Field(END, register.end, "date"))


def has_titles(one: Indicator) -> bool:
    """Do its cases have a title of their own, or is there a field that names them?"""
    return not any(field.type == "text" for field in one.fields)


def _codes(table: Table, fields: tuple[Field, ...]) -> list[str]:
    titled = table.cases and (table.register is not None or has_titles(table.indicator))
    codes = ["body", "name", "item", *(["document"] if titled else []), *(field.code for field in fields)]
    codes += ["lag"] if table.cases else []
    return [*codes, *([] if table.register else ["status", "reason"]), "evidence"]


def _columns(
    pen: Pen, page: Any, top: int, table: Table, fields: tuple[Field, ...], at: dict[str, int]
) -> None:
    one, known = table.indicator, {field.code: field for field in fields}
    words = {"body": pen.say("body_code"), "item": pen.say("number" if table.cases else "item")}
    calendar = table.register.calendar if table.register else one.params.get("calendar", "natural")
    words["lag"] = pen.say(f"lag_{calendar}")
    tallest = height()
    bare = not table.cases and not any(row.item for row in table.rows)
    for code, place in at.items():
        field = known.get(code)
        title = field.title[pen.ground.language] if field else words.get(code) or pen.say(code)
        width = WIDTHS.get(code) or (30 if field and field.type in ("text", "list") else 16)
        page.set_column(place, place, width, None, {"hidden": True} if bare and code == "item" else {})
        put_text(page, top, place, title, pen.looks.head())
        tallest = max(tallest, height((title, width)))
        shown = f"{one.code}.{code}" if field and not table.register else code
        put_text(page, top + 1, place, shown, pen.looks.codes())
    page.set_row(top, tallest)
    told = notes.note(pen.ground.catalogue, one, pen.ground.language)
    notes.attach(page, top, at["name"], told, pen.say("about"))


def _row(
    pen: Pen,
    page: Any,
    sheet: str,
    row: int,
    one: Row,
    table: Table,
    fields: tuple[Field, ...],
    at: dict[str, int],
) -> None:
    language, open_cell = pen.ground.language, pen.looks.asked("text")
    given = pen.looks.given()
    put_text(page, row, at["body"], one.body.code if one.body else "", given)
    name = one.body.name[language] if one.body else ""
    put_text(page, row, at["name"], name, given if one.body else open_cell)
    put_text(page, row, at["item"], one.item, open_cell if table.cases else given)
    if "document" in at:
        put_text(page, row, at["document"], one.title, open_cell)
    if table.register:
        days = {START: one.document.start, END: one.document.end} if one.document else {}
        for field in fields:
            value = days.get(field.code, "")
            cells.put(page, row, at[field.code], field, value, pen.looks.asked("date"), language)
        for stored in one.stored:
            pen.stamp(sheet, row, at["item"], stored)
    else:
        _values(pen, page, sheet, row, one, fields, at)
    page.write_blank(row, at["evidence"], None, open_cell)


def _values(
    pen: Pen, page: Any, sheet: str, row: int, one: Row, fields: tuple[Field, ...], at: dict[str, int]
) -> None:
    """Values where they are plain; the status of one field is a word in its cell, of all in its column."""
    by_field = {stored.field: stored for stored in one.stored}
    for field in fields:
        stored, look = by_field.get(field.code), pen.looks.asked(field.type)
        if stored and stored.status:
            put_text(page, row, at[field.code], pen.status_word(stored.status), look)
        else:
            value = stored.value if stored else ""
            cells.put(page, row, at[field.code], field, value, look, pen.ground.language)
        if stored:
            pen.stamp(sheet, row, at[field.code], stored)
    whole = by_field.get("")
    reasons = list(dict.fromkeys(stored.reason for stored in one.stored if stored.reason))
    open_cell = pen.looks.asked("text")
    put_text(page, row, at["status"], pen.status_word(whole.status) if whole else "", open_cell)
    put_text(page, row, at["reason"], "；".join(reasons), open_cell)
    if whole:
        pen.stamp(sheet, row, at["status"], whole)


def _guard(
    pen: Pen, page: Any, first: int, last: int, table: Table, fields: tuple[Field, ...], at: dict[str, int]
) -> None:
    """The check of every column, once for all its rows."""
    language = pen.ground.language
    for field in fields:
        column = at[field.code]
        page.data_validation(first, column, last, column, checks.of_field(field, pen.lists, language))
    if table.cases and not table.body:
        names = tuple(body.name[language] for body in pen.ground.bodies)
        page.data_validation(first, at["name"], last, at["name"], checks.of_name(names, pen.lists, language))
    if "status" in at:
        status, reason = at["status"], at["reason"]
        page.data_validation(first, status, last, status, checks.of_status(pen.lists, language))
        cell, beside = address(first + 1, status + 1), address(first + 1, reason + 1)
        missing = f'=AND(${cell}="{pen.say("not_applicable")}",TRIM(${beside})="")'
        red = pen.looks.of(bg_color=ACT_PALE, font_color=ACT)
        told = {"type": "formula", "criteria": missing, "format": red}
        page.conditional_format(first, reason, last, reason, told)
    _part_over_whole(pen, page, first, last, table.indicator, at)


def _part_over_whole(pen: Pen, page: Any, first: int, last: int, one: Indicator, at: dict[str, int]) -> None:
    """Red where the part of a ratio is more than its whole."""
    num, den = str(one.params.get("num", "")), str(one.params.get("den", ""))
    numeric = all(field.type in NUMERIC_TYPES for field in one.fields if field.code in (num, den))
    if one.rule != "ratio" or num not in at or den not in at or not numeric:
        return
    if max(float(one.params["full_at"]), float(one.params["zero_at"])) > 1:
        return
    part, whole = address(first + 1, at[num] + 1), address(first + 1, at[den] + 1)
    more = f"=AND(ISNUMBER(${part}),ISNUMBER(${whole}),${part}>${whole})"
    red = pen.looks.of(bg_color=ACT_PALE, font_color=ACT)
    told = {"type": "formula", "criteria": more, "format": red}
    page.conditional_format(first, at[num], last, at[num], told)
