"""The formats of a template: white cells to fill in, grey ones that are given."""

from __future__ import annotations

import math
from typing import Any
from unicodedata import east_asian_width

FONT = "Microsoft YaHei"
INK, MUTED, LINE, HEAD, GIVEN, BAND = "#1B2733", "#55646F", "#B8C4CF", "#DDE5ED", "#EEF2F6", "#D3DEE8"
ACT, ACT_PALE = "#C2301C", "#FBE3DF"
ROW, LINE_POINTS = 20.0, 15.0  # height of a row and of a line in it
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
NUMBER_FORMATS = {"date": DAY, "datetime": MOMENT, "int": "0", "text": "@", "list": "@", "enum": "@"}


class Looks:
    """Every format of a workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **more: Any) -> Any:
        """A locked cell of our type and colours, with what differs."""
        base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", "text_wrap": True}
        wanted = base | more
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def title(self) -> Any:
        """The heading of a page."""
        return self.of(font_size=14, bold=True, text_wrap=False)

    def note(self) -> Any:
        """A line below the heading."""
        return self.of(font_color=MUTED, text_wrap=False)

    def mark(self) -> Any:
        """The mark of made-up data."""
        return self.of(bold=True, font_color=ACT, text_wrap=False)

    def head(self) -> Any:
        """The name of a column."""
        return self.of(bold=True, bg_color=HEAD, border=1, border_color=LINE)

    def codes(self) -> Any:
        """The code of a column, for the program that reads it back."""
        return self.of(font_size=8, font_color=MUTED, bg_color=HEAD, border=1, border_color=LINE)

    def band(self) -> Any:
        """A clause over its indicators."""
        return self.of(bold=True, bg_color=BAND, border=1, border_color=LINE, text_wrap=False)

    def given(self, **more: Any) -> Any:
        """A cell that is not to be filled in."""
        return self.of(bg_color=GIVEN, border=1, border_color=LINE, **more)

    def asked(self, kind: str = "text", **more: Any) -> Any:
        """A cell to fill in; `kind` is the type of the field, `more` what differs."""
        shown = NUMBER_FORMATS.get(kind, "General")
        align = "left" if kind in ("text", "list", "enum") else "right"
        base = {"locked": False, "bg_color": "#FFFFFF", "border": 1, "border_color": LINE}
        return self.of(**(base | {"num_format": shown, "align": align} | more))


def height(*cells: tuple[str, float]) -> float:
    """Points that a row needs for its wrapped texts, each with the width of its column in characters."""
    return max([ROW, *(LINE_POINTS * _lines(words, width) + 4 for words, width in cells)])


def _lines(words: str, width: float) -> int:
    """Lines that a text takes; a Chinese character is two wide."""
    lines = words.splitlines() or [""]
    return sum(max(1, math.ceil(_width(line) / max(width - 1, 1))) for line in lines)


def _width(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line)
