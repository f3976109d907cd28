"""What is asked of one body: items by what is due first, letters that came, two scores side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import papers, rectification, tasks
from data.queries.tasks import Task
from data.words import refusal
from metrics.errors import EvaluationError
from pages.parts import asking, forms, frame
from pages.parts.frame import Download, Visit, link
from pages.parts.intake import said
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import rectifying as read
from pages.parts.rectification import lettersin, tasklist, whose
from pages.parts.remembered import of_record
from pages.parts.results import bothscores


def first(visit: Visit, bodies: Sequence[str]) -> str:
    """The first body that has been asked for something."""
    found = rectification.items(visit.desk, visit.round.code)
    asked = {one.body for one in found if one.issued_on}
    return next((code for code in bodies if code in asked), "")


def sentence(visit: Visit, body: str, found: tuple[Task, ...]) -> str:
    """How many are open, how many late, what comes next."""
    told = tasks.counts(found)
    if not found:
        return visit.say("mine.lead_none", body=said.body_name(visit, body))
    if not told["open"]:
        return visit.say("mine.lead_done", body=said.body_name(visit, body), n=len(found))
    key = "mine.lead_late" if told["late"] else "mine.lead"
    return visit.say(key, body=said.body_name(visit, body), **told) + following(visit, found)


def following(visit: Visit, found: Sequence[Task]) -> str:
    """The item that is due next and not late."""
    coming = [one for one in found if one.open and one.clock.running and not one.clock.late]
    if not coming or coming[0].clock.deadline is None:
        return ""
    title = visit.board.catalogue.indicator(coming[0].item.indicator).title
    return visit.say("mine.next", title=title, on=coming[0].clock.deadline)


def taken(visit: Visit, body: str, found: Sequence[Task]) -> list[Download]:
    """The form to answer on about all open items; notices stand among the papers that came."""
    numbers = [one.item.number for one in found if one.open]
    if not numbers:
        return []
    return [
        Download(
            visit.say("mine.reply"), f"{visit.round.code}-{body}-reply.docx", papers.DOCX,
            lambda: papers.reply(visit.desk, numbers).content,
        )
    ]  # fmt: skip


def items(visit: Visit, body: str, found: Sequence[Task]) -> list[Markup | None]:
    """The cards of what is open; what has ended, folded."""
    lines = {
        one.number: one for one in read.lines(rectification.register(visit.desk, visit.round.code, body=body))
    }
    running = [one for one in found if one.open]
    shown: list[Markup | None] = [tag("p", visit.say("mine.nothing_open"), class_="empty", role="status")]
    if running:
        shown = [
            tag("h2", visit.say("mine.open", n=len(running))),
            tag("p", visit.say("mine.open_note"), class_="note"),
            tasklist.cards(visit, running, lines),
        ]
    return [*shown, tasklist.ended(visit, [one for one in found if not one.open], lines)]


visit = frame.enter()
top = st.container()
try:
    body = whose.body(
        visit, "mine", first=lambda codes: of_record(visit, "mine.first", lambda: first(visit, codes))
    )
    found = of_record(visit, "tasks", lambda: tasks.tasks(visit.desk, visit.round.code, body), body)
    terms = rectification.terms(visit.desk, visit.round.code)
except EvaluationError as refused:
    frame.nothing(refusal(refused, visit.language))
with top:
    frame.lead(visit, "mine", sentence(visit, body, found))
    frame.state(
        visit,
        visit.say("oversee.state", n=len(found), today=visit.desk.today),
        downloads=taken(visit, body, found),
    )
asking.told()
show(
    of_record(visit, "mine.account", lambda: bothscores.account(visit, body), body),
    *of_record(visit, "mine.items", lambda: items(visit, body, found), body),
)
lettersin.shelf(visit, lettersin.received(visit, body, terms))
whose.notes(
    visit, "mine", body, link(visit.say("oversee.to_method"), forms.address("method") + "#procedure")
)
