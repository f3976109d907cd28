"""Sections as rows: the rates of all peers as grey dots, one's own in the accent, the best named.

Where the peers are a crowd a grey bar stands for the middle eight in ten of them, a thicker one for half.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.parts.charts.grammar import ROW, Caption, composed, extent, paper, wrapped
from pages.parts.theme import Palette, palette

STEP = 0.1  # the scale begins at a full tenth
NAMES = 17  # Chinese characters of a name before it goes on in a second line
LINE = 17  # pixels a line of a name takes
KEY = 26  # pixels over the rows for the key
SIZE = 12
THIN, THICK = 5, 11  # pixels of the bars
Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another body in a section: its rate of 0..1, what is said at it; `best`: nobody has a higher one."""

    code: str
    rate: float
    words: str
    best: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """One section: rates of 0..1; `own` and `mean` NaN where there is none.

    `middle`: of a crowd, whose dots are left out, the rates between which eight in ten and half of it lie.
    """

    name: str
    own: float
    mean: float
    peers: Sequence[Peer]
    figure: str
    words: str
    middle: tuple[float, ...] = ()


Placed = Sequence[tuple[Rates, float]]


def peers(rows: Sequence[Rates], keys: tuple[str, str, str, str], caption: Caption) -> go.Figure:
    """A row a section; `keys`: what the own dot, the tick, the grey dots and the ringed one are called."""
    colours = palette()
    names = [wrapped(row.name, NAMES) for row in rows]
    lines = [html.unescape(line) for name in names for line in name.split("<br>")]
    left = 26 + max((extent(line, SIZE) for line in lines), default=0)
    step = max(ROW, LINE * max((name.count("<br>") + 1 for name in names), default=1))
    layout = paper(caption, len(rows) * step + KEY, left=left, right=64, colours=colours)
    at = [len(rows) - position - 0.5 for position in range(len(rows))]
    low = begins(rows)
    layout["xaxis"] |= {"range": [low, 1.02], "tickformat": ".0%", "dtick": 0.1 if low >= 0.5 else 0.2}
    layout["yaxis"] |= {
        "range": [0, len(rows) + KEY / step], "tickvals": at, "ticktext": names,
        "tickfont": {"size": SIZE, "color": colours.ink},
    }  # fmt: skip
    placed = list(zip(rows, at, strict=True))
    layout["shapes"] += [upright(row.mean, y, colours) for row, y in placed if row.mean == row.mean]
    layout["annotations"] += [beside(row.figure, y, colours) for row, y in placed]
    layout["annotations"].append(key(rows, keys, left, colours))
    crowds = [(row.middle, y) for row, y in placed if row.middle]
    bars = [bar(crowds, ends, wide, colours) for ends, wide in (((0, 3), THIN), ((1, 2), THICK)) if crowds]
    drawn = [rails(placed, low, colours), *bars, others(placed, colours), own(placed, colours)]
    return composed(layout, drawn)


def bar(
    crowds: Sequence[tuple[tuple[float, ...], float]], ends: tuple[int, int], wide: int, colours: Palette
) -> Table:
    """The middle of each crowd, from one of its ends to the other."""
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip",
        "x": [x for middle, _ in crowds for x in (middle[ends[0]], middle[ends[1]], None)],
        "y": [y for _, at in crowds for y in (at, at, None)],
        "line": {"color": colours.others, "width": wide},
    }  # fmt: skip


def key(rows: Sequence[Rates], keys: tuple[str, str, str, str], left: int, colours: Palette) -> Table:
    """One line over the rows: what each sign is."""
    peer = "▬" if any(row.middle for row in rows) else "●"
    signs = [("●", colours.accent), ("┃", colours.ink), (peer, colours.others), ("○", colours.ink)]
    known = list(zip(signs, keys, strict=True))[: 4 if any(row.peers for row in rows) else 2]
    told = [
        f'<span style="color:{colour}">{sign}</span> {html.escape(words)}' for (sign, colour), words in known
    ]
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "xshift": 18 - left, "y": 1, "yref": "paper",
        "yanchor": "top", "showarrow": False, "text": "    ".join(told),
        "font": {"size": 12, "color": colours.muted},
    }  # fmt: skip


def beside(words: str, y: float, colours: Palette) -> Table:
    """A figure at the right edge."""
    return {
        "x": 1, "xref": "paper", "xanchor": "left", "xshift": 10, "y": y, "yanchor": "middle",
        "showarrow": False, "text": html.escape(words), "font": {"size": SIZE, "color": colours.ink},
    }  # fmt: skip


def upright(mean: float, y: float, colours: Palette) -> Table:
    """The tick of a mean."""
    return {
        "type": "line", "x0": mean, "x1": mean, "y0": y - 0.3, "y1": y + 0.3,
        "line": {"color": colours.ink, "width": 2},
    }  # fmt: skip


def rails(placed: Placed, low: float, colours: Palette) -> Table:
    """A hairline per row, from end to end of the scale."""
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip",
        "x": [x for _ in placed for x in (low, 1.02, None)],
        "y": [y for _, at in placed for y in (at, at, None)],
        "line": {"color": colours.hairline, "width": 1},
    }  # fmt: skip


def others(placed: Placed, colours: Palette) -> Table:
    """The peers, the best of each row with a ring."""
    dots = [(one, y) for row, y in placed for one in row.peers]
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "text",
        "x": [one.rate for one, _ in dots], "y": [y for _, y in dots],
        "hovertext": [html.escape(one.words) for one, _ in dots],
        "customdata": [[one.code] for one, _ in dots],
        "marker": {
            "size": [10 if one.best else 8 for one, _ in dots], "color": colours.others, "opacity": 1,
            "line": {"width": [1.6 if one.best else 0 for one, _ in dots], "color": colours.ink},
        },
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def own(placed: Placed, colours: Palette) -> Table:
    """One's own rate in each row."""
    mine = [(row, y) for row, y in placed if row.own == row.own]
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "text",
        "x": [row.own for row, _ in mine], "y": [y for _, y in mine],
        "hovertext": [html.escape(row.words) for row, _ in mine],
        "marker": {"size": 13, "color": colours.accent, "line": {"width": 1.5, "color": colours.card}},
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def begins(rows: Sequence[Rates]) -> float:
    """A full tenth just below the lowest rate."""
    rates = [
        rate for row in rows for rate in (row.own, row.mean, *(one.rate for one in row.peers), *row.middle)
    ]
    known = [rate for rate in rates if rate == rate]
    return max(int((min(known, default=0.0) - 0.02) / STEP) * STEP, 0.0)
