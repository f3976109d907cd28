"""The grammar all pictures share: paper, type, titles, axes, the mark of made-up data, how one is drawn."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.parts.theme import FONT, Palette, palette

ROW = 24  # pixels a row of a picture takes
HEAD = 92  # pixels above the picture: two lines of finding, one of measure
TOP = 34  # of the title: Plotly lifts one of several lines by some of it; capitals stand as in other cards
FOOT = 50
EDGE = 22  # pixels from the edge of a card to what is written in it
SHARP = 2  # how many dots a copy has for each pixel
LATIN = 0.54  # width of a Latin letter, as a part of that of a Chinese character
THIN = frozenset("\u2002\u2007–−·…“”")  # signs beyond ASCII that are as narrow as a Latin letter
NARROW = frozenset("，。、；：！？）》」”…")  # never at the start of a line


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands over a picture: `finding` in words, `measure` with unit and n; `demo` is the mark or "".

    `wide`: how many Chinese characters fit a line of the title.
    """

    finding: str
    measure: str
    demo: str = ""
    wide: int = 30


def paper(
    caption: Caption, height: int, *, left: int = 24, right: int = 24, colours: Palette | None = None
) -> dict[str, Any]:
    """The layout of an empty picture in the look of the house; `height`: of the drawing without titles."""
    colours = colours or palette()
    title = wrapped(caption.finding, caption.wide)
    head = HEAD - (0 if "<br>" in title else 24)
    axis = {"fixedrange": True, "zeroline": False, "showline": False, "ticks": "", "automargin": False}
    small = f"font-size:12px;color:{colours.muted}"
    title = f'<b>{title}</b><br><span style="{small}">{html.escape(caption.measure)}</span>'
    return {
        "template": {},
        "height": height + head + FOOT,
        "margin": {"l": left, "r": right, "t": head, "b": FOOT, "pad": 0},
        "paper_bgcolor": colours.card,
        "plot_bgcolor": colours.card,
        "font": {"family": FONT, "size": 13, "color": colours.ink},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0.3,
        "hoverlabel": {
            "bgcolor": colours.card, "bordercolor": colours.others, "align": "left",
            "font": {"family": FONT, "size": 13, "color": colours.ink},
        },
        "title": {
            "text": title, "x": 0, "xref": "container", "xanchor": "left", "yref": "container",
            "y": 1, "yanchor": "top", "pad": {"l": 18, "t": TOP},
            "font": {"size": 17, "color": colours.ink},
        },
        "xaxis": {
            **axis, "showgrid": True, "gridcolor": colours.hairline, "gridwidth": 1,
            "tickfont": {"size": 12, "color": colours.muted},
        },
        "yaxis": {**axis, "showgrid": False, "tickfont": {"size": 13, "color": colours.ink}},
        "annotations": [stamp(caption.demo, right - EDGE, colours)] if caption.demo else [],
        "shapes": [],
    }  # fmt: skip


