"""Lollipops: a row a fix, a stem as long as what it gains, a head as large as the effort it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption, composed
from pages.parts.charts.rows import Key, pointing, rails, ruled
from pages.parts.theme import palette

HEADS = {1: 9, 2: 14, 3: 20}  # pixels of a head by effort
BROAD = 30  # Chinese characters of a name before it goes on in a second line


@dataclass(frozen=True, slots=True)
class Lollipop:
    """A fix: its code and name, what it gains, its effort (1 to 3), whether it is meant; words at it."""

    code: str
    name: str
    gain: float
    effort: int
    chosen: bool
    label: str
    words: str


def lollipops(rows: Sequence[Lollipop], caption: Caption, head: str, efforts: Sequence[str]) -> go.Figure:
    """From zero to the right, the largest on top; what is meant in the accent. `efforts`: words for 1-3."""
    colours = palette()
    key: Key = [(sign, colours.muted, words) for sign, words in zip(("•", "●", "⬤"), efforts, strict=True)]
    ruling = ruled(
        caption, [row.name for row in rows], [row.label for row in rows], colours, key, head=head, wide=BROAD,
        strong=[row.chosen for row in rows],
    )  # fmt: skip
    most = max((row.gain for row in rows), default=1.0)
    rails(ruling, (0.0, most * 1.06), colours)
    paint = [colours.accent if row.chosen else colours.others for row in rows]
    ruling.layout["shapes"] += [
        {
            "type": "line", "x0": 0, "x1": row.gain, "y0": y, "y1": y, "layer": "below",
            "line": {"color": colour, "width": 3},
        }
        for row, y, colour in zip(rows, ruling.at, paint, strict=True)
    ]  # fmt: skip
    marks = pointing(
        type="scatter", mode="markers", x=[row.gain for row in rows], y=ruling.at,
        customdata=[[row.code] for row in rows], hovertext=[row.words for row in rows], cliponaxis=False,
        marker={
            "size": [HEADS[row.effort] for row in rows], "color": paint, "opacity": 1,
            "line": {"width": 1, "color": colours.card},
        },
    )  # fmt: skip
    return composed(ruling.layout, [marks])
