"""CSV as it comes: line numbers whatever is quoted or blank, two ways of reading that agree, faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import read

COLUMNS = ("a", "b", "c")


def table(tmp_path: Path, content: str | bytes) -> tuple[read.Table | None, list[tuple[str, str]]]:
    path = tmp_path / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found, problems = read.table(path, COLUMNS)
    return found, [(one.cell, one.code) for one in problems]


def cells(found: read.Table | None) -> list[tuple[int, ...]]:
    assert found is not None
    return [(int(line), *row) for line, row in zip(found.lines, found.cells.to_numpy().tolist(), strict=True)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, end: str, bom: bytes) -> None:
    found, problems = table(tmp_path, bom + end.join(["a,b,c", "1,NA,", "2,,甲"]).encode())
    assert problems == []
    assert cells(found) == [(2, "1", "NA", ""), (3, "2", "", "甲")]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    found, problems = table(tmp_path, 'a,b,c\n\n1,"two\nlines",3\n,,\n4,5,6\n  \n7,8,9\n')
    assert [row[0] for row in cells(found)] == [3, 6, 8]
    assert problems == [("line 7", "wrong_width")]


def test_columns_in_any_order(tmp_path: Path) -> None:
    found, _ = table(tmp_path, "c,a,b\n3,1,2\n")
    assert found is not None
    assert found.cells[["a", "b", "c"]].to_numpy().tolist() == [["1", "2", "3"]]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ("a,b\n1,2\n", [("line 1", "missing_column")]),
        ("a,b,c,d\n1,2,3,4\n", [("line 1", "unknown_column")]),
        ("a,b,c,a\n1,2,3,4\n", [("line 1", "duplicate_column")]),
        ("", [("line 1", "missing_column")] * 3),
        ("a,b,c\n1,2\n1,2,3\n1,2,3,4\n", [("line 2", "wrong_width"), ("line 4", "wrong_width")]),
        ('a,b,c\n1,2,3\n1,"2,3\n4,5,6\n', [("line 3", "broken_quote")]),
        ('a,b,c\n1,"2"x,3\n', [("line 2", "broken_quote")]),
        ('"a,b,c\n1,2,3\n', [("line 1", "broken_quote")]),
        ("a,b,c\n1,2\x07,3\n", [("line 2", "control_character")]),
        ("a,b,c\n1,2,3\n1,甲,3\n".encode("gb18030"), [("line 3", "not_utf8")]),
    ],
    ids=repr,
)
def test_faults_of_form(tmp_path: Path, content: str | bytes, problems: list[tuple[str, str]]) -> None:
    assert table(tmp_path, content)[1] == problems


def test_another_encoding_altogether(tmp_path: Path) -> None:
    found, problems = table(tmp_path, "a,b,c\n1,2,3\n".encode("utf-16"))
    assert found is None
    assert problems[0] == ("line 1", "not_utf8")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found, problems = read.table(tmp_path / "none.csv", COLUMNS)
    assert found is None
    assert [one.code for one in problems] == ["no_file"]
    assert [one.code for one in read.table(tmp_path, COLUMNS)[1]] == ["no_file"]


CELL = st.text(st.sampled_from("ab1,\"' \n\r甲；NA.-\t"), max_size=4)


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=6), end=st.sampled_from(["\n", "\r\n"]))
def test_both_ways_of_reading_agree(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], end: str
) -> None:
    """The quick way is taken only where it reads the same: forced to the careful way, nothing changes."""
    content = "".join(",".join(row) + end for row in (COLUMNS, *rows)).encode()
    folder = tmp_path_factory.mktemp("agree")
    found = table(folder, content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "_plain", lambda raw, width: False)
        careful = table(folder, content)
    assert found[1] == careful[1]
    assert (found[0] is None) == (careful[0] is None)
    if found[0] is not None:
        assert cells(found[0]) == cells(careful[0])


def test_plain_files_take_the_quick_way() -> None:
    """The control of the test above: there are files of both sorts."""
    assert read._plain(b"a,b,c\n1,2,3\n", 3)
    assert read._plain("a,b,c\r\n1,甲,3".encode(), 3)
    for other in (b'a,b,c\n1,"2",3\n', b"a,b,c\n1,2\n", b"a,b,c\n\n1,2,3\n", b"a,b,c\r1,2,3\r"):
        assert not read._plain(other, 3)
