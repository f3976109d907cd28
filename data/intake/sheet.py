"""A workbook as it was handed in: sheets of raw cells, kept small however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from data.intake.raw import KINDS, PERCENT, WIDTH
from data.intake.raw import address as address
from data.intake.texts import Texts

STATES = ("visible", "hidden", "very_hidden", "chart")

Value = str | float | bool | datetime


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `kind` is one of text, number, bool, date, error, formula, empty.

    `value`: text and error as str, number as float, bool, date as datetime (a day is its midnight),
    formula (that has no stored value) as its text, empty as "". `percent`: the sheet shows the number
    as a percentage (0.95 reads 95%).
    """

    row: int
    column: int
    kind: str
    value: Value = ""
    percent: bool = False

    @property
    def address(self) -> str:
        """Where it stands, e.g. "B7"."""
        return address(self.row, self.column)

    @property
    def shown(self) -> str:
        """The cell as a person sees it, for messages: 95, 95%, 2012-07-09, TRUE, #REF!."""
        match self.value:
            case bool():
                return "TRUE" if self.value else "FALSE"
            case float():
                return f"{plain(self.value * 100)}%" if self.percent else plain(self.value)
            case datetime():
                return self.value.isoformat(" ").removesuffix(" 00:00:00")
            case _:
                return self.value


def plain(number: float) -> str:
    """A number as a spreadsheet shows it, with its 15 digits: 95 for 95.0, 0.1 for 0.09999999999999998."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; all four edges are inside it and count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


class Cells(Mapping[tuple[int, int], Cell]):
    """The filled cells of a sheet by (row, column), in reading order.

    A million cells take about 30 MB: three arrays and one block of distinct texts. A `Cell` is made
    when it is asked for; whole columns go by their distinct cells (`column`).
    """

    def __init__(
        self, keys: NDArray[np.int64], kinds: NDArray[np.uint8], refs: NDArray[np.uint32], texts: Texts
    ) -> None:
        """`keys` = row * WIDTH + column, rising; `kinds` and `refs` are places in KINDS and `texts`."""
        self._keys, self._kinds, self._refs, self._texts = keys, kinds, refs, texts

    @staticmethod
    def of(cells: Iterable[Cell]) -> Cells:
        """From single cells in any order (for small sheets)."""
        ordered = sorted((one for one in cells if one.kind != "empty"), key=lambda one: (one.row, one.column))
        places: dict[str, int] = {}
        refs = [places.setdefault(_stored(one), len(places)) for one in ordered]
        kinds = [PERCENT if one.percent else KINDS.index(one.kind) for one in ordered]
        return Cells(
            np.array([one.row * WIDTH + one.column for one in ordered], dtype=np.int64),
            np.array(kinds, dtype=np.uint8),
            np.array(refs, dtype=np.uint32),
            Texts.of(places),
        )

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for key in self._keys:
            yield divmod(int(key), WIDTH)

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        key = place[0] * WIDTH + place[1]
        at = int(np.searchsorted(self._keys, key))
        if at == len(self._keys) or self._keys[at] != key or not 0 < place[1] < WIDTH:
            raise KeyError(place)
        return self._cell(at)

    def at(self, row: int, column: int) -> Cell:
        """The cell there; an empty one where nothing is filled in."""
        return self.get((row, column)) or Cell(row, column, "empty")

    def row(self, row: int) -> list[Cell]:
        """The filled cells of a row, from left to right."""
        first, last = np.searchsorted(self._keys, [row * WIDTH, (row + 1) * WIDTH])
        return [self._cell(at) for at in range(int(first), int(last))]

    def filled_rows(self) -> NDArray[np.int64]:
        """The numbers of the rows that have a filled cell."""
        return self._rows()[self._starts()].astype(np.int64)

    def leading(self, count: int = 2) -> list[tuple[NDArray[np.int64], list[Cell]]]:
        """The first, second ... filled cell of every filled row: (codes per row, distinct cells).

        A code is a place in the list of distinct cells; -1 where the row has fewer filled cells.
        """
        starts = self._starts()
        ends = np.append(starts[1:], len(self._keys))
        found = []
        for step in range(count):
            there = starts + step < ends
            codes = np.full(len(starts), -1, dtype=np.int64)
            codes[there], cells = self._distinct((starts + step)[there])
            found.append((codes, cells))
        return found

    def per_row(self) -> NDArray[np.int64]:
        """How many cells are filled in each of the filled rows."""
        return np.diff(self._starts(), append=len(self._keys))

    def of_kind(self, *kinds: str) -> list[Cell]:
        """All cells of these kinds, in reading order."""
        wanted = [KINDS.index(kind) for kind in kinds]
        return [self._cell(int(at)) for at in np.flatnonzero(np.isin(self._kinds, wanted))]

    def filled_columns(self, rows: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """The numbers of the columns that have a filled cell (in these rows)."""
        columns = (self._keys & (WIDTH - 1)).astype(np.uint16)
        if rows is not None:
            columns = columns[np.isin(self._rows(), rows.astype(np.int32))]
        return np.flatnonzero(np.bincount(columns, minlength=1))

    def column(self, column: int) -> tuple[NDArray[np.int64], NDArray[np.int64], list[Cell]]:
        """The filled cells of a column: their rows, for each its place in the list of distinct cells.

        A distinct cell stands where it came first; so a column is understood once per distinct cell.
        """
        mine = np.flatnonzero((self._keys & (WIDTH - 1)) == column)
        return (self._keys[mine] // WIDTH, *self._distinct(mine))

    def _rows(self) -> NDArray[np.int32]:
        """The row of each cell."""
        return (self._keys // WIDTH).astype(np.int32)

    def _starts(self) -> NDArray[np.int64]:
        """Where in the reading order each filled row begins."""
        rows = self._rows()
        first = np.ones(len(rows), dtype=bool)
        np.not_equal(rows[1:], rows[:-1], out=first[1:])
        return np.flatnonzero(first)

    def _distinct(self, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[Cell]]:
        """Cells of the same kind and text once, where they came first; for each place which it is."""
        alike = self._refs[places].astype(np.int64) * len(KINDS) + self._kinds[places]
        _, first, codes = np.unique(alike, return_index=True, return_inverse=True)
        return codes.astype(np.int64), [self._cell(int(at)) for at in places[first]]

    def _cell(self, at: int) -> Cell:
        row, column = divmod(int(self._keys[at]), WIDTH)
        kind, text = int(self._kinds[at]), self._texts[int(self._refs[at])]
        if kind == PERCENT:
            return Cell(row, column, "number", float(text), percent=True)
        return Cell(row, column, KINDS[kind], _value(KINDS[kind], text))


def _stored(cell: Cell) -> str:
    match cell.value:
        case bool():
            return "1" if cell.value else "0"
        case str():
            return cell.value
        case datetime():
            return cell.value.isoformat()
        case _:
            return repr(float(cell.value))


def _value(kind: str, text: str) -> Value:
    match kind:
        case "number":
            return float(text)
        case "bool":
            return text == "1"
        case "date":
            return datetime.fromisoformat(text)
        case _:
            return text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: name as written, state (see STATES), cells, merged ranges, last filled row and column."""

    name: str
    state: str
    cells: Cells
    merges: tuple[Merge, ...] = ()
    rows: int = 0
    columns: int = 0
    hidden_rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file with its sheets; `properties` are those of the document (title, creator, custom ones)."""

    file: str
    sheets: tuple[Sheet, ...]
    epoch_1904: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
