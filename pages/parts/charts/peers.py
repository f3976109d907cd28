"""Sections as rows: the rates of all peers as grey dots, one's own in the accent, the best named."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption
from pages.parts.charts.rows import rails, ruled
from pages.parts.theme import palette

STEP = 0.1  # the scale begins at a full tenth


@dataclass(frozen=True, slots=True)
class Peer:
    """Another body in a section: its rate of 0..1, what is said at it; `best`: nobody has a higher one."""

    code: str
    rate: float
    words: str
    best: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """One section: rates of 0..1; `own` and `mean` NaN where there is none."""

    name: str
    own: float
    mean: float
    peers: Sequence[Peer]
    figure: str
    words: str


def peers(rows: Sequence[Rates], keys: tuple[str, str, str, str], caption: Caption) -> go.Figure:
    """A row a section; `keys`: what the own dot, the tick, the grey dots and the ringed one are called."""
    colours = palette()
    signs = [("●", colours.accent, keys[0]), ("┃", colours.ink, keys[1])]
    crowd = any(row.peers for row in rows)
    drawn = ruled(
        caption, [row.name for row in rows], [row.figure for row in rows], colours,
        [*signs, *([("●", colours.others, keys[2]), ("○", colours.ink, keys[3])] if crowd else [])], size=12,
    )  # fmt: skip
    figure = drawn.figure
    low = begins(rows)
    rails(drawn, (low, 1.02), colours)
    dots = [(one, y) for row, y in zip(rows, drawn.at, strict=True) for one in row.peers]
    figure.add_scatter(
        x=[one.rate for one, _ in dots], y=[y for _, y in dots], mode="markers", hoverinfo="text",
        hovertext=[html.escape(one.words) for one, _ in dots], customdata=[[one.code] for one, _ in dots],
        marker={
            "size": [10 if one.best else 8 for one, _ in dots], "color": colours.others,
            "line": {"width": [1.6 if one.best else 0 for one, _ in dots], "color": colours.ink},
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    for row, y in zip(rows, drawn.at, strict=True):
        if row.mean == row.mean:
            figure.add_shape(
                type="line", x0=row.mean, x1=row.mean, y0=y - 0.3, y1=y + 0.3,
                line={"color": colours.ink, "width": 2},
            )  # fmt: skip
    own = [(row, y) for row, y in zip(rows, drawn.at, strict=True) if row.own == row.own]
    figure.add_scatter(
        x=[row.own for row, _ in own], y=[y for _, y in own], mode="markers", hoverinfo="text",
        hovertext=[html.escape(row.words) for row, _ in own],
        marker={"size": 13, "color": colours.accent, "line": {"width": 1.5, "color": colours.card}},
    )  # fmt: skip
    figure.update_xaxes(tickformat=".0%", dtick=0.1 if low >= 0.5 else 0.2)
    return figure


def begins(rows: Sequence[Rates]) -> float:
    """A full tenth just below the lowest rate."""
    known = [
        rate for row in rows for rate in (row.own, row.mean, *(one.rate for one in row.peers)) if rate == rate
    ]
    return max(int((min(known, default=0.0) - 0.02) / STEP) * STEP, 0.0)
