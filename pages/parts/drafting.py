"""From lost points to drafts on the page: shared ones, single ones, others that should check themselves."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from data.actions import rectification_drafts as acts
from data.queries import proposals as ask_for
from data.queries.proposals import Proposal
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.model import Text
from metrics.procedure.terms import Terms
from pages.parts import asking, forms, said
from pages.parts.frame import Visit, link
from pages.parts.markup import show, tag
from pages.parts.readings import proposing as read
from pages.parts.readings.lossbook import clause_of
from pages.parts.readings.proposing import Shared
from pages.parts.tables import Column, figure, table

MOST = 200  # rows to pick from at a time
LONG = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for among the losses."""

    clause: str
    body: str
    indicator: str
    above: float


def ask(visit: Visit, everything: Sequence[Proposal]) -> Filters:
    """The filters in one row, kept in the address."""
    say, catalogue = visit.say, visit.board.catalogue
    known = {one.body for one in everything}
    bodies = ["", *(one.code for one in visit.board.bodies if one.code in known)]
    losing = {one.indicator for one in everything}
    indicators = ["", *(one.code for one in catalogue.indicators if one.code in losing)]
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        clause = forms.pick(
            "clause",
            say("draft.clause"),
            ["", *read.clauses(catalogue, everything)],
            lambda code: node_name(visit, code),
            width=280,
        )
        body = forms.pick(
            "body",
            say("ask.body"),
            bodies,
            lambda code: said.body_name(visit, code) if code else say("ask.all"),
            width=200,
        )
        indicator = forms.pick(
            "indicator",
            say("ask.indicator"),
            indicators,
            lambda code: said.indicator_name(visit, code) if code else say("ask.all"),
            width=300,
        )
        above = forms.pick(
            "above",
            say("draft.above"),
            [str(one) for one in read.STEPS],
            lambda one: say("draft.above_n", n=float(one)),
            default="1.0",
            width=150,
        )
    return Filters(clause, body, indicator, float(above))


def node_name(visit: Visit, code: str) -> str:
    """A clause or section of the plan."""
    if not code:
        return visit.say("ask.all")
    node = clause_of(visit.board.catalogue, code)
    return visit.say("ledger.clause", citation=node.citation, title=node.title) if node else code


def shared(visit: Visit, found: Sequence[Shared], terms: Terms) -> None:
    """Indicators that most bodies lose: one measure of the city instead of many notices."""
    if not found:
        return
    say = visit.say
    columns = [
        Column(say("column.indicator"), lambda one: said.indicator_name(visit, one.indicator)),
        figure(say("draft.losing"), lambda one: one.losing, str),
        figure(say("draft.applies"), lambda one: one.of, str),
        figure(say("column.lost"), lambda one: one.lost, lambda n: say("number.points", n=n)),
        Column(
            "",
            lambda one: tag(
                "a", say("draft.municipal_do"), href=forms.here(municipal=one.indicator), data_page=True
            ),
        ),
    ]
    title = say("draft.shared", n=len(found), notices=sum(one.losing for one in found))
    show(
        tag("h2", title),
        tag("p", say("draft.shared_note", most=terms.most), class_="note"),
        table(found, columns, title, tall=len(found) > LONG),
    )
    code = st.query_params.get("municipal", "")
    if code:
        municipal(
            visit, code, terms, frozenset(one for it in found if it.indicator == code for one in it.taken)
        )


def municipal(visit: Visit, code: str, terms: Terms, taken: Set[str]) -> None:
    """The measure of the city for one indicator: who leads it, in which words, in which time.

    `taken`: bodies that have an open item on it, and so cannot lead another.
    """
    say, spoken = visit.say, visit.language
    bodies = [one.code for one in visit.board.bodies]
    judge = said.indicator_of(visit, code)
    free = [one for one in bodies if one not in taken] or bodies
    first = judge.judge if judge and judge.judge in free else free[0]
    with st.container(key="card_municipal", gap="small"):
        show(tag("h3", say("draft.municipal", title=said.indicator_name(visit, code))))
        lead = forms.pick(
            "lead",
            say("draft.lead_body"),
            bodies,
            lambda one: said.body_name(visit, one),
            default=first,
            width=260,
        )
        try:
            one = ask_for.municipal(visit.desk, visit.round.code, code, body=lead)
        except EvaluationError as refused:
            show(tag("p", refusal(refused, spoken), class_="banner act", role="alert"))
            return
        if one.open:
            words = link(one.open, forms.address("handling", item=one.open))
            show(tag("p", say("draft.municipal_open"), " ", words, class_="banner"))
            return
        show(tag("p", one.problem[spoken]))
        name = f"municipal/{code}/{lead}"
        turn = asking.turn(name)
        with st.form(f"{name}/{turn}", border=False):
            measure = st.text_area(say("register.measure"), one.measure[spoken], key=f"{name}/measure/{turn}")
            with st.container(horizontal=True, gap="small"):
                severity = _choice(visit, "severity", terms, one.severity, f"{name}/severity/{turn}")
                allowed = _choice(visit, "deadline_class", terms, one.deadline_class, f"{name}/class/{turn}")
            pressed = st.form_submit_button(
                say("draft.municipal_draft"), type="primary", key=f"{name}/do/{turn}"
            )
    if pressed:
        words = one.measure if measure == one.measure[spoken] else Text(measure, measure)
        changed = replace(one, measure=words, severity=severity, deadline_class=allowed)
        draft(visit, name, turn, [changed])


