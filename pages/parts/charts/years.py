"""One total over the years: a line where the years can be compared, a gap with a sign where they cannot."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from pages.parts.charts.dots import Mark
from pages.parts.charts.grammar import Caption, Sheet
from pages.parts.theme import palette

TALL = 190  # pixels of the drawing


@dataclass(frozen=True, slots=True)
class Point:
    """A year: total, what stands at it, what is said at it; `broken`: not to be compared with the next.

    `firm`: sealed, else drawn hollow. `why`: what stands at the break.
    """

    year: str
    total: float
    label: str
    words: str
    broken: bool
    firm: bool
    why: str = ""


def years(points: Sequence[Point], marks: Sequence[Mark], caption: Caption) -> go.Figure:
    """The points from left to right, joined where nothing breaks the line."""
    colours = palette()
    figure = Sheet(caption, TALL, left=52, right=72, colours=colours)
    known = [one.total for one in points if one.total == one.total]
    low, high = min(known) - 6, max(known) + 6
    for at, (one, after) in enumerate(pairwise(points)):
        dash = "dot" if one.broken else "solid"
        figure.add_scatter(
            x=[at, at + 1], y=[one.total, after.total], mode="lines", hoverinfo="skip",
            line={"color": colours.others if one.broken else colours.accent, "width": 2, "dash": dash},
        )  # fmt: skip
        if one.why:
            figure.add_annotation(
                x=at + 0.5, y=(one.total + after.total) / 2, text=f"╱╱ {html.escape(one.why)}",
                showarrow=False, bgcolor=colours.card, borderpad=3, font={"size": 12, "color": colours.ink},
            )  # fmt: skip
    figure.add_scatter(
        x=list(range(len(points))), y=[one.total for one in points], mode="markers", hoverinfo="text",
        hovertext=[one.words for one in points],
        marker={
            "size": 13, "color": [colours.accent if one.firm else colours.card for one in points],
            "line": {"width": 2.5, "color": colours.accent},
        },
    )  # fmt: skip
    for at, one in enumerate(points):
        figure.add_annotation(
            x=at, y=one.total, text=html.escape(one.label), showarrow=False, yanchor="bottom", yshift=10,
            bgcolor=colours.card, font={"size": 13, "color": colours.ink},
        )  # fmt: skip
    for mark in (one for one in marks if low < one.at < high):
        figure.add_level(mark.at, line={"color": colours.muted, "width": 1, "dash": "dot"})
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=6, y=mark.at, text=html.escape(mark.label),
            showarrow=False, font={"size": 12, "color": colours.muted},
        )  # fmt: skip
    ticks = list(range(len(points)))
    figure.update_xaxes(range=[-0.35, len(points) - 0.65], tickvals=ticks, showgrid=False,
                        ticktext=[one.year for one in points])  # fmt: skip
    figure.update_yaxes(range=[low, high], tickfont={"size": 12, "color": colours.muted}, showgrid=True,
                        gridcolor=colours.hairline)  # fmt: skip
    return figure.finished()
