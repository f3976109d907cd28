"""From lost points to drafts on the page: filters, and single losses to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.actions import rectification_drafts as acts
from data.queries import proposals as ask_for
from data.queries.proposals import Proposal
from metrics.procedure.terms import Terms
from pages.parts import asking, forms
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import show, tag
from pages.parts.readings import proposing as read
from pages.parts.readings.lossbook import clause_of
from pages.parts.readings.proposing import Ground
from pages.parts.rectification import filters, ticking
from pages.parts.remembered import of_record

MOST = 200  # rows to pick from at a time
LONG = 12
TALL = 480  # pixels
EDITED_CODES = ("severity", "deadline_class")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for among the losses."""

    clause: str
    body: str
    indicator: str
    above: float


def ask(visit: Visit, all_: Ground) -> Filters:
    """The filters in one row, kept in the address."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        clause = filters.one_of(
            visit, "clause", "draft.clause", all_.clauses, lambda code: node_name(visit, code), 280
        )
        body = filters.one_of(
            visit, "body", "ask.body", all_.bodies, lambda code: said.body_name(visit, code), 200
        )
        indicator = filters.one_of(
            visit, "indicator", "ask.indicator", all_.indicators,
            lambda code: said.indicator_name(visit, code), 300,
        )  # fmt: skip
        above = forms.pick(
            "above",
            visit.say("draft.above"),
            [str(one) for one in read.STEPS],
            lambda one: visit.say("draft.above_n", n=float(one)),
            default="1.0",
            width=150,
        )
    return Filters(clause, body, indicator, float(above))


def node_name(visit: Visit, code: str) -> str:
    """A clause or section of the plan."""
    node = clause_of(visit.board.catalogue, code)
    return visit.say("ledger.clause", citation=node.citation, title=node.title) if node else code


def single(visit: Visit, found: Sequence[Proposal], terms: Terms, wanted: Filters) -> None:
    """Losses to pick from, everything proposed and open to change."""
    say, spoken = visit.say, visit.language
    show(tag("h2", say("draft.single", n=len(found))), tag("p", say("draft.single_note"), class_="note"))
    with st.container(horizontal=True, gap="medium"):
        every = st.toggle(say("draft.tick_all"), key="draft_all")
        common = forms.segments(
            "common", say("draft.common"), ["no", "yes"], lambda one: say(f"draft.common_{one}"), quiet=True
        )
    shown = read.free(found, with_common=common == "yes")[:MOST]
    if not shown:
        show(tag("p", say("draft.none_fit"), class_="empty", role="status"))
        return
    name = f"draft/{wanted}/{common}/{every}"
    turn = asking.turn(name)
    edited = pick_from(visit, shown, terms, f"{name}/{turn}", every)
    chosen = read.picked(shown, edited, spoken)
    label = say("draft.do", n=len(chosen))
    if st.button(label, type="primary", key=f"{name}/do/{turn}", disabled=not chosen):
        draft(visit, name, turn, chosen)


def pick_from(visit: Visit, shown: Sequence[Proposal], terms: Terms, key: str, every: bool) -> pd.DataFrame:
    """The table with a box to tick; severity, class and measure can be written anew."""
    # the key names the filters; the turn in it changes with every form
    rows = of_record(visit, "draft.rows", lambda: _rows(visit, shown, every), key)
    return ticking.picked(visit, rows, terms, key, TALL, "measure", *EDITED_CODES)


def _rows(visit: Visit, shown: Sequence[Proposal], every: bool) -> pd.DataFrame:
    made = ask_for.frame(shown, visit.language)
    rows = made[["lost", "problem", "measure", *EDITED_CODES, "previous"]].assign(
        picked=every,
        body=[said.body_name(visit, code) for code in made["body"]],
        indicator=[said.indicator_name(visit, code) for code in made["indicator"]],
        lost=made["lost"].astype(float),
    )
    if not rows["previous"].astype(bool).any():
        rows = rows.drop(columns="previous")
    return rows[[name for name in ticking.HEADS if name in rows]]


def draft(visit: Visit, name: str, turn: str, chosen: Sequence[Proposal]) -> None:
    """Draft them, all or none; what came of it stands on top of the page."""

    def once(key: str) -> str:
        made = acts.draft(visit.desk, visit.round.code, chosen, key=key)
        return visit.say("draft.done", n=len(made))

    asking.attempt(visit, name, once, turn)
    st.rerun()
