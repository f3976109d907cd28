"""The slope chart: every body a grey line from one year to the next, chosen ones in accent, ends labelled."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from data.words import points
from pages.parts.charts.grammar import Caption, composed, extent, paper, wrapped
from pages.parts.charts.rows import pointing
from pages.parts.theme import Palette, palette

HEADS = 34  # pixels over and under the lines: what the years are called
LABEL = 17  # pixels between the middles of two labels, at the least
TWO_LINES = 31  # the same where names go on in a second line
NAMES = 14  # Chinese characters of a name before they do
SHORT = 90  # pixels of a name that has room at both ends; a longer one stands at the later end only
SIZE = 12
ROUNDS = 4  # a wider scale moves the labels again, a little less each time
LEAD = 0.035  # part of the width that leads from the end of a line to its label
SIDES = (0.0, 1.0)
GAP = 0.3  # part of the scale, empty, from which on it is left out
LEFT = 0.1  # part of the rest that stands for what is left out
FEW = 0.1  # part of the lines, at the most, that may lie apart from the others


@dataclass(frozen=True, slots=True)
class Line:
    """One body: its totals in both years, what is said at it.

    `named`: its ends carry labels. `broken`: it is not the same body as before (a dashed line).
    """

    code: str
    name: str
    before: float
    after: float
    words: str
    chosen: bool = False
    named: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch of the scale in which no line lies; of it only `kept` is drawn."""

    low: float
    high: float
    kept: float

    def placed(self, total: float) -> float:
        """Where a total stands on the scale that is drawn."""
        return total + (self.high - self.low - self.kept) if total <= self.low else total


def slope(
    lines: Sequence[Line], heads: tuple[str, str], caption: Caption, room: int,
    told: Callable[..., str] | None = None,
) -> go.Figure:  # fmt: skip
    """Both years as verticals, `room` pixels high in all; labels at both ends are moved apart.

    Where few lines lie far from all others the scale is broken between them and `told` says so,
    given `low` and `high`: what is left out.
    """
    colours = palette()
    gap = apart_from(lines) if told else None
    real = {line.code: (line.before, line.after) for line in lines}
    if gap:
        lines = [
            replace(line, before=gap.placed(line.before), after=gap.placed(line.after)) for line in lines
        ]
    named = [line for line in lines if line.named or line.chosen]
    names = {line.code: wrapped(line.name, NAMES) for line in named}
    step = TWO_LINES if any("<br>" in name for name in names.values()) else LABEL
    room = max(room, step * (len(named) + 1) + HEADS)
    short = all(extent(line.name, SIZE) <= SHORT for line in named)
    wide = max((margin(name) for name in names.values()), default=30)
    layout = paper(caption, room, left=wide if short else margin(""), right=wide, colours=colours)
    (low, high), apart = scale(lines, named, step, room - HEADS)
    telling = len(named) < len(lines)  # where every line has its name a darker grey would tell nothing
    plain = [one for one in lines if not one.chosen and not (one.named and telling)]
    drawn = [
        *strokes(plain, colours.others),
        *strokes([one for one in lines if not one.chosen and one.named and telling], colours.muted),
        *strokes([one for one in lines if one.chosen], colours.accent, 2.5),
    ]
    for side in SIDES:
        label(layout, named, real, names if side or short else {}, side, apart, colours)
        layout["annotations"].append(
            {
                "x": side, "y": high, "yshift": LABEL / 2 + 2, "showarrow": False,
                "text": f"<b>{html.escape(heads[int(side)])}</b>", "yanchor": "bottom",
                "xanchor": "left" if side else "right", "font": {"size": SIZE, "color": colours.muted},
            }
        )  # fmt: skip
    if gap and told:
        cut(layout, gap, told(low=gap.low, high=gap.high), colours)
    pixel = (high - low) / (room - HEADS)
    layout["xaxis"] |= {"range": [0, 1], "visible": False}
    layout["yaxis"] |= {"range": [low - LABEL / 2 * pixel, high + 1.5 * LABEL * pixel], "visible": False}
    return composed(layout, drawn)


def apart_from(lines: Sequence[Line]) -> Break | None:
    """The widest stretch no line crosses, where it is wide and parts few lines from the others."""
    spans = sorted((min(line.before, line.after), max(line.before, line.after)) for line in lines)
    if len(spans) < 3:
        return None
    reached, widest = spans[0][1], (0.0, 0.0, 0)
    for under, (low, high) in enumerate(spans[1:], start=1):
        widest = max(widest, (low - reached, reached, under))
        reached = max(reached, high)
    gap, low, under = widest
    whole = reached - spans[0][0]
    few = min(under, len(spans) - under) <= max(1, int(FEW * len(spans)))
    return Break(low, low + gap, LEFT * (whole - gap)) if few and gap > GAP * whole else None


