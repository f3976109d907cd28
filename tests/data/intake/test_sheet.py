"""Raw cells of a sheet: found by place, row and column; small however many there are."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.raw import KINDS
from data.intake.sheet import Cell, Cells, Merge, address, plain
from data.intake.texts import Texts

VALUES = {
    "text": "黄浦区", "number": 0.95, "bool": True, "date": datetime(2012, 7, 9, 8, 30), "error": "#REF!",
    "formula": "=A1",
}  # fmt: skip
ONES = st.sampled_from(list(VALUES)).flatmap(
    lambda kind: st.builds(Cell, st.integers(1, 99), st.integers(1, 40), st.just(kind), st.just(VALUES[kind]))
)


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (1, 1, "A1"),
        (7, 2, "B7"),
        (1, 26, "Z1"),
        (1, 27, "AA1"),
        (3, 702, "ZZ3"),
        (1048576, 16384, "XFD1048576"),
    ],
)
def test_addresses(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(1, 1, "number", 95.0), "95"),
        (Cell(1, 1, "number", 0.1), "0.1"),
        (Cell(1, 1, "number", 1 - 0.9), "0.1"),
        (Cell(1, 1, "number", 0.955, percent=True), "95.5%"),
        (Cell(1, 1, "date", datetime(2012, 7, 9)), "2012-07-09"),
        (Cell(1, 1, "date", datetime(2012, 7, 9, 8, 30)), "2012-07-09 08:30:00"),
        (Cell(1, 1, "bool", False), "FALSE"),
        (Cell(1, 1, "error", "#REF!"), "#REF!"),
        (Cell(1, 1, "empty"), ""),
    ],
)
def test_a_cell_is_shown_as_a_person_sees_it(cell: Cell, shown: str) -> None:
    assert cell.shown == shown


@given(st.lists(ONES, max_size=60, unique_by=lambda one: (one.row, one.column)))
def test_cells_come_back_whichever_way_one_asks(ones: list[Cell]) -> None:
    cells = Cells.of(ones)
    ordered = sorted(ones, key=lambda one: (one.row, one.column))
    assert list(cells.values()) == ordered
    assert [cells[one.row, one.column] for one in ones] == ones
    assert [one for row in cells.filled_rows() for one in cells.row(int(row))] == ordered
    assert cells.per_row().tolist() == [len(cells.row(int(row))) for row in cells.filled_rows()]
    by_column = []
    for column in cells.filled_columns():
        rows, codes, distinct = cells.column(int(column))
        assert len({(one.kind, one.value) for one in distinct}) == len(distinct)
        by_column += [
            (int(row), int(column), distinct[code].value) for row, code in zip(rows, codes, strict=True)
        ]
    assert sorted(by_column, key=str) == sorted([(one.row, one.column, one.value) for one in ones], key=str)
    first, second = cells.leading()
    for at, row in enumerate(cells.filled_rows()):
        there = cells.row(int(row))
        assert first[1][first[0][at]].value == there[0].value
        assert (second[0][at] == -1) == (len(there) == 1)


def test_an_empty_place_holds_an_empty_cell() -> None:
    cells = Cells.of([Cell(1, 1, "text", "a")])
    assert cells.at(5, 5) == Cell(5, 5, "empty")
    assert (5, 5) not in cells
    assert (1, 1 << 16) not in cells
    with pytest.raises(KeyError):
        cells[1, 2]


def test_a_percentage_stays_one() -> None:
    (one,) = Cells.of([Cell(1, 1, "number", 0.95, percent=True)]).values()
    assert (one.kind, one.percent, one.shown) == ("number", True, "95%")


def test_cells_of_a_kind() -> None:
    ones = [Cell(1, at, kind, value) for at, (kind, value) in enumerate(VALUES.items(), start=1)]
    cells = Cells.of(ones)
    assert [one.kind for one in cells.of_kind("error", "formula")] == ["error", "formula"]
    assert set(VALUES) < set(KINDS)


def test_a_million_cells_are_small() -> None:
    count = 1_000_000
    keys = np.arange(count, dtype=np.int64) // 20 * 65_536 + np.arange(count) % 20 + 1 + 65_536
    texts = Texts.of(str(at) for at in range(count))
    cells = Cells(keys, np.full(count, 2, dtype=np.uint8), np.arange(count, dtype=np.uint32), texts)
    held = (
        cells._keys.nbytes + cells._kinds.nbytes + cells._refs.nbytes + len(texts._block) + texts._ends.nbytes
    )
    assert held < 32 * 1024**2
    assert cells[50_000, 20].value == 999_999.0


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)))))
def test_texts_come_back(texts: list[str]) -> None:
    block = Texts.of(texts)
    assert [block[at] for at in range(len(block))] == texts
    with pytest.raises(IndexError):
        block[len(texts)]


def test_a_lone_surrogate_does_no_harm() -> None:
    assert Texts.of(["a\ud800b"])[0] == "a?b"


def test_a_merge_says_what_it_covers() -> None:
    assert str(Merge(4, 1, 5, 2)) == "A4:B5"
    assert plain(1e20) == "1e+20"
