"""What a person meant by a cell: the table of practice (study 6.1) line by line, and what is not guessed."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from data.intake.meaning import Meant, Wish, meant, scale
from data.intake.meaning.outcome import DOUBTFUL
from data.intake.sheet import Cell
from data.intake.values import kept
from data.words import LANGUAGES, has, text
from data.words.problems import problem
from metrics.errors import CellProblem
from metrics.model import FIELD_TYPES, Field, Text

INT, NUMBER, BOOL, ENTRY = Wish("int"), Wish("number"), Wish("bool"), Wish("entry")
SHARE = Wish("number", share=True)
DAY, MOMENT = Wish("date", year=2012), Wish("datetime", year=2012)
GRADE = Wish("enum", ("优", "良", "一般", "差"))


def cell(value: object, percent: bool = False) -> Cell:
    match value:
        case bool():
            return Cell(2, 3, "bool", value)
        case int() | float():
            return Cell(2, 3, "number", float(value), percent)
        case datetime():
            return Cell(2, 3, "date", value)
    return Cell(2, 3, "text", str(value))


def read(value: object, wish: Wish, percent: bool = False) -> Meant:
    found = meant(value if isinstance(value, Cell) else cell(value, percent), wish)
    in_words(found)
    return found


def in_words(found: Meant) -> None:
    """Every refusal and every notice has its sentence in both languages."""
    for language in LANGUAGES:
        if found.code:
            one = CellProblem("表", "C2", found.code, found=found.found, allowed=found.allowed)
            assert "⟦" not in problem(one, language)
        if found.notice:
            assert "⟦" not in text(f"notice.{found.notice}", language, found=found.found, value=found.value)


@pytest.mark.parametrize(
    ("value", "kept_as", "notice"),
    [
        ("95%", "0.95", "percent"), ("95.0 %", "0.95", "percent"), ("９５％", "0.95", "percent"),
        ("0.95", "0.95", ""), ("０．９５", "0.95", "plain"), ("95", "0.95", "hundredth"), (95, "0.95",
        "hundredth"),
        (0.95, "0.95", ""), ("100%", "1", "percent"), ("0", "0", ""), ("0%", "0", "percent"),
        ("100", "1", "hundredth"), ("3/4", "0.75", "fraction"), ("3／4", "0.75", "fraction"),
        ("12.5‰", "0.0125", "percent"), ("33.33%", "0.3333", "percent"),
    ],
)  # fmt: skip
def test_shares(value: object, kept_as: str, notice: str) -> None:
    found = read(value, SHARE)
    assert (found.value, found.notice, found.code) == (kept_as, notice, "")
    assert found.doubtful == (notice in ("hundredth", "fraction"))


@pytest.mark.parametrize("value", ["101%", "150", 150, "-5%", "4/3", "1/0", "-0.2"])
def test_a_share_stays_within_its_whole(value: object) -> None:
    assert read(value, SHARE).code == "share_outside"


def test_a_cell_shown_as_a_percentage_says_what_it_means() -> None:
    assert read(0.95, SHARE, percent=True) == Meant("95%", "0.95")
    assert read(1, SHARE, percent=True).value == "1"
    assert read(0.95, INT, percent=True).code == "percent_in_count"


@pytest.mark.parametrize("one", ["1", 1, "１", "1.0"])
def test_nobody_guesses_what_1_means_in_a_column_of_shares(one: object) -> None:
    assert read(one, SHARE).code == "one_or_one_percent"
    assert read(one, Wish("number", share=True, scale="ratio")).value == "1"
    assert read(one, Wish("number", share=True, scale="ratio")).doubtful
    assert read(one, Wish("number", share=True, scale="percent")).value == "0.01"
    assert read(one, Wish("number", share=True, scale="mixed")).code == "mixed_scale"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.95, 0.8, 1], "ratio"), ([95, 80, 1], "percent"), (["95", "80.5"], "percent"), ([0.95,
        80], "mixed"),
        ([1, 1], ""), ([0, 1], ""), (["95%", "—", "", "约80"], ""), (["95%", 0.5], "ratio"), ([True,
        "x"], ""),
    ],
)  # fmt: skip
def test_the_whole_column_tells_how_it_counts(values: list[object], expected: str) -> None:
    assert scale(cell(one) for one in values) == expected
    assert scale([cell(0.5, percent=True)]) == ""


@pytest.mark.parametrize(
    ("value", "kept_as", "notice"),
    [
        ("123", "123", ""), (123, "123", ""), ("１２３", "123", "plain"), ("1,234", "1234", "plain"),
        ("1，234", "1234", "plain"), ("1 234", "1234", "plain"), ("1\u00a0234", "1234", "plain"), ("+7", "7",
        "plain"),
        ("007", "7", "plain"), ("12.0", "12", "plain"), (28.000000000000004, "28", ""), ("0", "0", ""),
        ("120件", "120", "unit_dropped"), ("120 件", "120", "unit_dropped"), ("1.2万件", "12000",
        "converted"),
        ("1,200个", "1200", "unit_dropped"), ("12\u200b", "12", "plain"), (" 12 ", "12", ""),
    ],
)  # fmt: skip
def test_counts(value: object, kept_as: str, notice: str) -> None:
    found = read(value, INT)
    assert (found.value, found.notice, found.code) == (kept_as, notice, "")


def test_what_stands_in_brackets_is_a_remark() -> None:
    for written in ("12（含延期3）", "12(含延期3)", "12［含延期3］", "12 【含延期3】"):
        found = read(written, INT)
        assert (found.value, found.remark, found.notice) == ("12", "含延期3", "remark_apart")
    assert read("是（已上网）", BOOL).remark == "已上网"
    assert read("2012年7月9日（星期一）", DAY).remark == "星期一"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("约120", "approximate"), ("120余件", "approximate"), ("近140万", "approximate"), ("120左右",
        "approximate"),
        ("100多", "approximate"), ("≥12", "approximate"), ("12?", "approximate"), ("大约十二", "not_int"),
        ("10-20", "range"), ("10至20", "range"), ("10～20", "approximate"), ("12,34", "separator"),
        ("1.234,5", "separator"), ("12.5", "not_int"), ("-5", "negative"), ("95%", "percent_in_count"),
        ("3/4", "not_int"), ("1e5", "digits_lost"), ("1234567890123456", "too_many_digits"), ("5.5千克",
        "not_int"),
        ("十二", "not_int"), ("TRUE", "not_int"), (True, "not_int"), (12.5, "not_int"), ("12a", "not_int"),
        ("1_000", "not_int"), ("inf", "not_int"), ("nan", "not_int"), ("٣", "not_int"),
        (datetime(2012, 3, 4), "day_for_figure"), (float("inf"), "not_int"),
    ],
)  # fmt: skip
def test_what_is_no_count(value: object, code: str) -> None:
    found = read(value, INT)
    assert (found.value, found.code) == ("", code)


@pytest.mark.parametrize(
    ("value", "unit", "kept_as", "code"),
    [
        ("3.5万元", "元", "35000", ""), ("3.5万元", "万元", "3.5", ""), ("35000元", "万元", "3.5", ""),
        ("3.5万", "万元", "3.5", ""), ("3.5万元", "", "", "unit_unclear"), ("3.5亿元", "万元", "35000", ""),
        ("20天", "工作日", "", "unit_differs"), ("20个", "件", "20", ""), ("20个工作日", "工作日", "",
        "unit_differs"),
        ("20千克", "件", "", "not_number"), ("20", "万元", "20", ""),
    ],
)  # fmt: skip
def test_units_are_stripped_or_converted_but_never_mixed_up(
    value: str, unit: str, kept_as: str, code: str
) -> None:
    found = read(value, Wish("number", unit=unit))
    assert (found.value, found.code) == (kept_as, code)


@pytest.mark.parametrize(
    "mark", ["—", "－", "-", "——", "/", "／", "无", "不涉及", "不适用", "N/A", "n/a", "Ｎ／Ａ"]
)
@pytest.mark.parametrize("wish", [NUMBER, DAY, MOMENT, GRADE])
def test_marks_for_nothing_need_a_reason(mark: str, wish: Wish) -> None:
    assert read(mark, wish) == Meant(mark, status="not_applicable")
    assert read(f"{mark}（本年无申请）", wish).remark == "本年无申请"


def test_a_mark_for_nothing_is_asked_back_where_it_may_be_an_answer() -> None:
    assert read("无", INT).code == "none_in_count"
    assert read("—", INT).status == "not_applicable"
    assert read("无", BOOL).value == "0"
    assert read("—", BOOL).status == "not_applicable"
    assert [read(mark, ENTRY).code for mark in ("—", "/", "无")] == ["entry_mark"] * 3
    assert read("无", Wish("enum", ("有", "无"))).value == "无"


@pytest.mark.parametrize(
    "value",
    [
        "是", "√", "✓", "✔", "Y", "y", "yes", "有", "已", "1", 1, True, "☑是 □否", "□否 ☑是", "是√ 否□",
        "是（√）否（ ）", "■ 是 □ 否", "TRUE",
    ],
)  # fmt: skip
def test_yes(value: object) -> None:
    assert read(value, BOOL).value == "1"
    assert read(value, ENTRY).value == "1"


@pytest.mark.parametrize(
    "value",
    [
        "否", "×", "✗", "✘", "N", "no", "未", "0", 0, False, "□是 ☑否", "是□ 否√", "是（ ）否（√）", "FALSE",
    ],
)  # fmt: skip
def test_no(value: object) -> None:
    assert read(value, BOOL).value == "0"
    assert read(value, ENTRY).value == "0"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("□是 □否", "both_or_neither"), ("☑是 ☑否", "both_or_neither"), ("也许", "not_bool"), ("2",
        "not_bool"), (0.5, "not_bool"),
        ("是否", "both_or_neither"), (datetime(2012, 1, 1), "day_for_figure"), ("○", "not_bool"), ("100%",
        "not_bool"),
    ],
)  # fmt: skip
def test_neither_yes_nor_no(value: object, code: str) -> None:
    assert read(value, BOOL).code == code


@pytest.mark.parametrize(
    ("value", "kept_as"),
    [
        ("0.5", "0.5"),
        (0.5, "0.5"),
        ("部分公开", "0.5"),
        ("NA", "NA"),
        ("N/A", "NA"),
        ("不涉及", "NA"),
        ("０．５", "0.5"),
    ],
)
def test_entries_of_a_checklist(value: object, kept_as: str) -> None:
    assert read(value, ENTRY).value == kept_as
    assert read("0.7", ENTRY).code == "not_entry"


@pytest.mark.parametrize(
    "written",
    [
        "2012.7.9", "2012/7/9", "2012-07-09", "2012-7-9", "2012年7月9日", "２０１２年７月９日",
        "2012 年 7 月 9 日", "20120709",
        "二○一二年七月九日", "二〇一二年七月九日", "二零一二年七月九日", "二O一二年七月九日", "7月9日",
        "７月９日", "七月九日",
        "41099", "2012年7月9号", "2012.07.09", "2012年7月9日 星期一", "2012-07-09 00:00:00",
        "2012-07-09T00:00:00",
    ],
)  # fmt: skip
def test_days(written: str) -> None:
    found = read(written, DAY)
    assert (found.value, found.code) == ("2012-07-09", "")


@pytest.mark.parametrize(
    ("value", "day", "notice"),
    [
        (41099, "2012-07-09", "serial_day"), (20120709, "2012-07-09", "day_written"), (30000, "1982-02-18",
        "serial_day"),
        (60000, "2064-04-08", "serial_day"), (datetime(2012, 7, 9), "2012-07-09", ""),
        (datetime(2012, 7, 9, 8, 30), "2012-07-09", "time_dropped"), (41099.5, "2012-07-09", "time_dropped"),
        ("十二月三十一日", "2012-12-31", "year_added"), ("二〇一二年十月二十三日", "2012-10-23",
        "day_written"),
        ("二〇一二年十二月卅一日", "2012-12-31", "day_written"), ("2012年12月廿三日", "2012-12-23",
        "day_written"),
        ("2012-02-29", "2012-02-29", ""), ("2012年7月9日8时30分", "2012-07-09", "time_dropped"),
    ],
)  # fmt: skip
def test_more_days(value: object, day: str, notice: str) -> None:
    found = read(value, DAY)
    assert (found.value, found.notice) == (day, notice)


def test_serial_numbers_follow_the_epoch_of_the_workbook() -> None:
    assert read(39637, Wish("date", epoch_1904=True)).value == "2012-07-09"
    assert read(39637, DAY).value == "2008-07-08"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2012.7", "day_incomplete"), ("2012年7月", "day_incomplete"), ("7月", "day_incomplete"), ("2012",
        "day_incomplete"),
        ("二〇一二年七月", "day_incomplete"), ("7/9/2012", "day_order"), ("12.7.9", "day_order"), ("3/4",
        "day_order"),
        ("2012-13-01", "no_such_day"), ("2012年2月30日", "no_such_day"), ("2011-02-29", "no_such_day"),
        ("1012-07-09", "no_such_day"), ("20121332", "no_such_day"), ("约2012年7月9日", "approximate"), (29999,
        "not_date"),
        (60001, "not_date"), (95, "not_date"), ("待定", "not_date"), (True, "not_date"), (float("nan"),
        "not_date"),
        (datetime(1899, 1, 1), "no_such_day"), ("2012-07-09 25:00", "no_such_day"), ("99999", "not_date"),
    ],
)  # fmt: skip
def test_what_is_no_day(value: object, code: str) -> None:
    found = read(value, DAY)
    assert (found.value, found.code) == ("", code)


def test_a_day_without_year_needs_the_year_of_the_round() -> None:
    assert read("7月9日", Wish("date")).code == "day_without_year"
    assert read("7月9日", Wish("date", year=2011)).value == "2011-07-09"
    assert read("2月29日", Wish("date", year=2011)).code == "no_such_day"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2012-07-09 08:30", "2012-07-09T08:30:00"), ("2012-07-09T08:30:15", "2012-07-09T08:30:15"),
        ("2012/7/9 8:30", "2012-07-09T08:30:00"), ("2012年7月9日8时30分", "2012-07-09T08:30:00"),
        ("2012年7月9日 下午3时", "2012-07-09T15:00:00"), ("2012年7月9日上午9点30分", "2012-07-09T09:30:00"),
        ("7月9日15:04", "2012-07-09T15:04:00"), ("2012年7月9日", "2012-07-09"), (41099.5,
        "2012-07-09T12:00:00"),
        (datetime(2012, 7, 9, 8, 30), "2012-07-09T08:30:00"), (datetime(2012, 7, 9), "2012-07-09"),
        ("2012-07-09 8:30 PM", "2012-07-09T20:30:00"), ("2012-07-09 12:10 am", "2012-07-09T00:10:00"),
    ],
)  # fmt: skip
def test_moments(value: object, moment: str) -> None:
    assert read(value, MOMENT).value == moment


def test_choices() -> None:
    assert read(" 优 ", GRADE).value == "优"
    assert read("一 般", GRADE).value == "一般"
    assert read("差（见附件）", GRADE) == Meant("差（见附件）", "差", notice="remark_apart", remark="见附件")
    assert read("中", GRADE).allowed == "优, 良, 一般, 差"
    assert read("Ａ", Wish("enum", ("a", "b"))).value == "a"


def test_free_text_keeps_its_own_characters() -> None:
    wish = Wish("text")
    assert read("沪府办发〔2012〕46号（试行）", wish) == Meant(
        "沪府办发〔2012〕46号（试行）", "沪府办发〔2012〕46号（试行）"
    )
    assert read(" 甲\u200b\x07乙\r\n丙\u3000", wish).value == "甲乙\n丙"
    assert read(120, wish).value == "120"
    assert read(datetime(2012, 7, 9), wish).value == "2012-07-09"
    assert read("—", wish).status == "empty"
    assert read("无", wish).value == "无"
    assert read(1.2345678901234567e17, wish).code == "digits_lost"


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_errors_formulas_and_nothing_are_three_things(kind: str) -> None:
    wish = Wish(kind, ("优",))
    assert read(Cell(1, 1, "error", "#REF!"), wish).code == "error_cell"
    assert [read(one, wish).code for one in ("#REF!", "#N/A", "#DIV/0!", "########")] == ["error_cell"] * 4
    assert read(Cell(1, 1, "formula", "=SUM(A1:A3)"), wish).code == "formula_without_value"
    assert read(Cell(1, 1, "empty"), wish).status == "empty"
    assert read(" \u3000\u200b", wish).status == "empty"


def test_what_was_changed_says_from_what() -> None:
    found = read("９５％", SHARE)
    assert (found.changed, found.found, found.value) == (True, "９５％", "0.95")
    assert not read("0.95", SHARE).changed
    assert all(has(f"notice.{one}", language) for one in DOUBTFUL for language in LANGUAGES)


def test_a_wish_is_made_of_a_field() -> None:
    field = Field("grade", Text("等次", "Grade"), "enum", ("优", "良"))
    assert Wish.of(field, year=2012) == Wish("enum", ("优", "良"), year=2012)


def test_the_strict_check_takes_what_was_understood() -> None:
    for wish, values in (
        (SHARE, ["95%", "3/4"]),
        (INT, ["1，234", "120件"]),
        (DAY, ["二○一二年七月九日", 41099]),
    ):
        read_ = [read(one, wish).value for one in values]
        kept_as, wrong = kept(pd.Series(read_, dtype="str"), wish.type, wish.choices)
        assert (kept_as.tolist(), wrong.any()) == (read_, False)
