"""Checks the identities of a form exactly; every one that fails names its cells and both sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.catalogue.identities import Form, Grid, Identity, Line, Term
from data.intake.annual_report.report import Figure, Report
from metrics.errors import CellProblem


@dataclass(frozen=True, slots=True)
class Reports:
    """The report that is checked, and those beside which it must stand."""

    report: Report
    previous: Report | None
    units: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A side of an identity: its sum, and in words which cells it is made of."""

    total: Decimal
    words: str
    first: Figure


def check(
    report: Report, form: Form, previous: Report | None = None, units: Sequence[Report] = ()
) -> list[CellProblem]:
    """Every identity that does not hold; those whose figures are not all there are left alone (`unchecked`).

    `previous`: the report of the year (or period) before; `units`: those of the units that it sums up.
    """
    reports = Reports(report, previous, tuple(units))
    found: list[CellProblem] = []
    for one in form.identities:
        for at in _instances(one, form):
            problem = (
                _rollup(one, at, reports, form) if one.rule == "rollup" else _held(one, at, reports, form)
            )
            if isinstance(problem, CellProblem):
                found.append(problem)
    return found


def unchecked(
    report: Report, form: Form, previous: Report | None = None, units: Sequence[Report] = ()
) -> tuple[str, ...]:
    """Codes of the identities that could not be looked at even once, since a figure of each is missing."""
    reports = Reports(report, previous, tuple(units))
    blind = []
    for one in form.identities:
        look = _rollup if one.rule == "rollup" else _held
        if all(look(one, at, reports, form) is None for at in _instances(one, form)):
            blind.append(one.code)
    return tuple(blind)


def _instances(one: Identity, form: Form) -> Iterator[tuple[str, str]]:
    """Each row or column for which the identity is to hold, as (row, column); ("", "") where it is one."""
    grid = next((grid for grid in form.tables if grid.code == one.table), None)
    if one.rule == "rollup" and grid:
        yield from ((row.code, column.code) for row in grid.rows for column in grid.columns)
    elif one.per == "column" and grid:
        yield from (("", column.code) for column in grid.columns)
    elif one.per == "row" and grid:
        yield from ((row.code, "") for row in grid.rows)
    else:
        yield ("", "")


def _held(one: Identity, at: tuple[str, str], reports: Reports, form: Form) -> CellProblem | bool | None:
    """The problem; True where it holds; None where a figure is missing."""
    left, right = (_side(side, at, reports, form) for side in (one.left, one.right))
    if left is None or right is None:
        return None
    said, wanted = left.total, right.total
    words = right.words
    if one.rule == "rate":
        over = _side(one.over, at, reports, form)
        if over is None or over.total == 0:
            return None
        wanted = 100 * right.total / over.total
        words = f"100 × ({right.words}) ÷ ({over.words})"
        holds = abs(said - wanted) <= Decimal(str(one.tolerance))
    else:
        holds = said <= wanted if one.rule == "at_most" else said == wanted
    if holds:
        return True
    sign = {"at_most": "≤ ", "rate": "≈ "}.get(one.rule, "")
    shown = round(wanted, 2) if one.rule == "rate" else wanted
    found, allowed = _equation(left.words, said), sign + _equation(words, shown)
    return _problem(one, at, form, left.first, found, allowed)


def _rollup(one: Identity, at: tuple[str, str], reports: Reports, form: Form) -> CellProblem | bool | None:
    """A figure against the sum of the same figure over all units; None where one of them lacks it."""
    figure = reports.report.figures.get(at)
    parts = [unit.figures.get(at) for unit in reports.units]
    if figure is None or not parts or any(part is None for part in parts):
        return None
    added = sum((part.value for part in parts if part), Decimal(0))
    if added == figure.value:
        return True
    words = " + ".join(str(part.value) for part in parts if part)
    term = Term(1, "", *at)
    found = _equation(_named(term, figure, form), figure.value)
    return _problem(one, at, form, figure, found, _equation(words, added))


def _side(terms: Sequence[Term], at: tuple[str, str], reports: Reports, form: Form) -> Side | None:
    """The signed sum; None where a figure of it is missing."""
    total, words, first = Decimal(0), "", None
    for term in terms:
        here = Term(term.sign, term.report, term.row or at[0], term.column or at[1])
        report = reports.previous if term.report else reports.report
        figure = report.figures.get((here.row, here.column)) if report else None
        if figure is None:
            return None
        total += term.sign * figure.value
        sign = " − " if term.sign < 0 else " + "
        words += (sign if words or term.sign < 0 else "") + _named(here, figure, form)
        first = first or figure
    return Side(total, words, first) if first else None


def _named(term: Term, figure: Figure, form: Form) -> str:
    """A figure with its place: 三（七） 13810 [J24]."""
    place = f" [{figure.cell}]" if figure.cell and not term.report else ""
    before = "← " if term.report else ""
    return f"{before}{_line(form, term.row).label} {figure.value}{place}"


def _line(form: Form, row: str) -> Line:
    grid = form.table_of(row)
    return next(line for line in (grid.rows if grid else ()) if line.code == row)


def _equation(words: str, total: Decimal) -> str:
    return f"{words} = {total}" if " + " in words or " − " in words or "÷" in words else words


def _problem(
    one: Identity, at: tuple[str, str], form: Form, where: Figure, found: str, allowed: str
) -> CellProblem:
    """`indicator` is the code of the identity, `field` the row or column for which it fails."""
    grid: Grid | None = next((grid for grid in form.tables if grid.code == one.table), None)
    row = _line(form, at[0]).label if at[0] else ""
    column = next((line.title.zh for line in (grid.columns if grid else ()) if line.code == at[1]), "")
    return CellProblem(
        where.sheet, where.cell, "identity_broken", "", one.code, " · ".join(filter(None, (row, column))),
        found, allowed, one.severity,
    )  # fmt: skip
