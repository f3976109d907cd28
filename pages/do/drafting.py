"""Drafting rectification: losses picked and drafted by the office, approved and issued by another person."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import proposals, rectification
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.procedure.terms import Terms
from pages.parts import asking, forms, frame
from pages.parts.frame import Visit, link
from pages.parts.markup import show, tag
from pages.parts.readings import proposing
from pages.parts.readings import rectifying as read
from pages.parts.readings.proposing import Ground
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import drafting, issuing, itemlist, shareddrafts
from pages.parts.remembered import of_record, remembered


def sentence(visit: Visit, all_: Ground | None, lines: Sequence[Line]) -> str:
    """How much could be drafted, how much of it is shared, how many drafts wait."""
    n = len(read.drafts(lines))
    if all_ is None:
        return visit.say("draft.lead_drafts", drafts=n) if n else visit.say("draft.lead_no_drafts")
    return visit.say("draft.lead", n=all_.n, common=all_.common, drafts=n)


def pick(visit: Visit, all_: Ground, terms: Terms) -> None:
    """The losses: shared ones first, then one by one."""
    filters = drafting.ask(visit, all_)
    wish = {
        "clause": filters.clause, "body": filters.body, "indicator": filters.indicator, "above": filters.above
    }  # fmt: skip
    shown = of_record(
        visit, "proposals", lambda: proposals.proposals(visit.desk, visit.round.code, **wish), *wish.values()
    )
    shareddrafts.shared(visit, proposing.shared(shown), terms)
    drafting.single(visit, shown, terms, filters)


visit = frame.enter()
try:
    lines = itemlist.lines(visit)
    terms = rectification.terms(visit.desk, visit.round.code)
except EvaluationError as refused:
    frame.lead(visit, "drafting", visit.say("handle.not_yours"))
    frame.state(visit)
    frame.nothing(refusal(refused, visit.language))
may = visit.desk.may("rectification.draft")
if not may and not visit.desk.may("rectification.issue"):
    frame.lead(visit, "drafting", visit.say("draft.not_yours"))
    frame.state(visit)
    show(tag("p", link(visit.say("handle.to_list"), forms.address("handling"))))
    st.stop()
found = remembered(visit, "losing_all", lambda: proposing.ground(visit.board, terms.most)) if may else None
frame.lead(visit, "drafting", sentence(visit, found, lines))
frame.state(visit, visit.say("oversee.state", n=len(lines), today=visit.desk.today))
asking.told()
source = st.query_params.get("source", "")
if may and source:
    shareddrafts.generalise(visit, source)
others = issuing.others(visit, lines)  # to be approved here: that comes before drafting more
if found and not others:
    pick(visit, found, terms)
issuing.waiting(visit, lines, terms)
issuing.notices(visit, lines)
if found and others:
    pick(visit, found, terms)
frame.notes(
    visit.say("draft.note"), link(visit.say("oversee.to_method"), forms.address("method") + "#procedure")
)
