"""Names of sheets: short, without forbidden signs, each once."""

from __future__ import annotations

from data.reports.cells import readable

LONGEST, FORBIDDEN = 31, "[]:*?/\\"


class Titles:
    """Gives out names and remembers them."""

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        self._taken = {one.casefold() for one in taken}

    def take(self, wanted: str) -> str:
        """The name wanted, or the nearest to it that a workbook accepts."""
        clean = "".join("_" if sign in FORBIDDEN else sign for sign in readable(wanted)).strip("' ") or "-"
        title, number = clean[:LONGEST].strip("' "), 1
        while title.casefold() in self._taken:
            number += 1
            ending = f" {number}"
            title = clean[: LONGEST - len(ending)].strip() + ending
        self._taken.add(title.casefold())
        return title
