"""Workbooks and CSV read again by another library: nothing runs, nothing is lost, demo data is marked."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from data.reports import tables
from tests.data.reports.test_cells import PAYLOADS


def sheet(title: str = "表", **columns: list[object]) -> tables.Sheet:
    return tables.Sheet(title, pd.DataFrame(columns))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_values_come_back() -> None:
    place = pd.array([1, None], dtype="Int64")
    one = tables.Sheet(
        "总分",
        pd.DataFrame({"body": ["310101", "NA"], "total": [76.4, None], "place": place}),
        {"body": "单位代码", "total": "总分"},
        {"total": "points", "place": "whole"},
    )
    page = opened(tables.xlsx([one], False, "zh"))["总分"]
    assert [[cell.value for cell in row] for row in page] == [
        ["单位代码", "总分", "place"], ["310101", 76.4, 1], ["NA", None, None],
    ]  # fmt: skip
    assert page["B2"].number_format == "0.00"
    assert page["B2"].alignment.horizontal == "right"
    assert page["A2"].data_type == "s"
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:C3"
    assert page.column_dimensions["A"].width >= 10


def test_made_up_data_is_marked_on_every_sheet_and_in_the_file() -> None:
    book = opened(tables.xlsx([sheet("a", x=[1]), sheet("b", x=[2])], True, "en"))
    for page in book:
        assert "演示数据" in page["A1"].value
        assert "demo data" in page["A1"].value
        assert "演示数据" in page.oddHeader.center.text
        assert page["A2"].value == "x"
        assert page.freeze_panes == "B3"
    assert "演示数据" in book.properties.keywords
    assert "演示数据" in book.properties.description


def test_real_data_is_not_marked() -> None:
    """The control: the mark is no part of every file."""
    content = tables.xlsx([sheet(x=["a"])], False, "zh")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any("演示" in parts.read(name).decode() for name in parts.namelist())


def test_nothing_in_a_workbook_runs_or_links() -> None:
    links = ["http://x.example", "mailto:a@b.c", "{=1+1}", "internal:A1", "external:x", "\\\\host\\x"]
    payloads = [*PAYLOADS, *links]
    content = tables.xlsx([sheet(x=payloads), tables.Sheet("=1", pd.DataFrame({"=1": ["a"]}))], True, "zh")
    book = opened(content)
    for page in book:
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in page for cell in row)
    assert [row[0].value for row in book["表"].iter_rows(min_row=3)] == [
        tables.readable(one) for one in payloads
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if "worksheets" in name]
        assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in sheets)


@pytest.mark.parametrize(
    ("titles", "made"),
    [
        (["a/b[c]:*?\\d"], ["a_b_c_____d"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["A", "a", ""], ["A", "a 2", "-"]),
    ],
)
def test_titles_of_sheets(titles: list[str], made: list[str]) -> None:
    assert opened(tables.xlsx([sheet(title, x=[1]) for title in titles], False, "zh")).sheetnames == made


def test_awkward_cells_do_not_break_a_workbook() -> None:
    awkward = ["a\x00b", "字" * 40_000, "\ud800", "", "a\nb", float("inf"), float("-inf"), None, True]
    page = opened(tables.xlsx([sheet(x=awkward)], False, "zh"))["表"]
    found = [row[0].value for row in page.iter_rows(min_row=2)]
    assert found[0] == "a\ufffdb"
    assert found[1].endswith("[…]")
    assert found[5] == "inf"


def test_the_same_rows_make_the_same_bytes() -> None:
    assert tables.xlsx([sheet(x=[1])], True, "zh") == tables.xlsx([sheet(x=[1])], True, "zh")


def test_an_empty_table() -> None:
    page = opened(tables.xlsx([tables.Sheet("空", pd.DataFrame({"x": []}))], False, "zh"))["空"]
    assert [[cell.value for cell in row] for row in page] == [["x"]]
    opened(tables.xlsx([tables.Sheet("空", pd.DataFrame())], True, "zh"))


def test_csv_for_a_spreadsheet_program() -> None:
    notes = ["=1+1", 'a,"b"\nc']
    frame = pd.DataFrame({"body": ["310101", "NA"], "note": notes, "total": [0.1 + 0.2, None]})
    content = tables.csv(frame, True, {"total": "总分"})
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert found[0][:3] == ["body", "note", "总分"]
    assert [row[:3] for row in found[1:]] == [["310101", "'=1+1", "0.3"], ["NA", 'a,"b"\nc', ""]]
    assert all("演示数据" in row[3] for row in found)
    assert len(tables.csv(frame, False).decode("utf-8-sig").splitlines()[0].split(",")) == 3


@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
def test_nothing_in_a_csv_begins_like_a_formula(payload: str) -> None:
    content = tables.csv(pd.DataFrame({payload: [payload]}), False).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content, newline="")):
        assert row[0].startswith("'")
