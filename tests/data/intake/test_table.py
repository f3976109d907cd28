"""Where the table is: header, data rows, what is left out and why; what cannot be told apart is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from data.intake.sheet import Cell, Cells, Merge, Sheet, Workbook
from data.intake.table import Table, only, tables
from data.words import LANGUAGES, has, text
from data.words.problems import problem

DISTRICTS = ("黄浦区", "徐汇区", "长宁区", "静安区")


def sheet(
    *lines: Sequence[object], merges: Sequence[tuple[int, int, int, int]] = (), name: str = "表"
) -> Sheet:
    cells = []
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            if value not in (None, ""):
                cells.append(cell(row, column, value))
    ordered = Cells.of(cells)
    wide = max((one.column for one in cells), default=0)
    return Sheet(name, "visible", ordered, tuple(Merge(*one) for one in merges), len(lines), wide)


def cell(row: int, column: int, value: object) -> Cell:
    match value:
        case Cell():
            return Cell(row, column, value.kind, value.value, value.percent)
        case bool():
            return Cell(row, column, "bool", value)
        case int() | float():
            return Cell(row, column, "number", float(value))
        case datetime():
            return Cell(row, column, "date", value)
    return Cell(row, column, "text", str(value))


ERROR, FORMULA = Cell(1, 1, "error", "#REF!"), Cell(1, 1, "formula", "=A1")


def look(*lines: Sequence[object], merges: Sequence[tuple[int, int, int, int]] = ()) -> Table:
    (one,) = tables(Workbook("a.xlsx", (sheet(*lines, merges=merges),)))
    assert one.table is not None, one.problems
    return one.table


def left(table: Table) -> dict[int, str]:
    for one in table.left_out:
        assert all(has(f"left_out.{one.reason}", language) for language in LANGUAGES)
    return {one.row: one.reason for one in table.left_out}


def codes(table: Table) -> list[tuple[str, str]]:
    for one in table.problems:
        assert all("⟦" not in problem(one, language) for language in LANGUAGES)
    return [(one.cell, one.code) for one in table.problems]


DATA = [[one, at, at * 2] for at, one in enumerate(DISTRICTS, start=1)]


def test_a_plain_table() -> None:
    table = look(["单位", "应公开", "已公开"], *DATA)
    assert table.header == ("单位", "应公开", "已公开")
    assert table.rows.tolist() == [2, 3, 4, 5]
    assert table.columns == (1, 2, 3)
    assert (table.left_out, table.problems) == ((), ())
    assert table.cell(3, 1).value == 2.0


def test_title_and_unit_rows_stand_above() -> None:
    table = look(
        ["2012年度政务公开考核评估自评表"],
        ["填报单位（盖章）：黄浦区", "", "填报日期：2012.7.9"],
        ["单位：件"],
        ["单位", "应公开", "已公开"],
        *DATA,
        merges=[(1, 1, 1, 3)],
    )
    assert table.header_rows == (4, 4)
    assert left(table) == {1: "above", 2: "above", 3: "above"}
    assert table.rows.tolist() == [5, 6, 7, 8]


def test_a_header_of_two_rows_with_merged_parents() -> None:
    table = look(
        ["单位", "主动公开", "", "依申请公开", ""],
        ["", "应公开", "已公开", "收到", "答复"],
        *[[one, 1, 2, 3, 4] for one in DISTRICTS],
        merges=[(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)],
    )
    assert table.header == (
        "单位", "主动公开 / 应公开", "主动公开 / 已公开", "依申请公开 / 收到", "依申请公开 / 答复",
    )  # fmt: skip
    assert table.labels[1] == ("主动公开", "应公开")
    assert table.header_rows == (1, 2)
    assert table.rows.tolist() == [3, 4, 5, 6]


def test_a_header_of_three_rows() -> None:
    table = look(
        ["单位", "公开", "", "", ""],
        ["", "主动", "", "依申请", ""],
        ["", "应做", "已做", "收到", "答复"],
        *[[one, 1, 2, 3, 4] for one in DISTRICTS],
        merges=[(1, 1, 3, 1), (1, 2, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5)],
    )
    assert table.header[1] == "公开 / 主动 / 应做"
    assert table.header[4] == "公开 / 依申请 / 答复"
    assert table.rows.tolist() == [4, 5, 6, 7]


def test_a_header_of_two_rows_that_nobody_merged() -> None:
    table = look(
        ["指标", "考核填报", "", "分值"],
        ["", "附件", "自评分", ""],
        ["重大决策公开", "a.pdf", 2, 3],
        ["民生政策公开", "b.pdf", 1, 3],
    )
    assert table.header == ("指标", "考核填报 / 附件", "自评分", "分值")
    assert table.rows.tolist() == [3, 4]


def test_letters_and_units_below_the_header() -> None:
    lines = [[f"指标{at}", f"{at:02}", at, at] for at in range(1, 5)]
    header = ["指标名称", "代码", "本期实际", "本年累计"]
    table = look(header, ["甲", "乙", 1, 2], ["", "", "(件)", "(件)"], *lines)
    assert left(table) == {2: "letters", 3: "units"}
    assert table.rows.tolist() == [4, 5, 6, 7]


@pytest.mark.parametrize(
    "word", ["小计", "合 计", "合计：", "总计", "全 国", "区县小计", "合计（17个）", "Total"]
)
def test_totals_are_no_bodies(word: str) -> None:
    table = look(["单位", "应公开", "已公开"], *DATA[:2], [word, 3, 6], *DATA[2:])
    assert left(table) == {4: "total"}
    assert table.rows.tolist() == [2, 3, 5, 6]


def test_a_total_behind_a_serial_number() -> None:
    table = look(["序号", "单位", "数"], [1, "黄浦区", 5], [2, "徐汇区", 7], [3, "合计", 12])
    assert left(table) == {4: "total"}


def test_a_total_may_be_asked_for() -> None:
    (one,) = tables(Workbook("a", (sheet(["项", "数"], ["新收", 3], ["总计", 3]),)), keep=("total",))
    assert one.table is not None
    assert one.table.rows.tolist() == [2, 3]


@pytest.mark.parametrize(
    "note",
    [
        ["注：以上数据截至2012年12月31日。"], ["填表说明：1. 本表由各单位填写"],
        ["审核人：张三", "填表人：李四", "联系电话：63210000"],
        ["备注"], ["资料来源：统计局"], ["单位负责人（签字）："],
    ],
)  # fmt: skip
def test_notes_and_signatures_are_no_data(note: list[str]) -> None:
    table = look(["单位", "应公开", "已公开"], *DATA, [], note)
    assert left(table) == {7: "note"}


def test_remarks_at_the_end_are_no_data() -> None:
    table = look(
        ["单位", "应公开", "已公开"], *DATA, ["Some"], ["", "also like to write stuff"], ["", "", "here"]
    )
    assert left(table) == {6: "note", 7: "note", 8: "note"}


def test_a_body_that_reported_nothing_stays_a_row() -> None:
    table = look(["单位", "应公开", "已公开"], *DATA[:2], ["长宁区"], DATA[3], ["崇明县"])
    assert table.rows.tolist() == [2, 3, 4, 5, 6]
    assert left(table) == {}


def test_headings_of_groups_are_no_rows() -> None:
    table = look(["单位", "应公开", "已公开"], ["一、区县"], *DATA, ["二、市级部门"], ["市财政局", 1, 2])
    assert left(table) == {2: "heading", 7: "heading"}


def test_the_header_of_a_new_page_is_no_row() -> None:
    table = look(["单位", "应公开", "已公开"], *DATA[:2], [], ["单位", "应公开", "已公开"], *DATA[2:])
    assert left(table) == {5: "repeated_header"}
    assert table.rows.tolist() == [2, 3, 6, 7]


def test_blank_rows_are_passed_over() -> None:
    table = look([], ["单位", "应公开", "已公开"], [], *DATA)
    assert table.header_rows == (2, 2)
    assert table.rows.tolist() == [4, 5, 6, 7]


def test_a_merged_group_is_filled_in_downwards() -> None:
    table = look(
        ["类别", "指标", "数"], ["主动公开", "规章", 1], ["", "规范性文件", 2], ["依申请", "收到", 3],
        merges=[(2, 1, 3, 1)],
    )  # fmt: skip
    assert [table.cell(int(row), 0).value for row in table.rows] == ["主动公开", "主动公开", "依申请"]
    codes_, cells = table.column(0)
    assert [cells[code].value for code in codes_] == ["主动公开", "主动公开", "依申请"]
    assert codes(table) == []


def test_a_figure_merged_over_rows_belongs_to_nobody() -> None:
    table = look(["单位", "指标", "数"], ["黄浦区", "甲", 5], ["徐汇区", "乙", ""], merges=[(2, 3, 3, 3)])
    assert codes(table) == [("C2", "merged_figure")]
    assert table.cell(3, 2).kind == "empty"


def test_cells_merged_across_data_are_named() -> None:
    table = look(["单位", "应公开", "已公开"], *DATA, ["松江区", "未报", ""], merges=[(6, 2, 6, 3)])
    assert codes(table) == [("B6", "merged_across")]
    assert table.problems[0].found == "B6:C6"


def test_a_title_merged_over_all_columns_is_no_parent() -> None:
    table = look(["自评表", "", ""], ["单位", "应公开", "已公开"], *DATA, merges=[(1, 1, 1, 3)])
    assert table.header == ("单位", "应公开", "已公开")


def test_errors_and_formulas_without_value_are_named_cell_by_cell() -> None:
    table = look(
        ["单位", "应公开", "已公开"], ["黄浦区", ERROR, 1], ["徐汇区", 2, FORMULA], ["合计", ERROR, 3]
    )
    assert codes(table) == [("B2", "error_cell"), ("C3", "formula_without_value")]


def test_many_faults_of_one_kind_are_cut_off_and_counted() -> None:
    table = look(["单位", "数"], *[["黄浦区", ERROR] for _ in range(700)])
    assert len(table.problems) == 501
    assert (table.problems[-1].code, table.problems[-1].found) == ("more_like_it", "200")


def test_hidden_rows_are_read_and_told() -> None:
    given = sheet(["单位", "应公开", "已公开"], *DATA)
    given = Sheet(given.name, given.state, given.cells, (), given.rows, given.columns, frozenset({3, 4, 99}))
    (one,) = tables(Workbook("a", (given,)))
    assert one.table is not None
    assert one.table.rows.tolist() == [2, 3, 4, 5]
    (told,) = one.table.problems
    assert (told.code, told.found, told.allowed, told.severity) == ("hidden_rows", "3, 4", "2", "warning")
    assert codes(one.table) == [("", "hidden_rows")]


def test_a_column_without_a_title_is_told_and_not_read() -> None:
    table = look(["单位", "应公开"], *DATA)
    assert [(one.cell, one.code, one.severity) for one in table.problems] == [
        ("C1", "column_without_title", "warning")
    ]
    assert table.columns == (1, 2)


@pytest.mark.parametrize(
    "years", [[2010, 2011, 2012], ["2010年", "2011年", "2012年"], ["2012年1月", "2012年2月", "2012年3月"]]
)
def test_years_may_name_columns(years: list[object]) -> None:
    table = look(["指标", *years], ["收到申请数", 3, 4, 5], ["答复数", 3, 4, 5])
    assert table.header_rows == (1, 1)
    assert table.rows.tolist() == [2, 3]


def test_codes_of_indicators_may_name_columns() -> None:
    table = look(["单位", "1.1.1", "1.1.2", "2.1.1"], *[[one, 1, 0, 12] for one in DISTRICTS])
    assert table.header == ("单位", "1.1.1", "1.1.2", "2.1.1")


def test_a_table_of_texts_has_its_header_first() -> None:
    table = look(
        ["单位", "指标", "说明"], ["黄浦区", "重大决策", "已在网站公开"], ["徐汇区", "民生政策", "已发文"]
    )
    assert table.header_rows == (1, 1)
    assert len(table.rows) == 2


def test_known_labels_decide() -> None:
    lines = [["甲类", "第一", "第二", "第三"], ["单位", "应公开", "已公开"], ["黄浦区", "一些", "文字"]]
    (guess,) = tables(Workbook("a", (sheet(*lines),)))
    (known,) = tables(Workbook("a", (sheet(*lines),)), known={"单位", "应公开"})
    assert guess.table is not None
    assert known.table is not None
    assert (guess.table.header_rows, known.table.header_rows) == ((1, 1), (2, 2))


def test_no_header_is_refused_with_what_was_found() -> None:
    (one,) = tables(Workbook("a.xlsx", (sheet([1, 2], [3, 4]),)))
    assert one.table is None
    assert [(p.code, p.cell, p.found) for p in one.problems] == [("no_header", "1:1", "1, 2")]


def test_two_tables_on_one_sheet_are_refused() -> None:
    lines = [["单位", "应公开", "已公开"], *DATA, [], ["部门", "收到申请", "答复数"], ["市财政局", 1, 2]]
    (one,) = tables(Workbook("a.xlsx", (sheet(*lines),)))
    assert one.table is None
    (found,) = one.problems
    assert (found.code, found.cell, found.allowed) == ("two_tables", "7:7", "1")
    assert "收到申请" in problem(found, "zh")


def test_a_header_merged_into_the_data_is_named() -> None:
    table = look(["单位", "数"], ["黄浦区", 1], ["徐汇区", 2], merges=[(1, 1, 2, 1)])
    assert codes(table) == [("A1", "merged_into_header")]


def test_hidden_sheets_are_left_out_and_several_are_asked_about() -> None:
    first, second = (
        sheet(["单位", "数"], ["黄浦区", 1], name="区县表"),
        sheet(["部门", "数"], ["财政", 1], name="部门表"),
    )
    hidden = Sheet("底稿", "hidden", first.cells, (), 2, 2)
    book = Workbook("a.xlsx", (first, hidden, second, Sheet("空", "visible", Cells.of([]))))
    assert [one.sheet for one in tables(book)] == ["区县表", "部门表", "空"]
    table, problems = only(book)
    assert table is None
    assert [one.code for one in problems] == ["several_tables"]
    for language in LANGUAGES:
        said = problem(problems[0], language)
        assert "区县表 (单位, 数)" in said
        assert "部门表" in said
        assert "底稿" not in said
    table, problems = only(book, "部门表")
    assert table is not None
    assert table.header == ("部门", "数")


def test_a_workbook_with_nothing_to_see() -> None:
    hidden = Sheet("底稿", "hidden", sheet(["单位", "数"], ["黄浦区", 1]).cells, (), 2, 2)
    assert [one.code for one in only(Workbook("a.xlsx", (hidden,)))[1]] == ["no_cells"]


def test_fifty_thousand_rows_take_no_time() -> None:
    lines = [["单位", "指标", "数"], *([f"单位{at % 67}", f"{at % 8}.1.1", at] for at in range(50_000))]
    table = look(*lines)
    assert len(table.rows) == 50_000
    codes_, cells = table.column(0)
    assert len(cells) == 67
    assert cells[codes_[-1]].value == f"单位{49_999 % 67}"


def test_every_reason_has_its_word() -> None:
    for reason in ("above", "letters", "units", "total", "heading", "note", "repeated_header"):
        assert all(text(f"left_out.{reason}", language) for language in LANGUAGES)
