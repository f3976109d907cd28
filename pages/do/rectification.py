"""Rectification at work: what waits for this person, the register with lamps; one item with all it allows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import rectification
from data.queries.rectification import Dossier
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.procedure.terms import Terms
from pages.parts import asking, forms, frame
from pages.parts.frame import Visit, link
from pages.parts.markup import show, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import itemforms, itemlist, itemproof, itemview


def opened(visit: Visit, number: str) -> Dossier:
    """The item of the address; a refusal ends the page in plain words."""
    try:
        return rectification.find(visit.desk, number)
    except EvaluationError as refused:
        frame.lead(visit, "handling", visit.say("item.gone"))
        show(tag("p", back(visit)))
        frame.nothing(refusal(refused, visit.language))


def back(visit: Visit) -> str:
    """The way to the list."""
    return link(visit.say("item.back"), forms.address("handling"))


def work(visit: Visit, dossier: Dossier, terms: Terms) -> None:
    """What this person may do, beside proof and observing anew."""
    show(tag("h2", visit.say("item.acts")))
    left, right = frame.beside(1, 1, name="acts")
    with left:
        barred = itemforms.panel(visit, dossier, terms)
    with right:
        itemproof.hand_in(visit, dossier)
        itemproof.observe(visit, dossier, barred)
        if visit.desk.may("rectification.draft"):
            words = link(visit.say("item.generalise"), forms.address("drafting", source=dossier.item.number))
            show(tag("p", words, class_="small"), tag("p", visit.say("item.generalise_note"), class_="note"))


def item(visit: Visit, number: str) -> None:
    """The page of one item."""
    dossier = opened(visit, number)
    terms = rectification.terms(visit.desk, dossier.item.round)
    show(tag("p", back(visit), class_="small"))
    frame.lead(visit, "handling", itemview.sentence(visit, dossier))
    itemview.state(visit, dossier, terms)
    asking.told()
    work(visit, dossier, terms)
    itemview.whole(visit, dossier, terms)
    frame.notes(
        visit.say("item.note"), link(visit.say("oversee.to_method"), forms.address("method") + "#procedure")
    )


def sentence(visit: Visit, lines: Sequence[Line], mine: Sequence[Line]) -> str:
    """How many wait for this person, and how urgent they are."""
    if not lines:
        return visit.say("handle.lead_none")
    late = sum(one.late > 0 for one in mine)
    key = "handle.lead_late" if late else "handle.lead" if mine else "handle.lead_free"
    return visit.say(
        key, n=len(mine), late=late, open=sum(one.open for one in lines), longest=read.longest(mine)
    )


def listing(visit: Visit) -> None:
    """The work list and the register."""
    try:
        lines = itemlist.lines(visit)
    except EvaluationError as refused:
        frame.lead(visit, "handling", visit.say("handle.not_yours"))
        frame.state(visit)
        frame.nothing(refusal(refused, visit.language))
    mine = read.waiting(lines, visit.desk.role, visit.desk.today)
    frame.lead(visit, "handling", sentence(visit, lines, mine))
    frame.state(
        visit,
        visit.say("oversee.state", n=len(lines), today=visit.desk.today),
        downloads=itemlist.register(visit) if lines else (),
    )
    asking.told()
    if visit.desk.may("rectification.draft"):
        show(tag("p", link(visit.say("handle.to_drafting"), forms.address("drafting")), class_="small"))
    if not lines:
        show(tag("p", visit.say("handle.empty"), class_="empty", role="status"))
        return
    itemlist.show_list(visit, lines, mine)


visit = frame.enter()
number = st.query_params.get("item", "")
if number:
    item(visit, number)
else:
    listing(visit)