def _choice(visit: Visit, name: str, terms: Terms, value: str, key: str) -> str:
    titles = titled(terms, visit.language)[name]
    codes = [*titles]
    return str(
        st.selectbox(
            visit.say(f"register.{name}"),
            codes,
            codes.index(value),
            key=key,
            format_func=titles.__getitem__,
            width=200,
        )
    )


def titled(terms: Terms, language: str) -> dict[str, dict[str, str]]:
    """What severities and deadline classes are called."""
    return {
        "severity": {one.code: one.title[language] for one in terms.severities},
        "deadline_class": {one.code: one.title[language] for one in terms.classes},
    }


def single(visit: Visit, found: Sequence[Proposal], terms: Terms, filters: Filters) -> None:
    """Losses to pick from, everything proposed and open to change."""
    say, spoken = visit.say, visit.language
    show(tag("h2", say("draft.single", n=len(found))), tag("p", say("draft.single_note"), class_="note"))
    with st.container(horizontal=True, gap="medium"):
        every = st.toggle(say("draft.tick_all"), key="draft_all")
        common = forms.segments(
            "common", say("draft.common"), ["no", "yes"], lambda one: say(f"draft.common_{one}"), quiet=True
        )
    shown = read.free(found, with_common=common == "yes")[:MOST]
    if not shown:
        show(tag("p", say("draft.none_fit"), class_="empty", role="status"))
        return
    name = f"draft/{filters}/{common}/{every}"
    turn = asking.turn(name)
    edited = pick_from(visit, shown, terms, f"{name}/{turn}", every)
    chosen = read.picked(shown, edited, spoken)
    label = say("draft.do", n=len(chosen))
    if st.button(label, type="primary", key=f"{name}/do/{turn}", disabled=not chosen):
        draft(visit, name, turn, chosen)


def pick_from(visit: Visit, shown: Sequence[Proposal], terms: Terms, key: str, every: bool) -> pd.DataFrame:
    """The table with a box to tick; severity, class and measure can be written anew."""
    say, spoken = visit.say, visit.language
    made = ask_for.frame(shown, spoken)
    titles = titled(terms, spoken)
    rows = pd.DataFrame(
        {
            "picked": every,
            "body": [said.body_name(visit, code) for code in made["body"]],
            "indicator": [said.indicator_name(visit, code) for code in made["indicator"]],
            "lost": made["lost"].astype(float),
            "problem": made["problem"],
            "measure": made["measure"],
            "severity": made["severity"],
            "deadline_class": made["deadline_class"],
            "previous": made["previous"],
        }
    )
    config = {
        "picked": st.column_config.CheckboxColumn(say("draft.tick"), width=50),
        "body": st.column_config.TextColumn(say("column.body"), width=120),
        "indicator": st.column_config.TextColumn(say("column.indicator"), width=200),
        "lost": st.column_config.NumberColumn(say("column.lost"), format="%.2f", width=60),
        "problem": st.column_config.TextColumn(say("register.problem"), width=230),
        "measure": st.column_config.TextColumn(say("register.measure"), width=230),
        "severity": st.column_config.SelectboxColumn(
            say("register.severity"),
            options=[*titles["severity"]],
            format_func=titles["severity"].__getitem__,
            required=True,
            width=90,
        ),
        "deadline_class": st.column_config.SelectboxColumn(
            say("register.deadline_class"),
            options=[*titles["deadline_class"]],
            format_func=titles["deadline_class"].__getitem__,
            required=True,
            width=110,
        ),
        "previous": st.column_config.TextColumn(say("register.previous"), width=120),
    }
    fixed = ["body", "indicator", "lost", "problem", "previous"]
    if not rows["previous"].astype(bool).any():
        rows = rows.drop(columns="previous")
    return st.data_editor(
        rows,
        column_config=config,
        disabled=[one for one in fixed if one in rows],
        hide_index=True,
        key=key,
        height=min(36 * (len(rows) + 1) + 2, 480),
    )


def draft(visit: Visit, name: str, turn: str, chosen: Sequence[Proposal]) -> None:
    """Draft them, all or none; what came of it stands on top of the page."""

    def once(key: str) -> str:
        made = acts.draft(visit.desk, visit.round.code, chosen, key=key)
        return visit.say("draft.done", n=len(made))

    asking.attempt(visit, name, once, turn)
    st.rerun()


def generalise(visit: Visit, number: str) -> None:
    """举一反三: bodies that were not sampled are asked to look for themselves."""
    say = visit.say
    try:
        found = ask_for.self_checks(visit.desk, number)
    except EvaluationError as refused:
        show(tag("p", refusal(refused, visit.language), class_="banner act", role="alert"))
        return
    with st.container(key="card_generalise", gap="small"):
        source = link(number, forms.address("handling", item=number))
        show(tag("h2", say("draft.generalise", n=len(found))))
        show(tag("p", say("draft.generalise_source"), " ", source, class_="small"))
        if not found:
            show(tag("p", say("draft.generalise_none"), class_="muted"))
            return
        show(
            tag("p", found[0].problem[visit.language]),
            tag("p", found[0].measure[visit.language], class_="note"),
        )
        name = f"generalise/{number}"
        turn = asking.turn(name)
        codes = [one.body for one in found]
        with st.form(f"{name}/{turn}", border=False):
            wanted = st.multiselect(
                say("draft.generalise_to"),
                codes,
                codes,
                key=f"{name}/bodies/{turn}",
                format_func=lambda code: said.body_name(visit, code),
                placeholder=say("item.choose"),
            )
            pressed = st.form_submit_button(
                say("draft.generalise_do"), type="primary", key=f"{name}/do/{turn}"
            )
    if pressed:
        draft(visit, name, turn, [one for one in found if one.body in wanted])
