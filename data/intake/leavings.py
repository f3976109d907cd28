"""Which rows below a header are no data: letters, units, totals, headings, notes, the header once more."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.intake.header import Header
from data.intake.shapes import closed_up, is_lettering, is_note, is_sentence, is_total, is_unit, is_value
from data.intake.sheet import Cell, Sheet

# Reasons, each a key of data/words ("left_out."): why a row is no data.
ABOVE, LETTERS, UNITS, TOTAL, HEADING, NOTE, REPEATED = (
    "above", "letters", "units", "total", "heading", "note", "repeated_header"
)  # fmt: skip
HEADINGS = re.compile(
    r"[一二三四五六七八九十]{1,3}、.*|[(（][一二三四五六七八九十]{1,3}[)）].*|第[一二三四五六七八九十]+部分.*"
)
FEW = 0.5  # share of the usual number of filled cells below which a row at the end may be a remark


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not taken as data, why, and how it begins."""

    row: int
    reason: str
    text: str


def sort_out(
    sheet: Sheet, header: Header, keep: Collection[str] = ()
) -> tuple[NDArray[np.int64], tuple[LeftOut, ...]]:
    """The numbers of the rows with data and those left out; rows left out for a reason in `keep` are data."""
    rows, counts = sheet.cells.filled_rows(), sheet.cells.per_row()
    reasons = np.full(len(rows), "", dtype=object)
    reasons[rows < header.top] = ABOVE
    below = rows > header.bottom
    first, second = sheet.cells.leading()
    total, value, heading, note = _each(first, _looked_at)
    reasons[below & total] = TOTAL
    # A serial number or the like may stand before the word 合计.
    (after,) = _each(second, lambda one: (_says(one, is_total),))
    reasons[below & value & after] = TOTAL
    reasons[below & (counts == 1) & heading] = HEADING
    reasons[below & note] = NOTE
    _under_header(sheet, header, rows, reasons)
    _at_the_end(sheet, header, rows, counts, reasons)
    _again(sheet, header, rows, reasons)
    for reason in keep:
        reasons[reasons == reason] = ""
    _, begins = first[0], first[1]
    left = tuple(
        LeftOut(int(rows[at]), str(reasons[at]), begins[int(first[0][at])].shown[:80])
        for at in np.flatnonzero((reasons != "") & ((rows < header.top) | below))
    )
    return rows[below & (reasons == "")], left


def _each(
    leading: tuple[NDArray[np.int64], list[Cell]], tests: Callable[[Cell], tuple[bool, ...]]
) -> list[NDArray[np.bool_]]:
    """The tests for every row, asked once for each different cell."""
    codes, cells = leading
    said = [tests(one) for one in (*cells, Cell(0, 0, "empty"))]
    return [np.array(answers, dtype=bool)[codes] for answers in zip(*said, strict=True)]


def _looked_at(cell: Cell) -> tuple[bool, ...]:
    """What the first cell of a row makes of it: a total, a figure, a heading, a note."""
    return _says(cell, is_total), is_value(cell), _says(cell, _is_heading), _says(cell, is_note)


def _says(cell: Cell, test: Callable[[str], bool]) -> bool:
    return cell.kind == "text" and test(str(cell.value))


def _is_heading(text: str) -> bool:
    return bool(HEADINGS.fullmatch(closed_up(text)))


def _under_header(
    sheet: Sheet, header: Header, rows: NDArray[np.int64], reasons: NDArray[np.object_]
) -> None:
    """Letters and units stand directly below the header, in either order."""
    for at in np.flatnonzero(rows > header.bottom)[:2]:
        cells = sheet.cells.row(int(rows[at]))
        if is_lettering(cells):
            reasons[at] = LETTERS
        elif len(cells) > 1 and all(_says(one, is_unit) for one in cells):
            reasons[at] = UNITS
        else:
            return


def _at_the_end(
    sheet: Sheet,
    header: Header,
    rows: NDArray[np.int64],
    counts: NDArray[np.int64],
    reasons: NDArray[np.object_],
) -> None:
    """Remarks after the last full row. One plain name alone may be a body that reported nothing: it stays,
    unless what stands beside it at the end is clearly a remark."""
    data = np.flatnonzero((rows > header.bottom) & (reasons == ""))
    if not len(data):
        return
    usual = float(np.median(counts[data]))
    key = min(header.labels)
    tail: list[int] = []
    clearly = False
    for at in data[::-1]:
        cells = sheet.cells.row(int(rows[at]))
        few = counts[at] == 1 or counts[at] < FEW * usual + 0.5
        if not few or any(is_value(one) for one in cells):
            break
        outside = cells[0].column != key
        if counts[at] > 1 and not outside:
            break
        clearly |= outside or is_sentence(cells[0].shown)
        tail.append(int(at))
    if clearly:
        reasons[tail] = NOTE


def _again(sheet: Sheet, header: Header, rows: NDArray[np.int64], reasons: NDArray[np.object_]) -> None:
    """The header printed once more, as at the top of a new page."""
    cells = sheet.cells.row(header.bottom)
    if len(cells) < 2:
        return
    label = sheet.cells.column(cells[0].column)
    same = [str(one.value) for one in label[2]]
    wanted = [at for at, text in enumerate(same) if text == str(cells[0].value)]
    for row in label[0][np.isin(label[1], wanted)]:
        if row > header.bottom and _alike(sheet.cells.row(int(row)), cells):
            reasons[np.searchsorted(rows, row)] = REPEATED


def _alike(cells: list[Cell], others: list[Cell]) -> bool:
    return [(one.column, one.value) for one in cells] == [(one.column, one.value) for one in others]
