"""Dots on a line, one a body, none covering another; their first, last and median by name; verticals."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.charts.grammar import Sheet
from pages.parts.theme import Palette

DOT, FINE = 13, 5  # pixels of a dot, and of one of a crowd
CROWD = 300  # dots of a strip from which on they are a crowd
STRIP = 480  # pixels of the scale of a strip, at the least
NEAR = 0.17  # labels of verticals closer than this part of the scale go on two levels
LABELLED = 36  # pixels the labels of verticals take
DEEPEST = 9  # levels either side of the middle before dots may cover one another; of a crowd more
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


def ends(figure: Sheet, dots: Sequence[Dot], heights: Sequence[float], colours: Palette) -> None:
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


def tick(figure: Sheet, middle: Mark, low: float, high: float, colours: Palette) -> None:
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
        xanchor="center", bgcolor=colours.card, borderpad=2,  # so that no cut-off runs through it
        font={"size": 12, "color": colours.ink},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grain:
    """How large dots are: pixels of one, from one level to the next, levels either side."""

    dot: int = DOT
    lift: int = LIFT
    deepest: int = DEEPEST


def grain(n: int) -> Grain:
    """Dots of one strip; in a crowd fine ones, so that its shape is seen."""
    return Grain(FINE, FINE + 1, 2 * DEEPEST) if n > CROWD else Grain()


def scatter(
    figure: Sheet, dots: Sequence[Dot], at: Sequence[float], colours: Palette, size: int = DOT
) -> None:
    """The dots themselves; a hollow one is a body that is not ranked."""
    edge = 1.5 if size == DOT else 1.0
    figure.add_scatter(
        x=[dot.at for dot in dots],
        y=list(at),
        mode="markers",
        customdata=[[dot.code] for dot in dots],
        hovertext=[dot.words for dot in dots],
        hoverinfo="text",
        marker={
            "size": [DOT + 3 if dot.chosen else size for dot in dots],
            "color": [colours.card if dot.hollow else dot.colour for dot in dots],
            "line": {
                "width": [2.5 if dot.chosen else edge if dot.hollow else edge - 0.5 for dot in dots],
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
    figure: Sheet, marks: Sequence[Mark], colours: Palette, top: float, span: tuple[float, float]
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


def stacked(
    values: Sequence[float], span: tuple[float, float], wide: int = STRIP, size: Grain | None = None
) -> list[int]:
    """A level for each dot, 0 in the middle, so that none covers another on `wide` pixels of scale."""
    size = size or Grain()
    apart = (span[1] - span[0]) / wide * (size.dot + 1)
    taken: dict[int, float] = {}
    level_of = [0] * len(values)
    tried, never = steps(size.deepest), float("-inf")
    for index in sorted(range(len(values)), key=lambda k: values[k]):
        level = next((step for step in tried if values[index] - taken.get(step, never) >= apart), None)
        if level is None:  # a crowd of hundreds: where most room is left
            level = min(taken, key=taken.__getitem__)
        taken[level] = values[index]
        level_of[index] = level
    return level_of


def steps(deepest: int) -> Sequence[int]:
    """Levels in the order they are tried: middle, above, below, ..."""
    return [0, *(sign * step for step in range(1, deepest) for sign in (1, -1))]
