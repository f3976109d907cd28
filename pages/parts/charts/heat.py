"""The heat map bodies x indicators: lost shares in one hue, three marks for what is none, pass rates."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from pages.parts.charts.grammar import Caption, composed, extent, paper, wrapped
from pages.parts.theme import Palette, palette

CELL = 20  # pixels a row takes with a label of one line
TWO_LINES = 34
LABELS = 26  # Chinese characters of a label before it goes on in a second line
SIZE = 12
SIDE = 0.86  # where the panel of pass rates begins
INSET = 0.08
STOPS = (0.0, 0.12, 0.3, 0.6, 1.0)  # most losses are small: more shades there, or the map is pale
Table = dict[str, Any]  # a trace, note or shape as Plotly's own checks would leave it


@dataclass(frozen=True, slots=True)
class Heat:
    """What is drawn: `lost` (rows x columns, NaN for no number), labels, words at each cell, and the marks.

    `heads`: row number -> title of the group that begins there. `passing`: share with full marks per row.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    lost: NDArray[np.float64]
    words: Sequence[Sequence[str]]
    heads: dict[int, str]
    passing: Sequence[float]
    not_applicable: Sequence[tuple[int, int]]
    missing: Sequence[tuple[int, int]]
    nil: Sequence[tuple[int, int]]


def heat_map(heat: Heat, passing_title: str, caption: Caption, *, upright: bool) -> go.Figure:
    """One row per indicator, one column per body; `upright` sets names one Chinese character a line."""
    colours = palette()
    labels = [wrapped(one, LABELS) for one in heat.rows]
    step = TWO_LINES if any("<br>" in one for one in labels) else CELL
    at, lines = heights(heat)
    over = 12 + max(len(one) * 13 if upright else round(len(one) * 6.1) for one in heat.columns)
    wide = max(extent(part, SIZE) for one in labels for part in html.unescape(one).split("<br>"))
    left = wide + 36
    layout = paper(caption, round(lines * step) + over, left=left, right=30, colours=colours)
    layout["margin"]["t"] += over
    layout["annotations"] += [*name_rows(heat, labels, at, left, colours), over_rates(passing_title, colours)]
    layout["shapes"] += rules(heat, at, colours)
    shown = [
        "<br>".join(html.escape(mark) for mark in one) if upright else html.escape(one)
        for one in heat.columns
    ]
    layout["xaxis"] |= {
        "domain": [0, SIDE], "range": [-0.5, len(heat.columns) - 0.5], "side": "top", "showgrid": False,
        "tickvals": list(range(len(heat.columns))), "ticktext": shown, "tickangle": 0 if upright else -90,
        "tickfont": {"size": SIZE if upright else SIZE - 1, "color": colours.ink},
    }  # fmt: skip
    layout["xaxis2"] = {
        "domain": [SIDE + 0.035, 1], "range": [-0.06, 1.06], "side": "top", "fixedrange": True,
        "zeroline": False, "tickvals": [0, 0.5, 1], "ticktext": ["0", "50", "100%"],
        "gridcolor": colours.hairline, "ticks": "", "tickfont": {"size": 11, "color": colours.muted},
    }  # fmt: skip
    layout["yaxis"] |= {"range": [lines - 0.5, -0.5], "showticklabels": False}
    return composed(
        layout,
        [
            *cells(heat, at, colours),
            *hatch([(at[row], column) for row, column in heat.not_applicable], colours),
            *outline([(at[row], column) for row, column in heat.missing], colours),
            *nothing([(at[row], column) for row, column in heat.nil], colours),
            rates(heat, at, colours),
        ],
    )


def heights(heat: Heat) -> tuple[list[float], float]:
    """The line every row is drawn on (group titles have lines of their own), and how many lines there are."""
    at: list[float] = []
    line = 0.0
    for row in range(len(heat.rows)):
        line += row in heat.heads
        at.append(line)
        line += 1
    return at, line


def name_rows(
    heat: Heat, labels: Sequence[str], at: Sequence[float], left: int, colours: Palette
) -> list[Table]:
    """Names of the rows flush left; group titles, strong, run on over the picture so that none is cut."""
    names = [named(label, at[row], left, colours.ink, SIZE) for row, label in enumerate(labels)]
    groups = [
        named(f"<b>{html.escape(title)}</b>", at[row] - 1, left, colours.muted, SIZE + 1)
        for row, title in heat.heads.items()
    ]
    return names + groups


def rules(heat: Heat, at: Sequence[float], colours: Palette) -> list[Table]:
    """A line over every group."""
    return [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at[row] - 1.5, "y1": at[row] - 1.5,
            "line": {"color": colours.hairline, "width": 1}, "layer": "below",
        }
        for row in heat.heads
    ]  # fmt: skip


