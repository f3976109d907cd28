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

MOST = 200  # rows to pick from at a time
LONG = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for among the losses."""

    clause: str
    body: str
    indicator: str
    above: float


def ask(visit: Visit, all_: Ground) -> Filters:
    """The filters in one row, kept in the address."""
    say = visit.say
    bodies, indicators = ["", *all_.bodies], ["", *all_.indicators]
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        clause = forms.pick(
            "clause",
            say("draft.clause"),
            ["", *all_.clauses],
            lambda code: node_name(visit, code),
            width=280,
        )
        body = forms.pick(
            "body",
            say("ask.body"),
            bodies,
            lambda code: said.body_name(visit, code) if code else say("ask.all"),
            width=200,
        )
        indicator = forms.pick(
            "indicator",
            say("ask.indicator"),
            indicators,
            lambda code: said.indicator_name(visit, code) if code else say("ask.all"),
            width=300,
        )
        above = forms.pick(
            "above",
            say("draft.above"),
            [str(one) for one in read.STEPS],
            lambda one: say("draft.above_n", n=float(one)),
            default="1.0",
            width=150,
        )
    return Filters(clause, body, indicator, float(above))


def node_name(visit: Visit, code: str) -> str:
    """A clause or section of the plan."""
    if not code:
        return visit.say("ask.all")
    node = clause_of(visit.board.catalogue, code)
    return visit.say("ledger.clause", citation=node.citation, title=node.title) if node else code


def titled(terms: Terms, language: str) -> dict[str, dict[str, str]]:
    """What severities and deadline classes are called."""
    return {
        "severity": {one.code: one.title[language] for one in terms.severities},
        "deadline_class": {one.code: one.title[language] for one in terms.classes},
    }


def single(visit: Visit, found: Sequence[Proposal], terms: Terms, filters: Filters) -> None:
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
    name = f"draft/{filters}/{common}/{every}"
    turn = asking.turn(name)
    edited = pick_from(visit, shown, terms, f"{name}/{turn}", every)
    chosen = read.picked(shown, edited, spoken)
    label = say("draft.do", n=len(chosen))
    if st.button(label, type="primary", key=f"{name}/do/{turn}", disabled=not chosen):
        draft(visit, name, turn, chosen)


def pick_from(visit: Visit, shown: Sequence[Proposal], terms: Terms, key: str, every: bool) -> pd.DataFrame:
    """The table with a box to tick; severity, class and measure can be written anew."""
    say, spoken = visit.say, visit.language
    made = ask_for.frame(shown, spoken)
    titles = titled(terms, spoken)
    rows = pd.DataFrame(
        {
            "picked": every,
            "body": [said.body_name(visit, code) for code in made["body"]],
            "indicator": [said.indicator_name(visit, code) for code in made["indicator"]],
            "lost": made["lost"].astype(float),
            "problem": made["problem"],
            "measure": made["measure"],
            "severity": made["severity"],
            "deadline_class": made["deadline_class"],
            "previous": made["previous"],
        }
    )
    config = {
        "picked": st.column_config.CheckboxColumn(say("draft.tick"), width=50),
        "body": st.column_config.TextColumn(say("column.body"), width=120),
        "indicator": st.column_config.TextColumn(say("column.indicator"), width=200),
        "lost": st.column_config.NumberColumn(say("column.lost"), format="%.2f", width=60),
        "problem": st.column_config.TextColumn(say("register.problem"), width=230),
        "measure": st.column_config.TextColumn(say("register.measure"), width=230),
        "severity": st.column_config.SelectboxColumn(
            say("register.severity"),
            options=[*titles["severity"]],
            format_func=titles["severity"].__getitem__,
            required=True,
            width=90,
        ),
        "deadline_class": st.column_config.SelectboxColumn(
            say("register.deadline_class"),
            options=[*titles["deadline_class"]],
            format_func=titles["deadline_class"].__getitem__,
            required=True,
            width=110,
        ),
        "previous": st.column_config.TextColumn(say("register.previous"), width=120),
    }
    fixed = ["body", "indicator", "lost", "problem", "previous"]
    if not rows["previous"].astype(bool).any():
        rows = rows.drop(columns="previous")
    return st.data_editor(
        rows,
        column_config=config,
        disabled=[one for one in fixed if one in rows],
        hide_index=True,
        key=key,
        height=min(36 * (len(rows) + 1) + 2, 480),
    )


def draft(visit: Visit, name: str, turn: str, chosen: Sequence[Proposal]) -> None:
    """Draft them, all or none; what came of it stands on top of the page."""

    def once(key: str) -> str:
        made = acts.draft(visit.desk, visit.round.code, chosen, key=key)
        return visit.say("draft.done", n=len(made))

    asking.attempt(visit, name, once, turn)
    st.rerun()
