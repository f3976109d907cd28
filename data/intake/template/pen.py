"""The writing of one template: workbook, formats, lists, and the stamps of all that was stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from data.intake.identity import PagePlace, Stamp
from data.intake.sheet import address
from data.intake.template import cells, checks
from data.intake.template.ground import Ground, Stored
from data.intake.template.lists import Lists
from data.intake.template.look import Looks
from data.words import text
from metrics.model import Field

WORDS = {"not_applicable": "template.not_applicable", "nil": "template.nil"}


@dataclass
class Pen:
    """What the pages of a workbook share while it is written."""

    ground: Ground
    looks: Looks
    lists: Lists
    demo: str
    pages: list[PagePlace] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)

    def say(self, key: str, **numbers: object) -> str:
        """A sentence of the template in its language."""
        return text(f"template.{key}", self.ground.language, **numbers)

    def status_word(self, status: str) -> str:
        """A status as it is chosen from the list."""
        return self.say(WORDS[status].removeprefix("template.")) if status else ""

    def stamp(self, sheet: str, row: int, column: int, stored: Stored) -> None:
        """Note that this stored row is shown in this cell (counted from 0)."""
        kept = (stored.body, stored.indicator, stored.item, stored.field, stored.value, stored.status)
        self.stamps.append(Stamp(sheet, address(row + 1, column + 1), stored.id, *kept, stored.reason))

    def asked(self, page: Any, row: int, column: int, one: Field, value: str = "") -> None:
        """A cell to fill in for a field, with its check."""
        language = self.ground.language
        cells.put(page, row, column, one, value, self.looks.asked(one.type), language)
        page.data_validation(row, column, row, column, checks.of_field(one, self.lists, language))

    def heading(self, page: Any, row: int, lines: list[str]) -> int:
        """Mark of made-up data, heading and lines below it; returns the next row."""
        if self.demo:
            page.write_string(row, 0, self.demo, self.looks.mark())
            page.set_header(f"&C{self.demo}")
            row += 1
        for at, line in enumerate(lines):
            page.write_string(row, 0, line, self.looks.note() if at else self.looks.title())
            row += 1
        return row
