"""An annual report of disclosure, looked at before it is filed: its form, what does not add up in it.

    preview(desk, round_code, body, year, month, content, name) -> Shown    nothing is changed
    look(desk, content, name, previous=None, units=()) -> HandedIn          of nobody in particular
    marked(desk, found, name, round_code="") -> Template | None             the workbook with its faults in it

What was filed is asked of `data.queries.filings`, tables to take away of `data.queries.report_tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.catalogue.identities import Form, forms
from data.desk import Desk
from data.intake import annual_report
from data.intake.annotate import annotate
from data.intake.annual_report import HandedIn, Report, judged, opened, subject
from data.intake.proof import named
from data.queries import rounds
from data.queries.templates import Template
from data.reports.cells import demo_mark
from data.store import annual_reports as kept
from data.store import bodies as kept_bodies
from data.store import files
from data.store import rounds as kept_rounds
from data.store.annual_reports import Filing
from data.store.db import Connection
from data.words import text
from metrics.errors import CellProblem, Lacking, NotPermitted
from metrics.model import Round

__all__ = [
    "HandedIn", "Report", "Shown", "forms_of", "look", "marked", "period", "preview", "previous", "years",
]  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A report as it was looked at, for a body's year (`month`: 0, or the month up to which it goes).

    `standing`: the report that it would replace; `seen`: the last row there was.
    """

    round: str
    body: str
    year: int
    month: int
    name: str
    sha256: str
    size: int
    found: HandedIn
    standing: Filing | None
    seen: int | None

    @property
    def again(self) -> bool:
        """Whether the report that stands came as this very file."""
        return self.standing is not None and self.standing.sha256 == self.sha256

    @property
    def warnings(self) -> tuple[CellProblem, ...]:
        """What does not add up and may be so, if it is explained."""
        return tuple(one for one in self.found.problems if one.severity != "error")

    @property
    def needs_reason(self) -> bool:
        """It replaces another report, or a sum that should hold does not."""
        return self.standing is not None or bool(self.warnings)


def years(desk: Desk) -> range:
    """The years of which a report may be filed: from the first form to this year."""
    return range(min(one.first for one in forms()), desk.today.year + 1)


def forms_of(year: int, month: int = 0) -> tuple[Form, ...]:
    """The forms that a report of this year (up to this month) may have."""
    return tuple(one for one in forms() if one.holds(year, month))


def period(year: int, month: int, form: str, language: str) -> str:
    """Year or months in words; a form of single months tells of one, the others of all up to it."""
    if not month:
        return text("report.whole_year", language, year=year)
    single = any(one.code == form and one.period == "month" for one in forms())
    return text("report.in_month" if single else "report.of_month", language, year=year, month=month)


def preview(
    desk: Desk, round_code: str, body: str, year: int, month: int, content: bytes, name: str
) -> Shown:
    """What would be filed; the file waits for it unless an error stands against it.

    NotPermitted for who may not file for this body; NotFound; Lacking("report_year", found=).
    """
    one = rounds.find(desk, round_code)
    desk.check("annual_reports.file", body=body)
    if year not in years(desk) or not forms_of(year, month):
        raise Lacking("report_year", found=year, month=month)
    name = named(name)
    with desk.database.reading() as connection:
        kept_bodies.find(connection, round_code, body)
        last = kept.last(connection, round_code, body, year, month)
    found = opened(content, name, desk.language)
    strange = _strange(desk, one, body, year, month, name, found)
    if not strange and found.form is not None:
        with desk.database.reading() as connection:
            before = previous(connection, one, body, year, month, found.form)
        found = judged(found, before, language=desk.language)
    found = replace(found, problems=(*strange, *found.problems))
    if not found.errors:
        files.park(desk.files, content)
    standing = last if last is not None and last.stands else None
    seen = None if last is None else last.id
    digest = files.sha256(content)
    return Shown(round_code, body, year, month, name, digest, len(content), found, standing, seen)


def previous(
    connection: Connection, one: Round, body: str, year: int, month: int, form: Form
) -> Report | None:
    """The report before, as the form means it; of another round too, but never made-up beside real data."""
    like = [it.code for it in kept_rounds.every(connection) if it.demo == one.demo and it.code != one.code]
    for code in (one.code, *like):
        stands = [it for it in kept.standing(connection, code, body) if it.form == form.code]
        if form.period == "year":
            fitting = [it for it in stands if (it.year, it.month) == (year - 1, 0)]
        else:
            fitting = [it for it in stands if it.year == year and 0 < it.month < (month or 13)]
        if fitting:
            return Report.of_written(fitting[-1].form, fitting[-1].content)
    return None


def look(
    desk: Desk, content: bytes, name: str, previous: Report | None = None, units: Sequence[Report] = ()
) -> HandedIn:
    """Every identity of the form of its year; `previous`: the report before it, `units`: those it sums up.

    For everybody who works with observations, a reporter too; nothing of it is stored.
    """
    _check(desk)
    return annual_report.hand_in(content, name, previous, units, desk.language)


def marked(desk: Desk, found: HandedIn, name: str, round_code: str = "") -> Template | None:
    """A copy to mend; None where the file could not be read at all."""
    _check(desk)
    if found.workbook is None:
        return None
    demo = bool(round_code) and rounds.find(desk, round_code).demo
    made = annotate(found.workbook, found.problems, desk.language, mark=demo_mark() if demo else "")
    return Template(f"{Path(name).stem}-{text('annotate.title', desk.language)}.xlsx", made)


def _strange(
    desk: Desk, one: Round, body: str, year: int, month: int, name: str, found: HandedIn
) -> tuple[CellProblem, ...]:
    """A form of other years, or tables that were made for somebody else or another year."""
    problems = []
    if found.form is not None and not found.form.holds(year, month):
        allowed = text("join.list", desk.language).join(
            it.title[desk.language] for it in forms_of(year, month)
        )
        title = found.form.title[desk.language]
        problems.append(CellProblem(name, "", "report_other_form", found=title, allowed=allowed))
    made_for = subject(found.workbook) if found.workbook else None
    wanted = (one.code, body, str(year), str(month))
    if made_for and (made_for.round, made_for.body, made_for.year, made_for.month) != wanted:
        said = [_said(desk, one, *it) for it in (
            (made_for.round, made_for.body, made_for.year, made_for.month, made_for.form),
            (*wanted, made_for.form),
        )]  # fmt: skip
        problems.append(CellProblem(name, "", "report_other_body", found=said[0], allowed=said[1]))
    return tuple(problems)


def _said(desk: Desk, one: Round, round_code: str, body: str, year: str, month: str, form: str) -> str:
    """Body and period in words, the round where it is another one."""
    with desk.database.reading() as connection:
        known = {it.code: it for it in kept_bodies.of_round(connection, one.code)}
    name = known[body].name[desk.language] if body in known else body
    if year.isdigit() and month.isdigit():
        year = period(int(year), int(month), form, desk.language)
    elsewhere = "" if round_code == one.code else text("report.line_round", desk.language, round=round_code)
    return " · ".join(part for part in (name, year, elsewhere) if part)


def _check(desk: Desk) -> None:
    if not desk.reach("observations.read"):
        raise NotPermitted("not_permitted", role=desk.role, act="observations.read", body="")
