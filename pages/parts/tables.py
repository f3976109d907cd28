"""Tables as HTML: legible, printable, read aloud, sorted by a click on a head (house.js does it)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts.markup import Child, Markup, tag


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what stands in a cell, and what the column is sorted by (None: not sortable).

    `number`: right-aligned figures, sorted as numbers.
    """

    head: str
    cell: Callable[[Any], Child]
    key: Callable[[Any], float | str | None] | None = None
    number: bool = False
    hint: str = ""


def figure(head: str, value: Callable[[Any], Any], write: Callable[[Any], Child], hint: str = "") -> Column:
    """A column of figures: `value(row)`, written by `write`, sorted by itself."""
    return Column(head, lambda row: write(value(row)), value, number=True, hint=hint)


def table(
    rows: Sequence[Any],
    columns: Sequence[Column],
    caption: str,
    *,
    chosen: Callable[[Any], bool] = lambda _row: False,
    tall: bool = False,
    broad: bool = False,
) -> Markup:
    """The rows as a table; `caption` is read aloud only.

    `tall`: scrolls under a head that stays. `broad`: scrolls beside a first column that stays.
    """
    head = tag("thead", tag("tr", [_head(column) for column in columns]))
    body = tag(
        "tbody",
        [
            tag("tr", [_cell(column, row) for column in columns], class_="chosen" if chosen(row) else None)
            for row in rows
        ],
    )
    spoken = tag("caption", caption, class_="unseen")
    inside = tag("table", spoken, head, body, data_sortable=True)
    return tag("div", inside, class_="scroll" + " tall" * tall + " broad" * broad)


def _head(column: Column) -> Markup:
    words = column.head if column.key is None else tag("button", column.head, type="button")
    return tag(
        "th",
        words,
        scope="col",
        class_="number" if column.number else None,
        data_kind="number" if column.number else None,
        title=column.hint or None,
    )


def _cell(column: Column, row: Any) -> Markup:
    key = column.key(row) if column.key else None
    written = None if key is None else "" if _absent(key) else str(key)
    return tag("td", column.cell(row), class_="number" if column.number else None, data_key=written)


def _absent(key: float | str | None) -> bool:
    return key is None or (isinstance(key, float) and math.isnan(key))
