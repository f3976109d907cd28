"""Dots on a line: how the totals of a kind of body spread, and who stands where."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.grammar import ROW, Caption, blank, extent
from pages.parts.theme import Palette, palette

DOT = 13


@dataclass(frozen=True, slots=True)
class Dot:
    """One body: where it stands, its colour and what is said at it. `before`: where it stood before adjustments."""

    code: str
    name: str
    at: float
    colour: str
    words: str
    label: str = ""
    chosen: bool = False
    hollow: bool = False
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled vertical: a cut-off, a median."""

    at: float
    label: str


def strips(
    panels: Sequence[tuple[str, Sequence[Dot]]], marks: Sequence[Mark], caption: Caption, span: tuple[float, float]
) -> go.Figure:
    """One strip of dots per kind of body on a common scale; dots that would cover each other are stacked."""
    colours = palette()
    stacks = [stacked([dot.at for dot in dots], span) for _, dots in panels]
    heights = [max(len({*stack}) * (DOT + 2) + 46, 92) for stack in stacks]
    figure = blank(caption, sum(heights) + 14, left=88, right=28, colours=colours)
    floor = 0.0
    ticks = []
    for (name, dots), stack, height in reversed(list(zip(panels, stacks, heights, strict=True))):
        middle = floor + height / 2
        ticks.append((middle, name))
        scatter(figure, dots, [middle + level * (DOT + 2) for level in stack], colours)
        floor += height
        figure.add_hline(y=floor, line={"color": colours.hairline, "width": 1})
    verticals(figure, marks, colours, top=floor)
    figure.update_xaxes(range=span)
    figure.update_yaxes(
        range=[0, floor + 14], tickvals=[at for at, _ in ticks], ticktext=[f"<b>{html.escape(n)}</b>" for _, n in ticks]
    )
    return figure


def ranking(dots: Sequence[Dot], marks: Sequence[Mark], caption: Caption, span: tuple[float, float]) -> go.Figure:
    """One row per body, best on top: its dot, where it stood before adjustments, its total in figures."""
    colours = palette()
    left = 24 + max((extent(dot.name) for dot in dots), default=0)
    right = 24 + max((extent(dot.label) for dot in dots), default=0)
    figure = blank(caption, len(dots) * ROW + 22, left=left, right=right, colours=colours)
    rows = [len(dots) - position - 0.5 for position in range(len(dots))]
    for row, dot in zip(rows, dots, strict=True):
        figure.add_shape(
            type="line", x0=span[0], x1=dot.at, y0=row, y1=row, layer="below",
            line={"color": colours.hairline, "width": 1},
        )  # fmt: skip
    moved = [(dot, row) for dot, row in zip(dots, rows, strict=True) if dot.before is not None]
    figure.add_scatter(
        x=[dot.before for dot, _ in moved], y=[row for _, row in moved], mode="markers", hoverinfo="skip",
        marker={"size": DOT - 3, "color": colours.card, "line": {"width": 1.5, "color": colours.others}},
    )  # fmt: skip
    scatter(figure, dots, rows, colours)
    for row, dot in zip(rows, dots, strict=True):
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=8, y=row, yanchor="middle", showarrow=False,
            text=html.escape(dot.label), font={"size": 13, "color": colours.ink},
        )  # fmt: skip
    verticals(figure, marks, colours, top=len(dots))
    names = [f"<b>{html.escape(dot.name)}</b>" if dot.chosen else html.escape(dot.name) for dot in dots]
    figure.update_xaxes(range=span, side="bottom")
    figure.update_yaxes(range=[0, len(dots) + 22 / ROW], tickvals=rows, ticktext=names)
    return figure


def scatter(figure: go.Figure, dots: Sequence[Dot], at: Sequence[float], colours: Palette) -> None:
    """The dots themselves; a hollow one is a body that is not ranked."""
    figure.add_scatter(
        x=[dot.at for dot in dots],
        y=list(at),
        mode="markers",
        customdata=[[dot.code] for dot in dots],
        hovertext=[dot.words for dot in dots],
        hoverinfo="text",
        marker={
            "size": [DOT + 3 if dot.chosen else DOT for dot in dots],
            "color": [colours.card if dot.hollow else dot.colour for dot in dots],
            "line": {
                "width": [2.5 if dot.chosen else 1.5 if dot.hollow else 1 for dot in dots],
                "color": [colours.accent if dot.chosen else dot.colour if dot.hollow else colours.card for dot in dots],
            },
            "opacity": 1,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def verticals(figure: go.Figure, marks: Sequence[Mark], colours: Palette, top: float) -> None:
    """Labelled verticals, their labels over the picture."""
    for mark in marks:
        figure.add_shape(
            type="line", x0=mark.at, x1=mark.at, y0=0, y1=top, line={"color": colours.muted, "width": 1, "dash": "dot"}
        )
        figure.add_annotation(
            x=mark.at, y=top, yanchor="bottom", xanchor="center", showarrow=False, text=html.escape(mark.label),
            font={"size": 12, "color": colours.muted},
        )  # fmt: skip


def stacked(values: Sequence[float], span: tuple[float, float], wide: int = 480) -> list[int]:
    """A level for each dot, 0 in the middle, so that none covers another on `wide` pixels of scale."""
    apart = (span[1] - span[0]) / wide * (DOT + 1)
    taken: dict[int, float] = {}
    level_of = [0] * len(values)
    for index in sorted(range(len(values)), key=lambda k: values[k]):
        level = next(step for step in steps() if values[index] - taken.get(step, float("-inf")) >= apart)
        taken[level] = values[index]
        level_of[index] = level
    return level_of


def steps() -> Sequence[int]:
    """Levels in the order they are tried: middle, above, below, ..."""
    return [0, *(sign * step for step in range(1, 40) for sign in (1, -1))]
