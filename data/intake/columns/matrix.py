"""Reads a table with fields across, bodies or cases down: whole columns at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.intake.columns.aside import Aside
from data.intake.columns.harvest import Harvest, Objects, Rows
from data.intake.columns.known import Asked, Known
from data.intake.columns.plan import Plan
from data.intake.columns.said import NIL, Said
from data.intake.columns.told import tell_unclear
from data.intake.columns.words import plain, without_bracket
from data.intake.meaning import Wish
from data.intake.table import Table

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One field's column: which rows are filled, and what their cells say."""

    position: int
    asked: Asked
    codes: Rows
    said: Said
    filled: Mask


def read(table: Table, plan: Plan, known: Known, bodies: Objects, harvest: Harvest, *, epoch: bool) -> None:
    """All values of the table, and the statuses that speak for a whole row."""
    aside = Aside.of(table, plan, harvest)
    columns = []
    for position, asked in plan.fields.items():
        codes, cells = table.column(position)
        said = Said.of(cells, asked.field, _wish(table, position, asked, known, epoch), own=plan.own)
        tell_unclear(harvest, table.name, table.rows, codes, table.columns[position], said, bodies, asked)
        columns.append(Column(position, asked, codes, said, said.given[codes] & (bodies != "")))
    stated = aside.status != ""
    for one in columns:
        stated = stated | (one.filled & (one.said.status[one.codes] != ""))
    for one in columns:
        _values(table, one, stated, aside, bodies, harvest)
    _whole(table, plan, columns, aside, bodies, harvest)


def _wish(table: Table, position: int, asked: Asked, known: Known, epoch: bool) -> Wish:
    """What the column wants to know, with the unit that stands in brackets behind its name."""
    label = plain(table.labels[position][-1])
    name, bracket = without_bracket(label)
    unit = bracket if label not in known.fields and name in known.fields else ""
    kind, choices = asked.field.type, asked.field.choices
    return Wish(kind, choices, unit=unit, year=known.year, epoch_1904=epoch)


def _values(table: Table, one: Column, stated: Mask, aside: Aside, bodies: Objects, harvest: Harvest) -> None:
    """The filled cells of a column, each with its own status or with the nil return of its row.

    A reason belongs to what has a status; where nothing in the row has one, to all of it. Values beside a
    row that is not applicable stay as they are, so that the contradiction is told.
    """
    at = np.flatnonzero(one.filled)
    mine = one.codes[at]
    own = one.said.status[mine]
    status = np.where((own == "") & (aside.status[at] == NIL), NIL, own)
    explained = (status != "") | ~stated[at]
    reason = np.where(explained, aside.reason[at], "")
    reason = np.where((reason == "") & (status != ""), one.said.reason[mine], reason)
    harvest.add(
        table.name, table.rows[at], table.columns[one.position],
        body=bodies[at], indicator=one.asked.indicator.code, item=aside.item[at],
        field=one.asked.field.code, value=one.said.value[mine], status=status, reason=reason,
        evidence=aside.evidence[at],
    )  # fmt: skip


def _whole(
    table: Table, plan: Plan, columns: list[Column], aside: Aside, bodies: Objects, harvest: Harvest
) -> None:
    """Rows that are not applicable as a whole, or a nil return without any figure: of their one indicator."""
    indicators = dict.fromkeys(one.asked.indicator.code for one in columns)
    filled = np.zeros(len(table.rows), dtype=bool)
    for one in columns:
        filled |= one.filled
    stated = (aside.status != "") & (bodies != "") & ~((aside.status == NIL) & filled)
    at = np.flatnonzero(stated)
    column = table.columns[plan.at("status")] if plan.at("status") >= 0 else 1
    if len(indicators) != 1:
        for row in table.rows[at]:
            allowed = ", ".join(indicators)
            harvest.tell(table.name, int(row), column, "status_for_several", allowed=allowed)
        return
    harvest.add(
        table.name, table.rows[at], column,
        body=bodies[at], indicator=next(iter(indicators)), item=aside.item[at], status=aside.status[at],
        reason=aside.reason[at], evidence=aside.evidence[at],
    )  # fmt: skip
