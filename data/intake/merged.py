"""Merged cells among the data: groups are filled in downwards, everything else is named."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.intake.header import Header
from data.intake.shapes import is_value
from data.intake.sheet import Cell, Merge, Sheet, address
from metrics.errors import CellProblem


def spread(
    sheet: Sheet, header: Header, rows: NDArray[np.int64]
) -> tuple[dict[tuple[int, int], Cell], list[CellProblem]]:
    """Cells filled in by (row, column), and the merged ranges of which one cannot tell what they mean.

    A text merged down is a group: it holds for each of its rows. A figure merged over several rows may
    be meant for one of them or for all; a range over several columns belongs to none of them.
    """
    data = set(rows.tolist())
    filled: dict[tuple[int, int], Cell] = {}
    problems: list[CellProblem] = []
    for one in sheet.merges:
        inside = [row for row in range(one.top, one.bottom + 1) if row in data]
        if not inside or not (header.labels.keys() & set(range(one.left, one.right + 1))):
            continue
        cell = sheet.cells.at(one.top, one.left)
        code = _trouble(one, cell, header)
        if code:
            where = address(one.top, one.left)
            problems.append(CellProblem(sheet.name, where, code, found=str(one), allowed=cell.shown[:40]))
        elif cell.kind != "empty":
            filled |= {
                (row, one.left): Cell(row, one.left, cell.kind, cell.value, cell.percent)
                for row in inside
                if row != one.top
            }
    return filled, problems


def _trouble(one: Merge, cell: Cell, header: Header) -> str:
    """Why a merged range cannot be read; "" where it can."""
    if one.top <= header.bottom:
        return "merged_into_header" if one.bottom > header.bottom else ""
    if one.right > one.left:
        return "" if cell.kind == "empty" else "merged_across"
    return "merged_figure" if is_value(cell) else ""
