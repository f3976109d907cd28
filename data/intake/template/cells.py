"""A stored value as a cell that a person reads and edits: numbers as numbers, days as days, yes as yes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from data.reports.cells import readable
from data.words import text
from metrics.model import Field

FIRST_SAFE = datetime(1900, 3, 1)  # noqa: DTZ001 - before it a spreadsheet counts a day that never was
DIGITS = 15  # a spreadsheet shows no more; what has more is kept as text


def put(page: Any, row: int, column: int, field: Field, value: str, look: Any, language: str) -> None:
    """Write a canonical value ("" leaves the cell blank) so that reading the cell gives it back."""
    number = _number(field, value)
    day = _day(field, value)
    if not value:
        page.write_blank(row, column, None, look)
    elif number is not None:
        page.write_number(row, column, number, look)
    elif day is not None:
        page.write_datetime(row, column, day, look)
    elif field.type == "bool" and value in ("0", "1"):
        word = text("template.yes" if value == "1" else "template.no", language)
        page.write_string(row, column, word, look)
    else:
        page.write_string(row, column, readable(value), look)


def put_text(page: Any, row: int, column: int, words: str, look: Any) -> None:
    """Write a text; no text is a blank cell, which an empty text is not."""
    if words:
        page.write_string(row, column, readable(words), look)
    else:
        page.write_blank(row, column, None, look)


def _number(field: Field, value: str) -> float | None:
    """The value as a number, where a cell keeps every digit of it."""
    if field.type not in ("int", "number", "entry") or value in ("", "NA"):
        return None
    digits = value.lstrip("-").replace(".", "").lstrip("0")
    return float(value) if len(digits) <= DIGITS and "e" not in value.lower() else None


def _day(field: Field, value: str) -> datetime | None:
    if field.type not in ("date", "datetime") or not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found >= FIRST_SAFE and not found.microsecond else None
