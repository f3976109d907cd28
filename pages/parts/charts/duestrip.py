"""The due strip: the next working days, one mark an item; what is late stands at the left edge."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption, composed, paper
from pages.parts.charts.rows import pointing
from pages.parts.theme import palette

MARK, LIFT = 12, 17  # pixels of a mark, and from one to the next above it
HIGH = 6  # marks on top of each other before the late ones go side by side
DAY = 64  # pixels of a day, about
LINE = 16  # pixels of a second line of words
FEWEST = 4  # marks that the strip has room for, at the least


@dataclass(frozen=True, slots=True)
class Due:
    """An item on the strip: `day` counts from 0, −1 is late; how it is drawn and what is said at it."""

    number: str
    day: int
    colour: str
    symbol: str
    words: str


def due_strip(items: Sequence[Due], days: Sequence[str], late: str, caption: Caption) -> go.Figure:
    """The strip: `late` heads what is late, `days` the days, today first."""
    colours = palette()
    across, up = places(items)
    tall = max([FEWEST, *(level + 1 for level in up)])
    edge = min([*across, -1.0]) - 0.5
    layout = paper(caption, tall * LIFT + 44, left=18, right=18, colours=colours)
    first = (edge - 0.5) / 2
    layout["xaxis"] |= {
        "range": [edge, len(days) - 0.5],
        "showgrid": False,
        "tickvals": [first, *range(len(days))],
        "ticktext": [
            f"<b>{html.escape(late)}</b>",
            *(html.escape(one).replace("\n", "<br>") for one in days),
        ],
        "tickfont": {"size": 12, "color": colours.muted},
    }
    layout["yaxis"] |= {"range": [-0.8, tall], "showticklabels": False}
    layout["shapes"] += [
        {
            "type": "rect",
            "x0": edge,
            "x1": -0.5,
            "y0": -0.8,
            "y1": tall,
            "layer": "below",
            "fillcolor": colours.tint,
            "line": {"width": 0},
        },
        {
            "type": "rect",
            "x0": -0.5,
            "x1": 0.5,
            "y0": -0.8,
            "y1": tall,
            "layer": "below",
            "line": {"color": colours.others, "width": 1, "dash": "dot"},
        },
        {
            "type": "line",
            "x0": edge,
            "x1": len(days) - 0.5,
            "y0": -0.8,
            "y1": -0.8,
            "layer": "below",
            "line": {"color": colours.others, "width": 1},
        },
    ]
    layout["shapes"] += [
        {
            "type": "line",
            "x0": at + 0.5,
            "x1": at + 0.5,
            "y0": -0.8,
            "y1": tall,
            "layer": "below",
            "line": {"color": colours.hairline, "width": 1},
        }
        for at in range(len(days) - 1)
    ]
    layout["height"] += LINE  # the days stand in two lines, the mark of made-up data below them
    layout["margin"]["b"] += LINE
    for one in layout["annotations"]:
        one["yshift"] -= LINE
    return composed(layout, [_marks(items, across, up, colours.card)])


def _marks(items: Sequence[Due], across: Sequence[float], up: Sequence[int], edge: str) -> dict[str, Any]:
    return pointing(
        type="scatter",
        mode="markers",
        x=list(across),
        y=list(up),
        customdata=[[one.number] for one in items],
        hovertext=[one.words for one in items],
        marker={
            "size": MARK,
            "color": [one.colour for one in items],
            "symbol": [one.symbol for one in items],
            "line": {"width": 1, "color": edge},
            "opacity": 1,
        },
    )


def places(items: Sequence[Due]) -> tuple[list[float], list[int]]:
    """Where each mark stands: its day and its height; late ones in as many columns as they need."""
    taken: Mapping[int, list[int]] = defaultdict(list)
    for at, one in enumerate(items):
        taken[one.day].append(at)
    across, up = [0.0] * len(items), [0] * len(items)
    step = (MARK + 5) / DAY
    for day, mine in taken.items():
        columns = -(-len(mine) // HIGH)
        for position, at in enumerate(mine):
            column, level = divmod(position, HIGH)
            # late ones grow to the left from the edge of the days; those of a day stand about its middle
            shift = -column if day < 0 else column - (columns - 1) / 2
            across[at] = (-0.5 - step if day < 0 else float(day)) + shift * step
            up[at] = level
    return across, up
