"""CSV and text files: encoding by mark or strictly, delimiter by content, rows numbered as one sees them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import upload
from data.intake.sheet import Sheet

LINES = [["单位", "数量"], ["黄浦区", "12"], ["徐汇区", "3"]]


def text(lines: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    return out.getvalue()


def read(content: bytes, name: str = "数据.csv") -> Sheet:
    found = upload.read_bytes(content, name)
    assert found.workbook is not None, found.problems
    (one,) = found.workbook.sheets
    return one


def lines_of(one: Sheet) -> list[list[str]]:
    return [[str(cell.value) for cell in one.cells.row(row)] for row in range(1, one.rows + 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_with_every_delimiter(encoding: str, delimiter: str) -> None:
    one = read(text(LINES, delimiter).encode(encoding))
    assert lines_of(one) == LINES
    assert (one.name, one.rows, one.columns) == ("数据", 3, 2)


def test_big_endian_with_its_mark() -> None:
    assert lines_of(read(b"\xfe\xff" + text(LINES).encode("utf-16-be"))) == LINES


def test_an_encoding_that_was_only_inferred_is_told() -> None:
    found = upload.read_bytes(text(LINES).encode("gb18030"), "a.csv")
    assert [(one.code, one.severity) for one in found.problems] == [("read_as_gb18030", "warning")]
    assert upload.read_bytes(text(LINES).encode(), "a.csv").problems == ()


def test_the_delimiter_may_be_named_in_the_first_line() -> None:
    assert lines_of(read(b"sep=|\r\na|b,c\r\n1|2,3\r\n")) == [["a", "b,c"], ["1", "2,3"]]


def test_commas_inside_cells_do_not_make_columns() -> None:
    one = read("单位;说明\n黄浦区;一，二,三\n徐汇区;四,五\n".encode())
    assert lines_of(one) == [["单位", "说明"], ["黄浦区", "一，二,三"], ["徐汇区", "四,五"]]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    one = read(b'a,b\n\n"1\n1",2\n,,\n3,4')
    assert [(cell.address, cell.value) for cell in one.cells.values()] == [
        ("A1", "a"), ("B1", "b"), ("A3", "1\n1"), ("B3", "2"), ("A5", "3"), ("B5", "4"),
    ]  # fmt: skip


def test_a_quote_that_is_not_closed_is_told_with_its_line() -> None:
    found = upload.read_bytes(b'a,b\n1,2\n"3,4\n', "a.csv")
    assert [(one.code, one.cell) for one in found.problems] == [("broken_quote", "line 3")]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
            min_size=2,
            max_size=5,
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_read(lines: list[list[str]], encoding: str) -> None:
    content = ("sep=,\r\n" + text(lines)).encode(encoding)
    if not any(cell.strip() for line in lines for cell in line):
        return
    found = {(cell.row, cell.column): cell.value for cell in read(content).cells.values()}
    assert found == {
        (row, column): cell
        for row, line in enumerate(lines, start=1)
        for column, cell in enumerate(line, start=1)
        if cell.strip()
    }
