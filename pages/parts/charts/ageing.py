"""Stage ageing: a row a stage, a mark an item by its days there, the median of all stays that have ended."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.charts.grammar import Caption, composed, extent, paper
from pages.parts.charts.rows import pointing
from pages.parts.theme import palette

MARK, LIFT = 11, 12  # pixels of a mark, and from one level of them to the next
PAD = 30  # pixels of a row beside its marks


@dataclass(frozen=True, slots=True)
class Aged:
    """An item in a stage: its working days there, how it is drawn and what is said at it."""

    number: str
    days: int
    colour: str
    symbol: str
    words: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A row: its name, its items, and the median of ended stays (None: none has ended) with its label."""

    name: str
    items: Sequence[Aged]
    median: float | None
    label: str


def ageing(stages: Sequence[Stage], caption: Caption, unit: str) -> go.Figure:
    """The stages from the first to the last, on one scale of days."""
    colours = palette()
    most = max([6, *(one.days for stage in stages for one in stage.items), *(s.median or 0 for s in stages)])
    levels = [heights(stage.items, most) for stage in stages]
    needs = [PAD + LIFT * max([1, *(level + 1 for level in mine)]) for mine in levels]
    left = 30 + max((extent(stage.name) for stage in stages), default=0)
    layout = paper(caption, sum(needs) + 8, left=left, right=34, colours=colours)
    layout["xaxis"] |= {"range": [-0.04 * most, most * 1.06], "ticksuffix": unit, "nticks": 8}
    ticks, marks, at = [], [], float(sum(needs))
    for stage, mine, need in zip(stages, levels, needs, strict=True):
        low = at - need
        ticks.append(low + need / 2)
        layout["shapes"].append(_line(-0.04 * most, most * 1.06, low, low, colours.hairline))
        if stage.median is not None:
            layout["shapes"].append(
                _line(stage.median, stage.median, low + 5, at - 13, colours.ink) | {"layer": "above"}
            )
            layout["annotations"].append(
                {
                    "x": stage.median,
                    "y": at - 14,
                    "text": html.escape(stage.label),
                    "showarrow": False,
                    "xanchor": "left",
                    "xshift": -2,
                    "yanchor": "bottom",
                    "font": {"size": 11, "color": colours.muted},
                }
            )
        marks += [(one, low + 10 + LIFT * level) for one, level in zip(stage.items, mine, strict=True)]
        at = low
    layout["yaxis"] |= {
        "range": [0, sum(needs)],
        "tickvals": ticks,
        "ticktext": [html.escape(one.name) for one in stages],
    }
    trace = pointing(
        type="scatter",
        mode="markers",
        x=[one.days for one, _ in marks],
        y=[y for _, y in marks],
        customdata=[[one.number] for one, _ in marks],
        hovertext=[one.words for one, _ in marks],
        marker={
            "size": MARK,
            "color": [one.colour for one, _ in marks],
            "symbol": [one.symbol for one, _ in marks],
            "line": {"width": 1, "color": colours.card},
            "opacity": 1,
        },
    )
    return composed(layout, [trace])


def _line(x0: float, x1: float, y0: float, y1: float, colour: str) -> dict[str, object]:
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "layer": "below",
        "line": {"color": colour, "width": 1.5 if x0 == x1 else 1},
    }


def heights(items: Sequence[Aged], most: float) -> list[int]:
    """A level for each mark, 0 at the foot, so that none covers another on a picture of usual width."""
    apart = most / 70  # marks that stand side by side on the scale
    taken: dict[int, float] = {}
    level_of = [0] * len(items)
    for at in sorted(range(len(items)), key=lambda k: items[k].days):
        days = items[at].days
        level = next(k for k in range(len(items)) if days - taken.get(k, float("-inf")) >= apart)
        taken[level] = days
        level_of[at] = level
    return level_of
