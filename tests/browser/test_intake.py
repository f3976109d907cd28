"""Journeys of those who hand in data: a good file, a faulty one, two in conflict, a batch taken back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.browser.conftest import Reader, served
from tests.data.handed_in import filled_in

BODY, INDICATOR, FIELD = "B32", "6.1.4", "n_cases_closed"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Person = Callable[[str], Reader]


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a record that these journeys may change."""
    folder = tmp_path_factory.mktemp("journeys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVALUATION_FILES", str(folder / "files"))
        with served(folder, record=demonstration) as address:
            yield address


@pytest.fixture
def person(window: Callable[..., Reader], own: str) -> Person:
    """`person(role)` sits down at the import page in that role."""

    def sit(role: str) -> Reader:
        reader = window(own, 1440)
        reader.open(f"intake?desk={role}")
        return reader

    return sit


def hand_in(reader: Reader, name: str, content: bytes) -> None:
    """Put a file into the place for it and wait until it has been looked at."""
    file = {"name": name, "mimeType": XLSX, "buffer": content}
    reader.page.locator("input[type=file]").first.set_input_files(file)
    reader.page.get_by_text("检查完毕").wait_for()
    reader.settle()


def template(reader: Reader) -> bytes:
    """The template of the body, downloaded as a person does."""
    reader.open(f"intake?desk=evaluator&t_body={BODY}")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="下载", exact=True).click()
    assert download.value.suggested_filename == f"2012-body-{BODY}.xlsx"
    return Path(download.value.path()).read_bytes()


def figure(content: bytes) -> int:
    """What the template says of the figure."""
    for page in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        at: dict[str, int] = {}
        for values in page.iter_rows(values_only=True):
            if {"indicator", "field", "value"} <= set(values):
                at = {str(value): place for place, value in enumerate(values) if value is not None}
            elif at and (values[at["indicator"]], values[at["field"]]) == (INDICATOR, FIELD):
                return int(values[at["value"]])
    raise AssertionError("no such figure")


def commit(reader: Reader, reason: str) -> int:
    """Say why, press the button twice, read the number of the batch."""
    page = reader.page
    page.get_by_label("理由（改写或撤回现有数据时必填）").fill(reason)
    page.get_by_role("button", name="确认导入").dblclick()
    told = page.get_by_text(re.compile(r"已导入为第 \d+ 批"))
    told.wait_for()
    reader.settle()
    found = re.search(r"第 (\d+) 批", told.inner_text())
    assert found
    return int(found[1])


def batches(reader: Reader) -> int:
    """How many batches the log counts."""
    reader.open("intake?desk=evaluator")
    found = re.search(r"导入记录（(\d+) 批）", reader.text())
    assert found
    return int(found[1])


def test_a_good_file_is_previewed_and_taken_in_once(person: Person) -> None:
    reader = person("evaluator")
    before = batches(reader)
    blank = template(reader)
    new = figure(blank) + 11
    hand_in(reader, "good.xlsx", filled_in(blank, (BODY, INDICATOR, FIELD, str(new))))
    said = reader.text()
    assert "预览：good.xlsx" in said
    assert str(new) in said
    commit(reader, "核对原始台账")
    assert batches(reader) == before + 1  # pressed twice, taken in once
    assert figure(template(reader)) == new


def test_a_faulty_file_is_mended_in_its_annotated_copy(person: Person) -> None:
    reader = person("evaluator")
    blank = template(reader)
    old = figure(blank)
    hand_in(reader, "faulty.xlsx", filled_in(blank, (BODY, INDICATOR, FIELD, "约120")))
    reader.page.get_by_text("没有导入任何内容").wait_for()
    assert "约120" in reader.text()
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="下载标注副本").click()
    copy = Path(download.value.path()).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(copy))
    marked = [
        cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value == "约120"
    ]
    assert any(cell.comment for cell in marked)
    hand_in(reader, "mended.xlsx", filled_in(copy, (BODY, INDICATOR, FIELD, str(old + 20))))
    reader.page.get_by_text("预览：mended.xlsx").wait_for()
    commit(reader, "按标注改正")
    assert figure(template(reader)) == old + 20


def test_two_evaluators_in_conflict_see_each_other_and_decide(person: Person) -> None:
    evaluator, office = person("evaluator"), person("office")
    blank = template(evaluator)
    old = figure(blank)
    hand_in(office, "office.xlsx", filled_in(blank, (BODY, INDICATOR, FIELD, str(old + 1))))
    office.page.get_by_role("button", name="全部以新值为准").or_(
        office.page.get_by_role("button", name="确认导入")
    ).first.wait_for()
    commit(office, "考核办更正")
    hand_in(evaluator, "evaluator.xlsx", filled_in(blank, (BODY, INDICATOR, FIELD, str(old + 2))))
    evaluator.page.get_by_text("1 处冲突待决定").wait_for()
    said = evaluator.text()
    assert "考核办" in said
    assert {str(old), str(old + 1), str(old + 2)} <= set(re.findall(r"\d+", said))
    evaluator.page.get_by_role("radio", name="用文件的值").click()
    evaluator.page.get_by_text("1 处以新值为准").wait_for()
    evaluator.settle()
    commit(evaluator, "复核后以评估员为准")
    assert figure(template(evaluator)) == old + 2


def test_a_batch_is_taken_back_and_stays_in_the_log(person: Person) -> None:
    reader = person("evaluator")
    blank = template(reader)
    old = figure(blank)
    hand_in(reader, "wrong.xlsx", filled_in(blank, (BODY, INDICATOR, FIELD, str(old + 400))))
    number = commit(reader, "传错之前")
    reader.open(f"intake?desk=evaluator&batch={number}")
    page = reader.page
    page.get_by_label("理由", exact=True).fill("传错了文件")
    page.get_by_role("button", name="撤回这一批").click()
    page.get_by_text(f"第 {number} 批已撤回").wait_for()
    assert "wrong.xlsx" in reader.text()
    assert figure(template(reader)) == old


def test_a_file_of_another_kind_is_refused_in_one_sentence(person: Person) -> None:
    """The control of the others: the page does not take in whatever it is given."""
    reader = person("evaluator")
    before = batches(reader)
    hand_in(reader, "picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(2000))
    assert "无法读取 picture.xlsx" in reader.text()
    assert reader.page.get_by_role("button", name="确认导入").count() == 0
    assert batches(reader) == before


@pytest.mark.parametrize("where", ["intake", "annual_reports", "entry"])
def test_the_place_for_a_file_speaks_the_language_of_the_page(
    window: Callable[..., Reader], own: str, where: str
) -> None:
    reader = window(own, 1440)
    for language, words in (("zh", "上传"), ("en", "Upload")):
        reader.open(f"{where}?desk=evaluator&lang={language}")
        there = reader.page.get_by_test_id("stFileUploaderDropzone").first
        there.get_by_role("button").get_by_text(words, exact=True).wait_for()
        if language == "zh":
            assert there.locator("input").get_attribute("aria-label") == "选择文件"
