"""Proof of rectification handed in by the body, and the indicator observed anew by who judges it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.actions import rectification_proof as acts
from data.actions.rows import FaultyRows
from data.queries import remeasured
from data.queries.rectification import Dossier
from data.words import refusal
from metrics.errors import EvaluationError, Refused
from metrics.frames import OBSERVATIONS
from metrics.procedure.items import MUNICIPAL
from metrics.procedure.lifecycle import CLOSED, LAPSED, OPEN, WITH_BODY
from pages.parts import asking, forms
from pages.parts.frame import Visit
from pages.parts.intake import entryform, faults, said
from pages.parts.intake.entryform import NIL, REFUSED, STATES, VALUES
from pages.parts.markup import show, tag

MEASURED = frozenset({"not_measured_again", "still_lost", "still_passes"})


def hand_in(visit: Visit, dossier: Dossier) -> None:
    """A file or a link as proof, while the body is at work; what was handed in goes along with the report."""
    item, say = dossier.item, visit.say
    if item.state not in WITH_BODY or not visit.desk.may("rectification.prove", body=item.body):
        return
    name = f"prove/{item.number}"
    turn = asking.turn(name)
    with st.container(key="card_act_prove", gap="small"):
        show(
            tag("h3", say("item.prove", n=len(dossier.proofs_after))),
            tag("p", dossier.item.proof_wanted[visit.language], class_="note"),
        )
        with st.form(f"{name}/{turn}", border=False):
            file = st.file_uploader(say("entry.file"), key=f"{name}/file/{turn}")
            address = st.text_input(say("entry.link"), key=f"{name}/link/{turn}", placeholder="https://")
            note = st.text_input(say("entry.remark"), key=f"{name}/note/{turn}", max_chars=300)
            pressed = st.form_submit_button(say("entry.attach"), key=f"{name}/do/{turn}")
    if not pressed:
        return
    if file is None and not address.strip():
        asking.tell(say("entry.nothing_to_attach"), refused=True)
        st.rerun()

    def once(key: str) -> str:
        if file is not None:
            made = acts.attach(
                visit.desk, item.number, name=file.name, content=file.getvalue(), note=note, key=key
            )
        else:
            made = acts.link(visit.desk, item.number, url=address.strip(), note=note, key=key)
        return say("item.proved", name=made.name)

    asking.attempt(visit, name, once, turn)
    st.rerun()


def observe(visit: Visit, dossier: Dossier, barred: Mapping[str, Refused]) -> None:
    """The indicator observed anew, so that the rule that took the point can be run again."""
    item, say = dossier.item, visit.say
    if item.state not in (*OPEN, CLOSED, LAPSED) or not visit.desk.may(
        "rectification.remeasure", body=item.body
    ):
        return
    wanted = any(one.code in MEASURED for one in barred.values())
    with st.expander(say("item_act.remeasure"), expanded=wanted):
        show(tag("p", say("item.hint_remeasure"), class_="note"))
        if not dossier.indicator.fields:
            show(tag("p", say("item.no_fields"), class_="empty"))
            return
        _observe(visit, dossier, _whose(visit, dossier))


def _whose(visit: Visit, dossier: Dossier) -> str:
    """The body that is observed: the item's own; of a municipal item any that it concerns."""
    item = dossier.item
    if item.kind != MUNICIPAL:
        return item.body
    codes = list(item.about) or [item.body]
    return forms.pick("observed", visit.say("ask.body"), codes, lambda code: said.body_name(visit, code))


def _observe(visit: Visit, dossier: Dossier, body: str) -> None:
    item, say = dossier.item, visit.say
    name = f"remeasure/{item.number}/{body}"
    turn = asking.turn(name)
    form = entryform.standing(body, dossier.indicator, remeasured.observed(visit.desk, item.number, body))
    state = (
        st.segmented_control(
            say("entry.state"),
            STATES,
            default=form.state,
            required=True,
            key=f"{name}/state/{turn}",
            format_func=lambda one: say(f"entry.state_{one}"),
        )
        or VALUES
    )
    with st.form(f"{name}/{turn}", border=False):
        typed: entryform.Typed = entryform.ask(visit, form, f"{name}/{turn}") if state == VALUES else {}
        refused = (
            st.text_input(say("entry.why_not"), form.reason, key=f"{name}/why/{turn}")
            if state == REFUSED
            else ""
        )
        signed = st.checkbox(say("entry.sign"), key=f"{name}/sign/{turn}") if state == NIL else True
        reason = st.text_input(say("item.reason_observed"), key=f"{name}/reason/{turn}", max_chars=300)
        pressed = st.form_submit_button(say("item_act.remeasure"), key=f"{name}/do/{turn}")
    if not pressed:
        return
    rows = entryform.rows_of(form, state, typed, refused, {})[list(OBSERVATIONS)]

    def once(key: str) -> str:
        acts.remeasure(visit.desk, item.number, rows, reason=reason, key=key)
        return say("item.remeasured", number=item.number)

    if signed:
        asking.attempt(visit, name, once, turn, lambda refused: _explained(visit, refused))
    else:
        asking.tell(say("refused.signature", cells=1), refused=True)
    st.rerun()


def _explained(visit: Visit, refused: EvaluationError) -> str:
    """Why it is not taken; of faulty cells each with how to mend it."""
    if not isinstance(refused, FaultyRows):
        return refusal(refused, visit.language)
    return visit.say("join.list").join(faults.mend(visit, one) for one in refused.problems)
