"""How the totals of each kind of body spread this year, with last year's as small hollow dots below them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.dots import (
    LABELLED,
    STRIP,
    Dot,
    Grain,
    Mark,
    ends,
    grain,
    scatter,
    stacked,
    tick,
    verticals,
)
from pages.parts.charts.grammar import Caption, Sheet, extent
from pages.parts.theme import Palette, palette

SMALL, LOW = 7, 9  # pixels of a dot of last year, and from one level of them to the next
PAD = 74  # pixels a strip needs beside its dots


@dataclass(frozen=True, slots=True)
class Past:
    """A body last year: where it stood, and what is said at it."""

    code: str
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One kind of body: its dots, its median, last year's dots. `broken`: codes without a comparison."""

    name: str
    dots: Sequence[Dot]
    middle: Mark | None
    past: Sequence[Past] = ()
    year: str = ""
    broken: frozenset[str] = frozenset()


def spread(
    strips: Sequence[Strip], marks: Sequence[Mark], caption: Caption, span: tuple[float, float], room: int
) -> go.Figure:
    """The strips on a common scale, sharing `room` pixels at least; no dot of a year covers another."""
    colours = palette()
    size = grain(max((len(one.dots) for one in strips), default=0))
    wide = STRIP if size == Grain() else STRIP * 2  # a crowd has the whole page
    levels = [stacked([dot.at for dot in one.dots], span, wide, size) for one in strips]
    old = [stacked([dot.at for dot in one.past], span, STRIP * 2) for one in strips]
    lower = [(height(low, LOW) + 10) * bool(low) for low in old]
    needs = [height(up, size.lift) + PAD + low for up, low in zip(levels, lower, strict=True)]
    spare = max(room - sum(needs), 0) / max(len(strips), 1)
    figure = Sheet(caption, round(sum(needs) + spare * len(strips)) + LABELLED, left=92,
                   right=28 + beyond(strips, span), colours=colours)  # fmt: skip
    floor, ticks = 0.0, []
    for one, up, low, below, need in reversed(list(zip(strips, levels, old, lower, needs, strict=True))):
        centre = floor + below + (need - below + spare) / 2
        heights = [centre + level * size.lift for level in up]
        ticks.append((centre, f"<b>{html.escape(one.name)}</b>"))
        before(figure, one, floor + 8 + below / 2, low, colours)
        scatter(figure, one.dots, heights, colours, size.dot)
        breaks(figure, one, heights, colours)
        ends(figure, one.dots, heights, colours)
        if one.middle:
            tick(figure, one.middle, floor + below + 18, floor + need + spare - 12, colours)
        floor += need + spare
        figure.add_level(floor, line={"color": colours.hairline, "width": 1})
    verticals(figure, marks, colours, floor, span)
    figure.update_xaxes(range=span)
    figure.update_yaxes(
        range=[0, floor + LABELLED], tickvals=[at for at, _ in ticks], ticktext=[words for _, words in ticks]
    )
    return figure.finished()


def height(levels: Sequence[int], lift: int) -> int:
    """Pixels that a stack of dots takes."""
    return (max(levels, default=0) - min(levels, default=0) + 1) * lift


def beyond(strips: Sequence[Strip], span: tuple[float, float]) -> int:
    """Pixels that the name at the best dot reaches over the end of the scale."""
    best = [max(one.dots, key=lambda dot: dot.at) for one in strips if one.dots]
    over = [extent(dot.name, 12) - (span[1] - dot.at) / (span[1] - span[0]) * STRIP for dot in best]
    return round(max([*over, 0]))


def before(figure: Sheet, one: Strip, at: float, levels: Sequence[int], colours: Palette) -> None:
    """Last year's dots, hollow and small, with the year beside them."""
    if not one.past:
        return
    figure.add_scatter(
        x=[dot.at for dot in one.past], y=[at + level * LOW for level in levels], mode="markers",
        customdata=[[dot.code] for dot in one.past], hovertext=[dot.words for dot in one.past],
        hoverinfo="text",
        marker={"size": SMALL, "color": colours.card, "line": {"width": 1.3, "color": colours.muted}},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    figure.add_annotation(
        x=0, xref="paper", xanchor="right", xshift=-8, y=at, yanchor="middle", showarrow=False,
        text=html.escape(one.year), font={"size": 12, "color": colours.muted},
    )  # fmt: skip


def breaks(figure: Sheet, one: Strip, heights: Sequence[float], colours: Palette) -> None:
    """A stroke through the dots that have nothing to be compared with."""
    there = [(dot, at) for dot, at in zip(one.dots, heights, strict=True) if dot.code in one.broken]
    figure.add_scatter(
        x=[dot.at for dot, _ in there], y=[at for _, at in there], mode="markers", hoverinfo="skip",
        marker={"symbol": "line-ne", "size": 18, "line": {"width": 2, "color": colours.ink}},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
