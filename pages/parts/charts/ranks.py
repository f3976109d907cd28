"""Rank bands: one row per body, its total and its place as dots on what they may be, groups shaded."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.parts.charts.grammar import ROW, Caption, composed, extent, paper, wrapped
from pages.parts.theme import Palette, palette

DOT, SMALL = 9, 7
BAND = 9  # pixels a band is thick
TOTALS, PLACES = (0.0, 0.6), (0.65, 1.0)  # parts of the width: totals, places
NAMES = 15  # Chinese characters of a name before it goes on in a second line
TWO_LINES = 34  # pixels a row takes then
LABELLED = 36  # pixels the labels of verticals take
STEPS, MANY = (5, 10, 20, 50, 100, 200, 500, 1_000), 8  # places between two ticks; spaces between ticks
NEAR = 0.2  # labels of verticals closer than this part of the scale go on two levels
FIGURE = "\u2007"  # a space as wide as a figure: totals stand one under the other
GAP = "\u2002"


@dataclass(frozen=True, slots=True)
class Row:
    """One body: its total, what it may be (low..high, None: unknown), its place likewise, what is said at it.

    `label` is written at the right edge behind `total`. `before`: its total before adjustments. `hollow`:
    not ranked.
    """

    code: str
    name: str
    at: float
    colour: str
    words: str
    total: str
    label: str
    low: float | None = None
    high: float | None = None
    place: int | None = None
    best: int | None = None
    worst: int | None = None
    before: float | None = None
    chosen: bool = False
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Totals from `low` to `high` with labelled verticals (the cut-offs), places from `first` to `last`.

    `places` is what stands over the panel of places; "" leaves it out.
    """

    low: float
    high: float
    cuts: Sequence[tuple[float, str]]
    last: int
    places: str = ""
    first: int = 1


def ranks(
    rows: Sequence[Row], groups: Sequence[tuple[int, int]], scale: Scale, caption: Caption
) -> go.Figure:
    """The rows from top to bottom; `groups`: first and last row of those that cannot be told apart."""
    colours = palette()
    names = [wrapped(row.name, NAMES) for row in rows]
    step = TWO_LINES if any("<br>" in name for name in names) else ROW
    longest = max((len(row.total) for row in rows), default=0)
    labels = [GAP + GAP.join((row.total.rjust(longest, FIGURE), row.label)) for row in rows]
    left = 26 + max((extent(part) for name in names for part in html.unescape(name).split("<br>")), default=0)
    right = 24 + max((extent(label) for label in labels), default=0)
    layout = paper(caption, len(rows) * step + LABELLED, left=left, right=right, colours=colours)
    at = [len(rows) - position - 0.5 for position in range(len(rows))]
    shown = [f"<b>{name}</b>" if row.chosen else name for row, name in zip(rows, names, strict=True)]
    axes(layout, scale, len(rows), step)
    layout["yaxis"] |= {"tickvals": at, "ticktext": shown}
    layout["shapes"] = [*shades(groups, len(rows), colours), *lines(scale.cuts, len(rows), colours)]
    layout["annotations"] += titles(scale, len(rows), colours)
    data = [rails(rows, at, scale, colours), bands(rows, at, colours), former(rows, at, colours)]
    if scale.places:
        data += [intervals(rows, at, colours), dots(rows, at, colours, places=True)]
    data += [written(labels, at, scale, colours), dots(rows, at, colours, places=False)]
    return composed(layout, data)


def axes(layout: dict[str, Any], scale: Scale, many: int, step: int) -> None:
    """Totals on the left; places, 1 first, on the right."""
    layout["yaxis"] |= {"range": [0, many + LABELLED / step]}
    layout["xaxis"] |= {"range": [scale.low, scale.high], "side": "bottom"}
    if scale.places:
        layout["xaxis2"] = {
            **layout["xaxis"], "range": [scale.first - 0.8, scale.last + 0.8], "domain": list(PLACES),
            "tickvals": ticks(scale.last, scale.first), "tickangle": 0,
        }  # fmt: skip
        layout["xaxis"] |= {"domain": list(TOTALS)}


