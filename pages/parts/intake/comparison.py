"""The three-way comparison: stored at the download, stored now, said by the file; counts, cells, effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.queries import imports
from data.words import points
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Markup, tag
from pages.parts.tables import Column, figure, table

SHOWN = 200  # lines of one state on the page
STATES = ("conflicting", "new", "changed", "withdrawn", "same", "kept")
DEEDS = ("new", "changed", "withdrawn", "conflicting")  # of which a commit may do something


def tally(visit: Visit, counts: Mapping[str, int]) -> Markup:
    """How many cells there are of each state, side by side."""
    cells = [
        tag(
            "div",
            tag("dt", visit.say(f"taking.state_{state}")),
            tag("dd", str(counts[state])),
            class_="act" if state == "conflicting" and counts[state] else None,
        )
        for state in STATES
    ]
    return tag("dl", cells, class_="account tally")


def cells(visit: Visit, lines: pd.DataFrame, state: str) -> Markup:
    """The cells of one state as a table; of many the first."""
    say = visit.say
    rows = lines[lines["state"] == state].head(SHOWN).astype(object).to_dict("records")
    columns = [
        Column(say("intake.where"), lambda row: place(row)),
        Column(say("column.body"), lambda row: said.body_name(visit, str(row["body"]))),
        Column(say("column.indicator"), lambda row: said.cell_name(visit, row)),
        Column(say("intake.then"), lambda row: said.value(visit, row, "then"), number=True),
        Column(say("intake.now"), lambda row: said.value(visit, row, "now"), number=True),
        Column(say("intake.file"), lambda row: tag("b", said.value(visit, row, "file")), number=True),
    ]  # fmt: skip
    if not any(row["sheet"] for row in rows):
        del columns[0]
    total = int((lines["state"] == state).sum())
    caption = say(f"taking.state_{state}")
    more = tag("p", say("intake.first", n=len(rows), all=total), class_="note") if total > len(rows) else None
    return tag("div", table(rows, columns, caption, tall=len(rows) > 8), more, class_="compared")


def place(row: Mapping[Any, Any]) -> Markup:
    """Sheet and cell."""
    sheet = tag("div", str(row["sheet"]), class_="note")
    return tag("span", imports.address(row["cell"]), sheet, class_="nowrap")


def effect(visit: Visit, moved: pd.DataFrame, before: str = "intake.before") -> Markup:
    """The totals that would move, or have moved, the largest move first; `before`: the word for what was."""
    say = visit.say
    if moved.empty:
        return tag("p", say("intake.no_effect"), class_="note")
    made = moved.assign(by=(moved["after"] - moved["before"]).astype(float))
    order = made["by"].abs().sort_values(ascending=False, na_position="first").index
    rows = made.loc[order].to_dict("records")
    columns = [
        Column(
            say("column.body"),
            lambda row: link(
                said.body_name(visit, row["body"]), forms.address("body", body=str(row["body"]))
            ),
        ),
        figure(say(before), lambda row: row["before"], absent),
        figure(say("intake.after"), lambda row: row["after"], absent),
        figure(say("intake.by"), lambda row: row["by"], signed),
    ]
    return table(rows, columns, say("intake.effect"), tall=len(rows) > 8)


def absent(total: float) -> str:
    """A total, a dash where there is none."""
    return points(total) if total == total else said.NOTHING


def signed(gap: float) -> str:
    """A difference with its sign."""
    if gap != gap:
        return said.NOTHING
    return ("+" if gap > 0 else "−" if gap < 0 else "") + points(abs(gap))
