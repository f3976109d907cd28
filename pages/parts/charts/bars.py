"""Bars for one body: where its points went; grades as stretches of a scale."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption, Sheet, extent, wrapped
from pages.parts.theme import Palette, palette

STEP = 32  # pixels a row of the waterfall takes
LINE = 15  # pixels a line of a name takes
LABELS = 24  # Chinese characters a label takes before it goes on in a second line
BAR = 0.34
SMALL = 12


@dataclass(frozen=True, slots=True)
class Band:
    """A grade as a stretch of the scale."""

    name: str
    start: float
    end: float


def ramp(colours: Palette, many: int) -> list[str]:
    """Shades of one grey hue, the lowest band darkest."""
    low, high = (0xC9, 0xD4, 0xDE), (0xEE, 0xF3, 0xF8)
    if colours.name == "dark":
        low, high = (0x3A, 0x4A, 0x5A), (0x1E, 0x2B, 0x38)
    parts = [position / max(many - 1, 1) for position in range(many)]
    mixed = [[round(a + (b - a) * part) for a, b in zip(low, high, strict=True)] for part in parts]
    return ["#" + "".join(f"{channel:02X}" for channel in shade) for shade in mixed]


@dataclass(frozen=True, slots=True)
class Fall:
    """One loss: what it is called, how much, what is said at it."""

    name: str
    lost: float
    words: str
    code: str = ""


def waterfall(
    full: tuple[str, float],
    falls: Sequence[Fall],
    rest: Fall | None,
    left: tuple[str, float],
    caption: Caption,
) -> go.Figure:
    """From full marks down to the points earned: one bar a loss in its true length, the smaller ones pooled.

    The window starts near the points, so full marks and points are lines, not bars cut short.
    """
    colours = palette()
    rows = [*falls, *([rest] if rest else [])]
    names = [full[0], *(row.name for row in rows), left[0]]
    written = [wrapped(name, LABELS) for name in names]
    wide = max(extent(part, SMALL) for name in written for part in html.unescape(name).split("<br>"))
    step = max(STEP, LINE * max(name.count("<br>") + 1 for name in written) + 4)
    figure = Sheet(caption, len(names) * step + 8, left=wide + 34, right=64, colours=colours)
    at = [len(names) - 1 - position for position in range(len(names))]
    top = full[1]
    for row, y in zip(rows, at[1:], strict=False):
        bottom = top - row.lost
        figure.add_bar(
            x=[row.lost], base=[bottom], y=[y], orientation="h", width=2 * BAR, hovertext=[row.words],
            hoverinfo="text",
            marker={"color": colours.others if row is rest else colours.losses[3], "line": {"width": 0}},
            customdata=[[row.code]],
        )  # fmt: skip
        connect(figure, top, y + 1, y, colours)
        note(figure, top, y, f"−{row.lost:.2f}", colours)
        top = bottom
    connect(figure, top, 1, 0, colours)
    for (_, value), y in ((full, at[0]), (left, at[-1])):
        figure.add_scatter(
            x=[value], y=[y], mode="markers", hoverinfo="skip",
            marker={"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": colours.accent}},
        )  # fmt: skip
        note(figure, value, y, f"<b>{value:.2f}</b>", colours)
    room = max(full[1] - left[1], 1.0)
    figure.update_xaxes(range=[left[1] - room * 0.06, full[1] + room * 0.12], ticksuffix="")
    figure.update_yaxes(
        range=[-0.6, len(names) - 0.4], tickvals=at, ticktext=written, tickfont={"size": SMALL}
    )
    return figure.finished()


def connect(figure: Sheet, x: float, above: float, below: float, colours: Palette) -> None:
    """The thin line that carries a level from one row to the next."""
    figure.add_shape(
        type="line",
        x0=x,
        x1=x,
        y0=above - BAR,
        y1=below + BAR,
        line={"color": colours.muted, "width": 1},
        layer="below",
    )


def note(figure: Sheet, x: float, y: float, words: str, colours: Palette) -> None:
    """A figure beside a mark."""
    figure.add_annotation(
        x=x,
        y=y,
        text=words,
        showarrow=False,
        xanchor="left",
        xshift=8,
        font={"size": 13, "color": colours.ink},
    )
