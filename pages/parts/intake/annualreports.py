"""An annual report on its way: whose and of which year, the tables to fill in, the file that came in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from data.actions import annual_reports as acts
from data.actions.annual_reports import Done
from data.queries import annual_reports, filings, report_tables
from data.queries.annual_reports import Shown
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.model import Body
from pages.parts import exports, forms
from pages.parts.frame import Visit
from pages.parts.intake import faults, reportchecks, said
from pages.parts.markup import show, tag

KEPT, TURN = "report_arriving", "report_turn"
STALE = ("changed_meanwhile", "report_faulty", "file_gone")  # after these one must look again


@dataclass(frozen=True, slots=True)
class Choice:
    """Which report: body, year, month (0 for the whole year) and form."""

    body: str
    year: int
    month: int
    form: str


@dataclass
class Arrival:
    """A report that was looked at; `key`: under which it is filed once; `trouble`: why it could not be."""

    mark: tuple[object, ...]
    shown: Shown
    content: bytes
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    returned: tuple[str, bytes] | None = None
    trouble: str = ""
    stale: bool = False
    done: Done | None = None


def choose(visit: Visit, bodies: Sequence[Body]) -> Choice:
    """Body and year, months where the year has them, a form where it has two; all in the address."""
    say = visit.say
    with st.container(horizontal=True, gap="medium", key="report_choice"):
        codes = [one.code for one in bodies]
        body = forms.pick(
            "body", say("ask.body"), codes, lambda one: said.body_name(visit, one),
            default=visit.desk.body if visit.desk.body in codes else "", width=300,
        )  # fmt: skip
        years = [str(one) for one in reversed(annual_reports.years(visit.desk))]
        here = str(visit.round.year) if str(visit.round.year) in years else ""
        title = lambda one: say("reports.of_the_year", year=one)  # noqa: E731
        year = int(forms.pick("year", say("reports.year"), years, title, default=here, width=140))
        months = [it for it in range(13) if annual_reports.forms_of(year, it)]
        month = months[0]
        if len(months) > 1:
            titles = {str(it): say("reports.month" if it else "reports.no_month", month=it) for it in months}
            month = int(forms.pick("month", say("reports.up_to"), [*titles], titles.__getitem__, width=180))
        known = {one.code: one.title[visit.language] for one in annual_reports.forms_of(year, month)}
        form = next(iter(known))
        if len(known) > 1:
            form = forms.pick("form", say("reports.form"), [*known], known.__getitem__, width=360)
    return Choice(body, year, month, form)


def offer(visit: Visit, choice: Choice) -> None:
    """The tables to fill in."""
    say = visit.say
    form = next(one for one in annual_reports.forms_of(choice.year, choice.month) if one.code == choice.form)
    show(
        tag("h2", say("reports.blank")),
        tag("p", say("reports.blank_note", form=form.title, n=len(form.identities)), class_="note"),
    )
    place = (visit.desk, visit.round.code, choice.body, choice.year, choice.month, choice.form)
    st.download_button(
        say("intake.download"), lambda: report_tables.blank(*place).content, _name(visit, choice),
        exports.XLSX, key="report_blank", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _name(visit: Visit, choice: Choice) -> str:
    year = f"{choice.year}-{choice.month:02d}" if choice.month else str(choice.year)
    return f"{visit.round.code}-annual-report-{choice.body}-{year}.xlsx"


def arrive(visit: Visit, choice: Choice) -> Arrival | None:
    """The place to put a file, and what there is."""
    say = visit.say
    show(tag("h2", say("reports.hand_in")), tag("p", say("reports.hand_in_note"), class_="note"))
    turn = st.session_state.setdefault(TURN, 0)
    file = st.file_uploader(say("intake.choose"), key=f"report_{turn}", label_visibility="collapsed")
    if file is None:
        st.session_state.pop(KEPT, None)
        return None
    mark = (visit.round.code, visit.desk.person, visit.language, choice.body, choice.year, choice.month)
    mark = (*mark, file.file_id)
    there: Arrival | None = st.session_state.get(KEPT)
    if there is None or there.mark != mark:
        there = st.session_state[KEPT] = look(visit, choice, mark, file.getvalue(), file.name)
    return there


def look(visit: Visit, choice: Choice, mark: tuple[object, ...], content: bytes, name: str) -> Arrival:
    """Look at a file: read in a child process, every sum checked."""
    with st.spinner(visit.say("reports.looking")):
        shown = annual_reports.preview(
            visit.desk, visit.round.code, choice.body, choice.year, choice.month, content, name
        )
    return Arrival(mark, shown, content)


def arrived(visit: Visit, choice: Choice, one: Arrival) -> None:
    """Whatever there is to say of the file."""
    if one.done is not None:
        done(visit, one, one.done)
    elif one.shown.found.errors:
        refused(visit, one)
    else:
        sound(visit, choice, one)


def refused(visit: Visit, one: Arrival) -> None:
    """What is wrong, with the workbook to mend, and every sum."""
    shown, say = one.shown, visit.say
    others = [it for it in shown.found.problems if it.code != "identity_broken"]
    if faults.of_whole(others) and not shown.found.outcomes:
        show(faults.sentence(visit, others[0]))
        return
    told = say("reports.refused", file=shown.name, n=len(shown.found.errors))
    show(tag("p", told, class_="banner act", role="alert"))
    if one.returned is None:
        made = annual_reports.marked(visit.desk, shown.found, shown.name, visit.round.code)
        one.returned = (made.name, made.content) if made else ("", b"")
    name, content = one.returned
    if content:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.download_button(
                say("intake.annotated"), content, name, exports.XLSX, key="report_annotated",
                on_click="ignore", type="primary", icon=":material/download:",
            )  # fmt: skip
            with st.container(width="stretch"):
                show(tag("p", say("intake.annotated_note"), class_="note"))
    if others:
        show(faults.listing(visit, others, say("annotate.heading")))
    sums(visit, one)


def sums(visit: Visit, one: Arrival) -> None:
    """Every identity of the form, with its figures."""
    form = one.shown.found.form
    if form is None or not one.shown.found.outcomes:
        return
    checks = filings.checked(form, one.shown.found.outcomes, visit.language)
    show(
        tag("h2", visit.say("reports.checked", form=form.title)),
        tag("p", reportchecks.tally(visit, checks), class_="small"),
        reportchecks.listing(visit, checks),
    )


def sound(visit: Visit, choice: Choice, one: Arrival) -> None:
    """All that must hold does: its sums, what it replaces, the button."""
    shown, say = one.shown, visit.say
    if shown.again:
        show(tag("p", say("reports.again"), class_="banner", role="status"))
        sums(visit, one)
        return
    key = "reports.sound_warned" if shown.warnings else "reports.sound"
    told = say(key, file=shown.name, n=len(shown.warnings))
    show(tag("p", told, class_="banner course" if not shown.warnings else "banner", role="status"))
    with st.form(f"file_{one.key}", border=False):
        if shown.standing is not None:
            by, at = said.person(shown.standing.person, visit.language), said.moment(shown.standing.at)
            show(tag("p", say("reports.replaces", by=by, at=at), class_="note"))
        reason = ""
        if shown.needs_reason:
            reason = st.text_input(say("reports.reason"), key=f"report_reason_{one.key}", max_chars=300)
        pressed = st.form_submit_button(say("reports.file_it"), type="primary", key=f"report_do_{one.key}")
    if pressed:
        take(visit, one, reason)
        st.rerun()
    if one.trouble:
        show(tag("p", one.trouble, class_="banner act", role="alert"))
    if one.stale and st.button(say("intake.look_again"), key=f"report_again_{one.key}", type="primary"):
        st.session_state[KEPT] = look(visit, choice, one.mark, one.content, shown.name)
        st.rerun()
    sums(visit, one)


def take(visit: Visit, one: Arrival, reason: str) -> None:
    """File it, or keep the sentence that says why not."""
    try:
        one.done = acts.file(visit.desk, one.shown, reason=reason, key=one.key)
        one.trouble = ""
    except EvaluationError as refused_:
        one.trouble = refusal(refused_, visit.language)
        one.stale = refused_.code in STALE


def done(visit: Visit, one: Arrival, filed: Done) -> None:
    """It is filed."""
    key = "reports.done_before" if filed.again else "reports.done"
    body = said.body_name(visit, filed.filing.body)
    year = annual_reports.period(filed.filing.year, filed.filing.month, filed.filing.form, visit.language)
    show(tag("p", visit.say(key, body=body, period=year), class_="banner course", role="status"))
    st.button(visit.say("reports.next"), key=f"report_next_{one.key}", on_click=leave)


def leave() -> None:
    """Put the file away; the place is empty again."""
    st.session_state.pop(KEPT, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
