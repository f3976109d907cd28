"""The pictures of two years: every body as a line, the parts of its change as bars; what their marks say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.words import points
from metrics.engine.changes import SWITCHES
from pages.parts.charts import hover
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.parts import Parted, divided, signed
from pages.parts.charts.rows import height
from pages.parts.charts.slope import Line, slope
from pages.parts.markup import show, tag
from pages.parts.readings import changing as read
from pages.parts.readings.changing import Mover
from pages.parts.remembered import of_record
from pages.parts.results.moving import Look, told

NAMED = 3  # that moved most either way carry a label without being asked for
ALL_NAMED = 20  # lines that can all carry one
FEWEST = 12  # rows that the slope chart is as tall as, at the least


def lines(look: Look) -> None:
    """The slope chart."""
    say, visit, shown = look.visit.say, look.visit, look.shown
    figure, finding = of_record(visit, "slope", lambda: sloping(look), *look.asked)

    def table() -> pd.DataFrame:
        made = [(row.body.name[visit.language], row.before, row.after) for row in shown]
        return pd.DataFrame(made, columns=["body", "before", "after"])

    data = Data(
        "totals-two-years", say("changes.slope_title"), table,
        heads={"body": say("column.body"), "before": look.heads[0], "after": look.heads[1]},
        formats={"before": "points", "after": "points"},
    )  # fmt: skip
    chose("slope", panel(visit, "slope", figure, finding, data, clicks=True))


def sloping(look: Look) -> tuple[go.Figure, str]:
    """The picture of both totals, and what it shows in a sentence."""
    say, visit, shown = look.visit.say, look.visit, look.shown
    few = len(shown) <= ALL_NAMED and all(row.how for row in shown)
    labelled = read.extremes(shown, NAMED)
    drawn = [
        Line(
            row.body.code, row.body.name[visit.language], row.before, row.after, said(look, row),
            chosen=row.body.code in look.chosen, named=few or row.body.code in labelled, broken=row.broken,
        )
        for row in shown
    ]  # fmt: skip
    up, down = (sum(way * (row.after - row.before) > read.SHIFT for row in shown) for way in (1, -1))
    finding = say("changes.slope_finding", n=len(shown), kind=look.kind_title, up=up, down=down)
    measure = say("changes.slope_measure", before=look.heads[0], after=look.heads[1], n=len(shown))
    names = [row.body.name[visit.language] for row in read.by_own(look.rows)]
    beside = height(names + [""] * (FEWEST - len(names)))
    over = caption(visit, finding, measure, wide=26)
    return slope(drawn, look.heads, over, beside, partial(say, "changes.slope_break")), finding


def parts(look: Look) -> None:
    """The bars of parts."""
    say, visit, rows = look.visit.say, look.visit, read.by_own(look.rows)
    if not rows:
        show(tag("p", say("changes.parts_none"), class_="empty"))
        return
    names = [say(f"part.{name}") for name in SWITCHES]
    figure, finding = of_record(visit, "parts", lambda: parted(look, rows, names), *look.asked)
    heads = dict(zip(SWITCHES, names, strict=True))
    heads |= {"body": say("column.body"), "before": look.heads[0], "after": look.heads[1],
              "difference": say("moving.difference")}  # fmt: skip

    def table() -> pd.DataFrame:
        made = [
            (row.body.name[visit.language], row.before, row.after, row.difference, *row.parts) for row in rows
        ]
        return pd.DataFrame(made, columns=["body", "before", "after", "difference", *SWITCHES])

    numbers = ("before", "after", "difference", *SWITCHES)
    data = Data(
        "changes-in-parts", say("changes.parts_title"), table, heads, dict.fromkeys(numbers, "points")
    )
    chose("parts", panel(visit, "parts", figure, finding, data, clicks=True))


def parted(look: Look, rows: Sequence[Mover], names: Sequence[str]) -> tuple[go.Figure, str]:
    """The picture of the parts, and what it shows in a sentence."""
    say, visit = look.visit.say, look.visit
    drawn = [
        Parted(
            row.body.code, row.body.name[visit.language], row.parts, row.difference,
            said(look, row), chosen=row.body.code in look.chosen,
        )
        for row in rows
    ]  # fmt: skip
    finding = extremes(look, rows)
    measure = say("changes.parts_measure", before=look.heads[0], after=look.heads[1], n=len(rows))
    over = caption(visit, finding, measure, wide=39)
    return divided(drawn, names, say("changes.net"), say("moving.difference"), over), finding


def extremes(look: Look, rows: Sequence[Mover]) -> str:
    """Who gained and who lost most by their own performance."""
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        return look.visit.say("changes.parts_own", name=first.body.name, difference=signed(first.difference))
    up, down = first.own > 0, last.own < 0
    key = {(True, True): "", (True, False): "_up", (False, True): "_down", (False, False): "_none"}[up, down]
    return look.visit.say(
        f"changes.parts_finding{key}", up=first.body.name, down=last.body.name, gain=signed(first.own),
        loss=signed(last.own),
    )  # fmt: skip


def said(look: Look, row: Mover) -> str:
    """A body in words, for the mark of a picture."""
    visit, say = look.visit, look.visit.say
    totals = f"{look.heads[0]} {points(row.before)} → {look.heads[1]} {points(row.after)}"
    parts_ = told(visit, row.parts) if row.divided else []
    moved = say("part.said", part=say("changes.net"), amount=signed(row.difference)) if row.divided else ""
    return hover(row.body.name[visit.language], totals, moved, *parts_, lineage_words(look, row))


def lineage_words(look: Look, row: Mover) -> str:
    """What became of a body, in a sentence; "" for one that is the same."""
    if row.how in ("", "same"):
        return ""
    return look.visit.say(f"changes.how_{row.how}", name=row.body.name, origin=list(row.origin))


def chose(picture: str, code: str) -> None:
    """A click on a mark shows that body item by item; once, for the mark stays chosen in the browser."""
    before = st.session_state.get(f"chose_{picture}", "")
    st.session_state[f"chose_{picture}"] = code
    if code and code != before and not code.startswith("#"):
        st.query_params["body"] = code
        st.rerun()
