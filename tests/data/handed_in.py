"""Files as people hand them in, made in few words."""

from __future__ import annotations

import csv
import io

import openpyxl

HEADER = ("body", "indicator", "field", "value", "status", "reason", "evidence")


def table(*facts: tuple[str, ...]) -> bytes:
    """A CSV file of facts (columns HEADER); what is left out of one is ""."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADER)
    lines.writerows((*fact, *[""] * (len(HEADER) - len(fact))) for fact in facts)
    return text.getvalue().encode()


def filled_in(content: bytes, *facts: tuple[str, str, str, str]) -> bytes:
    """A body's template with these facts (body, indicator, field, value) typed over what stands in it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    waiting = {fact[1:3]: fact[3] for fact in facts}
    for page in book.worksheets:
        at: dict[str, int] = {}
        for row in page.iter_rows():
            values = [cell.value for cell in row]
            if {"indicator", "field", "value"} <= set(values):
                at = {str(value): place for place, value in enumerate(values) if value is not None}
            elif at and (key := (values[at["indicator"]], values[at["field"]])) in waiting:
                value = waiting.pop(key)
                row[at["value"]].value = int(value) if value.isdigit() else value
    assert not waiting, f"no place in the template for {waiting}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
