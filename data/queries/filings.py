"""Annual reports that were filed: which there are, what adds up in them, and their tables to take away.

    standing(desk, round_code, year) -> tuple[Filed, ...]         reports that stand, checked again as of now
    story(desk, round_code, body, year) -> tuple[Filing, ...]     whatever was filed and withdrawn
    file(desk, round_code, number) -> (name, bytes)               the file as it was handed in
    blank(desk, round_code, body, year, month=0, form="") -> Template     tables to fill in
    tables(desk, round_code, number) -> Template                  the same tables with what was filed
    figures(desk, round_code, year, number=0) -> DataFrame        every figure with its names, FIGURES

A reporter is answered about their own body only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data import permits
from data.catalogue.identities import Form, Grid, Identity, Line, forms
from data.desk import Desk
from data.intake.annual_report import Outcome, Report, blind, outcomes
from data.intake.annual_report import blank as sheets
from data.intake.annual_report.formula import formula, where
from data.queries import annual_reports, rounds
from data.queries.templates import Template
from data.reports.cells import demo_mark
from data.store import annual_reports as kept
from data.store import bodies as kept_bodies
from data.store import files
from data.store.annual_reports import Filing
from data.store.db import Connection
from data.words import text
from metrics.errors import Lacking, NotFound, NotPermitted
from metrics.model import Body, Round

__all__ = [
    "FIGURES", "Checked", "Filed", "Filing", "Outcome", "blank", "checked", "figures", "file", "find",
    "standing", "story", "tables",
]  # fmt: skip

FIGURES = (
    *("body", "name", "year", "month", "form", "table", "row", "item", "column", "heading", "value"),
    *("sheet", "cell"),
)


@dataclass(frozen=True)
class Checked:
    """An identity of a form with every place where it was looked at; none: a figure is missing."""

    identity: Identity
    formula: str
    where: str
    outcomes: tuple[Outcome, ...]

    @property
    def broken(self) -> tuple[Outcome, ...]:
        """The places where it does not hold."""
        return tuple(one for one in self.outcomes if not one.holds)

    @property
    def state(self) -> str:
        """The worst that is to be said: unchecked, holds, warning or error."""
        if not self.outcomes:
            return "unchecked"
        return self.identity.severity if self.broken else "holds"


@dataclass(frozen=True)
class Filed:
    """A report that stands, and its identities as of now: the report before it may have changed since."""

    filing: Filing
    form: Form
    report: Report
    outcomes: tuple[Outcome, ...]

    @property
    def broken(self) -> int:
        """Identities that do not hold somewhere."""
        return len({one.identity.code for one in self.outcomes if not one.holds})

    @property
    def faulty(self) -> bool:
        """Whether one of them must hold: the report before it was changed after this one was filed."""
        return any(not one.holds and one.identity.severity == "error" for one in self.outcomes)

    @property
    def looked_at(self) -> int:
        """Identities that were looked at."""
        return len({one.identity.code for one in self.outcomes})

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Codes of the identities of which a figure is missing."""
        return blind(self.form, self.outcomes)


def checked(form: Form, looked: Sequence[Outcome], language: str) -> tuple[Checked, ...]:
    """Every identity of the form in its order, with the outcomes of it."""
    return tuple(
        Checked(
            one,
            formula(one, form, language),
            where(one, form, language),
            tuple(it for it in looked if it.identity.code == one.code),
        )
        for one in form.identities
    )


def standing(desk: Desk, round_code: str, year: int = 0) -> tuple[Filed, ...]:
    """The reports of a round that stand (of one year), by body, year and month."""
    one = rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        found = kept.standing(connection, round_code, _own(desk))
        wanted = [it for it in found if not year or it.year == year]
        return tuple(_filed(desk, connection, one, it) for it in wanted)


def find(desk: Desk, round_code: str, number: int) -> Filed:
    """One report that was filed, also one that no longer stands; NotFound("annual_report")."""
    one = rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        return _filed(desk, connection, one, _found(desk, connection, round_code, number))


def story(desk: Desk, round_code: str, body: str, year: int) -> tuple[Filing, ...]:
    """Whatever was filed and withdrawn for a body's year, oldest first."""
    rounds.find(desk, round_code)
    desk.check("observations.read", body=body)
    with desk.database.reading() as connection:
        return kept.every(connection, round_code, body, year)


def file(desk: Desk, round_code: str, number: int) -> tuple[str, bytes]:
    """The file as it was handed in, under its name; NotFound("annual_report", "file_...")."""
    rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        one = _found(desk, connection, round_code, number)
    return one.name, files.read(desk.files, one.sha256)


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
    found = find(desk, round_code, number)
    filing = found.filing
    desk.check("records.export", body=filing.body)
    with desk.database.reading() as connection:
        who, _ = kept_bodies.find(connection, round_code, filing.body)
    results = {
        it.identity.code: _result(it, desk.language)
        for it in checked(found.form, found.outcomes, desk.language)
    }
    return _book(desk, one, who, found.form, filing.year, filing.month, found.report, results)


def figures(desk: Desk, round_code: str, year: int, number: int = 0) -> pd.DataFrame:
    """Every figure of the reports of a year that stand (of one of them) as a long table."""
    desk.check("records.export", body=_own(desk))
    found = (find(desk, round_code, number),) if number else standing(desk, round_code, year)
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


def _filed(desk: Desk, connection: Connection, one: Round, filing: Filing) -> Filed:
    form = next(it for it in forms() if it.code == filing.form)
    report = Report.of_written(form.code, filing.content)
    before = annual_reports.previous(connection, one, filing.body, filing.year, filing.month, form)
    return Filed(filing, form, report, outcomes(report, form, before, language=desk.language))


def _found(desk: Desk, connection: Connection, round_code: str, number: int) -> Filing:
    one = kept.find(connection, number)
    desk.check("observations.read", body=one.body)
    if one.round != round_code or not one.stands:
        raise NotFound("annual_report", id=number)
    return one


def _own(desk: Desk) -> str:
    """ "" for who may read every body, a reporter's own; NotPermitted for anybody else."""
    far = desk.reach("observations.read")
    if not far:
        raise NotPermitted("not_permitted", role=desk.role, act="observations.read", body="")
    return desk.body if far == permits.OWN else ""
