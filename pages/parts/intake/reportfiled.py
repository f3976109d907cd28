"""Annual reports that were filed: those of the year body by body; one with its sums, files and story."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

import streamlit as st

from data.actions import annual_reports as acts
from data.queries import annual_reports, filings, report_tables
from data.queries.filings import Filed, Filing
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.model import Body
from pages.parts import exports, forms
from pages.parts.frame import Download, Visit, link
from pages.parts.intake import reportchecks, said
from pages.parts.markup import Child, Markup, show, tag
from pages.parts.tables import Column, table


def opened(visit: Visit, one: Filed) -> None:
    """The report that stands: who, when, its sums, its files, and taking it back."""
    say, filing = visit.say, one.filing
    checks = filings.checked(one.form, one.outcomes, visit.language)
    show(
        tag(
            "h2", say("reports.stands", body=said.body_name(visit, filing.body), period=period(visit, filing))
        ),
        tag("p", who(visit, filing), class_="note"),
        tag("p", tag("span", say("reports.note"), class_="label"), filing.note, class_="small")
        if filing.note
        else None,
    )
    files(visit, one)
    show(tag("p", reportchecks.tally(visit, checks), class_="small"), reportchecks.listing(visit, checks))
    if visit.desk.may("annual_reports.withdraw", body=filing.body):
        withdraw(visit, filing)


def who(visit: Visit, filing: Filing) -> str:
    """By whom and when, from which file."""
    by, at = said.person(filing.person, visit.language), said.moment(filing.at)
    return visit.say("reports.by_whom", by=by, at=at, file=filing.name, size=filing.size / 1024)


def period(visit: Visit, filing: Filing) -> str:
    """The year or its months."""
    return annual_reports.period(filing.year, filing.month, filing.form, visit.language)


def files(visit: Visit, one: Filed) -> None:
    """The tables as workbook and CSV, and the file as it was handed in."""
    code, number, say = visit.round.code, one.filing.id, visit.say
    with st.container(horizontal=True, gap="medium", key=f"report_files_{number}"):
        if visit.desk.may("records.export", body=one.filing.body):
            st.download_button(
                say("download.xlsx"), lambda: report_tables.tables(visit.desk, code, number).content,
                name_of(visit, one, "xlsx"), exports.XLSX, key=f"tables_{number}", on_click="ignore",
                type="tertiary",
            )  # fmt: skip
            for file in long(visit, one.filing.year, number)[1:]:
                st.download_button(
                    file.label, file.content, file.file, file.mime, key=f"figures_{number}",
                    on_click="ignore", type="tertiary",
                )  # fmt: skip
        st.download_button(
            say("intake.original"), lambda: filings.file(visit.desk, code, number)[1], one.filing.name,
            key=f"report_original_{number}", on_click="ignore", type="tertiary",
        )  # fmt: skip


def long(visit: Visit, year: int, number: int = 0) -> tuple[Download, ...]:
    """Every figure of the year's reports (of one of them) as one long table: workbook and CSV."""
    heads = {name: visit.say(f"reports.head_{name}") for name in report_tables.FIGURES}
    name = f"annual-report-{number}" if number else f"annual-reports-{year}"
    return exports.behind(
        visit, name, visit.say("reports.figures_of", year=year),
        lambda: report_tables.figures(visit.desk, visit.round.code, year, number), heads, {"value": "whole"},
    )  # fmt: skip


def name_of(visit: Visit, one: Filed, kind: str) -> str:
    """The name under which its tables are saved."""
    year = f"{one.filing.year}-{one.filing.month:02d}" if one.filing.month else str(one.filing.year)
    return f"{visit.round.code}-annual-report-{one.filing.body}-{year}.{kind}"


