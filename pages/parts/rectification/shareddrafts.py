"""Drafts for what many bodies share: one measure of the city, or others that check themselves."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

import streamlit as st

from data.queries import proposals as ask_for
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.model import Text
from metrics.procedure.terms import Terms
from pages.parts import asking, forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Markup, show, tag
from pages.parts.readings.proposing import Shared
from pages.parts.rectification import drafting, ticking
from pages.parts.remembered import of_record
from pages.parts.tables import Column, figure, table


def shared(visit: Visit, found: Sequence[Shared], terms: Terms) -> None:
    """Indicators that most bodies lose: one measure of the city instead of many notices."""
    if not found:
        return
    address = sorted(st.query_params.to_dict().items())  # the links of the table carry all of it
    show(*of_record(visit, "draft.shared", lambda: _listing(visit, found, terms), *address))
    code = st.query_params.get("municipal", "")
    if code:
        municipal(
            visit, code, terms, frozenset(one for it in found if it.indicator == code for one in it.taken)
        )


def _listing(visit: Visit, found: Sequence[Shared], terms: Terms) -> list[Markup]:
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
    return [
        tag("h2", title),
        tag("p", say("draft.shared_note", most=terms.most), class_="note"),
        table(found, columns, title, tall=len(found) > drafting.LONG),
    ]


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
        drafting.draft(visit, name, turn, [changed])


def _choice(visit: Visit, name: str, terms: Terms, value: str, key: str) -> str:
    titles = ticking.titled(terms, visit.language)[name]
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
        drafting.draft(visit, name, turn, [one for one in found if one.body in wanted])
