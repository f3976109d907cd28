"""The tables of a form as a workbook: read back they are what was filled in; what they say of themselves."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.catalogue.identities import Form, forms
from data.intake.annual_report import Figure, Report, Subject, book, hand_in, opened, subject
from data.intake.annual_report.formula import formula, where
from data.words import LANGUAGES
from tests.data.annual import MADE_AT, SOUND, form, handed_in, sound

CODES = tuple(SOUND)


def written(one: Form, report: Report | None, language: str, demo: str = "") -> bytes:
    who = Subject("2012", "B01", "2012", "0", one.code, demo)
    return book(one, who, language, ["市发展改革委"], MADE_AT, report)


def values(report: Report) -> dict[tuple[str, str], Decimal]:
    return {place: one.value for place, one in report.figures.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_what_is_filled_in_is_read_back(code: str, language: str) -> None:
    """Through the gate and the child, as a file is handed in; all sums of the report come out."""
    report = sound(code)
    found = hand_in(written(form(code), report, language, "演示数据"), "r.xlsx", language=language)
    assert found.problems == ()
    assert found.form == form(code)
    assert found.report is not None
    assert values(found.report) == values(report)
    assert found.workbook is not None
    assert subject(found.workbook) == Subject("2012", "B01", "2012", "0", code, "演示数据")
    assert len(found.outcomes) >= 6


@pytest.mark.parametrize("code", CODES)
def test_a_blank_is_not_a_nought(code: str) -> None:
    found = opened(written(form(code), None, "zh"), "r.xlsx")
    assert found.report is not None
    assert found.report.figures == {}
    needed = sum(
        row.must and column.must
        for grid in form(code).tables
        if grid.must
        for row in grid.rows
        for column in grid.columns
    )
    assert [one.code for one in found.errors] == ["report_empty"] * needed


def test_a_table_that_may_be_left_out_is_whole_or_blank() -> None:
    found = opened(handed_in("report_2019", 2019), "r.xlsx")
    book_ = openpyxl.load_workbook(io.BytesIO(handed_in("report_2019", 2019)))
    page = book_["表二 主动公开政府信息情况"]
    cells = [cell for row in page.iter_rows(min_col=3) for cell in row if isinstance(cell.value, int)]
    cells[0].value = None
    out = io.BytesIO()
    book_.save(out)
    assert found.errors == ()
    assert [one.code for one in opened(out.getvalue(), "r.xlsx").errors] == ["report_empty"]


def test_only_figures_may_be_typed_in() -> None:
    made = openpyxl.load_workbook(io.BytesIO(written(form("report_2008"), None, "zh")))
    page = made["统计表"]
    header = next(row[2] for row in page.iter_rows() if row[2].value == "本期实际")
    assert page.protection.sheet
    assert not page.cell(header.row + 1, 3).protection.locked
    assert page.cell(header.row + 1, 2).protection.locked
    assert {rule.type for rule in page.data_validations.dataValidation} == {"whole"}
    assert {rule.type for rule in made["正文比率"].data_validations.dataValidation} == {"decimal"}
    sums = [row[0].value for row in made["核对关系"].iter_rows(min_row=4)]
    assert sums == [one.code for one in form("report_2008").identities]


def test_the_same_tables_are_the_same_bytes() -> None:
    assert written(form("report_2014"), None, "en") == written(form("report_2014"), None, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_identity_can_be_said(language: str) -> None:
    told = {one.code: formula(one, it, language) for it in forms() for one in it.identities}
    assert not [words for words in told.values() if "⟦" in words or not words]
    if language == "zh":
        assert told["C1"] == "一 + 二 = 三（七） + 四"
        assert told["C3"].startswith("总计 = 自然人 + 商业企业")
        assert told["C4"] == "二 = 上期“四”"
        assert told["C5"] == "行政复议：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结"
        assert where(form("report_2019").identities[0], form("report_2019"), "zh").endswith("每一列")
    else:
        assert not [words for words in told.values() if any("\u4e00" <= sign <= "\u9fff" for sign in words)]


@settings(max_examples=5)  # each starts a child
@given(some.data())
@pytest.mark.parametrize("code", CODES)
def test_any_figures_come_back(code: str, data: some.DataObject) -> None:
    places = [
        (row.code, column.code) for grid in form(code).tables for row in grid.rows for column in grid.columns
    ]
    numbers = data.draw(some.lists(some.integers(0, 10**9), min_size=len(places), max_size=len(places)))
    report = Report(code, {at: Figure(Decimal(n)) for at, n in zip(places, numbers, strict=True)})
    again = opened(written(form(code), report, "zh"), "r.xlsx")
    assert (again.form, again.problems) == (form(code), ())
    assert again.report is not None
    assert values(again.report) == values(report)
