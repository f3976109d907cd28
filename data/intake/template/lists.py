"""The hidden sheet of lists from which drop-downs choose: no limit of 255 characters, each list once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.intake.sheet import address
from data.reports.cells import readable


class Lists:
    """One list per column; `reference` gives the range of a list, which is written when first asked for."""

    def __init__(self, page: Any, title: str) -> None:
        self._page, self._title = page, title
        self._known: dict[tuple[str | float, ...], str] = {}

    def reference(self, words: Sequence[str], *, numbers: bool = False) -> str:
        """Where these words stand, as a formula: ='字典'!$B$1:$B$3.

        `numbers`: those that are numbers stand as such, so that choosing one enters a number.
        """
        cells = [float(one) if numbers and one[:1].isdigit() else one for one in words]
        return f"={self._range(cells)}"

    def days(self, serials: Sequence[int]) -> str:
        """Where these days (as a spreadsheet counts them) stand, as part of a formula."""
        return self._range([float(one) for one in serials])

    def _range(self, cells: Sequence[str | float]) -> str:
        key = tuple(cells)
        if key not in self._known:
            column = len(self._known)
            for row, cell in enumerate(cells):
                if isinstance(cell, str):
                    self._page.write_string(row, column, readable(cell))
                else:
                    self._page.write_number(row, column, cell)
            letters = address(1, column + 1).removesuffix("1")
            self._known[key] = f"'{self._title}'!${letters}$1:${letters}${max(len(cells), 1)}"
        return self._known[key]
