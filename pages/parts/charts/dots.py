"""Dots on a line: how the totals of a kind of body spread, and who stands where."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.grammar import ROW, Caption, blank, extent, wrapped
from pages.parts.theme import Palette, palette

DOT = 13
NAMES = 17  # Chinese characters of a name before it goes on in a second line
TWO_LINES = 34  # pixels a row takes then
STRIP = 480  # pixels of the scale of a strip, at the least
NEAR = 0.17  # labels of verticals closer than this part of the scale go on two levels
LABELLED = 36  # pixels the labels of verticals take
LIFT = DOT + 2  # pixels from one level of a stack to the next


@dataclass(frozen=True, slots=True)
class Dot:
    """One body: where it stands, its colour, what is said at it. `before`: its place before adjustments."""

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
    panels: Sequence[tuple[str, Sequence[Dot], Mark | None]], marks: Sequence[Mark], caption: Caption,
    span: tuple[float, float], room: int,
) -> go.Figure:  # fmt: skip
    """One strip of dots per kind of body on a common scale, with its median; no dot covers another.

    `room`: pixels the strips share; the ends of each strip are named.
    """
    colours = palette()
    stacks = [stacked([dot.at for dot in dots], span) for _, dots, _ in panels]
    needs = [(max(stack, default=0) - min(stack, default=0) + 1) * LIFT + 64 for stack in stacks]
    spare = max(room - sum(needs), 0) / max(len(panels), 1)
    best = [max(dots, key=lambda dot: dot.at) for _, dots, _ in panels if dots]
    beyond = [extent(dot.name, 12) - (span[1] - dot.at) / (span[1] - span[0]) * STRIP for dot in best]
    figure = blank(
        caption, round(sum(needs) + spare * len(panels)) + LABELLED, left=92,
        right=28 + round(max([*beyond, 0])), colours=colours,
    )  # fmt: skip
    floor, ticks = 0.0, []
    for (name, dots, middle), stack, need in reversed(list(zip(panels, stacks, needs, strict=True))):
        centre = floor + (need + spare) / 2
        ticks.append((centre, f"<b>{html.escape(name)}</b>"))
        scatter(figure, dots, [centre + level * LIFT for level in stack], colours)
        ends(figure, dots, [centre + level * LIFT for level in stack], colours)
        if middle:
            tick(figure, middle, floor + 12, floor + need + spare - 12, colours)
        floor += need + spare
        figure.add_hline(y=floor, line={"color": colours.hairline, "width": 1})
    verticals(figure, marks, colours, floor, span)
    figure.update_xaxes(range=span)
    figure.update_yaxes(
        range=[0, floor + LABELLED], tickvals=[at for at, _ in ticks], ticktext=[words for _, words in ticks]
    )
    return figure


def ends(figure: go.Figure, dots: Sequence[Dot], heights: Sequence[float], colours: Palette) -> None:
    """The names of the first (beside its dot) and the last (under it)."""
    if len(dots) < 2:
        return
    ordered = sorted(zip(dots, heights, strict=True), key=lambda pair: pair[0].at)
    style = {
        "showarrow": False,
        "font": {"size": 12, "color": colours.muted},
        "bgcolor": colours.card,
        "borderpad": 1,
    }
    last, first = ordered[0], ordered[-1]
    figure.add_annotation(
        x=last[0].at,
        y=last[1],
        text=html.escape(last[0].name),
        yanchor="top",
        yshift=-9,
        xanchor="center",
        **style,
    )
    figure.add_annotation(
        x=first[0].at, y=first[1], text=html.escape(first[0].name), xanchor="left", xshift=9, **style
    )


def tick(figure: go.Figure, middle: Mark, low: float, high: float, colours: Palette) -> None:
    """The median of a strip: a short solid line with its figure at the foot."""
    figure.add_shape(
        type="line",
        x0=middle.at,
        x1=middle.at,
        y0=low + 12,
        y1=high,
        line={"color": colours.ink, "width": 1.5},
        layer="below",
    )
    figure.add_annotation(
        x=middle.at, y=low + 12, text=html.escape(middle.label), showarrow=False, yanchor="top",
        xanchor="center",
        font={"size": 12, "color": colours.ink},
    )  # fmt: skip


def ranking(
    dots: Sequence[Dot], marks: Sequence[Mark], caption: Caption, span: tuple[float, float]
) -> go.Figure:
    """One row per body, best on top: its dot, where it stood before adjustments, its total in figures."""
    colours = palette()
    names = [wrapped(dot.name, NAMES) for dot in dots]
    left = 24 + max((extent(part) for name in names for part in html.unescape(name).split("<br>")), default=0)
    right = 24 + max((extent(dot.label) for dot in dots), default=0)
    step = TWO_LINES if any("<br>" in name for name in names) else ROW
    figure = blank(caption, len(dots) * step + LABELLED, left=left, right=right, colours=colours)
    rows = [len(dots) - position - 0.5 for position in range(len(dots))]
    for row, dot in zip(rows, dots, strict=True):
        figure.add_shape(
            type="line", x0=span[0], x1=dot.at, y0=row, y1=row, layer="below",
            line={"color": colours.hairline, "width": 1},
        )  # fmt: skip
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=8, y=row, yanchor="middle", showarrow=False,
            text=html.escape(dot.label), font={"size": 13, "color": colours.ink},
        )  # fmt: skip
    moved = [(dot, row) for dot, row in zip(dots, rows, strict=True) if dot.before is not None]
    figure.add_scatter(
        x=[dot.before for dot, _ in moved], y=[row for _, row in moved], mode="markers", hoverinfo="skip",
        marker={"size": DOT - 3, "color": colours.card, "line": {"width": 1.5, "color": colours.others}},
    )  # fmt: skip
    scatter(figure, dots, rows, colours)
    verticals(figure, marks, colours, len(dots), span)
    shown = [f"<b>{name}</b>" if dot.chosen else name for dot, name in zip(dots, names, strict=True)]
    figure.update_xaxes(range=span, side="bottom")
    figure.update_yaxes(range=[0, len(dots) + LABELLED / step], tickvals=rows, ticktext=shown)
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
                "color": [
                    colours.accent if dot.chosen else dot.colour if dot.hollow else colours.card
                    for dot in dots
                ],
            },
            "opacity": 1,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def verticals(
    figure: go.Figure, marks: Sequence[Mark], colours: Palette, top: float, span: tuple[float, float]
) -> None:
    """Labelled verticals, their labels over the picture, on two levels where they would touch."""
    level, before = 0, float("-inf")
    for mark in sorted(marks, key=lambda one: one.at):
        level = 1 - level if (mark.at - before) / (span[1] - span[0]) < NEAR else 0
        before = mark.at
        figure.add_shape(
            type="line",
            x0=mark.at,
            x1=mark.at,
            y0=0,
            y1=top,
            line={"color": colours.muted, "width": 1, "dash": "dot"},
        )
        figure.add_annotation(
            x=mark.at, y=top, yanchor="bottom", xanchor="center", yshift=14 * level, showarrow=False,
            text=html.escape(mark.label), font={"size": 12, "color": colours.muted},
        )  # fmt: skip


def stacked(values: Sequence[float], span: tuple[float, float], wide: int = STRIP) -> list[int]:
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
