"""Taking over into the next round what the record of this one says: what would change, and one press."""

from __future__ import annotations

import streamlit as st

from data.actions import feeding as acts
from data.queries.feeding import Feeding, feeding
from pages.parts import asking
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import show, tag
from pages.parts.remembered import of_record
from pages.parts.tables import Column, table

NAME = "feeding"
STATUSES = ("nil", "not_applicable")
TALL = 12  # rows above which the table scrolls


def offer(visit: Visit) -> None:
    """For who may hand in observations: what would change in the next round, and the button."""
    if not (visit.desk.may("rectification.draft") and visit.desk.may("observations.record")):
        return
    found = of_record(visit, "feeding", lambda: feeding(visit.desk, visit.round.code))
    say = visit.say
    if found.to is None:
        show(tag("p", say("feeding.no_round", year=visit.round.year + 1), class_="note"))
        return
    if found.changes.empty:
        show(tag("p", say("feeding.nothing", title=found.to.title), class_="note"))
        return
    n = len(found.changes)
    with st.expander(say("feeding.offer", title=found.to.title, n=n)):
        listing = of_record(visit, "feeding.changes", lambda: changes(visit, found))
        show(tag("p", say("feeding.note"), class_="note"), listing)
        with st.form("feeding", border=False):
            st.text_input(
                say("item.reason"), say("feeding.reason", round=visit.round.title), key="feeding_why"
            )
            st.form_submit_button(
                say("feeding.do", n=n), key="feeding_do", on_click=_take_over,
                args=(visit, asking.turn(NAME)),
            )  # fmt: skip


def changes(visit: Visit, found: Feeding) -> str:
    """What stands there, and what would stand there."""
    say = visit.say
    rows = found.changes.astype(str).to_dict("records")
    columns = [
        Column(say("column.body"), lambda row: said.body_name(visit, row["body"]), lambda row: row["body"]),
        Column(say("column.indicator"), lambda row: said.indicator_name(visit, row["indicator"])),
        Column(say("column.field"), lambda row: _field(visit, row)),
        Column(say("feeding.now"), lambda row: _told(visit, row["now"]), number=True),
        Column(say("feeding.fed"), lambda row: _told(visit, row["fed"]), number=True),
    ]
    return table(rows, columns, say("feeding.offer", title=found.to.title if found.to else "", n=len(rows)),
                 tall=len(rows) > TALL)  # fmt: skip


def _told(visit: Visit, value: str) -> str:
    """A figure; a status in words."""
    return visit.say(f"feeding.{value}") if value in STATUSES else value or "–"


def _field(visit: Visit, row: dict[str, str]) -> str:
    if not row["field"]:
        return visit.say("feeding.whole")
    known = said.field_of(visit, row["indicator"], row["field"])
    return known.title[visit.language] if known else row["field"]


def _take_over(visit: Visit, turn: str) -> None:
    def act(key: str) -> str:
        reason = str(st.session_state.get("feeding_why", ""))
        batch = acts.take_over(visit.desk, visit.round.code, reason=reason, key=key)
        return visit.say("feeding.done", batch=batch.number, n=batch.added + batch.replaced)

    asking.attempt(visit, NAME, act, turn)
