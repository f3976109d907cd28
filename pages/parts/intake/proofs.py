"""Evidence beside a body's indicator: what stands, files and links to add, withdrawing one."""

from __future__ import annotations

import uuid

import streamlit as st

from data.actions import evidence as acts
from data.queries import evidence as ask
from data.queries.evidence import Evidence
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.model import Indicator
from pages.parts import evidence as route
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import Markup, show, tag
from pages.parts.tables import Column, table


def beside(visit: Visit, body: str, one: Indicator) -> None:
    """The list, and the forms for who may add to it."""
    say, asked = visit.say, one.evidence[visit.language]
    found = ask.beside(visit.desk, visit.round.code, body, one.code)
    show(
        tag("h2", say("entry.evidence", n=len(found))),
        tag("p", tag("span", say("entry.asked"), class_="label"), asked, class_="small") if asked else None,
        listing(visit, found),
    )
    if not visit.desk.may("evidence.attach", body=body):
        return
    turn = st.session_state.setdefault("proof_turn", uuid.uuid4().hex)
    with st.form(f"proof_{turn}"):
        file = st.file_uploader(say("entry.file"), key=f"proof_file_{turn}")
        address = st.text_input(say("entry.link"), key=f"proof_link_{turn}", placeholder="https://")
        note = st.text_input(say("entry.remark"), key=f"proof_note_{turn}", max_chars=300)
        old = [None, *(it.id for it in found)]
        names = {it.id: it.name for it in found}
        instead = st.selectbox(
            say("entry.instead"), old, key=f"proof_old_{turn}",
            format_func=lambda it: names.get(it, say("entry.instead_none")),
        ) if found else None  # fmt: skip
        pressed = st.form_submit_button(say("entry.attach"), key=f"proof_do_{turn}")
    if pressed:
        _add(
            visit,
            body,
            one,
            (file.name, file.getvalue()) if file else None,
            address.strip(),
            note,
            instead,
            turn,
        )
    if found and visit.desk.may("evidence.withdraw", body=body):
        _withdraw(visit, body, found, turn)


def listing(visit: Visit, found: tuple[Evidence, ...]) -> Markup:
    """What stands now, with who handed it in and when."""
    say = visit.say
    if not found:
        return tag("p", say("entry.no_evidence"), class_="note")
    columns = [
        Column(
            say("entry.piece"),
            lambda it: [
                route.named(it, visit.language), tag("div", say(f"entry.kind_{it.kind}"), class_="note")
            ],
        ),
        Column(say("entry.remark"), lambda it: it.note if it.note != it.name else ""),
        Column(
            say("intake.who"),
            lambda it: [
                said.person(it.person, visit.language),
                tag("div", say("overview.at", at=said.moment(it.at)), class_="note nowrap"),
            ],
        ),
    ]  # fmt: skip
    return table(found, columns, say("entry.evidence", n=len(found)))


def _add(
    visit: Visit, body: str, one: Indicator, file: tuple[str, bytes] | None, address: str, note: str,
    instead: int | None, turn: str,
) -> None:  # fmt: skip
    place = (visit.desk, visit.round.code, body, one.code)
    try:
        if file is not None:
            acts.attach(*place, name=file[0], content=file[1], note=note, supersedes=instead, key=f"{turn}f")
        elif address:
            acts.link(*place, url=address, note=note, supersedes=instead, key=f"{turn}l")
        else:
            show(tag("p", visit.say("entry.nothing_to_attach"), class_="banner act", role="alert"))
            return
    except EvaluationError as refused:
        show(tag("p", refusal(refused, visit.language), class_="banner act", role="alert"))
        return
    st.session_state.pop("proof_turn")
    st.rerun()


def _withdraw(visit: Visit, body: str, found: tuple[Evidence, ...], turn: str) -> None:
    say = visit.say
    names = {it.id: it.name for it in found}
    with st.expander(say("entry.withdraw")), st.form(f"gone_{turn}", border=False):
        which = st.selectbox(
            say("entry.piece"), [*names], format_func=names.__getitem__, key=f"gone_which_{turn}"
        )
        reason = st.text_input(say("intake.reason"), key=f"gone_why_{turn}", max_chars=300)
        pressed = st.form_submit_button(say("entry.withdraw_do"), key=f"gone_do_{turn}")
    if pressed:
        try:
            acts.withdraw(visit.desk, visit.round.code, body, which, reason=reason)
        except EvaluationError as refused:
            show(tag("p", refusal(refused, visit.language), class_="banner act", role="alert"))
            return
        st.session_state.pop("proof_turn")
        st.rerun()