class Finished(go.Figure):
    """A picture that is complete: written down once, however often it is shown."""

    _written: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The picture as plain tables; to be read only."""
        if self._written is None:
            self._written = super().to_dict()
        return self._written


def composed(layout: dict[str, Any], data: Sequence[dict[str, Any]]) -> Finished:
    """The picture, of plain tables: without Plotly's own checks, which take most of a second a page.

    The tests make the checks. Nothing is to be added afterwards.
    """
    return Finished(data=list(data), layout=layout, _validate=False)


class Sheet:
    """A picture that is drawn upon piece by piece: shapes, words and marks as plain tables.

    The names are Plotly's; its own `add_*` copies the whole picture for every piece.
    """

    def __init__(
        self, caption: Caption, height: int, *, left: int = 24, right: int = 24,
        colours: Palette | None = None,
    ) -> None:  # fmt: skip
        self.layout = paper(caption, height, left=left, right=right, colours=colours)
        self.data: list[dict[str, Any]] = []

    def add_shape(self, **shape: Any) -> None:
        """A line or a box in the units of the axes."""
        self.layout["shapes"].append(shape)

    def add_level(self, y: float, **shape: Any) -> None:
        """A line from edge to edge."""
        self.add_shape(type="line", xref="x domain", x0=0, x1=1, y0=y, y1=y, **shape)

    def add_annotation(self, **words: Any) -> None:
        """Words at a place."""
        self.layout["annotations"].append(words)

    def add_scatter(self, **marks: Any) -> None:
        """Marks or lines."""
        self.data.append({"type": "scatter", **marks})

    def add_bar(self, **bars: Any) -> None:
        """Bars."""
        self.data.append({"type": "bar", **bars})

    def update_xaxes(self, **axis: Any) -> None:
        """How the axis across is."""
        self.layout["xaxis"] |= axis

    def update_yaxes(self, **axis: Any) -> None:
        """How the axis upwards is."""
        self.layout["yaxis"] |= axis

    def finished(self) -> Finished:
        """The picture."""
        return composed(self.layout, self.data)


def stamp(words: str, shift: int, colours: Palette) -> dict[str, Any]:
    """The mark of made-up data, in the picture itself so that a copy of it carries the mark too.

    `shift`: pixels from the edge of the drawing to that of the text in the card.
    """
    return {
        "text": html.escape(words), "xref": "paper", "yref": "paper", "x": 1, "y": 0, "xanchor": "right",
        "yanchor": "top", "xshift": shift, "yshift": -26, "showarrow": False,
        "font": {"size": 11, "color": colours.soon}, "bordercolor": colours.soon, "borderwidth": 1,
        "borderpad": 3,
    }  # fmt: skip


def draw(figure: go.Figure, key: str, reading: str, *, clicks: bool = False, file: str = "") -> str:
    """Show a picture; `reading` says it in a sentence for those who do not see it.

    With `clicks` the code of the point that was clicked comes back ("" for none): the first entry of
    the point's customdata. `file`: the name of a copy; Plotly's own button, which the style sheet hides
    and house.js presses, makes it in the browser.
    """
    options: dict[str, Any] = {
        "key": key, "alt": reading, "theme": None, "width": "stretch", "config": _config(file),
    }  # fmt: skip
    if not clicks:
        st.plotly_chart(figure, **options)
        return ""
    event = st.plotly_chart(figure, on_select="rerun", selection_mode="points", **options)
    points = event["selection"]["points"]
    picked = points[0].get("customdata") if points else None
    return str(picked[0]) if isinstance(picked, Sequence) and picked else ""


def _config(file: str) -> dict[str, Any]:
    if not file:
        return {"displayModeBar": False}
    copy = {"format": "png", "filename": file, "scale": SHARP}
    return {
        "displayModeBar": True, "displaylogo": False, "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": copy,
    }  # fmt: skip


def wrapped(words: str, wide: int) -> str:
    """A title broken into lines of at most `wide` Chinese characters (Latin letters count half), escaped."""
    lines, line, length = [], "", 0.0
    for piece in pieces(words):
        size = extent(piece, 1000) / 1000
        if length + size > wide and line and piece[0] not in NARROW:
            lines.append(line.strip())
            line, length = "", 0.0
        line, length = line + piece, length + size
    return "<br>".join(html.escape(one) for one in (*lines, line.strip()))


def extent(words: str, size: int = 13) -> int:
    """How many pixels a label takes: a Chinese character is as wide as its size, a Latin one about half."""
    return round(sum(LATIN if one.isascii() or one in THIN else 1.0 for one in words) * size)


def pieces(words: str) -> list[str]:
    """What must not be broken: Latin words and figures whole, Chinese characters one by one."""
    found: list[str] = []
    for character in words:
        if found and whole(character) and whole(found[-1][-1]):
            found[-1] += character
        else:
            found.append(character)
    return found


def whole(character: str) -> bool:
    """Part of a word: a Latin letter, a figure, its sign, a space that holds two words together."""
    return character in "\u00a0−" or (character.isascii() and character != " ")


def hover(*lines: str) -> str:
    """The words that appear at a mark: first line strong, all escaped."""
    first, *others = (html.escape(line) for line in lines if line)
    return "<br>".join((f"<b>{first}</b>", *others))
