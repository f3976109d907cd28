"""Reads a CSV or text file as one sheet of text cells: its encoding and delimiter told from its content."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from data.intake.limits import Limits
from data.intake.raw import TEXT, WIDTH, Pile, Words, address
from data.intake.unfit import Unfit

DELIMITERS = "\t,;"
MARKS = (  # byte order marks
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LOOKED_AT = 50  # rows from which the delimiter is told
HINT = "sep="  # a first line that names the delimiter, as Excel writes and reads it


def delimited(path: Path, limits: Limits, words: Words) -> tuple[dict[str, Any], list[Pile]]:
    """The head of the result (see `raw.write`) and the cells; raises `Unfit`.

    The sheet has no name of its own. A row of it is a record of the file, blank ones counted: so a
    spreadsheet numbers them too.
    """
    text, encoding = _decoded(path.read_bytes())
    csv.field_size_limit(limits.text)
    text, delimiter = _delimiter(text)
    pile = Pile()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    widest = row = 0
    try:
        for row, record in enumerate(rows, start=1):
            for column, value in enumerate(record, start=1):
                if value.strip():
                    _room(row, column, len(pile.keys), limits)
                    pile.keys.append(row * WIDTH + column)
                    pile.kinds.append(TEXT)
                    pile.refs.append(words.place(value))
                    widest = max(widest, column)
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unfit("text_too_long", f"> {limits.text:,}", f"{limits.text:,}") from error
        raise Unfit("broken_quote", place=("", f"line {rows.line_num}")) from error
    last = pile.keys[-1] // WIDTH if pile.keys else 0
    sheet = {
        "name": "",  # the file was called otherwise where it came from: see upload
        "state": "visible",
        "merges": [],
        "hidden": [],
        "rows": last,
        "columns": widest,
    }
    warnings = [["read_as_gb18030", ""]] if encoding == "gb18030" else []
    return {"sheets": [sheet], "epoch_1904": False, "properties": {}, "warnings": warnings}, [pile]


def _room(row: int, column: int, cells: int, limits: Limits) -> None:
    if row > limits.rows:
        raise Unfit("too_many_rows", address(row, column), f"{limits.rows:,}")
    if column > limits.columns:
        raise Unfit("too_many_columns", address(row, column), limits.columns)
    if cells >= limits.cells:
        raise Unfit("too_many_cells", f"{cells + 1:,}", f"{limits.cells:,}")


def _decoded(raw: bytes) -> tuple[str, str]:
    """By its byte order mark; else strictly UTF-8; else strictly GB18030; else not at all."""
    marked = next(((mark, encoding) for mark, encoding in MARKS if raw.startswith(mark)), None)
    mark, tried = (marked[0], (marked[1],)) if marked else (b"", ("utf-8", "gb18030"))
    for encoding in tried:
        try:
            text = raw[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Unfit("nul_bytes", f"{text.count(chr(0)):,}")
        return text, encoding
    raise Unfit("unknown_encoding")


def _delimiter(text: str) -> tuple[str, str]:
    """The text without a `sep=` line, and the delimiter that cuts most of the first rows alike."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if hint.casefold().startswith(HINT) and len(hint) == len(HINT) + 1:
        return rest, hint[-1]
    best, found = (0, 0), ","
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(record) for record in islice(reader, LOOKED_AT) if record)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
        if width > 1 and (times, width) > best:
            best, found = (times, width), delimiter
    return text, found
