"""Where one total lies: on the grades, between the ends of its doubt, beside its peers and last year.

The scale begins near the figures, so positions are drawn, never bars; where it begins is said.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.bars import Band, ramp
from pages.parts.charts.grammar import Caption, Sheet, extent
from pages.parts.theme import Palette, palette

TALL = 96  # pixels of the drawing
LINE = 0.42  # height on which the total stands, of the bands
WIDE = 1080  # pixels of the scale, about, to tell whether two labels would touch
LEVEL = 0.26  # of the bands, from one level of labels to the next


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to compare with: a vertical with its words over the bands."""

    at: float
    words: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """The total with its words; `low`, `high`: the ends of the doubt (None: none drawn).

    `before`: last year's total and words.
    """

    total: float
    words: str
    low: float | None = None
    high: float | None = None
    before: tuple[float, str] | None = None


def position(one: Position, bands: Sequence[Band], ticks: Sequence[Tick], caption: Caption) -> go.Figure:
    """One line: grades as bands in one hue, the total as a dot on its doubt, ticks with names."""
    colours = palette()
    levels = levelled(ticks, bands[-1].end - bands[0].start)
    over = 0.08 + LEVEL * (max(levels, default=0) + 1)
    figure = Sheet(caption, round(TALL * (1 + over)), left=24, right=24, colours=colours)
    for band, shade in zip(bands, ramp(colours, len(bands)), strict=True):
        stretch(figure, band, shade, colours)
    for tick, level in zip(ticks, levels, strict=True):
        upright(figure, tick, level, colours)
    if one.before is not None:
        last(figure, one.before, colours)
    if one.low is not None and one.high is not None:
        figure.add_shape(
            type="line", x0=one.low, x1=one.high, y0=LINE, y1=LINE, opacity=0.45,
            line={"color": colours.accent, "width": 9},
        )  # fmt: skip
    figure.add_scatter(
        x=[one.total], y=[LINE], mode="markers", hovertext=[one.words], hoverinfo="text",
        marker={"size": 15, "color": colours.accent, "line": {"width": 2, "color": colours.card}},
    )  # fmt: skip
    figure.add_annotation(
        x=one.total, y=LINE, text=f"<b>{html.escape(one.words)}</b>", showarrow=False, yanchor="top",
        yshift=-9, font={"size": 14, "color": colours.accent}, bgcolor=colours.card, borderpad=1, opacity=0.9,
    )  # fmt: skip
    figure.update_xaxes(range=[bands[0].start, bands[-1].end], showgrid=False)
    figure.update_yaxes(range=[0, 1 + over], visible=False)
    return figure.finished()


def stretch(figure: Sheet, band: Band, shade: str, colours: Palette) -> None:
    """One grade on the scale, named at its beginning."""
    figure.add_shape(
        type="rect", x0=band.start, x1=band.end, y0=0, y1=1, fillcolor=shade, line={"width": 0}, layer="below"
    )
    figure.add_annotation(
        x=band.start, y=1, text=html.escape(band.name), showarrow=False, xanchor="left", yanchor="top",
        xshift=5, yshift=-2, font={"size": 12, "color": colours.muted},
    )  # fmt: skip


def upright(figure: Sheet, tick: Tick, level: int, colours: Palette) -> None:
    """A vertical and its words on a level over the bands."""
    top = 1.06 + LEVEL * level
    style = {"color": colours.ink, "width": 2, "dash": "dot" if tick.dashed else "solid"}
    figure.add_shape(type="line", x0=tick.at, x1=tick.at, y0=0.06, y1=top, line=style)
    figure.add_annotation(
        x=tick.at, y=top, text=html.escape(tick.words), showarrow=False, yanchor="bottom", xanchor="center",
        font={"size": 12, "color": colours.ink},
    )  # fmt: skip


def last(figure: Sheet, before: tuple[float, str], colours: Palette) -> None:
    """Last year's total: a small hollow dot, its words on hover and beside it."""
    at, words = before
    figure.add_scatter(
        x=[at], y=[0.13], mode="markers", hovertext=[words], hoverinfo="text",
        marker={"size": 9, "color": colours.card, "line": {"width": 1.6, "color": colours.muted}},
    )  # fmt: skip
    figure.add_annotation(
        x=at, y=0.13, text=html.escape(words), showarrow=False, xanchor="left", xshift=8,
        font={"size": 12, "color": colours.muted},
    )  # fmt: skip


def levelled(ticks: Sequence[Tick], span: float) -> list[int]:
    """A level for the words of each tick, so that those of neighbours do not touch."""
    ends: list[float] = []
    level_of = [0] * len(ticks)
    for index in sorted(range(len(ticks)), key=lambda k: ticks[k].at):
        half = (extent(ticks[index].words, 12) / 2 + 8) / WIDE * span
        level = next((k for k, end in enumerate(ends) if ticks[index].at - half > end), len(ends))
        ends[level : level + 1] = [ticks[index].at + half]
        level_of[index] = level
    return level_of
