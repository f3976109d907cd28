"""Reads a table with indicators and their fields down the rows, and the values in a column beside them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.intake.columns.aside import Aside
from data.intake.columns.harvest import Harvest, Objects, Rows
from data.intake.columns.known import Asked, Known
from data.intake.columns.plan import Plan
from data.intake.columns.said import NIL, Said
from data.intake.columns.told import tell_unclear
from data.intake.meaning import Wish
from data.intake.sheet import Cell
from data.intake.table import Table
from metrics.model import NUMERIC_TYPES, Indicator


def read(table: Table, plan: Plan, known: Known, bodies: Objects, harvest: Harvest, *, epoch: bool) -> None:
    """All lines of the table; `bodies` are those of the rows, or of the columns where these are bodies."""
    aside = Aside.of(table, plan, harvest)
    lines = _Lines(table, plan, known, harvest)
    columns = [(at, np.full(len(table.rows), body, dtype=object)) for at, body in plan.bodies.items()]
    for position, whose in columns or [(plan.at("value"), bodies)]:
        codes, cells = table.column(position)
        _unnamed(lines, position, codes, whose, aside, harvest)
        for asked, at in lines.groups():
            _values(lines, position, asked, at, codes, cells, whose, aside, epoch)
    for one, at in lines.wholes():
        for whose in [whose for _, whose in columns] or [bodies]:
            _whole(lines, one, at, whose, aside, plan)


class _Lines:
    """Which indicator and field each row speaks of, found once for each different pair of cells."""

    def __init__(self, table: Table, plan: Plan, known: Known, harvest: Harvest) -> None:
        self.table, self.plan, self.known, self.harvest = table, plan, known, harvest
        self.indicators = [table.column(at) for at in plan.roles.get("indicator", ())]
        self.field = table.column(plan.at("field")) if plan.at("field") >= 0 else None
        keys = [codes for codes, _ in self.indicators]
        if self.field is not None:
            keys.append(self.field[0])
        if not plan.own and self.field is not None:
            keys[:-1] = [_carried_down(codes, self.field[0]) for codes in keys[:-1]]
        self.keys, back = np.unique(np.stack(keys), axis=1, return_inverse=True)
        self.back = np.asarray(back).reshape(-1)
        self.found = [self._find(tuple(int(one) for one in key)) for key in self.keys.T]

    def groups(self) -> Iterator[tuple[Asked, Rows]]:
        """Every field with the rows that speak of it."""
        rows: dict[str, list[int]] = {}
        fields: dict[str, Asked] = {}
        for at, one in enumerate(self.found):
            if isinstance(one, Asked):
                rows.setdefault(str(one), []).append(at)
                fields[str(one)] = one
        for name, several in rows.items():
            yield fields[name], np.flatnonzero(np.isin(self.back, several))

    def wholes(self) -> Iterator[tuple[Indicator, Rows]]:
        """Every indicator with the rows that speak of it as a whole."""
        for at, one in enumerate(self.found):
            if isinstance(one, Indicator):
                yield one, np.flatnonzero(self.back == at)

    def unnamed(self) -> Iterator[tuple[tuple[str, str, str], Rows]]:
        """What is said (problem, found, allowed) of rows whose field is not known, with the rows."""
        for at, one in enumerate(self.found):
            if isinstance(one, tuple):
                yield one, np.flatnonzero(self.back == at)

    def _find(self, key: tuple[int, ...]) -> Asked | Indicator | tuple[str, str, str] | None:
        """The field, or the indicator as a whole; or what to say; None for a row that names nothing."""
        cells = [cells[code] for code, (_, cells) in zip(key, self.indicators, strict=False) if code >= 0]
        named = self.field[1][key[-1]] if self.field is not None and key[-1] >= 0 else None
        if not cells and named is None:
            return None
        several = [one for cell in cells if (one := self.known.indicator(cell.shown)) is not None]
        one = several[0] if several else None
        if any(other.code != several[0].code for other in several):
            return ("indicator_differs", cells[0].shown, ", ".join(other.code for other in several))
        if named is not None:
            return self._field(one, cells, named)
        if one is None:
            asked = self.known.asked(cells[0].shown)
            return asked[0] if len(asked) == 1 else ("unknown_indicator", cells[0].shown, "")
        if len(one.fields) == 1 and not self.plan.own:
            return Asked(one, one.fields[0])
        return one

    def _field(
        self, one: Indicator | None, cells: list[Cell], named: Cell
    ) -> Asked | tuple[str, str, str] | Indicator:
        asked = self.known.asked(named.shown, one)
        if len(asked) == 1:
            return asked[0]
        if one is not None:
            same = self.known.indicator(named.shown)
            if same is not None and same.code == one.code:
                return Asked(one, one.fields[0]) if len(one.fields) == 1 else one
            return ("unknown_field", named.shown, ", ".join(str(Asked(one, own)) for own in one.fields))
        if asked:
            return ("ambiguous_field", named.shown, ", ".join(str(other) for other in asked))
        found = f"{cells[0].shown} {named.shown}" if cells else named.shown
        return ("unknown_indicator", found, "")


def _carried_down(codes: Rows, fields: Rows) -> Rows:
    """An indicator that is written once holds for the lines below it that name a field."""
    at = np.where(codes >= 0, np.arange(len(codes)), -1)
    last = np.maximum.accumulate(at) if len(at) else at
    return np.where((codes < 0) & (fields >= 0) & (last >= 0), codes[np.maximum(last, 0)], codes)


def _unnamed(
    lines: _Lines, position: int, codes: Rows, bodies: Objects, aside: Aside, harvest: Harvest
) -> None:
    """Lines with a value or status whose field is not known."""
    table = lines.table
    for (code, found, allowed), at in lines.unnamed():
        for row in at[(codes[at] >= 0) | (aside.status[at] != "")]:
            harvest.tell(
                table.name, int(table.rows[row]), _named_in(lines), code,
                body=str(bodies[row]), found=found, allowed=allowed,
            )  # fmt: skip


def _named_in(lines: _Lines) -> int:
    """The column in which a line says what it is about."""
    position = lines.plan.at("field") if lines.field is not None else lines.plan.at("indicator")
    return lines.table.columns[position]


def _values(
    lines: _Lines,
    position: int,
    asked: Asked,
    at: Rows,
    codes: Rows,
    cells: list[Cell],
    bodies: Objects,
    aside: Aside,
    epoch: bool,
) -> None:
    """The lines of one field."""
    table, harvest = lines.table, lines.harvest
    at = at[bodies[at] != ""]
    used, mine = np.unique(codes[at], return_inverse=True)
    here = [cells[code] for code in used if code >= 0]
    # Position -1 stands for the empty cell, which np.unique puts first.
    mine = np.where(codes[at] >= 0, mine - (len(used) - len(here)), -1)
    kind, choices = asked.field.type, asked.field.choices
    wish = Wish(kind, choices, year=lines.known.year, epoch_1904=epoch)
    said = Said.of(here, asked.field, wish, own=lines.plan.own)
    tell_unclear(harvest, table.name, table.rows[at], mine, table.columns[position], said, bodies[at], asked)
    status = np.where(said.status[mine] == "empty", "", said.status[mine])
    status = np.where(status == "", aside.status[at], status)
    value = said.value[mine].copy()
    nothing = (value == "") & (status == NIL) & (kind in NUMERIC_TYPES)
    value[nothing] = "0"
    reason = np.where(aside.reason[at] != "", aside.reason[at], np.where(status != "", said.reason[mine], ""))
    # A template's line with a reason and nothing else was begun and not finished: that is told later on.
    kept = said.given[mine] | (aside.status[at] != "") | (lines.plan.own & (aside.reason[at] != ""))
    at, value, status, reason = at[kept], value[kept], status[kept], reason[kept]
    harvest.add(
        table.name, table.rows[at], table.columns[position],
        body=bodies[at], indicator=asked.indicator.code, item=aside.item[at], field=asked.field.code,
        value=value, status=status, reason=reason, evidence=aside.evidence[at],
    )  # fmt: skip


def _whole(lines: _Lines, one: Indicator, at: Rows, bodies: Objects, aside: Aside, plan: Plan) -> None:
    """Lines that speak of an indicator as a whole: its status; a figure there has no field to go to."""
    table, harvest = lines.table, lines.harvest
    at = at[bodies[at] != ""]
    if not plan.own:
        codes, cells = (
            table.column(plan.at("value")) if plan.at("value") >= 0 else (np.full(len(bodies), -1), [])
        )
        for row in at[codes[at] >= 0]:
            harvest.tell(
                table.name, int(table.rows[row]), _named_in(lines), "which_field",
                body=str(bodies[row]), indicator=one.code, found=cells[codes[row]].shown,
                allowed=", ".join(str(Asked(one, field)) for field in one.fields),
            )  # fmt: skip
    begun = plan.own & (aside.reason[at] != "")
    kept = at[(aside.status[at] != "") | begun]
    if not len(kept):
        return
    status = aside.status[kept]
    column = plan.at("status") if plan.at("status") >= 0 else 0
    harvest.add(
        table.name, table.rows[kept], table.columns[column],
        body=bodies[kept], indicator=one.code, item=aside.item[kept], status=status,
        reason=aside.reason[kept], evidence=aside.evidence[kept],
    )  # fmt: skip
