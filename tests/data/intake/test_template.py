"""What a template holds: checks without a length limit, locks, notes, marks, and what was stored."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from data.intake import identity as identities
from data.intake import template, upload
from data.words import text
from metrics.errors import NotFound
from tests.data.intake import plan_2012
from tests.data.intake.plan_2012 import ground

XUHUI = "310104"
STORED = [
    (XUHUI, "2.1.1", "", "n_listed", "38", "", ""),
    (XUHUI, "3.2.1", "", "", "", "not_applicable", "本年度无重大突发事件"),
    (XUHUI, "4.1.2", "预1号", "date_approved", "2012-01-16", "", ""),
    (XUHUI, "4.1.2", "预1号", "date_published", "2012-02-09", "", ""),
    (XUHUI, "8.2.2", "", "has_rule", "1", "", ""),
    (XUHUI, "K1", "", "k_overdue", "0", "nil", ""),
]


def opened(raw: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(raw))


@pytest.fixture(scope="module")
def form() -> Workbook:
    return opened(template.for_body(ground(STORED), XUHUI))


def row_of(book: Workbook, indicator: str, field: str) -> int:
    page = book["填报表"]
    return next(
        row for row in range(1, page.max_row + 1)
        if (page.cell(row, 10).value, page.cell(row, 12).value or "") == (indicator, field)
    )  # fmt: skip


def checks_at(
    book: Workbook, sheet: str, cell: str
) -> list[openpyxl.worksheet.datavalidation.DataValidation]:
    return [one for one in book[sheet].data_validations.dataValidation if cell in one.cells]


def test_what_is_stored_stands_in_it_as_a_person_reads_it(form: Workbook) -> None:
    page = form["填报表"]
    assert page.cell(row_of(form, "2.1.1", "n_listed"), 3).value == 38
    assert page.cell(row_of(form, "8.2.2", "has_rule"), 3).value == "是"
    row = row_of(form, "3.2.1", "")
    assert (page.cell(row, 5).value, page.cell(row, 6).value) == ("不适用", "本年度无重大突发事件")
    assert page.cell(row_of(form, "K1", "k_overdue"), 5).value == "零报告"
    register = form["登记簿 4.1.2"]
    assert [register.cell(11, at).value for at in (1, 3, 5, 6)] == [
        XUHUI, "预1号", datetime(2012, 1, 16), datetime(2012, 2, 9)
    ]  # fmt: skip


def test_every_cell_to_fill_in_is_unlocked_and_checked_and_no_other(form: Workbook) -> None:
    page = form["填报表"]
    assert page.protection.sheet
    for one in plan_2012.catalogue().indicators:
        if not ground().concerns(one, ground().body(XUHUI)) or {"from", "to"} <= set(one.params):
            continue
        for field in one.fields:
            row = row_of(form, one.code, field.code)
            assert not page.cell(row, 3).protection.locked
            assert len(checks_at(form, "填报表", f"C{row}")) == 1, (one.code, field.code)
            assert len(checks_at(form, "填报表", f"E{row}")) == 1
            assert page.cell(row, 2).protection.locked
        assert page.cell(row_of(form, one.code, ""), 3).protection.locked  # the computed share


def test_a_check_says_in_chinese_or_english_what_is_wanted(form: Workbook) -> None:
    (check,) = checks_at(form, "填报表", f"C{row_of(form, '2.1.1', 'n_listed')}")
    assert (check.type, check.formula1, check.formula2) == ("whole", "0", "999999999999999")
    assert check.error == "应为 0 或正整数，不要加单位或“约”“余”等字。"
    assert check.promptTitle == "已列入目录并公布的审批事项数"
    english = opened(template.for_body(ground(STORED, language="en"), XUHUI))
    (check,) = [
        one for one in english["Return"].data_validations.dataValidation
        if f"C{row_of_english(english, '2.1.1', 'n_listed')}" in one.cells
    ]  # fmt: skip
    assert check.error.startswith("A whole number from 0")


def row_of_english(book: Workbook, indicator: str, field: str) -> int:
    page = book["Return"]
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 10).value == indicator
                and (page.cell(row, 12).value or "") == field)  # fmt: skip


def test_lists_stand_on_a_hidden_sheet_and_have_no_limit_of_length() -> None:
    book = opened(template.for_register(ground(), "3.2.1"))
    lists = book["字典"]
    assert lists.sheet_state == "veryHidden"
    assert lists.protection.sheet
    names = next(
        one for one in book["登记簿 3.2.1"].data_validations.dataValidation
        if one.type == "list" and "B11" in one.cells
    )  # fmt: skip
    sheet, _, cells = names.formula1.strip("=").rpartition("!")
    assert sheet == "'字典'"
    offered = [row[0].value for row in lists[cells.replace("$", "")]]
    assert offered == [body.name.zh for body in plan_2012.bodies()]
    assert len(",".join(offered)) > 255


def test_no_message_is_longer_than_a_program_takes(form: Workbook) -> None:
    for page in form.worksheets:
        for one in page.data_validations.dataValidation:
            for words, most in (
                (one.promptTitle, 32),
                (one.errorTitle, 32),
                (one.prompt, 255),
                (one.error, 255),
            ):
                assert len(words or "") <= most
            assert one.type != "list" or one.formula1.lstrip("=").startswith("'字典'!")


def test_a_note_holds_the_clause_and_the_rule(form: Workbook) -> None:
    note = form["填报表"].cell(row_of(form, "2.1.1", ""), 2).comment.text
    for words in (
        "二（一）",
        "行政审批目录管理办法",
        "满分：",
        "零分：≤ 80%",
        "无行政审批事项的部门不适用",
        "佐证：审批目录",
    ):
        assert words in note


def test_formulas_are_protected_and_carry_their_result(form: Workbook) -> None:
    register = form["登记簿 4.1.2"]
    lag = register.cell(11, 8)
    assert lag.value.startswith("=IF(AND(ISNUMBER(E11)")
    assert "NETWORKDAYS" in lag.value
    assert lag.protection.locked
    raw = template.for_body(ground(STORED), XUHUI)
    shown = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)["登记簿 4.1.2"]
    # From 16 January 2012 the fifteenth working day is 9 February: the new year's week lies between.
    assert shown.cell(11, 8).value == 15


def test_nothing_stored_can_become_a_formula_or_a_link() -> None:
    rows = [
        (XUHUI, "1.1.1", "", "urls", '=HYPERLINK("http://x",1)', "", ""),
        (XUHUI, "2.3.1", "", "urls", "http://example.org", "", ""),
        (XUHUI, "3.1.1", "", "", "", "not_applicable", "+1"),
    ]
    raw = template.for_body(ground(rows), XUHUI)
    book = opened(raw)
    cell = book["填报表"].cell(row_of(book, "1.1.1", "urls"), 3)
    assert (cell.data_type, cell.value) == ("s", rows[0][4])
    assert not any(one.hyperlink for page in book.worksheets for row in page for one in row)
    assert plan_2012.said(plan_2012.read(raw)) == rows


def test_it_opens_where_one_starts_to_type(form: Workbook) -> None:
    assert form.active.title == "填报表"
    assert form["填报表"].freeze_panes == f"C{row_of(form, '1.1.1', '') - 1}"
    keys = form["填报表"].column_dimensions["J"]
    assert (keys.hidden, keys.min, keys.max) == (True, 10, 12)


def test_what_does_not_concern_a_body_is_not_asked() -> None:
    asked = {form_.value for form_ in opened(template.for_body(ground(), XUHUI))["填报表"]["J"]}
    others = {form_.value for form_ in opened(template.for_body(ground(), "310107"))["填报表"]["J"]}
    assert {code for code in asked if str(code).startswith("7.")} != set()  # a pilot
    assert {code for code in others if str(code).startswith("7.")} == set()
    bureau = {form_.value for form_ in opened(template.for_body(ground(), "B08"))["填报表"]["J"]}
    assert "4.1.1" not in bureau  # of the bureaus only the finance bureau
    assert "4.1.1" in {form_.value for form_ in opened(template.for_body(ground(), "B13"))["填报表"]["J"]}


def test_what_is_stored_out_of_scope_is_shown_all_the_same() -> None:
    rows = [("310107", "7.1.6", "", "n_sup", "3", "", "")]
    assert plan_2012.said(plan_2012.read(template.for_body(ground(rows), "310107"))) == rows


def test_a_block_holds_the_indicators_that_name_the_unit() -> None:
    book = opened(template.for_unit(ground(), "B15"))
    codes = {page.title.removeprefix("登记簿 ").split()[0] for page in book.worksheets} - {
        "填表说明",
        "字典",
        "标识",
    }
    plan = plan_2012.catalogue().indicators
    assert codes == {one.code for one in plan if one.judge == "B15" or "B15" in one.units}
    assert codes == {"2.4.1", "2.4.2", "5.1.1", "5.1.2", "5.2.1", "5.2.2"}


def test_what_there_is_no_template_for_is_refused() -> None:
    for make, code in (
        (lambda: template.for_body(ground(), "310199"), "body"),
        (lambda: template.for_unit(ground(), "B99"), "block"),
        (lambda: template.for_indicator(ground(), "9.9"), "indicator"),
        (lambda: template.for_register(ground(), "2.1.1"), "no_register"),
    ):
        with pytest.raises(NotFound) as caught:
            make()
        assert caught.value.code == code


@pytest.mark.parametrize("demo", [True, False])
def test_made_up_data_is_marked_on_every_page_and_in_the_file(demo: bool) -> None:
    raw = template.for_body(ground(STORED, demo=demo), XUHUI)
    book = opened(raw)
    mark = f"{text('book.demo', 'zh')} · {text('book.demo', 'en')}"
    for page in book.worksheets:
        if page.sheet_state == "visible":
            assert (page["A1"].value == mark) is demo, page.title
            assert (mark in (page.oddHeader.center.text or "")) is demo
    assert (book.properties.keywords == mark) is demo


def test_the_same_ground_makes_the_same_bytes() -> None:
    assert template.for_body(ground(STORED), XUHUI) == template.for_body(ground(STORED), XUHUI)


def test_its_identity_says_what_it_is_for_and_what_was_stored() -> None:
    raw = template.for_body(ground(STORED), XUHUI)
    found = upload.read_bytes(raw, "x.xlsx")
    assert found.workbook is not None
    who = identities.identity(found.workbook)
    assert who is not None
    assert (who.kind, who.subject, who.round, who.catalogue, who.sequence) == (
        "body",
        XUHUI,
        "2012",
        "2012",
        "7",
    )
    assert who.version == plan_2012.catalogue().version
    assert who.made_at == "2012-12-01T09:30:00"
    stamped = sorted(
        (one.body, one.indicator, one.item, one.field, one.value, one.status, one.reason)
        for one in who.stamps
    )
    assert stamped == sorted(STORED)
    assert sorted(int(one.id) for one in who.stamps) == [1, 2, 3, 4, 5, 6]
    sheets = {one.name: one for one in found.workbook.sheets}
    for one in who.stamps:
        if one.value and not one.status:
            place = openpyxl.utils.cell.coordinate_to_tuple(one.cell)
            assert sheets[one.sheet].cells.at(*place).kind != "empty", one


def test_a_program_that_drops_properties_leaves_the_identity() -> None:
    raw = template.for_body(ground(STORED), XUHUI)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/custom.xml":
                content = content.replace(b"evaluation-template", b"something-else-here")
            new.writestr(name, content)
    assert plan_2012.said(plan_2012.read(file.getvalue())) == sorted(STORED)


def test_a_template_without_its_hidden_sheet_is_read_by_its_headings() -> None:
    book = opened(template.for_indicator(ground([STORED[0]]), "2.1.1"))
    del book["标识"]
    file = io.BytesIO()
    book.save(file)
    found = plan_2012.read(file.getvalue())
    assert found.identity is not None  # the properties of the document are left
    assert found.tables[-1][1] == "matrix"
    assert plan_2012.said(found) == [STORED[0]]


def test_a_template_whose_codes_were_overwritten_is_refused() -> None:
    book = opened(template.for_indicator(ground([STORED[0]]), "2.1.1"))
    page = next(one for one in book.worksheets if one.title.startswith("2.1.1"))
    row = next(row for row in range(1, 20) if page.cell(row, 1).value == "body")
    page.cell(row, 1).value = "单位"
    file = io.BytesIO()
    book.save(file)
    assert [one.code for one in plan_2012.read(file.getvalue()).problems] == ["template_damaged"]


def test_a_template_with_sorted_rows_is_read_all_the_same() -> None:
    """Rows are known by their keys, not by where they stand."""
    rows = [
        (one.code, "2.1.1", "", "n_listed", str(at), "", "") for at, one in enumerate(plan_2012.bodies()[:5])
    ]
    book = opened(template.for_indicator(ground(rows), "2.1.1"))
    page = next(one for one in book.worksheets if one.title.startswith("2.1.1"))
    first = next(row for row in range(1, 20) if page.cell(row, 1).value == "body") + 1
    values = [[page.cell(first + at, column).value for column in range(1, 9)] for at in range(5)]
    for at, several in enumerate(reversed(values)):
        for column, value in enumerate(several, 1):
            page.cell(first + at, column).value = value
    file = io.BytesIO()
    book.save(file)
    assert plan_2012.said(plan_2012.read(file.getvalue())) == sorted(rows)


def test_a_page_that_was_deleted_is_told() -> None:
    book = opened(template.for_body(ground(STORED), XUHUI))
    del book["登记簿 4.1.2"]
    file = io.BytesIO()
    book.save(file)
    found = plan_2012.read(file.getvalue())
    assert [(one.code, one.found) for one in found.problems] == [("page_missing", "登记簿 4.1.2")]
