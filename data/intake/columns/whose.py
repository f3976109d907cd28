"""Whose rows these are: by a column of bodies, by the one body named above the table, or by the template."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from data.intake.columns.harvest import Harvest, Objects
from data.intake.columns.known import Known
from data.intake.columns.plan import Plan
from data.intake.columns.words import captions, plain
from data.intake.shapes import seen
from data.intake.sheet import Cell, Sheet
from data.intake.table import Table

CAPTION = re.compile(r"(?P<caption>[^:：]{2,12}?)(\s*[(（](盖章|公章|签章)[)）])?\s*[:：](?P<name>.*)")
FORGIVEN = ("unknown_body", "no_body")  # of a second column, where the first says it


def per_row(table: Table, plan: Plan, known: Known, harvest: Harvest) -> Objects:
    """The body of each row ("" where it is not known, which is told)."""
    positions = plan.roles.get("body", ())
    if not positions:
        return np.full(len(table.rows), plan.body, dtype=object)
    columns = [table.column(at) for at in positions]
    keys = np.stack([codes for codes, _ in columns])
    different, first, back = np.unique(keys, axis=1, return_index=True, return_inverse=True)
    found = np.full(different.shape[1] + 1, "", dtype=object)
    bad: dict[int, tuple[int, str, Cell, str]] = {}
    for at in range(different.shape[1]):
        cells = [cells[code] for code, (_, cells) in zip(different[:, at], columns, strict=True) if code >= 0]
        found[at], problem = _agreed(cells, known, plan.body)
        if problem:
            bad[at] = (int(first[at]), *problem)
    back = np.asarray(back).reshape(-1)
    homeless = any(code == "no_body" for _, code, _, _ in bad.values())
    filled = _filled(table, plan) if homeless else np.ones(len(table.rows), dtype=bool)
    for at, (_, code, cell, allowed) in bad.items():
        for row in table.rows[(back == at) & (filled | (code != "no_body"))]:
            more = {"found": cell.shown, "allowed": allowed}
            harvest.tell(table.name, int(row), cell.column or table.columns[positions[0]], code, **more)
    return np.asarray(found[back], dtype=object)


def _filled(table: Table, plan: Plan) -> NDArray[np.bool_]:
    """Rows in which anything is said at all; the blank ones of a template need no body."""
    positions = [*plan.fields, *plan.days, plan.at("value"), plan.at("status")]
    found = np.zeros(len(table.rows), dtype=bool)
    for at in positions:
        if at >= 0:
            found |= table.column(at)[0] >= 0
    return found


def _agreed(cells: list[Cell], known: Known, otherwise: str) -> tuple[str, tuple[str, Cell, str] | None]:
    """The body that all cells name; or a problem, its cell and what is allowed."""
    if not cells:
        return (otherwise, None) if otherwise else ("", ("no_body", Cell(0, 0, "empty"), ""))
    found = ""
    trouble: list[tuple[str, Cell, str]] = []
    for cell in cells:
        if cell.kind in ("error", "formula"):
            return "", ("error_cell" if cell.kind == "error" else "formula_without_value", cell, "")
        who = known.names.who(cell.shown)
        if who.problem:
            trouble.append((who.problem, cell, who.allowed))
        elif found and who.body != found:
            return "", ("body_differs", cell, found)
        found = found or who.body
    grave = [one for one in trouble if one[0] not in FORGIVEN or not found]
    return ("", grave[0]) if grave else (found, None)


def above(table: Table, known: Known, harvest: Harvest) -> str:
    """The one body named in the rows above the header (填报单位：…); "" where there is none."""
    sheet = table.sheet
    names: dict[str, Cell] = {}
    for row in range(1, table.header_rows[0]):
        for cell in sheet.cells.row(row):
            if cell.kind == "text" and (named := _after_caption(sheet, cell)) is not None:
                names[named[0]] = named[1]
    found = {}
    for name, cell in names.items():
        who = known.names.who(name)
        if who.body:
            found[who.body] = cell
        elif who.problem != "no_body":
            more = {"found": name, "allowed": who.allowed}
            harvest.tell(table.name, cell.row, cell.column, who.problem, **more)
    if len(found) > 1:
        cell = list(found.values())[1]
        more = {"found": ", ".join(names), "allowed": ", ".join(found)}
        harvest.tell(table.name, cell.row, cell.column, "body_differs", **more)
        return ""
    return next(iter(found), "")


def _after_caption(sheet: Sheet, cell: Cell) -> tuple[str, Cell] | None:
    """The name behind 填报单位：, in the same cell or in the next filled one to the right."""
    match = CAPTION.match(seen(str(cell.value)))
    if not match or plain(match["caption"]) not in captions():
        return None
    name = re.split(r"\s{2,}|填报日期|填表日期|日期[:：]", match["name"])[0].strip()
    if name:
        return name, cell
    right = [one for one in sheet.cells.row(cell.row) if one.column > cell.column]
    return (right[0].shown, right[0]) if right else None
