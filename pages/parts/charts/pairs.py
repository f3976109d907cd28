"""Several marks on one axis per row: last year and this year, or two to four bodies beside each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption, composed
from pages.parts.charts.rows import Rows, rails, ruled
from pages.parts.theme import Palette, palette

DOT = 11
SHAPES = {"●": "circle", "■": "square", "◆": "diamond", "▲": "triangle-up"}
LABELS = 24  # Chinese characters of a label before it goes on in a second line
BROAD = 36  # the same where the picture has the page to itself
AIR = 0.02  # so that a mark at the end of the scale is whole
STEP, COARSE = 0.1, 0.2  # between the marks of the scale, which begins at one of them
ROOM = 0.05  # left of the lowest mark, at the least


@dataclass(frozen=True, slots=True)
class Pair:
    """One item in two years; `note` stands at the right edge, `words` are said at it."""

    name: str
    before: float
    after: float
    note: str
    words: str
    changed: bool = False


def dumbbells(rows: Sequence[Pair], heads: tuple[str, str], note: str, caption: Caption) -> go.Figure:
    """Per item a hollow dot for the year before and a full one for the year, joined by a line.

    A dashed line: the rule has changed in between. `note` stands over the figures at the right.
    """
    colours = palette()
    key = [("○", colours.muted, heads[0]), ("●", colours.accent, heads[1])]
    ruling = ruled(
        caption, [row.name for row in rows], [row.note for row in rows], colours, key, head=note, wide=LABELS,
        size=12,
    )  # fmt: skip
    ruling.layout["shapes"] += [
        {
            "type": "line", "x0": row.before, "x1": row.after, "y0": y, "y1": y, "layer": "below",
            "line": {"color": colours.others, "width": 3, "dash": "dot" if row.changed else "solid"},
        }
        for row, y in zip(rows, ruling.at, strict=True)
    ]  # fmt: skip
    hollow = {"size": DOT, "color": colours.card, "line": {"width": 2, "color": colours.muted}}
    full = {"size": DOT, "color": colours.accent, "line": {"width": 1, "color": colours.card}}
    words = [row.words for row in rows]
    drawn = [
        dots([row.before for row in rows], ruling.at, words, hollow),
        dots([row.after for row in rows], ruling.at, words, full),
    ]
    finished(ruling, begins([end for row in rows for end in (row.before, row.after)]), colours)
    return composed(ruling.layout, drawn)


def dots(
    x: Sequence[float], y: Sequence[float], words: Sequence[str], marker: dict[str, Any]
) -> dict[str, Any]:
    """One mark per row; none where there is no number."""
    there = [at for at, value in enumerate(x) if value == value]
    return {
        "type": "scatter", "mode": "markers", "x": [x[at] for at in there], "y": [y[at] for at in there],
        "hovertext": [words[at] for at in there], "hoverinfo": "text", "cliponaxis": False, "marker": marker,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """One of the bodies beside each other: its name and its rate in every row (NaN: none), with words."""

    name: str
    rates: Sequence[float]
    words: Sequence[str]


def together(names: Sequence[str], series: Sequence[Series], caption: Caption) -> go.Figure:
    """Per row one mark a body, each with a shape and a colour of its own."""
    colours = palette()
    hues = (colours.accent, colours.ink, colours.losses[3], colours.muted)
    key = [(sign, hue, one.name) for sign, hue, one in zip(SHAPES, hues, series, strict=False)]
    ruling = ruled(caption, names, [""] * len(names), colours, key, wide=BROAD)
    drawn = [
        dots(
            one.rates, ruling.at, one.words,
            {"symbol": shape, "size": DOT, "color": hue, "line": {"width": 1, "color": colours.card}},
        )
        for one, shape, hue in zip(series, SHAPES.values(), hues, strict=False)
    ]  # fmt: skip
    finished(ruling, begins([rate for one in series for rate in one.rates]), colours)
    return composed(ruling.layout, drawn)


def begins(rates: Sequence[float]) -> float:
    """Where the scale of rates begins: not far below the lowest, so that differences can be seen."""
    lowest = min((rate for rate in rates if rate == rate), default=0.0) - ROOM
    step = step_from(lowest)
    return max(math.floor(round(lowest / step, 6)) * step, 0.0)


def step_from(low: float) -> float:
    """How far the marks of a scale that begins at `low` are apart."""
    return STEP if low >= 1 / 2 else COARSE


def finished(ruling: Rows, low: float, colours: Palette) -> None:
    """The scale of rates and its rails."""
    air = (1 - low) * AIR
    rails(ruling, (low - air, 1 + air), colours)
    step = step_from(low)
    marks = [low + step * number for number in range(round((1 - low) / step) + 1)]
    ruling.layout["xaxis"] |= {"tickvals": marks, "tickformat": ".0%"}
