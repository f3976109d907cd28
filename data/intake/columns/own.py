"""The pages of our own templates as tables: found by their identity, their columns by the row of codes."""

from __future__ import annotations

from data.intake.columns.known import Asked, Known
from data.intake.columns.plan import Plan
from data.intake.columns.words import plain
from data.intake.identity import PagePlace
from data.intake.sheet import Sheet
from data.intake.table import Table
from metrics.errors import CellProblem

NEEDED = {
    "form": {"value", "status", "indicator", "item", "field"},
    "table": {"body", "name", "item", "status"},
    "register": {"body", "name", "item", "document", "start", "end"},
}
ROLES = {"name": "body"}  # a second column that says the same
LOOKED_AT = 40  # rows among which a moved row of codes is looked for


def page(sheet: Sheet, place: PagePlace, known: Known) -> tuple[Table, Plan] | CellProblem:
    """The table of a page and its plan; a problem where the row of codes is gone."""
    row = _codes_row(sheet, place)
    if row is None:
        return CellProblem(sheet.name, "", "template_damaged", found=place.codes_row)
    codes = {cell.column: str(cell.value) for cell in sheet.cells.row(row) if cell.kind == "text"}
    rows = sheet.cells.filled_rows()
    labels = tuple((code,) for code in codes.values())
    table = Table(sheet, tuple(codes.values()), labels, tuple(codes), (row, row), rows[rows > row])
    return table, _plan(table, place, known)


def _codes_row(sheet: Sheet, place: PagePlace) -> int | None:
    needed = NEEDED.get(place.kind, set())
    first = int(place.codes_row) if place.codes_row.isdigit() else 0
    for row in (first, *(int(one) for one in sheet.cells.filled_rows()[:LOOKED_AT])):
        if needed and needed <= {str(cell.value) for cell in sheet.cells.row(row)}:
            return row
    return None


def _plan(table: Table, place: PagePlace, known: Known) -> Plan:
    """What each column is for, as its code says."""
    roles: dict[str, tuple[int, ...]] = {}
    fields: dict[int, Asked] = {}
    for at, code in enumerate(table.header):
        asked = known.fields.get(plain(code), ()) if "." in code else ()
        exact = [one for one in asked if str(one) == code]
        if place.kind == "table" and exact:
            fields[at] = exact[0]
        else:
            name = ROLES.get(code, code)
            roles[name] = (*roles.get(name, ()), at)
    register = known.crosschecks.register(place.indicator) if place.kind == "register" else None
    days = (roles["start"][0], roles["end"][0]) if register else (-1, -1)
    return Plan(roles, fields, register=register, days=days, body=place.body, own=True)


def strange_fields(table: Table, plan: Plan, place: PagePlace) -> list[CellProblem]:
    """Fields that the template asked for and the catalogue no longer knows."""
    known = {*(one for one in NEEDED["table"]), "document", "lag", "reason", "evidence"}
    return [
        CellProblem(table.name, "", "template_field_gone", found=code, indicator=place.indicator)
        for at, code in enumerate(table.header)
        if place.kind == "table" and at not in plan.fields and code not in known
    ]
