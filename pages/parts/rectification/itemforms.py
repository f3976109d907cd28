"""Forms for exactly the acts open to this person, one per act, each asking only for what it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.actions import rectification as acts
from data.queries.hindrances import hindrances
from data.queries.rectification import Dossier
from data.words import refusal
from metrics.errors import Refused
from metrics.procedure.lifecycle import ON, Step
from metrics.procedure.terms import Terms
from pages.parts import asking
from pages.parts.frame import Visit
from pages.parts.markup import show, tag
from pages.parts.rectification.itemfields import Asked, Brought, Place, fields, named


def panel(visit: Visit, dossier: Dossier, terms: Terms) -> Mapping[str, Refused]:
    """The forms: what moves the item on stands open, the rest is folded; what cannot be done says why."""
    barred = hindrances(visit.desk, dossier)
    free = [step for step in dossier.choices if step.act not in barred]
    onward = [step for step in free if step.way == ON]
    for step in onward:
        with st.container(key=f"card_act_{step.act}", gap="small"):
            form(placed(visit, dossier, terms, step), primary=True)
    for step in free:
        if step.way != ON:
            with st.expander(visit.say(f"item_act.{step.act}")):
                form(placed(visit, dossier, terms, step), primary=False)
    told = [
        tag("li", tag("b", visit.say(f"item_act.{act}")), " ", refusal(why, visit.language))
        for act, why in barred.items()
    ]
    if told:
        show(
            tag(
                "section",
                tag("h3", visit.say("item.barred")),
                tag("ul", told, class_="plain small"),
                class_="barred",
            )
        )
    if not dossier.choices:
        show(tag("p", visit.say("item.no_choice"), class_="empty", role="status"))
    return barred


def placed(visit: Visit, dossier: Dossier, terms: Terms, step: Step) -> Place:
    """The form of a step as it is drawn now."""
    return Place(visit, dossier, terms, step, asking.turn(named(dossier, step)))


def form(place: Place, *, primary: bool) -> None:
    """One act."""
    say, act = place.visit.say, place.step.act
    asked = fields(place.step)
    if primary:
        show(tag("h3", say(f"item_act.{act}")))
    note = f"item.hint_{act}"
    show(tag("p", say(note), class_="note"))
    with st.form(place.key("form"), border=False):
        for one in asked:
            one.draw(place)
        st.form_submit_button(
            say(f"item_act.{act}"),
            type="primary" if primary else "secondary",
            key=place.key("do"),
            on_click=perform,
            args=(place, asked),
        )


def perform(place: Place, asked: Sequence[Asked]) -> None:
    """Do it to the item as it was when the form was drawn: what changed since is a conflict."""
    visit, item, act = place.visit, place.dossier.item, place.step.act

    def once(key: str) -> str:
        brought: Brought = {}
        for one in asked:
            brought |= one.bring(place)
        after = acts.do(visit.desk, item.number, act, version=item.version, key=key, **brought)
        done = visit.say(f"item_act.{act}")
        return visit.say(
            "item.done", number=after.number, act=done, state=visit.say(f"item_state.{after.state}")
        )

    asking.attempt(visit, place.name, once, key=place.turn)
