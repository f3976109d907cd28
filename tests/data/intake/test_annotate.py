"""The refused workbook that comes back: its cells as they were, faults on them, and nothing that runs."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from data.intake import template, upload
from data.intake.annotate import annotate, without_notes
from data.intake.columns import understand
from data.intake.sheet import Cell, Cells, Merge, Sheet
from data.intake.sheet import Workbook as Raw
from metrics.errors import CellProblem
from tests.data.intake import plan_2012
from tests.data.intake.plan_2012 import ground
from tests.data.intake.sheets import sheet

XUHUI = "310104"


def opened(raw: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(raw))


def again(raw: bytes) -> Raw:
    found = upload.read_bytes(raw, "again.xlsx")
    assert found.workbook is not None, found.problems
    return found.workbook


def foreign() -> Raw:
    one = sheet(
        ["2.1.1 行政审批事项目录公布率"],
        ["单位", "n_listed", "n_approval", "备注", "上线日期"],
        ["徐汇区", "约120", 130, "=1+1", datetime(2012, 7, 9)],
        ["卢湾区", 1, 2.5, "#REF!", datetime(2012, 7, 9, 8, 30)],
        merges=[Merge(1, 1, 1, 5)],
        name="表'一",
    )
    return Raw("file.xlsx", (one,), properties={"title": "某表"})


def test_faulty_cells_are_coloured_and_say_what_to_do() -> None:
    workbook = foreign()
    problems = understand(workbook, plan_2012.known()).problems
    book = opened(annotate(workbook, problems, "zh"))
    assert book.sheetnames == ["问题清单", "表'一"]
    page = book["表'一"]
    assert page["B3"].fill.fgColor.rgb.endswith("FBE3DF")
    assert "不是确切的数" in page["B3"].comment.text
    assert "黄浦区" in page["A4"].comment.text
    assert page["E4"].fill.fgColor.rgb.endswith("FBEFD9")  # to be confirmed, not to be mended
    assert page["C3"].comment is None
    assert not page["C3"].fill.fgColor.rgb.endswith("FBE3DF")
    assert [str(one) for one in page.merged_cells.ranges] == ["A1:E1"]


def test_the_list_in_front_leads_to_every_cell() -> None:
    workbook = foreign()
    problems = understand(workbook, plan_2012.known()).problems
    page = opened(annotate(workbook, problems, "zh"))["问题清单"]
    assert page["A2"].value == "3 处错误必须改正，1 处提示请核对。"
    listed = [[page.cell(row, at).value for at in (2, 3, 5)] for row in range(6, 9)]
    assert listed == [["表'一", "A4", "卢湾区"], ["表'一", "B3", "约120"], ["表'一", "C4", "2.5"]]
    link = page["C6"].hyperlink
    assert link.location == "'表''一'!A4"
    assert link.target is None


def test_the_english_copy_is_english() -> None:
    workbook = foreign()
    problems = understand(workbook, plan_2012.known()).problems
    book = opened(annotate(workbook, problems, "en"))
    assert book.sheetnames[0] == "Faults"
    assert book["Faults"]["A2"].value == "3 errors to mend, 1 note to check."


def test_it_is_read_as_if_the_notes_were_not_there() -> None:
    workbook = foreign()
    before = understand(workbook, plan_2012.known())
    after = understand(again(annotate(workbook, before.problems, "zh")), plan_2012.known())
    assert plan_2012.said(after) == plan_2012.said(before) != []
    assert [(one.code, one.cell) for one in after.problems] == [
        (one.code, one.cell) for one in before.problems
    ]
    # And a copy of a copy carries one list, not two.
    twice = annotate(again(annotate(workbook, before.problems, "zh")), before.problems, "zh")
    assert opened(twice).sheetnames == ["问题清单", "表'一"]


def test_a_program_that_drops_properties_does_not_make_the_list_a_table() -> None:
    workbook = foreign()
    problems = understand(workbook, plan_2012.known()).problems
    raw = again(annotate(workbook, problems, "zh"))
    stripped = Raw(raw.file, raw.sheets, raw.epoch_1904, {})
    assert [one.name for one in without_notes(stripped).sheets] == ["表'一"]


def test_mended_it_is_taken() -> None:
    workbook = foreign()
    book = opened(annotate(workbook, understand(workbook, plan_2012.known()).problems, "zh"))
    page = book["表'一"]
    page["B3"], page["A4"], page["C4"] = 120, "黄浦区", 2
    file = io.BytesIO()
    book.save(file)
    found = plan_2012.read(file.getvalue())
    assert [one.code for one in found.problems] == ["read_time_dropped"]
    assert len(found.rows) == 6


@pytest.fixture(scope="module")
def refused() -> tuple[Raw, tuple[CellProblem, ...]]:
    """A template with three faults, and something right beside them."""
    rows = [(XUHUI, "2.1.1", "", "n_listed", "38", "", ""), (XUHUI, "2.1.1", "", "n_approval", "40", "", "")]
    book = opened(template.for_body(ground(rows), XUHUI))
    page = book["填报表"]
    lines = {(page.cell(row, 10).value, page.cell(row, 12).value): row for row in range(1, page.max_row + 1)}
    page.cell(lines["2.1.1", "n_listed"], 3).value = "约38"
    page.cell(lines["2.2.1", "n_powers"], 3).value = 12
    page.cell(lines["2.2.1", "n_powers"], 5).value = "随便"
    page.cell(lines["1.1.1", "item_1"], 3).value = 0.7
    file = io.BytesIO()
    book.save(file)
    raw = again(file.getvalue())
    return raw, understand(raw, plan_2012.known()).problems


def test_a_refused_template_stays_a_template(refused: tuple[Raw, tuple[CellProblem, ...]]) -> None:
    workbook, problems = refused
    assert [one.code for one in problems] == ["unknown_status", "not_entry", "approximate"]
    raw = annotate(workbook, problems, "zh", ground())
    book = opened(raw)
    page = book["填报表"]
    assert page.protection.sheet
    assert len(page.data_validations.dataValidation) > 100
    faulty = {one.cell for one in problems}
    for cell in faulty:
        assert page[cell].fill.fgColor.rgb.endswith("FBE3DF"), cell
        assert page[cell].comment.text
        assert not page[cell].protection.locked
    found = plan_2012.read(raw)
    assert found.identity == understand(workbook, plan_2012.known()).identity
    assert plan_2012.said(found) == plan_2012.said(understand(workbook, plan_2012.known()))
    assert [(one.code, one.cell) for one in found.problems] == [(one.code, one.cell) for one in problems]


def test_a_template_whose_rows_were_moved_comes_back_as_it_is(
    refused: tuple[Raw, tuple[CellProblem, ...]],
) -> None:
    workbook, _ = refused
    page = next(one for one in workbook.sheets if one.name == "填报表")
    moved = Cells.of(
        Cell(cell.row + 1, cell.column, cell.kind, cell.value, cell.percent) if cell.row > 9 else cell
        for cell in page.cells.values()
    )
    shifted = Sheet(page.name, page.state, moved, page.merges, page.rows + 1, page.columns, page.hidden_rows)
    sheets = tuple(shifted if one is page else one for one in workbook.sheets)
    other = Raw(workbook.file, sheets, workbook.epoch_1904, workbook.properties)
    expected = understand(other, plan_2012.known())
    raw = annotate(other, expected.problems, "zh", ground())
    assert not opened(raw)["填报表"].protection.sheet
    assert plan_2012.said(plan_2012.read(raw)) == plan_2012.said(expected)


VALUES = st.one_of(
    st.floats(-1e12, 1e12).map(lambda one: float(f"{one:.12g}")),
    st.integers(-(10**12), 10**12).map(float),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=20).filter(
        lambda text: text.strip() == text
    ),
    st.sampled_from(["=1+1", "+1", "-1", "@x", "#REF!", "http://a.cn", "_x000D_", "'", "%", "=HYPERLINK(1)"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 12)), VALUES, min_size=1, max_size=40))
def test_any_cells_come_back_as_they_were(cells: dict[tuple[int, int], object]) -> None:
    kinds = {float: "number", bool: "bool", datetime: "date", str: "text"}
    made = [Cell(row, column, kinds[type(value)], value) for (row, column), value in cells.items()]  # type: ignore[arg-type]
    problems = [CellProblem("表", one.address, "no_body") for one in made[::2]]
    raw = annotate(Raw("f", (Sheet("表", "visible", Cells.of(made), (), 30, 12),)), problems, "zh")
    back = next(one for one in again(raw).sheets if one.name == "表")
    assert {place: (cell.kind, cell.value) for place, cell in back.cells.items()} == {
        (one.row, one.column): (one.kind, one.value) for one in made
    }
    assert not any(cell.data_type == "f" for row in opened(raw)["表"] for cell in row)


def test_a_large_one_is_written_row_by_row() -> None:
    made = [Cell(row, column, "number", float(row)) for row in range(1, 20_001) for column in range(1, 9)]
    one = Sheet("表", "visible", Cells.of(made), (Merge(1, 1, 3, 1),), 20_000, 8)
    problems = [CellProblem("表", f"B{row}", "no_body") for row in range(1, 12_001)]
    raw = annotate(Raw("f", (one,)), problems, "zh")
    page = openpyxl.load_workbook(io.BytesIO(raw), read_only=True)["问题清单"]
    last = [row[0].value for row in page.iter_rows(min_row=10_005, max_row=10_006)]
    assert last == [10_000, "另有 2000 处没有列出，改正以上各处后再上传。"]
