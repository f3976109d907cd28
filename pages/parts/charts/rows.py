"""What pictures with one named row each have in common: names at the left, figures at the right, a key."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts.charts.grammar import ROW, Caption, extent, paper, wrapped
from pages.parts.theme import Palette

TWO_LINES = 34  # pixels a row takes whose name goes on in a second line
NAMES = 17  # Chinese characters of a name before that
SIZE = 13
KEY = 26  # pixels over the rows for a line of the key
BROAD = 660  # pixels a line of the key may take
Key = Sequence[tuple[str, str, str]]  # sign, its colour, what it means


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows are drawn: the layout, as plain tables, and `at` each of them, best on top."""

    layout: dict[str, Any]
    at: list[float]


def ruled(
    caption: Caption, names: Sequence[str], figures: Sequence[str], colours: Palette, key: Key, *,
    strong: Sequence[bool] = (), head: str = "", wide: int = NAMES, size: int = SIZE,
) -> Rows:  # fmt: skip
    """An empty picture with a row per name; `figures` stand at the right edge under `head`."""
    written = [wrapped(name, wide) for name in names]
    lines = [html.unescape(part) for name in written for part in name.split("<br>")]
    left = 26 + max((extent(one, size) for one in lines), default=0)
    right = 24 + max((extent(one, size) for one in (*figures, head)), default=0)
    step, keys = step_of(written), keyed(key)
    over = 4 + KEY * len(keys)
    layout = paper(caption, len(names) * step + over, left=left, right=right, colours=colours)
    at = [len(names) - position - 0.5 for position in range(len(names))]
    layout["annotations"] += [
        beside(y, words, colours.ink, size) for y, words in zip(at, figures, strict=True) if words
    ]
    if head:
        layout["annotations"].append(beside(len(names) + over / step / 2, head, colours.muted, 12))
    layout["annotations"] += [
        {
            "x": 0, "xref": "paper", "xanchor": "left", "xshift": 18 - left, "y": 1, "yref": "paper",
            "yanchor": "top", "yshift": -KEY * number, "align": "left", "showarrow": False, "text": line,
            "font": {"size": 12, "color": colours.muted},
        }
        for number, line in enumerate(keys)
    ]  # fmt: skip
    bold = [*strong, *([False] * (len(names) - len(strong)))]
    shown = [f"<b>{name}</b>" if own else name for name, own in zip(written, bold, strict=True)]
    layout["yaxis"] |= {
        "range": [0, len(names) + over / step], "tickvals": at, "ticktext": shown,
        "tickfont": {"size": size, "color": colours.ink},
    }  # fmt: skip
    return Rows(layout, at)


def step_of(written: Sequence[str]) -> int:
    """Pixels a row takes, by its longest name."""
    return TWO_LINES if any("<br>" in name for name in written) else ROW


def height(names: Sequence[str], wide: int = NAMES) -> int:
    """Pixels that the rows of such a picture take, with a key of one line."""
    return 4 + KEY + len(names) * step_of([wrapped(name, wide) for name in names])


def keyed(key: Key) -> list[str]:
    """The key in lines that are not too long, each sign in its colour."""
    lines: list[list[str]] = [[]]
    taken = 0
    for sign, colour, words in key:
        size = extent(f"{sign}  {words}     ", 12)
        if taken + size > BROAD and lines[-1]:
            lines.append([])
            taken = 0
        lines[-1].append(f'<span style="color:{colour}">{sign}</span>\u00a0{html.escape(words)}')
        taken += size
    return ["\u00a0\u00a0\u00a0\u00a0".join(line) for line in lines]


def beside(y: float, words: str, colour: str, size: int) -> dict[str, Any]:
    """Words at the right edge of the picture."""
    return {
        "x": 1, "xref": "paper", "xanchor": "left", "xshift": 10, "y": y, "yanchor": "middle",
        "showarrow": False, "text": html.escape(words), "font": {"size": size, "color": colour},
    }  # fmt: skip


def rails(rows: Rows, span: tuple[float, float], colours: Palette) -> None:
    """A hairline per row, from end to end of the scale."""
    rows.layout["shapes"] += [
        {
            "type": "line", "x0": span[0], "x1": span[1], "y0": y, "y1": y, "layer": "below",
            "line": {"color": colours.hairline, "width": 1},
        }
        for y in rows.at
    ]  # fmt: skip
    rows.layout["xaxis"]["range"] = list(span)


def pointing(**trace: Any) -> dict[str, Any]:
    """A trace whose marks can be clicked and do not fade when one is."""
    still = {"marker": {"opacity": 1}}
    return {"hoverinfo": "text", "selected": still, "unselected": still, **trace}
