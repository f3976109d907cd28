"""The 24 awkward spreadsheets of reference/messy behave as their README says."""



from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest

from data.intake.sheet import Sheet
from data.words import LANGUAGES
from data.words.problems import problem
from tests.data.intake.messy import ERRORS, EXPECTED, FOLDER, Outcome, described, outcome, said

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the awkward spreadsheets of ../shared/reference are not here"
)


@cache
def found(name: str) -> Outcome:
    return outcome(name)


def sheet(name: str, title: str = "") -> Sheet:
    book = found(name).given.workbook
    assert book is not None
    return next(one for one in book.sheets if not title or one.name == title)


def test_there_are_24_and_each_has_its_expectation() -> None:
    there = {one.name for one in FOLDER.iterdir()} - {"README.md"}
    assert there == set(EXPECTED)
    assert len(there) == 24


@pytest.mark.parametrize("name", EXPECTED)
def test_a_messy_file_behaves_as_it_should(name: str) -> None:
    expected, outcome_ = EXPECTED[name], found(name)
    if expected.refused:
        assert [one.code for one in outcome_.given.problems] == [expected.refused]
        assert outcome_.given.workbook is None
        return
    assert outcome_.given.workbook is not None, outcome_.given.problems
    made = [one.table for one in outcome_.looks if one.table]
    assert [(one.name, len(one.rows), one.header[0]) for one in made] == list(expected.tables)
    told = [problem for one in outcome_.looks for problem in one.problems]
    told += [problem for one in made for problem in one.problems]
    assert [(one.cell, one.code) for one in told] == list(expected.told)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_product_says_what_to_mend(name: str) -> None:
    """None of them is a file of this round: each ends in a refusal that names the file or a sheet of it."""
    outcome_ = found(name)
    assert outcome_.reading.errors
    assert outcome_.seconds < 10
    assert len(outcome_.reading.rows) == 0
    sheets = [one.name for one in outcome_.given.workbook.sheets] if outcome_.given.workbook else []
    for language in LANGUAGES:
        for one in outcome_.reading.problems:
            sentence = problem(one, language)
            assert "⟦" not in sentence
            assert one.sheet in [EXPECTED[name].called or name, *sheets]
        assert said(outcome_, language)
    assert described(outcome_)


def test_words_of_the_file_come_through_whole() -> None:
    assert sheet("lh_gbk.csv").cells.at(2, 2).value == "张三"
    assert sheet("eas_office_bom.csv").cells.at(1, 1).value == "姓名"
    assert sheet("php_premiere.utf16lebom.csv").cells.at(1, 1).value == "première"
    assert sheet("fyg_province_emissions_2022.xlsx").cells.at(3, 1).value == "北 京"


def test_the_total_row_is_no_province() -> None:
    (look,) = found("fyg_province_emissions_2022.xlsx").looks
    assert look.table is not None
    assert [(one.row, one.reason, one.text) for one in look.table.left_out] == [(2, "total", "全 国")]
    names = [str(look.table.cell(int(row), 0).value).replace(" ", "") for row in look.table.rows]
    assert len(set(names)) == 31
    assert {"北京", "上海", "吉林"} <= set(names)


def test_days_of_the_1904_system_are_not_four_years_off() -> None:
    cells = sheet("cal_date_1904.xlsx").cells
    assert cells.at(1, 1).value == datetime(2021, 1, 1)
    assert cells.at(2, 1).value == datetime(2021, 1, 2)
    assert cells.at(3, 1).value == "255:10:10"


def test_error_cells_are_neither_blank_nor_zero() -> None:
    cells = sheet("cal_errors.xlsx").cells
    assert [(cell.kind, cell.value) for cell in cells.values()] == [("error", one) for one in ERRORS]


def test_only_the_visible_sheet_is_looked_at() -> None:
    outcome_ = found("cal_any_sheets.xlsx")
    assert outcome_.given.workbook is not None
    assert [(one.name, one.state) for one in outcome_.given.workbook.sheets] == [
        ("Visible", "visible"), ("Hidden", "hidden"), ("VeryHidden", "very_hidden"), ("Chart", "chart"),
    ]  # fmt: skip
    assert [one.sheet for one in outcome_.looks] == ["Visible"]


def test_titles_units_and_footnotes_are_no_rows() -> None:
    for look in found("fyg_bpm6.xlsx").looks:
        assert look.table is not None
        left = {one.row: one.reason for one in look.table.left_out}
        assert (left[2], left[3], left[138]) == ("above", "above", "note")
        assert look.table.header_rows == (4, 4)
        assert look.table.rows.tolist()[0] == 6


def test_the_damaged_and_the_hostile_file_are_refused_at_once_every_time() -> None:
    for name in ("poi_xlsx-corrupted.xlsx", "poi_poc-xmlbomb.xlsx"):
        again = outcome(name)
        assert again.given == found(name).given
        assert again.seconds < 2
