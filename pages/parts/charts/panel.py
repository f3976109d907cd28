"""A picture with all that belongs to it: title, words for who does not see it, a row of small links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.words import number, points, share
from pages.parts import exports
from pages.parts.charts.grammar import Caption, draw
from pages.parts.frame import Visit
from pages.parts.markup import Markup, show, tag
from pages.parts.tables import Column, table

WRITTEN: Mapping[str, Callable[[float], str]] = {"points": points, "share": share}
TALL = 24  # rows above which the table scrolls under its head


@dataclass(frozen=True, slots=True)
class Data:
    """What stands behind a picture: one frame for the table, the workbook and the CSV, made when asked for.

    `name` is part of the files' names, `title` stands over table and sheet. `heads`: column → words over
    it (left out: `book.<column>` or its name). `formats`: column → points, share, whole. `table`: where
    the one made from the frame is not good enough (links, marks).
    """

    name: str
    title: str
    frame: Callable[[], pd.DataFrame]
    heads: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    table: Callable[[], Markup] | None = None


def caption(visit: Visit, finding: str, measure: str, wide: int = 30) -> Caption:
    """The finding as title; measure, unit and n under it, with how firm it is; the mark of made-up data."""
    firm = visit.say("state.sealed" if visit.standing.sealed else "state.provisional")
    return Caption(finding, visit.say("panel.measure", measure=measure, firm=firm), visit.demo, wide)


def panel(
    visit: Visit, key: str, figure: go.Figure, reading: str, data: Data, *, clicks: bool = False
) -> str:
    """Show a picture and, below, its table, workbook, CSV and copy; `reading` says it in a sentence.

    With `clicks` the code of the point that was clicked comes back ("" for none).
    """
    with st.container(key=f"panel_{key}", gap=None):
        clicked = draw(figure, key, reading, clicks=clicks, file=f"{visit.round.code}-{data.name}")
        beneath(visit, key, data)
    return clicked


@st.fragment
def beneath(visit: Visit, key: str, data: Data) -> None:
    """The row of small links, and the table where it is asked for: only this runs then, not the page."""
    wanted = f"unfolded_{key}"
    unfolded = bool(st.session_state.get(wanted, False))
    with st.container(horizontal=True, gap="medium", key=f"links_{key}", vertical_alignment="center"):
        st.button(
            visit.say("panel.fold" if unfolded else "panel.table"), key=f"table_{key}", type="tertiary",
            on_click=_turn, args=(wanted,),
        )  # fmt: skip
        files = exports.behind(visit, data.name, data.title, data.frame, data.heads, data.formats)
        for label, one in zip(("panel.xlsx", "panel.csv"), files, strict=False):
            st.download_button(
                visit.say(label), one.content, one.file, one.mime, key=f"{key}_{one.file}", on_click="ignore",
                type="tertiary",
            )  # fmt: skip
        show(tag("button", visit.say("panel.picture"), type="button", data_picture=True, class_="quiet"))
    if unfolded:
        show(data.table() if data.table else plain(visit, data))


def _turn(wanted: str) -> None:
    st.session_state[wanted] = not st.session_state.get(wanted, False)


def plain(visit: Visit, data: Data) -> Markup:
    """The frame as a table: figures right-aligned, sorted by themselves."""
    made = data.frame()
    heads = exports.headings(made, visit.language, data.heads)
    columns = []
    for at, name in enumerate(made):
        numeric = pd.api.types.is_numeric_dtype(made[name]) and not pd.api.types.is_bool_dtype(made[name])
        write = WRITTEN.get(data.formats.get(str(name), ""), number) if numeric else str
        columns.append(_column(heads.get(str(name), str(name)), at, write, numeric))
    rows = made.astype(object).where(made.notna(), None).to_numpy().tolist()
    return table(rows, columns, data.title, tall=len(rows) > TALL, broad=len(columns) > 8)


def _column(head: str, at: int, write: Callable[[float], str], numeric: bool) -> Column:
    return Column(
        head, lambda row: "–" if row[at] is None else write(row[at]), lambda row: row[at], number=numeric
    )