def withdraw(visit: Visit, filing: Filing) -> None:
    """The form that takes it back."""
    say, name = visit.say, f"report_back_{filing.id}"
    with st.expander(say("reports.withdraw")), st.form(name, border=False):
        show(tag("p", say("reports.withdraw_note"), class_="note"))
        reason = st.text_input(say("intake.reason"), key=f"{name}_reason", max_chars=300)
        pressed = st.form_submit_button(say("reports.withdraw_do"), key=f"{name}_do")
    if pressed:
        key = st.session_state.setdefault(f"{name}_key", uuid.uuid4().hex)
        try:
            acts.withdraw(visit.desk, visit.round.code, filing.body, filing.id, reason=reason, key=key)
        except EvaluationError as refused:
            st.session_state.pop(f"{name}_key")
            show(tag("p", refusal(refused, visit.language), class_="banner act", role="alert"))
            return
        st.session_state["report_withdrawn"] = filing.id
        st.rerun()


def story(visit: Visit, found: Sequence[Filing]) -> Markup | None:
    """What was filed and withdrawn before, newest first; nothing where there was one filing only."""
    if len(found) < 2:
        return None
    say = visit.say
    columns = [
        Column(say("reports.event"), lambda one: say(f"reports.{one.kind}")),
        Column(say("reports.period"), lambda one: period(visit, one)),
        Column(say("intake.who"), lambda one: said.person(one.person, visit.language)),
        Column(say("intake.at"), lambda one: moment(visit, one)),
        Column(say("reports.file"), lambda one: one.name),
        Column(say("reports.note"), lambda one: one.note or said.NOTHING),
    ]
    title = say("reports.story", n=len(found))
    listed = table(list(reversed(found)), columns, title)
    return tag("details", tag("summary", title), listed, class_="fold")


def of_year(visit: Visit, bodies: Sequence[Body], found: Sequence[Filed], body: str) -> Markup:
    """Every body with the report that stands, those without last in their order."""
    say = visit.say
    mine: Mapping[str, list[Filed]] = {
        one.code: [it for it in found if it.filing.body == one.code] for one in bodies
    }
    rows = [(one, it) for one in bodies for it in (mine[one.code] or [None])]
    columns = [
        Column(say("column.body"), lambda row: named(visit, row[0])),
        Column(say("reports.period"), lambda row: period(visit, row[1].filing) if row[1] else said.NOTHING),
        Column(say("intake.who"), lambda row: person(visit, row[1])),
        Column(
            say("intake.at"),
            lambda row: moment(visit, row[1].filing) if row[1] else said.NOTHING,
            lambda row: row[1].filing.at.isoformat() if row[1] else "",
        ),
        Column(say("reports.checks"), lambda row: state(visit, row[1]), lambda row: weight(row[1])),
    ]
    title = say("reports.of_year", n=len(rows))
    return table(rows, columns, title, chosen=lambda row: row[0].code == body, tall=len(rows) > 14)


def named(visit: Visit, one: Body) -> Markup:
    """The body's name, leading to its report."""
    return link(one.name[visit.language], forms.here(body=one.code))


def person(visit: Visit, one: Filed | None) -> str:
    """Who filed it."""
    return said.person(one.filing.person, visit.language) if one else said.NOTHING


def moment(visit: Visit, one: Filing) -> Child:
    """When, on one line."""
    return tag("span", visit.say("overview.at", at=said.moment(one.at)), class_="nowrap")


def state(visit: Visit, one: Filed | None) -> Markup:
    """Nothing filed, all sums hold, or how many do not."""
    if one is None:
        return tag("span", visit.say("reports.not_filed"), class_="muted")
    if one.broken:
        sign, level = reportchecks.SIGNS["error" if one.faulty else "warning"]
        return tag("span", f"{sign} {visit.say('reports.n_broken', n=one.broken)}", class_=f"lamp {level}")
    sign, level = reportchecks.SIGNS["holds"]
    return tag("span", f"{sign} {visit.say('reports.all_hold', n=one.looked_at)}", class_=f"lamp {level}")


def weight(one: Filed | None) -> float:
    """Sorted by what must be looked at first."""
    return 1.0 if one is None else float(-one.broken) if one.broken else 0.0
