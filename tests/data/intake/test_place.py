"""A cell's place as one number, positions as narrow as they may be: nothing is lost on either way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.narrow import kind, narrow
from data.intake.place import NOWHERE, place, places, shown


@given(st.lists(st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384)), min_size=1))
def test_a_place_is_its_address_and_back(cells: list[tuple[int, int]]) -> None:
    rows, columns = zip(*cells, strict=True)
    numbers = places(rows, columns)
    assert [place(shown(one)) for one in numbers] == numbers.tolist()
    assert np.argsort(numbers, kind="stable").tolist() == sorted(range(len(cells)), key=lambda at: cells[at])


@pytest.mark.parametrize(
    ("row", "column", "address"), [(1, 1, "A1"), (7, 2, "B7"), (100, 27, "AA100"), (3, 16_384, "XFD3")]
)
def test_addresses_are_those_of_a_spreadsheet(row: int, column: int, address: str) -> None:
    assert shown(places([row], [column])[0]) == address


@pytest.mark.parametrize("text", ["", "7:7", "line 7", "B0", "b7", "填报表"])
def test_what_is_no_address_is_nowhere(text: str) -> None:
    assert place(text) == NOWHERE
    assert shown(NOWHERE) == ""


def test_a_hundred_thousand_rows_take_four_bytes_each() -> None:
    assert places(np.arange(1, 100_001), 256).dtype == np.int32


@pytest.mark.parametrize("count", [0, 1, 127, 128, 32_767, 32_768, 2**31 - 1, 2**31])
def test_positions_keep_their_values_in_the_narrowest_kind(count: int) -> None:
    given = np.array([-1, max(count - 1, 0)])
    assert narrow(given, count).tolist() == given.tolist()
    sizes = {0: 1, 1: 1, 127: 1, 128: 2, 32_767: 2, 32_768: 4, 2**31 - 1: 4, 2**31: 8}
    assert np.dtype(kind(count)).itemsize == sizes[count]
