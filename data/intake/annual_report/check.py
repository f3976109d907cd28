"""Checks the identities of a form exactly; every one that fails names its cells, both sums and the gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.catalogue.identities import Form, Grid, Identity, Line, Term
from data.intake.annual_report.report import Figure, Report
from data.words import text
from metrics.errors import CellProblem


@dataclass(frozen=True, slots=True)
class Reports:
    """The report that is checked, those beside which it must stand, and the language of its rows."""

    report: Report
    previous: Report | None
    units: tuple[Report, ...]
    form: Form
    language: str


@dataclass(frozen=True, slots=True)
class Side:
    """A side of an identity: its sum, which cells it is made of in words (`bare`: without their names)."""

    total: Decimal
    words: str
    bare: str
    first: Figure


@dataclass(frozen=True, slots=True)
class Outcome:
    """An identity looked at in one row or column (`place`, "" where it is one for the form).

    `found`, `allowed`: both sides in words with their cells, `bare`: the same without the names of the rows;
    `difference`: found less allowed, where the rule is about a rate in percentage points. `figure`: the cell
    to look at first.
    """

    identity: Identity
    place: str
    found: str
    allowed: str
    bare: tuple[str, str]
    difference: Decimal
    holds: bool
    figure: Figure

    @property
    def gap(self) -> str:
        """The difference as it is written."""
        return _plain(self.difference)


def check(
    report: Report,
    form: Form,
    previous: Report | None = None,
    units: Sequence[Report] = (),
    language: str = "zh",
) -> list[CellProblem]:
    """Every identity that does not hold; those whose figures are not all there are left alone (`unchecked`).

    `previous`: the report of the year (or period) before; `units`: those of the units that it sums up.
    """
    looked = outcomes(report, form, previous, units, language)
    return [problem(one, language) for one in looked if not one.holds]


def unchecked(
    report: Report, form: Form, previous: Report | None = None, units: Sequence[Report] = ()
) -> tuple[str, ...]:
    """Codes of the identities that could not be looked at even once, since a figure of each is missing."""
    return blind(form, outcomes(report, form, previous, units))


def blind(form: Form, looked: Sequence[Outcome]) -> tuple[str, ...]:
    """Codes of the identities of the form of which there is no outcome."""
    seen = {one.identity.code for one in looked}
    return tuple(one.code for one in form.identities if one.code not in seen)


def outcomes(
    report: Report,
    form: Form,
    previous: Report | None = None,
    units: Sequence[Report] = (),
    language: str = "zh",
) -> tuple[Outcome, ...]:
    """Every identity in every row or column where all its figures are there, in the order of the form."""
    reports = Reports(report, previous, tuple(units), form, language)
    found = []
    for one in form.identities:
        look = _rollup if one.rule == "rollup" else _held
        found += [look(one, at, reports) for at in _instances(one, form)]
    return tuple(one for one in found if one is not None)


def problem(one: Outcome, language: str = "zh") -> CellProblem:
    """An outcome that does not hold; `indicator` is the code of the identity, `field` its row or column."""
    gap = text("report.off_by", language, n=one.gap)
    return CellProblem(
        one.figure.sheet, one.figure.cell, "identity_broken", "", one.identity.code, one.place, one.found,
        f"{one.allowed}{gap}", one.identity.severity,
    )  # fmt: skip


def _instances(one: Identity, form: Form) -> Iterator[tuple[str, str]]:
    """Each row or column for which the identity is to hold, as (row, column); ("", "") where it is one."""
    grid = _grid(one, form)
    if one.rule == "rollup" and grid:
        yield from ((row.code, column.code) for row in grid.rows for column in grid.columns)
    elif one.per == "column" and grid:
        yield from (("", column.code) for column in grid.columns)
    elif one.per == "row" and grid:
        yield from ((row.code, "") for row in grid.rows)
    else:
        yield ("", "")


def _grid(one: Identity, form: Form) -> Grid | None:
    return next((grid for grid in form.tables if grid.code == one.table), None)


def _held(one: Identity, at: tuple[str, str], reports: Reports) -> Outcome | None:
    """What both sides come to; None where a figure is missing."""
    left, right = (_side(one, side, at, reports) for side in (one.left, one.right))
    if left is None or right is None:
        return None
    said, wanted, words, bare = left.total, right.total, right.words, right.bare
    if one.rule == "rate":
        over = _side(one, one.over, at, reports)
        if over is None or over.total == 0:
            return None
        wanted = 100 * right.total / over.total
        words = f"100 × ({right.words}) ÷ ({over.words})"
        bare = f"100 × ({right.bare}) ÷ ({over.bare})"
        holds = abs(said - wanted) <= Decimal(str(one.tolerance))
        wanted = round(wanted, 2)
    else:
        holds = said <= wanted if one.rule == "at_most" else said == wanted
    sign = {"at_most": "≤ ", "rate": "≈ "}.get(one.rule, "")
    found, allowed = _equation(left.words, said), sign + _equation(words, wanted)
    both = (_equation(left.bare, said), sign + _equation(bare, wanted))
    return Outcome(one, _place(one, at, reports), found, allowed, both, said - wanted, holds, left.first)


def _rollup(one: Identity, at: tuple[str, str], reports: Reports) -> Outcome | None:
    """A figure against the sum of the same figure over all units; None where one of them lacks it."""
    figure = reports.report.figures.get(at)
    parts = [unit.figures.get(at) for unit in reports.units]
    if figure is None or not parts or any(part is None for part in parts):
        return None
    added = sum((part.value for part in parts if part), Decimal(0))
    words = _equation(" + ".join(_plain(part.value) for part in parts if part), added)
    found = _named(one, Term(1, "", *at), figure, reports)
    both = (_bare(Term(1, "", *at), figure), words)
    return Outcome(
        one, _place(one, at, reports), found, words, both, figure.value - added, added == figure.value, figure
    )


def _side(one: Identity, terms: Sequence[Term], at: tuple[str, str], reports: Reports) -> Side | None:
    """The signed sum; None where a figure of it is missing."""
    total, words, bare, first = Decimal(0), "", "", None
    for term in terms:
        here = Term(term.sign, term.report, term.row or at[0], term.column or at[1])
        report = reports.previous if term.report else reports.report
        figure = report.figures.get((here.row, here.column)) if report else None
        if figure is None:
            return None
        total += term.sign * figure.value
        sign = " − " if term.sign < 0 else " + "
        sign = sign if words or term.sign < 0 else ""
        words += sign + _named(one, here, figure, reports)
        bare += sign + _bare(here, figure)
        first = first or figure
    return Side(total, words, bare, first) if first else None


def _named(one: Identity, term: Term, figure: Figure, reports: Reports) -> str:
    """A figure with its place: 三（七） 13810 [J24]; along a row it is called after its column."""
    before = "← " if term.report else ""
    return f"{before}{named(one, term, reports.form, reports.language)} {_bare(term, figure)}"


def _bare(term: Term, figure: Figure) -> str:
    """A figure with the cell it stands in; those of the report before have none here."""
    place = f" [{figure.cell}]" if figure.cell and not term.report else ""
    return f"{_plain(figure.value)}{place}"


def named(one: Identity, term: Term, form: Form, language: str) -> str:
    """What a figure of an identity is called: its row; its column along a row, or where there is one row."""
    grid = form.table_of(term.row) or _grid(one, form)
    if grid is None:
        return ""
    if term.column and (one.per == "row" or len(grid.rows) == 1):
        return _line(grid.columns, term.column).over(language)
    return _line(grid.rows, term.row).named(language)


def _line(lines: Sequence[Line], code: str) -> Line:
    return next(line for line in lines if line.code == code)


def _place(one: Identity, at: tuple[str, str], reports: Reports) -> str:
    """The row or column in words: 三（七） · 自然人."""
    grid = _grid(one, reports.form)
    row, column = at
    named = [] if grid is None or not row else [_line(grid.rows, row).named(reports.language)]
    named += [] if grid is None or not column else [_line(grid.columns, column).title[reports.language]]
    return " · ".join(named)


def _plain(number: Decimal) -> str:
    """As short as it goes, never with an exponent; a true minus."""
    return f"{number.normalize():f}".replace("-", "−")


def _equation(words: str, total: Decimal) -> str:
    several = " + " in words or " − " in words or "÷" in words
    return f"{words} = {_plain(total)}" if several else words
