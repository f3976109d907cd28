"""Whatever stands in the files, the loader returns a catalogue or its faults; it never falls over."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.catalogue import load
from metrics.errors import CatalogueError
from tests.data.catalogue.sample import GOOD, write

# Where a value stands in the sample, and what somebody might put there instead.
SPOTS = [match.span(1) for match in re.finditer(r"[\w\"] = (\"[^\"]*\"|[\d.]+|\[|\{|true|false)", GOOD)]
JUNK = st.sampled_from(
    [
        '""', '" "', '"total"', '"S1"', '"x"', '"workday"', '"max"', '"Y-13-01"', '"../2012"', '"1/3"',
        "0", "-1", "1e400", "nan", "inf", "9" * 400, "true", "2012-01-01",
        "[]", "{}", "[[]]", "[{}]", "[1, 2]", '["a", "a"]', "[[1, 2, 3]]", '[["a", "b"]]',
        "{ zh = 1, en = 2 }", "{ district = 1 }", '{ a = { b = "c" } }',
    ]
)  # fmt: skip


def outcome(text: str) -> str:
    """What comes of a text: the version, or the first fault."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return load(write(Path(folder), text)).version
        except CatalogueError as error:
            return str(error.faults[0])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SPOTS) - 1), JUNK), min_size=1, max_size=3))
def test_junk_for_a_value(changes: list[tuple[int, str]]) -> None:
    text = GOOD
    for spot, junk in sorted(dict(changes).items(), reverse=True):
        start, end = SPOTS[spot]
        text = text[:start] + junk + text[end:]
    assert outcome(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, len(GOOD.splitlines()) - 1), min_size=1, max_size=4))
def test_lines_left_out(lines: list[int]) -> None:
    kept = [line for number, line in enumerate(GOOD.splitlines()) if number not in lines]
    assert outcome("\n".join(kept))


@settings(max_examples=100, deadline=None)
@given(st.text())
@example("\x00")
@example("a" * 100_000)
@example("x = " + "[" * 5000)
@example("x = " + "9" * 5000)
def test_any_text(text: str) -> None:
    assert outcome(text)
