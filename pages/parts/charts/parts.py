"""Differences in their parts: what adds points to the right of zero, what takes some to the left, the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from data.words import points
from pages.parts.charts.grammar import Caption, composed
from pages.parts.charts.rows import pointing, ruled
from pages.parts.theme import Palette, palette

BAR = 0.62
NET = 9
SIGNS = "■■▨▦◆"


@dataclass(frozen=True, slots=True)
class Parted:
    """One body: its parts in the order of the key, their sum, what is said at it."""

    code: str
    name: str
    parts: tuple[float, ...]
    total: float
    words: str
    chosen: bool = False


def divided(rows: Sequence[Parted], names: Sequence[str], net: str, head: str, caption: Caption) -> go.Figure:
    """A diverging bar per body, one stretch per part, a diamond at the sum, the sum in figures.

    The first part has the accent; the others are of another hue, each with a pattern of its own.
    """
    colours = palette()
    dark = colours.losses[3]
    key = list(zip(SIGNS, (colours.accent, dark, dark, dark, colours.ink), (*names, net), strict=True))
    ruling = ruled(
        caption, [row.name for row in rows], [signed(row.total) for row in rows], colours, key,
        strong=[row.chosen for row in rows], head=head,
    )  # fmt: skip
    ends = [stretch(row.parts) for row in rows]
    drawn = [bars(ruling.at, rows, ends, at, marked(at, colours)) for at in range(len(names))]
    drawn.append(
        pointing(
            type="scatter", x=[row.total for row in rows], y=ruling.at, mode="markers",
            customdata=[[row.code] for row in rows], hovertext=[row.words for row in rows],
            marker={
                "symbol": "diamond", "size": NET, "color": colours.ink,
                "line": {"width": 1.5, "color": colours.card},
            },
        )
    )  # fmt: skip
    ruling.layout["shapes"].append(
        {
            "type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": len(rows),
            "line": {"color": colours.muted, "width": 1},
        }
    )  # fmt: skip
    reach = [0.0, *(end for row in ends for pair in row for end in pair)]
    air = max(max(reach) - min(reach), 1.0) * 0.04
    ruling.layout["xaxis"]["range"] = [min(reach) - air, max(reach) + air]
    ruling.layout["barmode"] = "overlay"
    return composed(ruling.layout, drawn)


def stretch(parts: Sequence[float]) -> list[tuple[float, float]]:
    """From where to where each part goes: gains one after the other to the right, losses to the left."""
    ends = {True: 0.0, False: 0.0}
    found = []
    for part in parts:
        start = ends[part > 0]
        ends[part > 0] = start + part
        found.append((start, start + part))
    return found


def bars(
    at: Sequence[float], rows: Sequence[Parted], ends: Sequence[Sequence[tuple[float, float]]], part: int,
    marker: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """One part of every body."""
    return pointing(
        type="bar", orientation="h", width=BAR, y=list(at), base=[row[part][0] for row in ends],
        x=[row[part][1] - row[part][0] for row in ends], marker=marker,
        customdata=[[row.code] for row in rows], hovertext=[row.words for row in rows],
    )  # fmt: skip


def marked(position: int, colours: Palette) -> dict[str, Any]:
    """How a part is painted: the first plain in accent, then plain, hatched and dotted in the other hue."""
    dark, middle, light = colours.losses[3], colours.losses[2], colours.losses[1]
    fill = (colours.accent, dark, light, light)[position]
    shape = ("", "", "/", ".")[position]
    line = {"width": 0 if position < 2 else 1, "color": dark}
    pattern = {"shape": shape, "fgcolor": dark if position == 2 else middle, "bgcolor": light, "size": 6,
               "solidity": 0.35 if position == 2 else 0.5}  # fmt: skip
    return {"color": fill, "line": line, **({"pattern": pattern} if shape else {})}


def signed(amount: float) -> str:
    """+2.31, −0.40, 0.00."""
    written = points(abs(amount))
    return written if float(written) == 0 else f"{'+' if amount > 0 else '−'}{written}"
