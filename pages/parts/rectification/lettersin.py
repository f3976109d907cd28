"""Letters that came to one body: which step, about which item, when; each to be taken away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import letters, papers
from data.queries.letters import Letter
from metrics.procedure.terms import Terms
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.markup import show, tag
from pages.parts.rectification import lamps

FEW = 6  # letters shown before the rest is folded
SENT = "sent"


def received(visit: Visit, body: str) -> list[Letter]:
    """What was sent to the body, the newest first."""
    found = letters.letters(visit.desk, visit.round.code, SENT)
    return [one for one in reversed(found) if one.body == body]


def shelf(visit: Visit, found: Sequence[Letter], terms: Terms) -> None:
    """The letters, each in a row with its file."""
    show(tag("h2", visit.say("mine.letters", n=len(found))))
    if not found:
        show(tag("p", visit.say("mine.no_letters"), class_="empty", role="status"))
        return
    for one in found[:FEW]:
        row(visit, one, terms)
    if len(found) > FEW:
        with st.expander(visit.say("mine.older_letters", n=len(found) - FEW)):
            for one in found[FEW:]:
                row(visit, one, terms)


def row(visit: Visit, one: Letter, terms: Terms) -> None:
    """One letter: its step in the colour and shape of its lamp, its number, its day, its item, its file."""
    rung, say = terms.rung(one.step), visit.say
    number = say("paper.number", code=terms.sender.code[visit.language], year=one.year, serial=one.serial)
    words = tag(
        "p",
        tag("span", f"{lamps.SIGNS[rung.lamp]} {rung.title[visit.language]}",
            class_=f"lamp {lamps.LEVELS[rung.lamp]}"),
        tag("span", number),
        tag("span", say("days.on", on=one.sent_at.date()) if one.sent_at else "", class_="muted"),
        link(one.number, forms.address("handling", item=one.number)),
        class_="letterrow",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"letterin_{one.id}"):
        with st.container(width="stretch"):
            show(words)
        file = f"{one.number}-{one.step}.docx"
        st.download_button(
            say("letters.docx"), lambda: papers.letter(visit.desk, one.id).content, file, papers.DOCX,
            key=f"letter_{one.id}", on_click="ignore", type="tertiary",
        )  # fmt: skip
