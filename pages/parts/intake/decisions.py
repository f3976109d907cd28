"""Conflicts decided one by one: somebody else changed it since; who wins, the file or what is stored?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import Markup, show, tag

AT_ONCE = 20  # decisions on the page at a time
STORED, OURS = "stored", "ours"


def decide(visit: Visit, conflicts: pd.DataFrame, key: str, *, ours: str = "intake.take_file") -> list[int]:
    """Labels of the conflicting lines where what is handed in shall win; at first what is stored stays.

    Lines of a group stand or fall together, so there is one decision per group. `key`: the same for the same
    comparison; `ours`: the words for letting the file (the form) win.
    """
    groups = list(dict.fromkeys(conflicts["group"].tolist()))
    won: set[int] = st.session_state.setdefault(f"{key}_won", set())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            words = visit.say("intake.conflicts", n=len(groups), won=len(won.intersection(groups)))
            show(tag("h2", words), tag("p", visit.say("intake.conflicts_note"), class_="note"))
        st.button(visit.say("intake.all_stored"), key=f"{key}_none", on_click=_all, args=(key, []))
        st.button(visit.say("intake.all_ours"), key=f"{key}_all", on_click=_all, args=(key, groups))
    for group in groups[_from(visit, key, len(groups)) :][:AT_ONCE]:
        _row(visit, conflicts[conflicts["group"] == group], int(group), key, ours)
    labels = conflicts.index[conflicts["group"].isin(won)]
    return [int(one) for one in labels]


def _from(visit: Visit, key: str, n: int) -> int:
    """The first decision on the page."""
    starts = list(range(0, n, AT_ONCE))
    if len(starts) < 2:
        return 0
    return st.selectbox(
        visit.say("intake.which"), starts, key=f"{key}_from", width=220,
        format_func=lambda at: visit.say("intake.from_to", first=at + 1, last=min(at + AT_ONCE, n), n=n),
    )  # fmt: skip


def _row(visit: Visit, lines: pd.DataFrame, group: int, key: str, ours: str) -> None:
    name = f"{key}_{group}"
    st.session_state[name] = OURS if group in st.session_state[f"{key}_won"] else STORED
    stamped = bool(((lines["then"] != "") | (lines["then_status"] != "")).any())
    words = {STORED: visit.say("intake.keep_stored"), OURS: visit.say(ours)}
    with st.container(key=f"decision_{name}", horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(width="stretch"):
            show([_line(visit, row, stamped) for row in lines.astype(object).to_dict("records")])
        st.segmented_control(
            visit.say("intake.decide"), [STORED, OURS], key=name, format_func=words.__getitem__,
            label_visibility="collapsed", required=True, on_change=_one, args=(key, group),
        )  # fmt: skip


def _line(visit: Visit, row: dict[str, object], stamped: bool) -> Markup:
    """One cell: whose, what was seen (if known), what is stored by whom and when, what the file says."""
    at = said.moment(row["at"])
    by = said.person(str(row["by"]), visit.language)
    who = visit.say("intake.by_whom", by=by, at=at) if at and row["by"] else ""
    body = tag("b", said.body_name(visit, str(row["body"])))
    sides = [
        tag("span", tag("span", visit.say(f"intake.{side}"), class_="label"), said.value(visit, row, side))
        for side in (("then", "now", "file") if stamped else ("now", "file"))
    ]
    return tag(
        "div", tag("div", body, " ", said.cell_name(visit, row), class_="whose"),
        tag("div", sides, tag("span", who, class_="muted"), class_="sides"), class_="conflict",
    )  # fmt: skip


def _one(key: str, group: int) -> None:
    won: set[int] = st.session_state[f"{key}_won"]
    (won.add if st.session_state[f"{key}_{group}"] == OURS else won.discard)(group)


def _all(key: str, groups: list[int]) -> None:
    st.session_state[f"{key}_won"] = set(groups)