def ticks(last: int, first: int = 1) -> list[int]:
    """The first place, every tenth (fifth; of thousands fewer), the last."""
    wide = last - first + 1
    apart = next((step for step in STEPS[1:] if wide <= step * MANY), wide) if wide > 20 else STEPS[0]
    begins = (first // apart + 1) * apart
    begins += apart * (first > 1 and begins - first < apart * 2 // 3)
    return sorted({first, *range(begins, last - apart * 2 // 3, apart), last})


def written(labels: Sequence[str], at: Sequence[float], scale: Scale, colours: Palette) -> dict[str, Any]:
    """Totals and places in figures at the right edge."""
    edge = {"x": [scale.last + 0.8] * len(labels), "xaxis": "x2"} if scale.places else {
        "x": [scale.high] * len(labels)
    }  # fmt: skip
    return {
        "type": "scatter", "mode": "text", "y": list(at), "text": list(labels), **edge,
        "textposition": "middle right", "cliponaxis": False, "hoverinfo": "skip",
        "textfont": {"size": 13, "color": colours.ink},
    }  # fmt: skip


def shades(groups: Sequence[tuple[int, int]], many: int, colours: Palette) -> list[dict[str, Any]]:
    """A tint behind each group, over the whole width."""
    return [
        {
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "layer": "below", "line": {"width": 0},
            "y0": many - last - 1 + 0.06, "y1": many - first - 0.06, "fillcolor": colours.tint,
        }
        for first, last in groups
    ]  # fmt: skip


def lines(marks: Sequence[tuple[float, str]], many: int, colours: Palette) -> list[dict[str, Any]]:
    """The verticals."""
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    return [
        {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": many, "line": line, "layer": "below"}
        for at, _ in marks
    ]


def titles(scale: Scale, many: int, colours: Palette) -> list[dict[str, Any]]:
    """What the verticals are, on two levels where they would touch, and what is on the right."""
    made, level, before = [], 0, float("-inf")
    style = {
        "y": many, "yanchor": "bottom", "xanchor": "center", "showarrow": False,
        "font": {"size": 12, "color": colours.muted},
    }  # fmt: skip
    for at, words in sorted(scale.cuts):
        level = 1 - level if (at - before) / (scale.high - scale.low) < NEAR else 0
        before = at
        made.append({**style, "x": at, "yshift": 14 * level, "text": html.escape(words)})
    if scale.places:
        middle = sum(PLACES) / 2
        made.append({**style, "x": middle, "xref": "paper", "text": html.escape(scale.places)})
    return made


def rails(rows: Sequence[Row], at: Sequence[float], scale: Scale, colours: Palette) -> dict[str, Any]:
    """A hair from the edge to each dot, for the eye to follow."""
    starts = [scale.low] * len(rows)
    return strokes(starts, [row.at for row in rows], at, {"color": colours.hairline, "width": 1})


def bands(rows: Sequence[Row], at: Sequence[float], colours: Palette) -> dict[str, Any]:
    """From the lowest to the highest total that is likely."""
    known = [(row.low, row.high, y) for row, y in zip(rows, at, strict=True) if row.low is not None]
    low, high, y = ([one[k] for one in known] for k in range(3))
    return strokes(low, high, y, {"color": colours.others, "width": BAND})


def intervals(rows: Sequence[Row], at: Sequence[float], colours: Palette) -> dict[str, Any]:
    """From the best to the worst place that is likely."""
    known = [(row.best, row.worst, y) for row, y in zip(rows, at, strict=True) if row.best is not None]
    best, worst, y = ([one[k] for one in known] for k in range(3))
    return {**strokes(best, worst, y, {"color": colours.others, "width": BAND}), "xaxis": "x2"}


def strokes(
    starts: Sequence[float | None], ends: Sequence[float | None], at: Sequence[float | None],
    line: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """Level lines, all in one trace."""
    x = [one for start, end in zip(starts, ends, strict=True) for one in (start, end, None)]
    y = [one for level in at for one in (level, level, None)]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def former(rows: Sequence[Row], at: Sequence[float], colours: Palette) -> dict[str, Any]:
    """Where a total stood before adjustments."""
    moved = [(row.before, y) for row, y in zip(rows, at, strict=True) if row.before is not None]
    return {
        "type": "scatter", "mode": "markers", "x": [x for x, _ in moved], "y": [y for _, y in moved],
        "hoverinfo": "skip",
        "marker": {"size": DOT - 3, "color": colours.card, "line": {"width": 1.5, "color": colours.others}},
    }  # fmt: skip


def dots(rows: Sequence[Row], at: Sequence[float], colours: Palette, *, places: bool) -> dict[str, Any]:
    """Totals or places; a hollow one is not ranked, the reader's own has a ring."""
    edges = [colours.accent if row.chosen else row.colour if row.hollow else colours.card for row in rows]
    stay, size = {"marker": {"opacity": 1}}, SMALL if places else DOT
    return {
        "type": "scatter", "mode": "markers", "x": [row.place if places else row.at for row in rows],
        "y": list(at), "xaxis": "x2" if places else "x",
        "customdata": [[row.code] for row in rows], "hovertext": [row.words for row in rows],
        "hoverinfo": "text", "selected": stay, "unselected": stay,
        "marker": {
            "size": [size + 3 if row.chosen else size for row in rows], "opacity": 1,
            "color": [colours.card if row.hollow else row.colour for row in rows],
            "line": {
                "width": [2.5 if row.chosen else 1.5 if row.hollow else 1 for row in rows], "color": edges,
            },
        },
    }  # fmt: skip
