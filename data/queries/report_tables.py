"""The tables of annual reports to take away: to fill in, with what was filed, and every figure in one list.

    blank(desk, round_code, body, year, month=0, form="") -> Template     tables to fill in
    tables(desk, round_code, number) -> Template                  the same tables with what was filed
    figures(desk, round_code, year, number=0) -> DataFrame        every figure with its names, FIGURES

A reporter is answered about their own body only.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.catalogue.identities import Form, Grid, Line
from data.desk import Desk
from data.intake.annual_report import Report
from data.intake.annual_report import blank as sheets
from data.queries import annual_reports, filings, rounds
from data.queries.filings import Checked, Filed
from data.queries.templates import Template
from data.reports.cells import demo_mark
from data.store import bodies as kept_bodies
from data.words import text
from metrics.errors import Lacking, NotFound
from metrics.model import Body, Round

FIGURES = (
    *("body", "name", "year", "month", "form", "table", "row", "item", "column", "heading", "value"),
    *("sheet", "cell"),
)


def blank(desk: Desk, round_code: str, body: str, year: int, month: int = 0, form: str = "") -> Template:
    """The tables of the form of that year to fill in, for a body.

    `form`: which, where a year has two. Lacking("report_year", found=); NotFound("report_form", "body").
    """
    one = rounds.find(desk, round_code)
    desk.check("observations.read", body=body)
    fitting = annual_reports.forms_of(year, month) if year in annual_reports.years(desk) else ()
    if not fitting:
        raise Lacking("report_year", found=year, month=month)
    chosen = next((it for it in fitting if form in ("", it.code)), None)
    if chosen is None:
        raise NotFound("report_form", form=form, allowed=", ".join(it.code for it in fitting))
    with desk.database.reading() as connection:
        who, _ = kept_bodies.find(connection, round_code, body)
    return _book(desk, one, who, chosen, year, month)


def tables(desk: Desk, round_code: str, number: int) -> Template:
    """A report as a workbook in the form of its years, every identity with what came out."""
    one = rounds.find(desk, round_code)
    found = filings.find(desk, round_code, number)
    filing = found.filing
    desk.check("records.export", body=filing.body)
    with desk.database.reading() as connection:
        who, _ = kept_bodies.find(connection, round_code, filing.body)
    results = {
        it.identity.code: _result(it, desk.language)
        for it in filings.checked(found.form, found.outcomes, desk.language)
    }
    return _book(desk, one, who, found.form, filing.year, filing.month, found.report, results)


def figures(desk: Desk, round_code: str, year: int, number: int = 0) -> pd.DataFrame:
    """Every figure of the reports of a year that stand (of one of them) as a long table."""
    desk.check("records.export", body=filings.own(desk))
    found = (filings.find(desk, round_code, number),) if number else filings.standing(desk, round_code, year)
    with desk.database.reading() as connection:
        names = {it.code: it.name[desk.language] for it in kept_bodies.of_round(connection, round_code)}
    rows = [row for one in found for row in _rows(one, names, desk.language)]
    return pd.DataFrame(rows, columns=list(FIGURES))


def _rows(one: Filed, names: Mapping[str, str], language: str) -> list[tuple[object, ...]]:
    """The figures of one report with the names of their rows and columns."""
    filing = one.filing
    rows: dict[str, tuple[Grid, Line]] = {}
    columns: dict[tuple[str, str], Line] = {}
    for grid in one.form.tables:
        rows |= {line.code: (grid, line) for line in grid.rows}
        columns |= {(grid.code, line.code): line for line in grid.columns}
    made: list[tuple[object, ...]] = []
    for (row, column), figure in one.report.figures.items():
        grid, line = rows[row]
        head = columns[grid.code, column]
        made.append((
            filing.body, names.get(filing.body, filing.body), filing.year, filing.month, one.form.code,
            grid.title[language], row, line.title[language], column, head.over(language),
            float(figure.value), figure.sheet, figure.cell,
        ))  # fmt: skip
    return made


def _result(one: Checked, language: str) -> str:
    """What came out of an identity, in words."""
    if one.state in ("unchecked", "holds"):
        return text(f"report.{one.state}_n", language, n=len(one.outcomes))
    lines = [" ".join(filter(None, (it.place, it.found, "≠", it.allowed))) for it in one.broken]
    return "\n".join(lines)


def _book(
    desk: Desk,
    one: Round,
    who: Body,
    form: Form,
    year: int,
    month: int,
    report: Report | None = None,
    results: Mapping[str, str] | None = None,
) -> Template:
    spoken = desk.language
    mark = demo_mark() if one.demo else ""
    told = sheets.Subject(one.code, who.code, str(year), str(month), form.code, mark)
    period = annual_reports.period(year, month, form.code, spoken)
    lines = [
        text("report.line_subject", spoken, body=who.name, period=period),
        text("report.line_round", spoken, round=one.title),
        text("report.line_how" if report is None else "report.line_filed", spoken),
    ]
    content = sheets.book(form, told, spoken, lines, desk.now, report, results)
    parts = [one.code, "annual-report", who.code, f"{year}-{month:02d}" if month else str(year)]
    parts += ["filed"] if report is not None else []
    return Template("-".join(parts) + ".xlsx", content)
