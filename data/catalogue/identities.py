"""Reads the forms of annual reports and their sums: annual_report/*.toml, one form a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.catalogue.faults import Faults, Place
from data.catalogue.keys import CODE, NO_TEXT, TITLE, Key
from data.catalogue.take import take
from metrics.model import Text

FOLDER = Path(__file__).parent / "annual_report"
WORDS, LIST, MUST = Key("string", default=""), Key("strings", default=()), Key("flag", default=True)
FORM = {
    "code": CODE, "title": TITLE, "first": Key("year", must=True), "last": Key("year", must=True),
    "period": Key("choice", default="year", choices=("year", "month", "both")), "source": WORDS,
}  # fmt: skip
TABLE = {
    "code": CODE, "title": TITLE, "must": MUST, "columns": Key("tables", must=True),
    "rows": Key("tables", must=True),
}  # fmt: skip
LINE = {
    "code": CODE, "title": TITLE, "number": WORDS, "aliases": LIST, "must": MUST,
    "kind": Key("choice", default="whole", choices=("whole", "rate")),
    "group": Key("text", default=NO_TEXT),
}  # fmt: skip
IDENTITY = {
    "code": CODE,
    "rule": Key("choice", default="equal", choices=("equal", "at_most", "rate", "rollup")),
    "per": Key("choice", default="once", choices=("once", "column", "row")),
    "table": Key("code", default=""),
    "left": LIST,
    "right": LIST,
    "over": LIST,
    "tolerance": Key("not negative", default=0.0),
    "severity": Key("choice", default="error", choices=("error", "warning")),
    "source": Key("text", default=NO_TEXT),
}
TERM = re.compile(r"(-)?(?:(previous):)?([^@:-][^@:]*)?(?:@([^@:]+))?")


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of a form. `number`: as printed before it; `kind`: whole number or rate in per cent.

    `group`: words over several columns ("" for none).
    """

    code: str
    title: Text
    number: str = ""
    aliases: tuple[str, ...] = ()
    must: bool = True
    kind: str = "whole"
    group: Text = NO_TEXT

    def named(self, language: str) -> str:
        """How it is called in a message: 三（七） where its printed number is plain, else 10 申请总数."""
        if language == "zh" and self.number and not self.number.isascii():
            return self.number
        return f"{self.printed(language)} {self.title[language]}".strip()

    def over(self, language: str) -> str:
        """The name of a column with what stands over it: 行政复议 · 结果维持."""
        return " · ".join(one for one in (self.group[language], self.title[language]) if one)

    def printed(self, language: str) -> str:
        """The number before it in this language ("" for none): 三（七）, 3.7, 10."""
        if language == "zh" or self.number.isascii():
            return self.number
        return self.code


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a form."""

    code: str
    title: Text
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    must: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in a sum: its sign, the report it is of, row and column ("" is whatever is looked at)."""

    sign: int
    report: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Identity:
    """left = right (equal), left ≤ right (at_most), left = 100 × right ÷ over ± tolerance (rate), or every
    figure of `table` = the sum over the reports of the units below (rollup)."""

    code: str
    rule: str
    per: str
    table: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    over: tuple[Term, ...]
    tolerance: float
    severity: str
    source: Text


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the years `first` to `last`, its tables and its identities.

    `period`: it tells of a "year", of a "month", or of "both", the months up to one or the whole year. What
    it calls previous is the report of the year before; where there are months, of the months before.
    """

    code: str
    title: Text
    first: int
    last: int
    period: str
    source: str
    tables: tuple[Grid, ...]
    identities: tuple[Identity, ...]

    def holds(self, year: int, month: int) -> bool:
        """Whether a report of this year (`month` 0), or up to this month, has this form."""
        wanted = "month" if month else "year"
        return self.first <= year <= self.last and self.period in (wanted, "both")

    def table_of(self, row: str) -> Grid | None:
        """The table that has this row."""
        return next((one for one in self.tables if any(row == line.code for line in one.rows)), None)


@cache
def forms(folder: Path = FOLDER) -> tuple[Form, ...]:
    """All forms by their first year; raises CatalogueError with every fault."""
    faults = Faults()
    found = [_form(file, faults) for file in sorted(folder.glob("*.toml"))]
    faults.raise_all()
    return tuple(sorted((one for one in found if one), key=lambda one: one.first))


def _form(file: Path, faults: Faults) -> Form | None:
    place = faults.at(file.name)
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place.fault("", "TOML syntax", found=str(error))
        return None
    for table in written:
        if table not in ("form", "table", "identity"):
            place.unknown(table, "unknown table", table, ("form", "table", "identity"))
    head = take(written.get("form", {}), FORM, place)
    grids = tuple(_grid(one, faults.at(file.name, str(one.get("code")))) for one in written.get("table", ()))
    rows: dict[str, Grid] = {}
    for grid in grids:
        for line in grid.rows:
            if line.code in rows:
                place.fault(line.code, "stands twice", grid.code, "each row once in a form")
            rows[line.code] = grid
    made = tuple(
        _identity(one, grids, rows, faults.at(file.name, str(one.get("code"))))
        for one in written.get("identity", ())
    )
    return Form(tables=grids, identities=made, **head)


def _grid(written: Mapping[str, Any], place: Place) -> Grid:
    row = take(written, TABLE, place)
    for part in ("columns", "rows"):
        row[part] = tuple(Line(**take(one, LINE, place.under(part))) for one in row[part] or ())
    return Grid(**row)


def _identity(
    written: Mapping[str, Any], grids: tuple[Grid, ...], rows: Mapping[str, Grid], place: Place
) -> Identity:
    row = take(written, IDENTITY, place)
    table = next((one for one in grids if one.code == row["table"]), None)
    if (row["per"] != "once" or row["rule"] == "rollup") and table is None:
        place.unknown("table", "unknown table", row["table"], [one.code for one in grids])
    for side in ("left", "right", "over"):
        row[side] = tuple(_term(one, row["per"], table, rows, place.under(side)) for one in row[side])
    if row["rule"] != "rollup" and not (row["left"] and row["right"]):
        place.fault("", "needs both sides", allowed="left and right")
    if (row["rule"] == "rate") != bool(row["over"]):
        place.fault("over", "belongs to a rate", allowed='rule = "rate" with over')
    return Identity(**row)


def _term(written: str, per: str, table: Grid | None, rows: Mapping[str, Grid], place: Place) -> Term:
    match = TERM.fullmatch(written)
    sign, report, row, column = match.groups("") if match else ("", "", "", "")
    here = table if per == "row" else rows.get(row)
    fitting = {"column": (True, False, "row"), "row": (False, True, "@column")}
    *wanted, allowed = fitting.get(per, (True, True, "row@column"))
    if [bool(row), bool(column)] != wanted:
        place.fault(written, "does not fit", written, f"{allowed}, with - or previous: before it")
    elif row and row not in rows:
        place.unknown(written, "unknown row", row, rows)
    elif column and here and column not in [one.code for one in here.columns]:
        place.unknown(written, "unknown column", column, [one.code for one in here.columns])
    return Term(-1 if sign else 1, report, row, column)
