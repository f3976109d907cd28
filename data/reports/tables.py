"""Tables as workbooks and CSV for people, the only way out for a table: marked, guarded, legible.

The files that other programs read (a contract, unguarded) are in `results`.
"""

from __future__ import annotations

import csv as plain_csv
import io
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from data.reports.cells import demo_mark, guarded, readable
from data.reports.figures import settled, short

# How a column of numbers is shown; left out: as short as it goes.
FORMATS = {"points": "0.00", "share": "0.0%", "whole": "0", "": "General"}
INK, HEAD, LINE, ACT = "#1B2733", "#EEF2F6", "#B8C4CF", "#C2301C"
FONT = "Microsoft YaHei"
NARROWEST, WIDEST, SAMPLE = 8, 60, 400
TITLE_LENGTH, FORBIDDEN = 31, "[]:*?/\\"
UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the date of a workbook that says none: same rows, same bytes


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook.

    headings: column → words over it (left out: its name). formats: column → key of FORMATS.
    frozen: how many columns stay in sight. colours: column → words in it → their colour ("C2301C"); the
    words say it too, so that nothing hangs on the colour.
    """

    title: str
    frame: pd.DataFrame
    headings: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    frozen: int = 1
    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def xlsx(sheets: Sequence[Sheet], demo: bool, language: str, made_at: datetime = UNDATED) -> bytes:
    """A workbook of `sheets`; made-up data is marked on every sheet and in the file's properties."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as book:
        mark = demo_mark() if demo else ""
        about = {"title": sheets[0].title if sheets else "", "created": made_at, "language": language}
        book.set_properties({**about, "keywords": mark, "comments": mark, "status": mark})
        looks = _Looks(book)
        titles: set[str] = set()
        for sheet in sheets:
            _write(book.add_worksheet(_title(sheet.title, titles)), sheet, looks, mark)
    return file.getvalue()


def csv(frame: pd.DataFrame, demo: bool, headings: Mapping[str, str] | None = None) -> bytes:
    """A table as CSV for a spreadsheet program (UTF-8 with BOM, CRLF); made-up data has a marked column."""
    mark = demo_mark() if demo else ""
    names = [guarded((headings or {}).get(str(name), str(name))) for name in frame]
    columns = [[guarded(_text(cell)) for cell in frame[name].tolist()] for name in frame]
    if demo:
        names.append(mark)
        columns.append([mark] * len(frame))
    with io.StringIO(newline="") as file:
        writer = plain_csv.writer(file)
        writer.writerow(names)
        writer.writerows(zip(*columns, strict=True))
        return file.getvalue().encode("utf-8-sig")


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book, self._coloured = book, dict[str, Any]()
        base = self._base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
        head = {**base, "bold": True, "bg_color": HEAD, "bottom": 1, "bottom_color": LINE, "text_wrap": True}
        self.head = book.add_format({**head, "align": "left"})
        self.head_right = book.add_format({**head, "align": "right"})
        self.text = book.add_format({**base, "text_wrap": True})
        self.mark = book.add_format({**base, "bold": True, "font_color": ACT})
        self.numbers = {
            key: book.add_format({**base, "align": "right", "num_format": shown})
            for key, shown in FORMATS.items()
        }

    def coloured(self, colour: str) -> Any:
        """Strong words in a colour."""
        if colour not in self._coloured:
            look = {**self._base, "bold": True, "font_color": f"#{colour}"}
            self._coloured[colour] = self._book.add_format(look)
        return self._coloured[colour]


def _write(page: Any, sheet: Sheet, looks: _Looks, mark: str) -> None:
    top = 1 if mark else 0
    frame, numeric = sheet.frame, [pd.api.types.is_numeric_dtype(kind) for kind in sheet.frame.dtypes]
    names = [readable(sheet.headings.get(str(name), str(name))) for name in frame]
    columns = [frame[name].tolist() for name in frame]
    for at, (name, cells) in enumerate(zip(names, columns, strict=True)):
        page.set_column(at, at, _width([name, *(_text(cell) for cell in cells[:SAMPLE])]))
    if mark:
        page.write_string(0, 0, mark, looks.mark)
        page.set_header(f"&C{mark}")
    for at, name in enumerate(names):
        page.write_string(top, at, name, looks.head_right if numeric[at] else looks.head)
    formats = [
        looks.numbers[sheet.formats.get(str(name), "")] if number else looks.text
        for name, number in zip(frame, numeric, strict=True)
    ]
    colours = [sheet.colours.get(str(name), {}) for name in frame]
    for row, across in enumerate(zip(*columns, strict=True), start=top + 1):
        for at, cell in enumerate(across):
            colour = colours[at].get(str(cell), "")
            _put(page, row, at, cell, looks.coloured(colour) if colour else formats[at])
    page.freeze_panes(top + 1, min(sheet.frozen, len(names)))
    if names:
        page.autofilter(top, 0, top + max(len(frame), 1), len(names) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _put(page: Any, row: int, column: int, cell: Any, look: Any) -> None:
    """Numbers as numbers, everything else as text; what is absent stays blank."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        page.write_number(row, column, settled(float(cell)), look)
    elif words := _text(cell):
        page.write_string(row, column, readable(words), look)


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if pd.isna(cell):
        return ""
    return short(float(cell)) if isinstance(cell, float) and math.isfinite(cell) else str(cell)


def _title(wanted: str, taken: set[str]) -> str:
    """A name that a workbook accepts: short, without its forbidden signs, not used before."""
    clean = "".join("_" if sign in FORBIDDEN else sign for sign in readable(wanted)).strip("' ") or "-"
    title, number = clean[:TITLE_LENGTH], 1
    while title.casefold() in taken:
        number += 1
        ending = f" {number}"
        title = clean[: TITLE_LENGTH - len(ending)] + ending
    taken.add(title.casefold())
    return title


def _width(texts: Sequence[str]) -> int:
    """Columns wide enough for most of what stands in them; a Chinese character is two wide."""
    widest = max(
        sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
        for words in texts
        for line in (words[: WIDEST * 2].splitlines() or [""])
    )
    return max(NARROWEST, min(widest + 2, WIDEST))