def cut(layout: dict[str, Any], gap: Break, words: str, colours: Palette) -> None:
    """The break of the scale: a dotted line from side to side, with what is left out."""
    y = gap.high - gap.kept / 2
    layout["shapes"].append(
        {"type": "line", "x0": LEAD, "x1": 1 - LEAD, "y0": y, "y1": y,
         "line": {"color": colours.muted, "width": 1, "dash": "dot"}, "layer": "below"}
    )  # fmt: skip
    layout["annotations"].append(
        {"x": 0.5, "y": y, "text": html.escape(words), "showarrow": False, "bgcolor": colours.card,
         "borderpad": 3, "font": {"size": SIZE, "color": colours.muted}}
    )  # fmt: skip


def scale(
    lines: Sequence[Line], named: Sequence[Line], step: int, room: int
) -> tuple[tuple[float, float], float]:
    """The totals from bottom to top so that every label is inside, and how far labels are apart."""
    low, high = bounds(lines)
    for _ in range(ROUNDS):
        apart = (high - low) / room * step
        placed = [
            at
            for ends in ([one.before for one in named], [one.after for one in named])
            for at in spread(ends, apart)
        ]
        low, high = min([low, *placed]), max([high, *placed])
    return (low, high), (high - low) / room * step


def margin(name: str) -> int:
    """Pixels that a label with this name takes beside the picture."""
    longest = max((extent(html.unescape(part), SIZE) for part in name.split("<br>")), default=0)
    return 34 + round(1.06 * longest) + extent("000.00 ", SIZE)


def bounds(lines: Sequence[Line]) -> tuple[float, float]:
    """From the lowest to the highest end, a point apart at the least."""
    ends = [end for line in lines for end in (line.before, line.after)] or [0.0, 1.0]
    return min(ends), max(max(ends), min(ends) + 1.0)


def strokes(lines: Sequence[Line], colour: str, width: float = 1.2) -> list[dict[str, Any]]:
    """Lines with their ends, all in one trace: a gap after each; the broken ones in another."""
    return [
        pointing(
            type="scatter", mode="lines+markers", cliponaxis=False,
            x=[x for _ in alike for x in (LEAD, 1 - LEAD, None)],
            y=[y for line in alike for y in (line.before, line.after, None)],
            customdata=[[line.code] for line in alike for _ in range(3)],
            hovertext=[line.words for line in alike for _ in range(3)],
            line={"color": colour, "width": width, "dash": dash},
            marker={"size": 5 if width < 2 else 8, "color": colour},
        )
        for dash, alike in (
            ("solid", [line for line in lines if not line.broken]),
            ("dash", [line for line in lines if line.broken]),
        )
        if alike
    ]  # fmt: skip


def label(
    layout: dict[str, Any], lines: Sequence[Line], totals: Mapping[str, tuple[float, float]],
    names: Mapping[str, str], side: float, apart: float, colours: Palette,
) -> None:  # fmt: skip
    """Total, and name where there is one, at one end of each line, led to where there is room."""
    values = [line.after if side else line.before for line in lines]
    for line, value, at in zip(lines, values, spread(values, apart), strict=True):
        colour = colours.accent if line.chosen else colours.muted
        told = [points(totals[line.code][int(side)]), names.get(line.code, "")]
        words = " ".join(one for one in (told if side else reversed(told)) if one)
        layout["annotations"].append(
            {
                "x": side, "y": at, "xanchor": "left" if side else "right", "yanchor": "middle",
                "showarrow": False, "xshift": 4 if side else -4, "align": "left",
                "text": f"<b>{words}</b>" if line.chosen else words, "font": {"size": SIZE, "color": colour},
            }
        )  # fmt: skip
        layout["shapes"].append(
            {
                "type": "line", "x0": abs(side - LEAD * 0.7), "x1": side, "y0": value, "y1": at,
                "line": {"color": colour, "width": 0.8}, "layer": "below",
            }
        )  # fmt: skip


def spread(values: Sequence[float], apart: float) -> list[float]:
    """Places as near to the values as can be, in their order, at least `apart` from each other.

    Neighbours that are too close become a block around the middle of their values (least squares).
    """
    order = sorted(range(len(values)), key=lambda k: values[k])
    blocks: list[tuple[float, int]] = []  # mean of the places wanted for the first of the block, and its size
    for rank, index in enumerate(order):
        mean, size = values[index] - rank * apart, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean, size = (before * many + mean * size) / (many + size), many + size
        blocks.append((mean, size))
    shifted = [mean for mean, size in blocks for _ in range(size)]
    placed = [0.0] * len(values)
    for rank, (index, mean) in enumerate(zip(order, shifted, strict=True)):
        placed[index] = mean + rank * apart
    return placed
