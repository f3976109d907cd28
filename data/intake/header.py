"""Finds the header of a sheet: the row, or the rows, whose cells name the columns below them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data.intake.shapes import closed_up, is_caption, is_lettering, is_note, is_value, quoted
from data.intake.sheet import Cell, Merge, Sheet

LOOKED_AT = 60  # filled rows among which the header is looked for
LEVELS = 4  # rows a header may have
NEARLY = 0.8  # of the most labels a row has: enough where no row of figures marks the end


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands, and what it calls its columns (from the upper to the lower label)."""

    top: int
    bottom: int
    labels: dict[int, tuple[str, ...]]  # column -> its labels


class Grid:
    """The first filled rows of a sheet with merged ranges spread over all their cells."""

    def __init__(self, sheet: Sheet, known: Collection[str] = ()) -> None:
        self.known = known
        self.rows = [int(row) for row in sheet.cells.filled_rows()[:LOOKED_AT]]
        self.own = {row: {cell.column: cell for cell in sheet.cells.row(row)} for row in self.rows}
        last = self.rows[-1] if self.rows else 0
        self.merges = [one for one in sheet.merges if one.top <= last]
        self.spread = {row: dict(cells) for row, cells in self.own.items()}
        for one in self.merges:
            cell = self.own.get(one.top, {}).get(one.left)
            if cell is not None:
                self._spread(one, cell)

    def _spread(self, merge: Merge, cell: Cell) -> None:
        for row in range(merge.top, min(merge.bottom, self.rows[-1]) + 1):
            for column in range(merge.left, merge.right + 1):
                self.spread.setdefault(row, {})[column] = cell

    def labels(self, row: int) -> set[str]:
        """The different labels a row shows."""
        return {closed_up(cell.shown) for cell in self.spread.get(row, {}).values()}

    def is_figures(self, row: int) -> bool:
        """Is something filled in here that is no label? (2.1.1 looks like a day, unless it is known.)"""
        cells = self.own.get(row, {}).values()
        return any(is_value(cell) and closed_up(cell.shown) not in self.known for cell in cells)

    def wide(self, row: int) -> list[Merge]:
        """Merged ranges over several columns that this row is in."""
        return [one for one in self.merges if one.top <= row <= one.bottom and one.right > one.left]

    def tall(self, row: int, below: int) -> set[int]:
        """Columns whose cell is merged over both rows."""
        return {
            column
            for one in self.merges
            if one.top <= row and below <= one.bottom
            for column in range(one.left, one.right + 1)
        }


def header(sheet: Sheet, known: Collection[str] = ()) -> Header | None:
    """The header of the sheet; None where no row can be one.

    Before the first row with figures in it, the row with most different labels; where all is text, the
    first that has nearly as many. Labels in `known` (written without blanks) decide before all else.
    """
    grid = Grid(sheet, known)
    before = [row for row in grid.rows if not is_lettering(list(grid.own[row].values()))]
    first_figures = next((at for at, row in enumerate(before) if grid.is_figures(row)), None)
    candidates = [row for row in before[:first_figures] if not _is_aside(grid, row)]
    scores = {row: _score(grid, row, known) for row in candidates}
    most = max(scores.values(), default=(0, 0))
    if most[1] < 2:
        return None
    enough = (most[0], most[1] if first_figures is not None else NEARLY * most[1])
    chosen = next(row for row in candidates if scores[row] >= enough)
    top = bottom = chosen
    while bottom - top < LEVELS and _is_parent(grid, bottom, bottom + 1):
        bottom += 1
    while bottom - top < LEVELS and _is_parent(grid, top - 1, top):
        top -= 1
    return Header(top, bottom, _named(grid, top, bottom))


def _score(grid: Grid, row: int, known: Collection[str]) -> tuple[int, int]:
    labels = grid.labels(row)
    return sum(one in known for one in labels), len(labels)


def _is_aside(grid: Grid, row: int) -> bool:
    """A row of captions or notes: 填报单位：… 填报日期：…"""
    texts = [cell.shown for cell in grid.own[row].values()]
    return any(is_caption(one) for one in texts) or is_note(texts[0])


def _is_parent(grid: Grid, row: int, below: int) -> bool:
    """Do both rows belong to one header: does each label above stand over its own labels below?

    So it is where every column is either under a label merged over several columns, or merged down into
    the lower row, or filled in only one of the two rows; and where the rows are joined at all.
    """
    upper, lower = grid.own.get(row), grid.own.get(below)
    if not upper or not lower or grid.is_figures(row) or grid.is_figures(below):
        return False
    if len(grid.labels(row)) < 2 or is_lettering(list(lower.values())) or _is_aside(grid, row):
        return False
    under = {column for one in grid.wide(row) for column in range(one.left, one.right + 1)}
    under |= _unmerged_groups(set(upper), set(lower))
    tall = grid.tall(row, below)
    if any(column in lower for column in upper if column not in under | tall):
        return False
    joined = any(column in lower for column in under) or bool(tall)
    complementing = len(set(upper) - set(lower)) > 0 and len(set(lower) - set(upper) - under) > 0
    return joined or complementing


def _unmerged_groups(upper: set[int], lower: set[int]) -> set[int]:
    """Columns under a label that stands over its first column only, the cells beside it left blank."""
    under: set[int] = set()
    for column in sorted(upper & lower):
        right = column + 1
        while right in lower and right not in upper:
            right += 1
        if right > column + 1:
            under |= set(range(column, right))
    return under


def _named(grid: Grid, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for row in range(top, bottom + 1):
        for column, cell in grid.spread.get(row, {}).items():
            text = quoted(cell.shown)
            labels = found.setdefault(column, [])
            if text and text not in labels[-1:]:
                labels.append(text)
    return {column: tuple(found[column]) for column in sorted(found) if found[column]}
