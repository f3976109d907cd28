"""The table [review]: taken as written, checked, and no part of the version."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import FOLDER, load
from data.store.content import decode, encode
from metrics.errors import CatalogueError
from metrics.model import Review
from tests.data.catalogue.sample import GOOD, write

TABLE = """
[review]
short = 0.7
common = 0.6
sources = { common = "an agreed share" }
"""


def test_it_is_taken_as_written(tmp_path: Path) -> None:
    found = load(write(tmp_path, GOOD + TABLE)).review
    assert found == Review(0.7, 0.6, 0.27, 0.2, {"common": "an agreed share"})
    assert decode(encode(found)) == found


def test_it_is_no_part_of_the_version(tmp_path: Path) -> None:
    plain = load(write(tmp_path))
    assert plain.review is None
    assert load(write(tmp_path, GOOD + TABLE)).version == plain.version


@pytest.mark.parametrize("wrong", ["short = 1.5", "common = -0.1", "telling = 'low'", "half = 1"])
def test_what_does_not_fit_is_a_fault(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(CatalogueError, match="review"):
        load(write(tmp_path, GOOD + f"\n[review]\n{wrong}\n"))


def test_every_number_of_2012_has_a_source() -> None:
    found = load(FOLDER / "2012").review
    assert found is not None
    assert set(found.sources) == {"short", "common", "tail", "telling"}
