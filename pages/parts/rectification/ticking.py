"""Rows with a box to tick, under the same heads wherever losses and drafts are picked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from metrics.procedure.terms import Terms
from pages.parts.frame import Visit

TICK, FIGURE = "picked", "lost"
HEADS: Mapping[str, tuple[str, int]] = {  # column: what stands over it, how wide it is
    TICK: ("draft.tick", 50), "number": ("register.number", 160), "body": ("column.body", 120),
    "indicator": ("column.indicator", 210), FIGURE: ("column.lost", 60),
    "problem": ("register.problem", 230), "measure": ("register.measure", 240),
    "severity": ("register.severity", 90), "deadline_class": ("register.deadline_class", 110),
    "previous": ("register.previous", 120), "by": ("issue.by", 110),
}  # fmt: skip
ROW, FRAME = 36, 2  # pixels


def titled(terms: Terms, language: str) -> dict[str, dict[str, str]]:
    """What severities and deadline classes are called."""
    return {
        "severity": {one.code: one.title[language] for one in terms.severities},
        "deadline_class": {one.code: one.title[language] for one in terms.classes},
    }


def picked(visit: Visit, rows: pd.DataFrame, terms: Terms, key: str, tall: int, *free: str) -> pd.DataFrame:
    """The rows as they were left: ticked or not, and with what was written anew in the columns `free`."""
    return st.data_editor(
        rows,
        column_config={name: _column(visit, name, terms) for name in rows},
        disabled=[name for name in rows if name not in (TICK, *free)],
        hide_index=True,
        key=key,
        height=min(ROW * (len(rows) + 1) + FRAME, tall),
    )


def _column(visit: Visit, name: str, terms: Terms) -> object:
    words, width = HEADS[name]
    head = visit.say(words)
    if name == TICK:
        return st.column_config.CheckboxColumn(head, width=width)
    if name == FIGURE:
        return st.column_config.NumberColumn(head, format="%.2f", width=width)
    titles = titled(terms, visit.language).get(name)
    if titles is None:
        return st.column_config.TextColumn(head, width=width)
    return st.column_config.SelectboxColumn(
        head, options=[*titles], format_func=titles.__getitem__, required=True, width=width
    )
