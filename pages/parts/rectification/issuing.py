"""Drafts that wait for a second person: looked through, issued in bulk, a notice for each body."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.actions import rectification as acts
from data.queries import notices as ask_notices
from data.queries import papers
from data.queries.notices import Notice, numbered
from metrics.procedure.terms import Terms
from pages.parts import asking, forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import show, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import letterqueue, ticking
from pages.parts.remembered import of_record
from pages.parts.results.ledger import lost_words
from pages.parts.tables import Column, table

LONG, TALL = 12, 420  # rows of a table before it scrolls; pixels of what is ticked
ISSUED = "issued_now"  # numbers that were issued on this page, for their notices


def others(visit: Visit, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Drafts of others, for who may approve them."""
    if not visit.desk.may("rectification.issue"):
        return ()
    return tuple(one for one in read.drafts(lines) if one.drafted_by != visit.desk.person)


def waiting(visit: Visit, lines: Sequence[Line], terms: Terms) -> None:
    """The drafts; for who may issue them a box each, but not one's own."""
    say = visit.say
    drafts = read.drafts(lines)
    show(tag("h2", say("issue.title", n=len(drafts))), tag("p", say("issue.note"), class_="note"))
    if not drafts:
        show(tag("p", say("issue.none"), class_="empty", role="status"))
        return
    approvable = others(visit, lines)
    if approvable:
        issue(visit, approvable, terms)
    own = [one for one in drafts if one not in approvable]
    if own:
        title = say("issue.own", n=len(own))
        show(tag("h3", title), table(own, columns(visit, terms), title, tall=len(own) > LONG))


def columns(visit: Visit, terms: Terms) -> list[Column]:
    """A draft as a row."""
    say, titles = visit.say, ticking.titled(terms, visit.language)
    return [
        Column(
            say("register.number"),
            lambda one: tag(
                "span", link(one.number, forms.address("handling", item=one.number)), class_="nowrap"
            ),
        ),
        Column(say("register.body"), lambda one: said.body_name(visit, one.body)),
        Column(say("column.indicator"), lambda one: said.indicator_name(visit, one.indicator)),
        Column(
            say("register.deadline_class"), lambda one: titles["deadline_class"].get(one.deadline_class, "–")
        ),
        Column(say("register.severity"), lambda one: titles["severity"].get(one.severity, "–")),
        Column(say("column.lost"), lambda one: lost_words(one.lost), lambda one: one.lost, number=True),
        Column(say("issue.by"), lambda one: said.person(one.drafted_by, visit.language)),
    ]


def issue(visit: Visit, drafts: Sequence[Line], terms: Terms) -> None:
    """Tick and issue: each in a transaction of its own, with this person's name."""
    say, spoken = visit.say, visit.language
    name = "issue/" + "/".join(f"{one.number}.{one.version}" for one in drafts)
    turn = asking.turn(name)
    rows = pd.DataFrame(
        {
            "picked": True,
            "number": [one.number for one in drafts],
            "body": [said.body_name(visit, one.body) for one in drafts],
            "indicator": [said.indicator_name(visit, one.indicator) for one in drafts],
            "lost": [one.lost for one in drafts],
            "measure": [one.measure for one in drafts],
            "deadline_class": [one.deadline_class for one in drafts],
            "by": [said.person(one.drafted_by, spoken) for one in drafts],
        }
    )
    edited = ticking.picked(visit, rows, terms, f"issue/{turn}", TALL)
    chosen = [one for one, on in zip(drafts, edited["picked"], strict=True) if on]
    st.button(
        say("issue.do", n=len(chosen)), type="primary", key=f"issue/do/{turn}", disabled=not chosen,
        on_click=_issue, args=(visit, name, turn, chosen),
    )  # fmt: skip


def _issue(visit: Visit, name: str, turn: str, chosen: Sequence[Line]) -> None:
    def once(key: str) -> str:
        seen = [(one.number, one.version) for one in chosen]
        made = acts.do_all(visit.desk, seen, "issue", key=key)
        st.session_state[ISSUED] = [one.number for one in made]
        return visit.say("issue.done", n=len(made), bodies=len({one.body for one in made}))

    asking.attempt(visit, name, once, turn)


def notices(visit: Visit, lines: Sequence[Line]) -> None:
    """The notices by their numbers: of what was issued here just now, or of whatever is open."""
    say = visit.say
    now = set(st.session_state.get(ISSUED, ()))
    running = {one.number for one in lines if one.open}
    every = of_record(visit, "notices", lambda: ask_notices.notices(visit.desk, visit.round.code))
    mine = [one for one in every if now & set(one.items)]
    mine = mine or [one for one in every if running & set(one.items)]
    if not mine:
        return
    show(
        tag("h2", say("issue.notices" if now else "issue.notices_open")),
        tag("p", say("issue.notices_note"), class_="note"),
    )
    found = {str(one.id): one for one in reversed(mine)}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        chosen = forms.pick(
            "notice", say("issue.which"), [*found], lambda code: _titled(visit, found[code]), width=420
        )
        one = found[chosen]
        letterqueue.take(
            say("issue.notice", n=len(one.items)),
            f"{one.year}-{one.serial:03d}-notice",
            lambda: papers.notice(visit.desk, one.items),
        )


def _titled(visit: Visit, one: Notice) -> str:
    return visit.say(
        "issue.notice_to", number=numbered(one, visit.language), body=said.body_name(visit, one.body)
    )
