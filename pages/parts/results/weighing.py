"""What if the sections weighed otherwise: a slider each, the grades and places that would change, live."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import robustness
from data.words import points
from metrics.model import Grade, Node
from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import reweighing
from pages.parts.readings.reweighing import HIGHEST, LOWEST, PLANNED, STEP, Change
from pages.parts.readings.standings import Standing
from pages.parts.tables import Column, table

KEPT = "weights"  # in the address
UNFOLDED = "weighing_unfolded"  # stays so when the weights go back to the plan
ACROSS = 4  # sliders in a row


@st.fragment
def bench(visit: Visit, rows: Sequence[Standing]) -> None:
    """The sliders and what they change; only this runs when one is moved, and nothing while it is folded."""
    nodes = robustness.sections(visit.desk, visit.round.code)
    if not nodes:
        return
    weights = reweighing.read(st.query_params.get(KEPT, ""), [one.code for one in nodes])
    moved = bool(reweighing.written(weights))
    unfolded = moved or bool(st.session_state.get(UNFOLDED))
    fold = st.expander(visit.say("rankings.weigh"), expanded=unfolded, key="weighing", on_change="rerun")
    st.session_state[UNFOLDED] = bool(fold.open)
    if not fold.open:
        return
    with fold:
        show(tag("p", visit.say("rankings.weigh_note"), class_="note"))
        sliders(visit, nodes, weights)
        if moved:
            found = robustness.reweighed(visit.desk, visit.round.code, weights)
            outcome(visit, reweighing.changes(found, rows, visit.board.catalogue.grades))


def sliders(visit: Visit, nodes: Sequence[Node], weights: dict[str, int]) -> None:
    """One per section, in per cent of its weight; a button back to the plan."""
    columns = st.columns(ACROSS)
    for at, one in enumerate(nodes):
        st.session_state[_key(one.code)] = weights[one.code]
        columns[at % ACROSS].slider(
            marks.section_title(visit, one), LOWEST, HIGHEST, step=STEP, format="%d%%", key=_key(one.code),
            on_change=_keep, args=([node.code for node in nodes],),
        )  # fmt: skip
    if reweighing.written(weights):
        st.button(visit.say("rankings.weigh_reset"), key="weigh_reset", on_click=_reset, type="tertiary")


def _key(code: str) -> str:
    return f"weigh_{code}"


def _keep(codes: Sequence[str]) -> None:
    """Write the weights into the address; those of the plan need no mention."""
    asked = reweighing.written({code: int(st.session_state.get(_key(code), PLANNED)) for code in codes})
    if asked:
        st.query_params[KEPT] = asked
    else:
        _reset()


def _reset() -> None:
    if KEPT in st.query_params:
        del st.query_params[KEPT]


def outcome(visit: Visit, found: Sequence[Change]) -> None:
    """How many grades and places change, and whose."""
    say = visit.say
    regraded = [one for one in found if one.regraded]
    moved = [one for one in found if one.moved]
    key = "found" if regraded else "only_places" if moved else "nothing"
    show(tag("h3", say(f"rankings.weigh_{key}", grades=len(regraded), places=len(moved))))
    if regraded:
        show(listing(visit, regraded, say("rankings.weigh_grades")))
    others = [one for one in moved if not one.regraded]
    if others:
        title = say("rankings.weigh_places", n=len(others))
        inside = (tag("summary", title), listing(visit, others, title))
        show(tag("details", inside, class_="fold"))


def listing(visit: Visit, found: Sequence[Change], title: str) -> Markup:
    """Now and then, per body."""
    say = visit.say
    columns = [
        Column(say("column.body"), lambda one: marks.body_link(visit, one.row)),
        Column(
            say("rankings.head_grade"),
            lambda one: pair(chip(visit, one.row.grade), chip(visit, one.grade)),
        ),
        Column(
            say("rankings.head_place"),
            lambda one: pair(marks.or_dash(one.row.place), marks.or_dash(one.place)),
            lambda one: abs(one.moved), number=True,
        ),
        Column(
            say("rankings.head_total"), lambda one: pair(points(one.row.total), points(one.total)),
            lambda one: one.total, number=True,
        ),
    ]  # fmt: skip
    return table(found, columns, title)


def pair(now: Markup | str, then: Markup | str) -> Markup:
    """Now → then; one of them where they are the same."""
    return tag("span", now) if now == then else tag("span", tag("span", now, class_="muted"), " → ", then)


def chip(visit: Visit, grade: Grade | None) -> Markup | str:
    """A grade by name."""
    if grade is None:
        return visit.say("rankings.no_grade")
    of = visit.board.catalogue.grades
    return tag(
        "span",
        grade.title[visit.language],
        class_=f"chip grade {marks.depth_class(of.index(grade), len(of))}",
    )
