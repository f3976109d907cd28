"""The days between two dates of a case, as a protected formula that counts working days as the law does."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from data.intake.sheet import address
from data.intake.template.look import ACT, ACT_PALE
from data.intake.template.pages import Row, Table
from data.intake.template.pen import Pen
from metrics.model import Calendar
from metrics.workdays import lag

DAY_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar, right from 1 March 1900 on
BACKWARDS = "⚠"


@dataclass(frozen=True)
class Lags:
    """The column of lags of one table: between which columns, by which calendar, up to which limit."""

    pen: Pen
    column: int
    start: tuple[str, int]
    end: tuple[str, int]
    limit: float
    calendar: Calendar | None

    @staticmethod
    def of(pen: Pen, table: Table, at: dict[str, int]) -> Lags | None:
        """The lags of a table of cases; None for other tables."""
        if not table.cases:
            return None
        register, params = table.register, table.indicator.params
        if register:
            names, limit, counted = ("start", "end"), register.limit, register.calendar
        else:
            names = (str(params["from"]), str(params["to"]))
            limit, counted = float(params["limit"]), params.get("calendar", "natural")
        calendar = pen.ground.calendar if counted == "workday" else None
        start, end = ((name, at[name]) for name in names)
        return Lags(pen, at["lag"], start, end, limit, calendar)

    def write(self, page: Any, row: int, one: Row) -> None:
        """The formula in this row, with its result for who does not compute (a phone, a program)."""
        start, end = (address(row + 1, side[1] + 1) for side in (self.start, self.end))
        look = self.pen.looks.given(num_format="0.#" if self.calendar is None else "0", align="right")
        page.write_formula(row, self.column, self._formula(start, end), look, self._result(one))

    def warn(self, page: Any, first: int, last: int) -> None:
        """Red where a lag is beyond the limit or runs backwards."""
        cell = address(first + 1, self.column + 1)
        late = f'=OR(AND(ISNUMBER(${cell}),${cell}>{self.limit:g}),${cell}="{BACKWARDS}")'
        red = self.pen.looks.of(bg_color=ACT_PALE, font_color=ACT)
        told = {"type": "formula", "criteria": late, "format": red}
        page.conditional_format(first, self.column, last, self.column, told)

    def _formula(self, start: str, end: str) -> str:
        days = f"{end}-{start}"
        if self.calendar is not None:
            first, last = f"INT({start})", f"INT({end})"
            free, made_up = (self._days(some) for some in (self.calendar.holidays, self.calendar.workdays))
            worked = f"NETWORKDAYS({first}+1,{last},{free})"
            extra = f'COUNTIFS({made_up},">"&{first},{made_up},"<="&{last})'
            days = f"IF({first}={last},0,{worked}+{extra})"
        return f'=IF(AND(ISNUMBER({start}),ISNUMBER({end})),IF({end}<{start},"{BACKWARDS}",{days}),"")'

    def _days(self, days: frozenset[date]) -> str:
        return self.pen.lists.days([(day - DAY_ZERO).days for day in sorted(days)])

    def _result(self, one: Row) -> float | str:
        kept = {stored.field: stored.value for stored in one.stored if not stored.status}
        if one.document:
            kept = {"start": one.document.start, "end": one.document.end}
        start, end = (np.datetime64(kept.get(side[0]) or "NaT", "s") for side in (self.start, self.end))
        if np.isnat(start) or np.isnat(end):
            return ""
        if end < start:
            return BACKWARDS
        if self.calendar is None:
            return float((end - start).astype("float64")) / 86400
        found = float(lag(start, end, self.calendar))
        return found if math.isfinite(found) else ""
