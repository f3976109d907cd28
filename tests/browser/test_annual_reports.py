"""The journey of an annual report: tables out, a faulty one in, its marked copy mended, filed, withdrawn."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.browser.conftest import Reader, served

BODY = "310115"
PAGE = f"annual_reports?desk=evaluator&body={BODY}"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = {
    "01": 100, "02": 94, "03": 5, "04": 7, "10": 12, "11": 2, "14": 8, "15": 2, "17": 10, "18": 6, "19": 2,
    "20": 3, "22": 3, "期末待答复数": 2,
}  # fmt: skip  # 17 is not 18 + 19 + 20


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a record that this journey may change."""
    with served(tmp_path_factory.mktemp("reports"), record=demonstration) as address:
        yield address


def downloaded(reader: Reader, button: str) -> tuple[str, bytes]:
    """A file as a person saves it: its name and content."""
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def filled(content: bytes, figures: dict[str, int], sheet: str = "统计表") -> bytes:
    """The workbook with these figures typed in; every other row of the table 0."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book[sheet]
    head = next(cell for row in page.iter_rows() for cell in row if cell.value == "本期实际")
    for row in range(head.row + 1, page.max_row + 1):
        code = str(page.cell(row, 1).value or page.cell(row, 2).value)  # some rows have no number
        if code in figures or page.cell(row, head.column).value is None:
            page.cell(row, head.column).value = figures.get(code, 0)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(reader: Reader, name: str, content: bytes, told: str) -> None:
    """Put a file into the place for it and wait for what is said of it."""
    file = {"name": name, "mimeType": XLSX, "buffer": content}
    reader.page.locator("input[type=file]").first.set_input_files(file)
    reader.page.get_by_text(re.compile(told)).first.wait_for()
    reader.settle()


def test_a_faulty_report_is_mended_in_its_marked_copy_and_filed(
    own: str, window: Callable[..., Reader]
) -> None:
    reader = window(own, 1440)
    reader.open(PAGE)
    assert "64 个单位都还没有报送年度报告" in reader.text()
    name, blank = downloaded(reader, "下载")
    assert name == f"2012-annual-report-{BODY}-2012.xlsx"
    hand_in(reader, "faulty.xlsx", filled(blank, FIGURES), "faulty.xlsx 有 1 处须先改正")
    said = reader.text()
    assert "差额 −1" in said
    assert reader.page.get_by_role("button", name="报送", exact=True).count() == 0
    marked_name, marked = downloaded(reader, "下载标注副本")
    assert marked_name.startswith("faulty-")
    book = openpyxl.load_workbook(io.BytesIO(marked))
    notes = [cell.comment.text for page in book for row in page.iter_rows() for cell in row if cell.comment]
    assert any("A3" in note for note in notes)
    assert "演示数据" in str([cell.value for row in book.worksheets[0].iter_rows() for cell in row])

    reader.open(PAGE)
    mended = filled(marked, {"18": 5})
    hand_in(reader, "mended.xlsx", mended, "mended.xlsx 各项必须成立的关系全部成立")
    reader.page.get_by_role("button", name="报送", exact=True).dblclick()
    reader.page.get_by_text("2012 年全年的年度报告已报送").wait_for()
    reader.settle()
    assert "64 个单位中 1 个已报送年度报告，各项关系全部成立" in reader.text()

    reader.open(PAGE)
    assert "mended.xlsx" in reader.text()
    _, original = downloaded(reader, "下载原文件")
    assert original == mended
    reader.page.get_by_text("撤回这份报告").click()
    reader.page.get_by_label("理由").last.fill("报错年度")
    reader.page.get_by_role("button", name="撤回", exact=True).click()
    reader.page.get_by_text("已撤回。").wait_for()
    reader.settle()
    assert "64 个单位都还没有报送年度报告" in reader.text()
    assert [one for one in reader.complaints if "404" not in one] == []  # Streamlit asks where it lies
