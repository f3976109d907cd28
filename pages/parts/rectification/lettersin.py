"""Papers that came to one body: notices and letters, under which number, when; each to be taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from data.desk import SHANGHAI
from data.queries import letters, notices, papers
from data.queries.letters import Letter
from data.queries.notices import Notice, numbered
from data.queries.papers import Paper
from metrics.procedure.terms import Terms
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.markup import Child, Markup, show, tag
from pages.parts.rectification import letterwords
from pages.parts.remembered import of_record

FEW = 6  # papers shown before the rest is folded
SENT = "sent"


@dataclass(frozen=True, slots=True)
class Arrived:
    """One paper: what it is, its number, when it came, about what, and how its file is made."""

    kind: Markup
    number: str
    at: datetime
    about: Child
    file: str
    made: Callable[[], Paper]


def received(visit: Visit, body: str, terms: Terms) -> list[Arrived]:
    """What was sent to the body, the newest first."""
    sent, issued = of_record(
        visit, "received",
        lambda: (
            letters.letters(visit.desk, visit.round.code, SENT),
            notices.notices(visit.desk, visit.round.code, body),
        ),
        body,
    )  # fmt: skip
    found = [letter(visit, one, terms) for one in sent if one.body == body and one.sent_at]
    found += [notice(visit, one) for one in issued]
    return sorted(found, key=lambda one: one.at, reverse=True)


def letter(visit: Visit, one: Letter, terms: Terms) -> Arrived:
    """A letter of the ladder, in the colour and shape of its lamp."""
    assert one.sent_at is not None
    return Arrived(
        letterwords.step(visit, terms.rung(one.step)),
        letterwords.numbered(visit, one, terms),
        one.sent_at,
        link(one.number, forms.address("handling", item=one.number)),
        f"{one.number}-{one.step}.docx",
        lambda: papers.letter(visit.desk, one.id),
    )


def notice(visit: Visit, one: Notice) -> Arrived:
    """The notice of an issue: one item leads to it, several are counted."""
    alone = one.items[0] if len(one.items) == 1 else ""
    return Arrived(
        tag("span", visit.say("mine.notice")),
        numbered(one, visit.language),
        one.at,
        link(alone, forms.address("handling", item=alone)) if alone else visit.say(
            "mine.problems", n=len(one.items)),
        f"{one.year}-{one.serial:03d}-notice.docx",
        lambda: papers.notice(visit.desk, one.items),
    )  # fmt: skip


def shelf(visit: Visit, found: Sequence[Arrived]) -> None:
    """The papers, each in a row with its file."""
    show(tag("h2", visit.say("mine.letters", n=len(found))))
    if not found:
        show(tag("p", visit.say("mine.no_letters"), class_="empty", role="status"))
        return
    for one in found[:FEW]:
        row(visit, one)
    if len(found) > FEW:
        with st.expander(visit.say("mine.older_letters", n=len(found) - FEW)):
            for one in found[FEW:]:
                row(visit, one)


def row(visit: Visit, one: Arrived) -> None:
    """One paper: its kind, its number, its day, what it is about, its file."""
    day = visit.say("days.on", on=one.at.astimezone(SHANGHAI).date())
    words = tag(
        "p", one.kind, tag("span", one.number), tag("span", day, class_="muted"), tag("span", one.about),
        class_="letterrow",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"letterin_{one.file}"):
        with st.container(width="stretch"):
            show(words)
        st.download_button(
            visit.say("letters.docx"), lambda: one.made().content, one.file, papers.DOCX,
            key=f"letter_{one.file}", on_click="ignore", type="tertiary",
        )  # fmt: skip
