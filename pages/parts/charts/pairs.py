"""Several marks on one axis per row: last year and this year, or two to four bodies beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption
from pages.parts.charts.rows import Rows, rails, ruled
from pages.parts.theme import Palette, palette

DOT = 11
SHAPES = {"●": "circle", "■": "square", "◆": "diamond", "▲": "triangle-up"}
LABELS = 24  # Chinese characters of a label before it goes on in a second line
PER_CENT = (0.0, 1.0)
AIR = 0.03  # so that a mark at the end of the scale is whole


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
    for row, y in zip(rows, ruling.at, strict=True):
        ruling.figure.add_shape(
            type="line", x0=row.before, x1=row.after, y0=y, y1=y, layer="below",
            line={"color": colours.others, "width": 3, "dash": "dot" if row.changed else "solid"},
        )  # fmt: skip
    hollow = {"size": DOT, "color": colours.card, "line": {"width": 2, "color": colours.muted}}
    full = {"size": DOT, "color": colours.accent, "line": {"width": 1, "color": colours.card}}
    for marker, values in (
        (hollow, [row.before for row in rows]), (full, [row.after for row in rows]),
    ):  # fmt: skip
        ruling.figure.add_scatter(
            x=values, y=ruling.at, mode="markers", marker=marker,
            hovertext=[row.words for row in rows], hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
    finished(ruling, colours)
    return ruling.figure


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
    ruling = ruled(caption, names, [""] * len(names), colours, key, wide=LABELS)
    for one, shape, hue in zip(series, SHAPES.values(), hues, strict=False):
        ruling.figure.add_scatter(
            x=list(one.rates), y=ruling.at, mode="markers",
            hovertext=list(one.words), hoverinfo="text", cliponaxis=False,
            marker={"symbol": shape, "size": DOT, "color": hue, "line": {"width": 1, "color": colours.card}},
        )  # fmt: skip
    finished(ruling, colours)
    return ruling.figure


def finished(ruling: Rows, colours: Palette) -> None:
    """The scale of rates and its rails."""
    rails(ruling, (PER_CENT[0] - AIR, PER_CENT[1] + AIR), colours)
    ruling.figure.update_xaxes(tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%")
