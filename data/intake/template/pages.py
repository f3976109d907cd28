"""What stands on the pages of a template: which body, indicator, item and field each line asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.catalogue.crosschecks import Register
from data.intake.template.documents import Document, documents
from data.intake.template.ground import Ground, Stored
from metrics.model import Body, Field, Indicator

# Blank rows for documents or events not yet known: enough for a year, more can be handed in again.
SPARE_OF_ONE, SPARE_OF_ALL = 60, 300


@dataclass(frozen=True)
class Line:
    """A line of a form: an indicator (field None, not applicable or nil as a whole) or one of its fields."""

    indicator: Indicator
    field: Field | None = None
    item: str = ""
    stored: Stored | None = None
    elsewhere: bool = False  # its facts are asked for in a register of their own


@dataclass(frozen=True)
class Form:
    """A body's indicators, one line under another."""

    body: Body
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table: a body, or one of its cases; a row without a body is still to be filled in."""

    body: Body | None = None
    item: str = ""
    title: str = ""
    stored: tuple[Stored, ...] = ()
    document: Document | None = None


@dataclass(frozen=True)
class Table:
    """An indicator's fields across, bodies or cases down.

    `cases`: a body may have several rows, and there are blank ones. `register`: the rows are documents
    from which the indicator's figures are made. `body`: the only one, where the table is of one body.
    """

    indicator: Indicator
    rows: tuple[Row, ...]
    cases: bool = False
    register: Register | None = None
    body: Body | None = None


Page = Form | Table


def dated(one: Indicator) -> bool:
    """Is it judged by two dates of each case?"""
    return {"from", "to"} <= set(one.params)


def pages_for_body(ground: Ground, body: Body) -> tuple[Page, ...]:
    """The form, and a table for each indicator of two dates."""
    asked = [one for one in ground.catalogue.indicators if ground.concerns(one, body)]
    lines = [line for one in asked for line in _lines(ground, one, body)]
    tables = [_table(ground, one, body, whole_elsewhere=True) for one in asked if dated(one)]
    return (Form(body, tuple(lines)), *tables)


def pages_for_unit(ground: Ground, unit: str) -> tuple[Page, ...]:
    """A table per indicator whose `judge` or `units` name the unit; () where none does."""
    named = [one for one in ground.catalogue.indicators if unit == one.judge or unit in one.units]
    return tuple(_table(ground, one) for one in named if one.fields)


def pages_for_indicator(ground: Ground, one: Indicator) -> tuple[Page, ...]:
    """One table of all bodies that the indicator is asked of."""
    return (_table(ground, one),)


def pages_for_register(ground: Ground, one: Indicator, body: Body | None) -> tuple[Page, ...]:
    """The table of documents of one body or of all."""
    register = ground.crosschecks.register(one.code)
    if register is None:
        return (_table(ground, one, body),) if dated(one) else ()
    rows = [row for who in _asked(ground, one, body) for row in _documents(ground, one, register, who)]
    return (Table(one, tuple(rows), cases=True, register=register, body=body),)


def _lines(ground: Ground, one: Indicator, body: Body) -> Iterable[Line]:
    stored = ground.of(body.code, one.code)
    whole = next((row for row in stored if _is_whole(row)), None)
    yield Line(one, stored=whole, elsewhere=dated(one))
    if dated(one):
        return
    for row in stored:
        if not row.field and row.item:
            yield Line(one, item=row.item, stored=row)
    there = {(row.item, row.field): row for row in stored}
    for item in _items(stored):
        for field in one.fields:
            yield Line(one, field, item, there.get((item, field.code)))


def _table(
    ground: Ground, one: Indicator, body: Body | None = None, *, whole_elsewhere: bool = False
) -> Table:
    """`whole_elsewhere`: a form beside it shows the status of the indicator as a whole."""
    cases = dated(one)
    rows: list[Row] = []
    for who in _asked(ground, one, body):
        stored = [row for row in ground.of(who.code, one.code) if not (whole_elsewhere and _is_whole(row))]
        for item in _items(stored) if stored or not cases else []:
            mine = tuple(row for row in stored if row.item == item)
            rows.append(Row(who, item, stored=mine))
    return Table(one, tuple(rows), cases=cases, body=body)


def _documents(ground: Ground, one: Indicator, register: Register, body: Body) -> list[Row]:
    """The documents that are kept in the indicator's list; the first row carries what is stored."""
    stored = tuple(ground.of(body.code, one.code))
    listed = next((row.value for row in stored if row.field == register.listed and not row.item), "")
    return [
        Row(body, document.number, document.title, stored if not at else (), document)
        for at, document in enumerate(documents(listed) or ())
    ]


def _asked(ground: Ground, one: Indicator, body: Body | None) -> Sequence[Body]:
    return [body] if body else [who for who in ground.bodies if ground.concerns(one, who)]


def _is_whole(row: Stored) -> bool:
    return not row.field and not row.item


def _items(stored: Sequence[Stored]) -> list[str]:
    """The items as they came; the single case of an indicator has no name."""
    return list(dict.fromkeys(row.item for row in stored if row.field or row.item)) or [""]