def named(words: str, line: float, left: int, colour: str, size: int) -> Table:
    """Words at the left edge of the picture, on a line of it."""
    return {
        "text": words, "x": 0, "xref": "paper", "xanchor": "left", "xshift": 18 - left, "y": line,
        "yanchor": "middle", "align": "left", "showarrow": False, "font": {"size": size, "color": colour},
    }  # fmt: skip


def cells(heat: Heat, at: Sequence[float], colours: Palette) -> list[Table]:
    """The shares as shades; lines between groups stay empty. What has no shade says what it is too."""
    whole = np.full((int(at[-1]) + 1, len(heat.columns)), np.nan)
    words = np.full(whole.shape, "", dtype=object)
    for row, line in enumerate(at):
        whole[int(line)] = heat.lost[row]
        words[int(line)] = heat.words[row]
    for row, column in heat.missing:
        whole[int(at[row]), column] = np.nan
    shades = {
        "type": "heatmap", "z": whole, "x": list(range(len(heat.columns))), "y": list(range(len(whole))),
        "zmin": 0, "zmax": 1, "xgap": 1, "ygap": 1, "showscale": False,
        "colorscale": [list(pair) for pair in zip(STOPS, colours.losses, strict=True)],
        "hovertext": words.tolist(), "hoverinfo": "text", "hoverongaps": False,
    }  # fmt: skip
    seen = [(at[row], column, heat.words[row][column]) for row, column in gaps_of(heat)]
    others = {
        "type": "scatter", "x": [column for _, column, _ in seen], "y": [line for line, _, _ in seen],
        "mode": "markers", "hovertext": [said for *_, said in seen], "hoverinfo": "text",
        "marker": {"size": 14, "opacity": 0, "symbol": "square"},
    }  # fmt: skip
    return [shades, others]


def gaps_of(heat: Heat) -> list[tuple[int, int]]:
    """The cells without a shade, row by row."""
    return sorted((*heat.not_applicable, *heat.missing))


def hatch(where: Sequence[tuple[float, int]], colours: Palette) -> list[Table]:
    """Not applicable: diagonal strokes."""
    stroke = {"shape": "/", "fgcolor": colours.others, "bgcolor": colours.card, "size": 5, "solidity": 0.22}
    bars = {
        "type": "bar", "x": [1 - 2 * INSET] * len(where), "y": [line for line, _ in where],
        "base": [column - 0.5 + INSET for _, column in where],
        "orientation": "h", "width": 1 - 2 * INSET, "hoverinfo": "skip",
        "marker": {"color": colours.card, "line": {"width": 0}, "pattern": stroke},
    }  # fmt: skip
    return [bars] if where else []


def outline(where: Sequence[tuple[float, int]], colours: Palette) -> list[Table]:
    """Missing: a dotted outline round an empty cell."""
    half = 0.5 - INSET
    x: list[float | None] = []
    y: list[float | None] = []
    for line, column in where:
        x += [column - half, column + half, column + half, column - half, column - half, None]
        y += [line - half, line - half, line + half, line + half, line - half, None]
    dots = {"color": colours.ink, "width": 1.2, "dash": "dot"}
    drawn = {"type": "scatter", "x": x, "y": y, "mode": "lines", "hoverinfo": "skip", "line": dots}
    return [drawn] if where else []


def nothing(where: Sequence[tuple[float, int]], colours: Palette) -> list[Table]:
    """Nil return: ∅ on the shade of its score."""
    signs = {
        "type": "scatter", "x": [column for _, column in where], "y": [line for line, _ in where],
        "mode": "text", "text": ["∅"] * len(where), "hoverinfo": "skip",
        "textfont": {"size": 12, "color": colours.ink},
    }  # fmt: skip
    return [signs] if where else []


def rates(heat: Heat, at: Sequence[float], colours: Palette) -> Table:
    """The share of bodies with full marks, one dot a row."""
    return {
        "type": "scatter", "x": list(heat.passing), "y": list(at), "xaxis": "x2", "mode": "markers",
        "cliponaxis": False, "hovertext": [f"{rate * 100:.0f}%" for rate in heat.passing],
        "hoverinfo": "text", "marker": {"size": 8, "color": colours.accent},
    }  # fmt: skip


def over_rates(title: str, colours: Palette) -> Table:
    """What stands over the panel of rates."""
    return {
        "text": html.escape(title), "x": 0.5, "xref": "x2", "y": -0.5, "yref": "y", "yshift": 22,
        "yanchor": "bottom", "xanchor": "center", "showarrow": False,
        "font": {"size": 12, "color": colours.muted},
    }  # fmt: skip
