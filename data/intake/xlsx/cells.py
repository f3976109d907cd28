"""Reads the cells of one sheet in one pass: stored values, errors, formulas that have no stored value."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import datetime

from data.intake.limits import EXCEL_COLUMNS, EXCEL_ROWS, Limits
from data.intake.raw import BOOL, DATE, ERROR, FORMULA, NUMBER, PERCENT, TEXT, WIDTH, Pile, Words, address
from data.intake.unfit import Unfit
from data.intake.xlsx import formats
from data.intake.xlsx.book import Book, unescaped
from data.intake.xlsx.markup import local, plain, stream

PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
NUMERIC = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
FORMULA_SHOWN = 200  # characters of a formula that a message needs


class Count:
    """Cells and elements met so far in all sheets of the workbook, against their limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.cells, self.elements = limits, 0, 0


class SheetReader:
    """Handlers for a worksheet part. Written for speed: a million cells pass through `start` and `end`.

    What a cell amounts to is worked out once for each different (type, style, value) in `known`.
    """

    __slots__ = (
        "book", "cells", "column", "columns", "count", "depth", "elements", "formula", "has_formula",
        "has_value", "heard", "hidden", "in_cell", "inline", "known", "last_column", "limits", "merges",
        "name", "pile", "row", "row_text", "style", "type", "value", "words",
    )  # fmt: skip

    def __init__(self, name: str, book: Book, words: Words, count: Count) -> None:
        self.name, self.book, self.words, self.count = name, book, words, count
        self.limits, self.cells, self.elements = count.limits, count.cells, count.elements
        self.pile = Pile()
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden: list[int] = []
        self.last_column = self.depth = self.row = self.column = 0
        self.row_text = ""
        self.columns: dict[str, int] = {}  # letters -> number
        self.known: dict[tuple[str, str, str], tuple[int, int] | None] = {}
        self.in_cell = self.has_formula = self.has_value = False
        self.type = self.style = self.value = self.formula = ""
        self.heard: list[str] = []
        self.inline: list[str] = []

    @property
    def last_row(self) -> int:
        """Number of the last row with a filled cell; 0 where there is none."""
        return self.pile.keys[-1] // WIDTH if self.pile.keys else 0

    def run(self, part: str, blocks: Iterable[bytes]) -> SheetReader:
        """Read the whole part."""
        stream(part, blocks, self.start, self.end, self.heard.append)
        self.count.cells, self.count.elements = self.cells, self.elements
        self.pile.sort(self.name)
        return self

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if ":" in name:
            name = local(name)
        if name == "c":
            self._cell(attributes)
        elif self.in_cell:
            self.heard.clear()
        elif name == "row":
            self._row(plain(attributes))
        elif name == "mergeCell":
            self._merge(plain(attributes).get("ref", ""))
        if self.depth > self.limits.depth:
            raise Unfit("too_deep", self.name, self.limits.depth)

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        if not self.in_cell:
            self.heard.clear()
            return
        if ":" in name:
            name = local(name)
        if name == "v":
            self.value, self.has_value = "".join(self.heard), True
        elif name == "c":
            self.in_cell = False
            if self.has_value or self.has_formula or self.inline:
                self._take()
        elif name == "t":
            self.inline.append("".join(self.heard))
        elif name == "rPh" and self.inline:
            self.inline.pop()
        elif name == "f":
            self.formula, self.has_formula = "".join(self.heard), True

    def _row(self, given: dict[str, str]) -> None:
        self._element()
        at = given.get("r", "")
        self.row = int(at) if at.isdecimal() and len(at) < 9 else self.row + 1 if not at else 0
        if not 0 < self.row <= EXCEL_ROWS:
            raise Unfit("no_such_row", at[:20], f"{EXCEL_ROWS:,}", (self.name, ""))
        self.column, self.row_text = 0, str(self.row)
        if given.get("hidden") in ("1", "true"):
            self.hidden.append(self.row)

    def _cell(self, given: dict[str, str]) -> None:
        where = given.get("r")
        if where is None:
            self.column += 1
        else:
            known = self.columns.get(where.removesuffix(self.row_text))
            self.column = known if known is not None else self._place(where)
        self.in_cell, self.has_formula, self.has_value = True, False, False
        self.type, self.style = given.get("t", "n"), given.get("s", "")
        if self.inline:
            self.inline = []
        self.elements += 1
        if self.elements > self.limits.elements:
            self._element()

    def _place(self, where: str) -> int:
        """Column of a cell's address; the row it names holds, whatever row element it stands in."""
        match = PLACE.fullmatch(where)
        if match is None:
            raise Unfit("damaged", where[:20], place=(self.name, ""))
        letters, self.row_text = match.groups()
        self.row = int(self.row_text)
        return self._letters(letters)

    def _letters(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self.columns[letters] = number
        return number

    def _element(self) -> None:
        self.elements += 1
        if self.elements > self.limits.elements:
            raise Unfit("too_many_elements", f"{self.elements:,}", f"{self.limits.elements:,}")

    def _merge(self, ref: str) -> None:
        corners = [PLACE.fullmatch(one) for one in ref.split(":")]
        if not 1 <= len(corners) <= 2 or None in corners:
            raise Unfit("damaged", ref[:40], place=(self.name, ""))
        places = [(int(one[2]), self._letters(one[1])) for one in corners if one is not None]
        rows, columns = [row for row, _ in places], [column for _, column in places]
        top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
        if (bottom - top + 1) * (right - left + 1) > self.limits.merge_area:
            raise Unfit("merge_too_large", ref, f"{self.limits.merge_area:,}", (self.name, ""))
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))
        if len(self.merges) > self.limits.merges:
            raise Unfit("too_many_merges", len(self.merges), f"{self.limits.merges:,}", (self.name, ""))

    def _take(self) -> None:
        """The cell ends: what is it, and is there still room for it."""
        if self.has_formula or self.inline or not self.has_value:
            found = self._unlike()
        else:
            looked = self.type, self.style, self.value
            try:
                found = self.known[looked]
            except KeyError:
                found = self.known[looked] = self._stored(self.value)
        if found is None:
            return
        row, column, limits = self.row, self.column, self.limits
        if row > limits.rows or not 0 < column <= limits.columns:
            self._beyond()
        self.cells += 1
        if self.cells > limits.cells:
            raise Unfit("too_many_cells", f"{self.cells:,}", f"{limits.cells:,}")
        if column > self.last_column:
            self.last_column = column
        pile = self.pile
        pile.keys.append(row * WIDTH + column)
        pile.kinds.append(found[0])
        pile.refs.append(found[1])

    def _beyond(self) -> None:
        row, column = self.row, self.column
        if not (0 < row <= EXCEL_ROWS and 0 < column <= EXCEL_COLUMNS):
            raise Unfit("damaged", address(row, column), place=(self.name, ""))
        if row > self.limits.rows:
            raise Unfit("too_many_rows", address(row, column), f"{self.limits.rows:,}", (self.name, ""))
        raise Unfit("too_many_columns", address(row, column), self.limits.columns, (self.name, ""))

    def _unlike(self) -> tuple[int, int] | None:
        """A cell with a formula, or with its text inside."""
        if self.type == "inlineStr":
            return self._text(unescaped("".join(self.inline)))
        if self.has_formula and not (self.has_value and (self.value.strip() or self.type == "str")):
            return FORMULA, self.words.place(f"={self.formula}"[:FORMULA_SHOWN])
        return self._stored(self.value) if self.has_value else None

    def _text(self, text: str) -> tuple[int, int] | None:
        return (TEXT, self.words.place(text)) if text.strip() else None

    def _stored(self, value: str) -> tuple[int, int] | None:
        """Kind and text of a stored value; None where it is empty."""
        if self.type == "str":
            return self._text(unescaped(value))
        value = value.strip()
        if not value:
            return None
        if self.type == "s":
            if not value.isdecimal() or len(value) > 9 or int(value) >= len(self.book.shared):
                raise Unfit("damaged", address(self.row, self.column), place=(self.name, ""))
            at = self.book.shared[int(value)]
            return None if at in self.book.blank else (TEXT, at)
        kind, text = self._number(value) if self.type == "n" else self._other(value)
        return kind, self.words.place(text)

    def _other(self, value: str) -> tuple[int, str]:
        if self.type == "b":
            return BOOL, "1" if value.casefold() in ("1", "true") else "0"
        if self.type == "e":
            return ERROR, value[:40]
        if self.type == "d":
            try:
                when = datetime.fromisoformat(value)
            except ValueError:
                return TEXT, value
            return DATE, when.replace(tzinfo=None, microsecond=0).isoformat()
        raise Unfit("damaged", address(self.row, self.column), place=(self.name, ""))

    def _number(self, value: str) -> tuple[int, str]:
        """A number by the style of its cell: a day, a time, a percentage, or just a number."""
        number = float(value) if NUMERIC.fullmatch(value) else math.nan
        if not math.isfinite(number):
            return ERROR, value[:40]
        styles = self.book.styles
        style = int(self.style) if self.style.isdecimal() and len(self.style) < 9 else 0
        shown = styles[style] if style < len(styles) else formats.PLAIN
        if shown == formats.DURATION or (shown == formats.TIME and 0 <= number < 1):
            return TEXT, formats.clock(number)
        if shown in (formats.DAY, formats.TIME):
            when = formats.moment(number, self.book.epoch_1904)
            if when is not None:
                return DATE, when.isoformat()
        return PERCENT if shown == formats.PERCENT else NUMBER, repr(number)
