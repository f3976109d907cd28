"""The picture of a procedure: states as boxes, acts as arrows; what several states share is drawn once."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption, composed, paper, wrapped
from pages.parts.theme import Palette, palette

HALF, RISE = 0.35, 0.27  # half a box, across and up
UNIT = 78  # pixels of one step up
ARC = 1.25  # how far above the boxes an arrow back rises at most
WORDS = 7  # Chinese characters of an act in a line
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arrow:
    """From some states (several of the main line share one) to another; `strong`: the main way."""

    sources: tuple[str, ...]
    to: str
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """States with their places (x to the right, y upward) and names, and the arrows between them.

    `line`: the states of the main line, in its order. `notes`: words beside a state.
    """

    places: Mapping[str, Place]
    names: Mapping[str, str]
    line: Sequence[str]
    arrows: Sequence[Arrow]
    notes: Mapping[str, str]


def flow(one: Flow, caption: Caption) -> go.Figure:
    """The picture."""
    colours = palette()
    xs, ys = zip(*one.places.values(), strict=True)
    top, low = max(ys) + RISE + ARC, min(ys) - RISE - 0.15
    layout = paper(caption, round((top - low) * UNIT), left=8, right=8, colours=colours)
    layout["xaxis"] |= {"range": [min(xs) - HALF - 0.15, max(xs) + HALF + 0.15], "visible": False}
    layout["yaxis"] |= {"range": [low, top], "visible": False}
    under = 0
    for arrow in one.arrows:
        if len(arrow.sources) > 1:
            _shared(layout, one, arrow, under, colours)
            under += 1
        else:
            _single(layout, one, arrow, colours)
    for state, (x, y) in one.places.items():
        _box(layout, x, y, one.names[state], state in one.line, colours)
    for state, words in one.notes.items():
        _note(layout, one.places[state], words, len(one.line) / 2, colours)
    return composed(layout, [{"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}])


def _box(layout: dict[str, Any], x: float, y: float, name: str, main: bool, colours: Palette) -> None:
    edge = {"color": colours.accent if main else colours.others, "width": 1.5 if main else 1}
    layout["shapes"].append(
        {
            "type": "rect", "x0": x - HALF, "x1": x + HALF, "y0": y - RISE, "y1": y + RISE, "line": edge,
            "fillcolor": colours.tint if main else colours.card, "layer": "above",
        }
    )  # fmt: skip
    layout["annotations"].append(_words(x, y, wrapped(name, WORDS), colours.ink, 13, ay="middle"))


def _note(layout: dict[str, Any], place: Place, words: str, middle: float, colours: Palette) -> None:
    """Beside a box, on the side away from the middle."""
    left = place[0] < middle - 1
    at = place[0] - HALF - 0.06 if left else place[0] + HALF + 0.06
    shown = _words(at, place[1], wrapped(words, WORDS), colours.muted, 12, ay="middle")
    layout["annotations"].append(
        shown | {"xanchor": "right" if left else "left", "align": "right" if left else "left"}
    )


def _single(layout: dict[str, Any], one: Flow, arrow: Arrow, colours: Palette) -> None:
    """To the next straight, back or over a state in an arc above, elsewhere from edge to edge."""
    (x0, y0), (x1, y1) = one.places[arrow.sources[0]], one.places[arrow.to]
    if y0 == y1 and (x1 < x0 or x1 - x0 > 1):
        _arc(layout, x0, x1, y0 + RISE, arrow, colours)
    elif y0 == y1:
        _head(layout, (x0 + HALF, y0), (x1 - HALF, y1), arrow, colours)
        middle = (x0 + x1) / 2
        layout["annotations"].append(
            _words(middle, y0 + RISE + 0.08, wrapped(arrow.label, WORDS - 1), _ink(arrow, colours), 12)
        )
    else:
        _head(layout, (x0, y0 - RISE), (x1, y1 + RISE), arrow, colours)
        layout["annotations"].append(
            _words(
                (x0 + x1) / 2,
                (y0 + y1) / 2,
                wrapped(arrow.label, WORDS - 1),
                _ink(arrow, colours),
                12,
                ay="middle",
            )
        )


def _arc(layout: dict[str, Any], x0: float, x1: float, y: float, arrow: Arrow, colours: Palette) -> None:
    """Over the line, the longer the higher; dotted where it leads back."""
    middle, high = (x0 + x1) / 2, y + 0.72 + 0.26 * abs(x0 - x1)
    aside = 0.12 if x1 < x0 else -0.12  # so that arrows of one box do not meet
    start, end = (x0 - aside, x1 + aside) if x1 < x0 else (x0 - 2 * HALF / 3, x1 + aside)
    path = f"M {start},{y} Q {middle},{2 * high - y} {end},{y}"
    line = {"color": colours.accent, "width": 1.6} if arrow.strong else {"color": colours.muted, "width": 1}
    line |= {} if arrow.strong else {"dash": "dot"}
    layout["shapes"].append({"type": "path", "path": path, "layer": "below", "line": line})
    _head(layout, (end + aside / 2, y + 0.17), (end, y), arrow, colours)
    layout["annotations"].append(
        _words(middle, high - 0.06, html.escape(arrow.label), _ink(arrow, colours), 12, ay="middle")
    )


def _shared(layout: dict[str, Any], one: Flow, arrow: Arrow, under: int, colours: Palette) -> None:
    """A line under the states that share the arrow, and one arrow from it."""
    mine = [one.places[state] for state in arrow.sources if state in one.line]
    first, last = min(x for x, _ in mine), max(x for x, _ in mine)
    y = mine[0][1] - RISE - 0.14 - 0.2 * under
    (x, end) = one.places[arrow.to]
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    for at, _ in mine:
        layout["shapes"].append(
            {"type": "line", "x0": at, "x1": at, "y0": mine[0][1] - RISE, "y1": y, "layer": "below"}
            | {"line": line}
        )
    inside = first <= x <= last and not _between(one, arrow.to)
    drop = x if inside else first
    layout["shapes"].append(
        {"type": "line", "x0": first, "x1": last, "y0": y, "y1": y, "line": line, "layer": "below"}
    )
    if inside:
        _head(layout, (x, y), (x, end + RISE), arrow, colours)
        words = _words(x, (y + end + RISE) / 2, html.escape(arrow.label), colours.muted, 12, ay="middle")
    else:  # another state lies on the way: round it by the left
        layout["shapes"].append(
            {"type": "line", "x0": drop, "x1": drop, "y0": y, "y1": end, "line": line, "layer": "below"}
        )
        _head(layout, (drop, end), (x - HALF, end), arrow, colours)
        words = _words((drop + x - HALF) / 2, end, html.escape(arrow.label), colours.muted, 12, ay="middle")
    layout["annotations"].append(words)


def _between(one: Flow, to: str) -> bool:
    """Does another state lie between the line and this one?"""
    end = one.places[to][1]
    top = max(y for _, y in one.places.values())
    return any(end < y < top for _, y in one.places.values())


def _head(layout: dict[str, Any], start: Place, end: Place, arrow: Arrow, colours: Palette) -> None:
    layout["annotations"].append(
        {
            "x": end[0], "y": end[1], "ax": start[0], "ay": start[1], "xref": "x", "yref": "y", "axref": "x",
            "ayref": "y", "text": "", "showarrow": True, "arrowhead": 2, "arrowsize": 1,
            "arrowwidth": 1.6 if arrow.strong else 1,
            "arrowcolor": colours.accent if arrow.strong else colours.muted,
        }
    )  # fmt: skip


def _ink(arrow: Arrow, colours: Palette) -> str:
    return colours.ink if arrow.strong else colours.muted


def _words(x: float, y: float, words: str, colour: str, size: int, *, ay: str = "bottom") -> dict[str, Any]:
    made: dict[str, Any] = {
        "x": x, "y": y, "text": words, "showarrow": False, "yanchor": ay, "xanchor": "center",
        "align": "center", "font": {"size": size, "color": colour},
    }  # fmt: skip
    return made | ({"bgcolor": palette().card, "borderpad": 1} if ay == "middle" and size == 12 else {})
