"""Reads a CSV file as text cells that know their line; what cannot be read is told, never guessed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.intake.problem import at, line_of
from metrics.errors import CellProblem

if TYPE_CHECKING:
    from _csv import Reader

CHUNK = 1_000  # rows at a time: with many more in hand, the garbage collector takes most of the time
# Control characters other than tab and line ends break workbooks and XML later on.
CONTROL = rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"


@dataclass(frozen=True)
class Table:
    """Cells as stripped text (absent = ""), and for each row the line of the file on which it begins."""

    name: str
    cells: pd.DataFrame
    lines: np.ndarray


def table(
    path: Path, needed: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Table | None, list[CellProblem]]:
    """The CSV file at `path` with its faults; None where not even its columns can be told apart.

    UTF-8, with or without a byte order mark; columns in any order; lines without any cell filled
    are passed over. Rows with a fault of form are left out of the table.
    """
    name = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [CellProblem(name, "", "no_file", found=str(path), allowed=error.strerror or "")]
    problems = _undecodable(raw, name)
    text = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(text, strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
    except csv.Error:
        return None, [*problems, at(name, 1, "broken_quote")]
    faults = _columns(name, header, needed, optional)
    if faults:
        return None, [*problems, *faults]
    if _plain(raw, len(header)):
        cells, lines = _quick(raw, header), None
    else:
        cells, lines, ragged = _careful(rows, header, name)
        problems += ragged
    return _tidy(name, raw, cells, lines, optional, problems)


def _tidy(
    name: str,
    raw: bytes,
    cells: pd.DataFrame,
    lines: np.ndarray | None,
    optional: Sequence[str],
    problems: list[CellProblem],
) -> tuple[Table, list[CellProblem]]:
    """Cells stripped, empty rows gone, optional columns there, rows with control characters told and gone."""
    if lines is None:
        lines = np.arange(2, len(cells) + 2)
    if re.search(CONTROL, raw):
        told = _control(name, cells, lines)
        problems = problems + told
        sound = ~np.isin(lines, [line_of(one) for one in told])
        cells, lines = cells.loc[sound], lines[sound]
    cells = cells.apply(lambda column: column.str.strip())
    filled = (cells != "").any(axis=1).to_numpy(dtype=bool)
    cells, lines = cells.loc[filled].reset_index(drop=True), lines[filled]
    for column in optional:
        if column not in cells:
            cells[column] = pd.Series("", index=cells.index, dtype="str")
    return Table(name, cells, lines), problems


def _undecodable(raw: bytes, name: str) -> list[CellProblem]:
    """One problem for each line that is not UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return [at(name, number, "not_utf8") for number in _bad_lines(raw)]
    return []


def _bad_lines(raw: bytes) -> Iterator[int]:
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", raw), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield number


def _columns(
    name: str, header: list[str], needed: Sequence[str], optional: Sequence[str]
) -> list[CellProblem]:
    known = [*needed, *optional]
    allowed = ", ".join(known)
    faults = {
        "missing_column": [one for one in needed if one not in header],
        "unknown_column": [one for one in header if one not in known],
        "duplicate_column": sorted({one for one in header if header.count(one) > 1 and one in known}),
    }
    return [at(name, 1, code, found=one, allowed=allowed) for code, found in faults.items() for one in found]


def _plain(raw: bytes, width: int) -> bool:
    """No quote, no odd line end, as many commas on every line: a line is a row, so the quick way is safe."""
    if b'"' in raw or raw.count(b"\r") != raw.count(b"\r\n"):
        return False
    octets = np.frombuffer(raw, dtype=np.uint8)
    ends = np.flatnonzero(octets == 10)
    if not raw.endswith(b"\n"):
        ends = np.append(ends, len(raw))
    commas = np.searchsorted(np.flatnonzero(octets == 44), ends)
    return bool((np.diff(commas, prepend=0) == width - 1).all())


def _quick(raw: bytes, header: list[str]) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(raw), header=None, names=header, skiprows=1, dtype="str", na_filter=False,
        keep_default_na=False, skip_blank_lines=False, quoting=csv.QUOTE_NONE, index_col=False,
        encoding="utf-8", encoding_errors="replace",
    )  # fmt: skip


def _careful(
    rows: Reader, header: list[str], name: str
) -> tuple[pd.DataFrame, np.ndarray, list[CellProblem]]:
    """Any CSV: quoted line ends, blank lines, rows of the wrong width (told and left out)."""
    problems: list[CellProblem] = []
    columns: list[list[pd.Series]] = [[] for _ in header]
    lines: list[np.ndarray] = [np.empty(0, dtype=np.int64)]
    records = _records(rows, name, problems)
    while chunk := list(islice(records, CHUNK)):
        fit = [(line, record) for line, record in chunk if len(record) == len(header)]
        problems += [
            at(name, line, "wrong_width", found=str(len(record)), allowed=str(len(header)))
            for line, record in chunk
            if len(record) != len(header)
        ]
        if fit:
            lines.append(np.array([line for line, _ in fit], dtype=np.int64))
            for column, cells in zip(columns, zip(*(record for _, record in fit), strict=True), strict=True):
                column.append(pd.Series(cells, dtype="str"))
    frame = pd.DataFrame(
        {
            title: pd.concat(parts, ignore_index=True) if parts else pd.Series([], dtype="str")
            for title, parts in zip(header, columns, strict=True)
        }
    )
    return frame, np.concatenate(lines), problems


def _records(rows: Reader, name: str, problems: list[CellProblem]) -> Iterator[tuple[int, list[str]]]:
    """Rows with their first line; stops at a quote that is never closed, since nothing after it is sure."""
    line = rows.line_num + 1
    try:
        for record in rows:
            if any(record):
                yield line, record
            line = rows.line_num + 1
    except csv.Error:
        problems.append(at(name, line, "broken_quote"))


def _control(name: str, cells: pd.DataFrame, lines: np.ndarray) -> list[CellProblem]:
    pattern = CONTROL.decode("ascii")
    return [
        at(name, int(line), "control_character", field=str(column))
        for column in cells
        for line in lines[cells[column].str.contains(pattern, regex=True).to_numpy(dtype=bool)]
    ]
