"""Fills a template in as a person does: with another program, cell by cell, found by its codes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.identity import MARK
from metrics.model import Catalogue, Field

WORD = {"": None, "not_applicable": "不适用", "nil": "零报告"}
Observation = Sequence[str]


def fill(raw: bytes, observations: Iterable[Observation], plan: Catalogue) -> bytes:
    """The template with exactly these observations: what they do not say is cleared."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    fields = {(one.code, field.code): field for one in plan.indicators for field in one.fields}
    left = {tuple(row[:4]): row for row in observations}
    for page in book.worksheets:
        codes = _codes(page)
        if codes is None:
            continue
        row, at = codes
        if "indicator" in at:
            _form(page, row, at, left, fields)
        else:
            _table(page, row, at, left, fields)
    assert not left, f"no place in the template for {list(left)[:3]}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _codes(page: Worksheet) -> tuple[int, dict[str, int]] | None:
    if page["A1"].value == MARK:
        return None
    for row in range(1, min(page.max_row, 20) + 1):
        values = {str(cell.value): cell.column for cell in page[row] if cell.value is not None}
        if {"status", "evidence"} <= set(values):
            return row, values
    return None


def _form(
    page: Worksheet,
    codes: int,
    at: Mapping[str, int],
    left: dict[tuple[str, ...], Observation],
    fields: Mapping[tuple[str, str], Field],
) -> None:
    body = next((key[0] for key in left), "")
    for row in range(codes + 1, page.max_row + 1):
        key = tuple(page.cell(row, at[name]).value or "" for name in ("indicator", "item", "field"))
        if not key[0]:
            continue
        said = left.pop((body, *key), None)
        _put(page, row, at["status"], WORD[said[5]] if said else None)
        _put(page, row, at["reason"], said[6] or None if said else None)
        if key[2]:
            field = fields[key[0], key[2]]
            _put(page, row, at["value"], typed(said[4], field) if said and not said[5] else None)


def _table(
    page: Worksheet,
    codes: int,
    at: Mapping[str, int],
    left: dict[tuple[str, ...], Observation],
    fields: Mapping[tuple[str, str], Field],
) -> None:
    """Rows that are there for a body and item; further cases go into the blank rows."""
    columns = {code: place for code, place in at.items() if tuple(code.rsplit(".", 1)) in fields}
    indicator = next(iter(columns)).rsplit(".", 1)[0]
    waiting = list(dict.fromkeys((key[0], key[2]) for key in left if key[1] == indicator))
    blank: list[int] = []
    placed: list[tuple[int, str, str]] = []
    for row in range(codes + 1, page.max_row + 1):
        body, item = (page.cell(row, at[name]).value or "" for name in ("body", "item"))
        there = any(page.cell(row, place).value is not None for place in columns.values())
        there |= page.cell(row, at["status"]).value is not None
        if (body, item) in waiting and (there or item or indicator not in _cased(page, at)):
            waiting.remove((body, item))
            placed.append((row, body, item))
        elif not item and not there:
            blank.append(row)
        _clear(page, row, [*columns.values(), at["status"], at["reason"]])
    for body, item in waiting:
        row = next(r for r in blank if (page.cell(r, at["body"]).value or body) == body)
        blank.remove(row)
        if not page.cell(row, at["body"]).value:
            _put(page, row, at["name"], body)
        _put(page, row, at["item"], item or None)
        placed.append((row, body, item))
    for row, body, item in placed:
        _row(page, row, at, columns, body, item, left, fields)


def _cased(page: Worksheet, at: Mapping[str, int]) -> set[str]:
    """Whether the page is one of cases."""
    return {str(page.title)} if "lag" not in at else {name.rsplit(".", 1)[0] for name in at if "." in name}


def _row(
    page: Worksheet,
    row: int,
    at: Mapping[str, int],
    columns: Mapping[str, int],
    body: str,
    item: str,
    left: dict[tuple[str, ...], Observation],
    fields: Mapping[tuple[str, str], Field],
) -> None:
    reasons = []
    for code, place in columns.items():
        indicator, field = code.rsplit(".", 1)
        said = left.pop((body, indicator, item, field), None)
        if said:
            one = fields[indicator, field]
            _put(page, row, place, WORD[said[5]] if said[5] else typed(said[4], one))
            reasons.append(said[6])
    whole = left.pop((body, indicator, item, ""), None)
    if whole:
        _put(page, row, at["status"], WORD[whole[5]])
        reasons.append(whole[6])
    _put(page, row, at["reason"], next((one for one in reasons if one), None))


def _clear(page: Worksheet, row: int, columns: Iterable[int]) -> None:
    for column in columns:
        _put(page, row, column, None)


def _put(page: Worksheet, row: int, column: int, value: object) -> None:
    cell = page.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # text that begins with = is text


def typed(value: str, field: Field) -> object:
    """A value as a person enters it."""
    if field.type == "int" or (field.type == "entry" and value in ("0", "1")):
        return int(value)
    if field.type == "number" or (field.type == "entry" and value == "0.5"):
        return float(value)
    if field.type == "bool":
        return "是" if value == "1" else "否"
    if field.type in ("date", "datetime"):
        return datetime.fromisoformat(value)
    return value
