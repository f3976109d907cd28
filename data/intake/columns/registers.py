"""Makes an indicator's figures from its register of documents: how many were sampled, how many in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue.crosschecks import Register
from data.intake.columns.aside import Aside
from data.intake.columns.harvest import Harvest, Objects
from data.intake.columns.known import Asked, Known
from data.intake.columns.plan import Plan
from data.intake.columns.said import Said
from data.intake.columns.told import tell_unclear
from data.intake.meaning import Wish
from data.intake.table import Table
from data.intake.template.checks import LONGEST
from data.intake.template.documents import Document, listing
from metrics.model import Field
from metrics.workdays import lag


@dataclass(frozen=True)
class Row:
    """A document with the row it stands in."""

    row: int
    document: Document


def read(table: Table, plan: Plan, known: Known, bodies: Objects, harvest: Harvest, *, epoch: bool) -> None:
    """The figures of each body that has a document here; working days come from the dates themselves."""
    register = plan.register
    if register is None:
        raise ValueError("a register's plan has a register")
    aside = Aside.of(table, plan, harvest)
    (start, no_start), (end, no_end) = (
        _days(table, position, title, register, known, bodies, harvest, epoch)
        for position, title in zip(plan.days, (register.start, register.end), strict=True)
    )
    column = table.columns[plan.days[0]]
    by_body: dict[str, list[Row]] = {}
    for at, row in enumerate(table.rows.tolist()):
        one = Document(_number(aside, at), str(aside.title[at]), str(start[at]), str(end[at]))
        said = any((one.number, one.title, one.start, one.end))
        if not bodies[at] or not said or no_start[at] or no_end[at]:
            continue  # a day that cannot be understood has been told already
        if _sound(table, row, one, register, plan, str(bodies[at]), by_body, harvest):
            by_body.setdefault(str(bodies[at]), []).append(Row(row, one))
    for body, documents in by_body.items():
        _figures(table, column, register, known, body, documents, harvest)


def _number(aside: Aside, at: int) -> str:
    """The number of a document; its title may have to stand in for it elsewhere, but not here."""
    return "" if aside.item[at] == aside.title[at] else str(aside.item[at])


def _days(
    table: Table,
    position: int,
    title: object,
    register: Register,
    known: Known,
    bodies: Objects,
    harvest: Harvest,
    epoch: bool,
) -> tuple[Objects, NDArray[np.bool_]]:
    """A column of days, and where something stands that is none."""
    one = known.catalogue.indicator(register.indicator)
    field = Field(register.listed, one.title, "date")
    codes, cells = table.column(position)
    said = Said.of(cells, field, Wish("date", year=known.year, epoch_1904=epoch))
    tell_unclear(
        harvest, table.name, table.rows, codes, table.columns[position], said, bodies, Asked(one, field)
    )
    unclear = np.array([*(bool(one.code) for one in said.meant), False], dtype=bool)
    return np.asarray(said.value[codes], dtype=object), np.asarray(unclear[codes])


def _sound(
    table: Table,
    row: int,
    one: Document,
    register: Register,
    plan: Plan,
    body: str,
    by_body: dict[str, list[Row]],
    harvest: Harvest,
) -> bool:
    """A document has a name and a day on which it was made, ends no earlier, and stands once."""
    more = {"body": body, "indicator": register.indicator, "found": f"{one.number} {one.title}".strip()}
    start, end = (table.columns[position] for position in plan.days)
    where = table.columns[max(plan.at("item"), plan.at("number"), plan.at("document"), 0)]
    if not one.number and not one.title:
        harvest.tell(table.name, row, where, "document_unnamed", **more)
    elif not one.start:
        harvest.tell(table.name, row, start, "document_undated", **more)
    elif one.end and one.end < one.start:
        harvest.tell(
            table.name, row, end, "document_backwards", **(more | {"found": f"{one.end} < {one.start}"})
        )
    elif twin := next((other for other in by_body.get(body, ()) if _same(other.document, one)), None):
        harvest.tell(table.name, row, where, "document_twice", allowed=str(twin.row), **more)
    else:
        return True
    return False


def _same(one: Document, other: Document) -> bool:
    if one.number or other.number:
        return one.number == other.number
    return one.title == other.title


def _figures(
    table: Table,
    column: int,
    register: Register,
    known: Known,
    body: str,
    documents: Sequence[Row],
    harvest: Harvest,
) -> None:
    """The three figures of a body, at its first document."""
    row = documents[0].row
    more = {"body": body, "indicator": register.indicator}
    listed = listing(one.document for one in documents)
    if len(listed) > LONGEST:
        harvest.tell(table.name, row, column, "register_too_long", found=str(len(documents)), **more)
        return
    if register.calendar == "workday" and known.calendar is None:
        harvest.tell(table.name, row, column, "register_no_calendar", **more)
        return
    within = sum(_lag(one.document, register, known) <= register.limit for one in documents)
    told = {register.in_time: str(within), register.sampled: str(len(documents)), register.listed: listed}
    for field, value in told.items():
        harvest.add(table.name, np.array([row]), column, field=field, value=value, **more)


def _lag(one: Document, register: Register, known: Known) -> float:
    """Days from one date to the other; never, where it was not published."""
    if not one.end:
        return float("inf")
    start, end = np.datetime64(one.start), np.datetime64(one.end)
    if register.calendar == "workday" and known.calendar is not None:
        return float(lag(start, end, known.calendar))
    return float((end - start).astype("int64"))
