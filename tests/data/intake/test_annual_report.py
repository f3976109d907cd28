"""Annual reports: real tables whose sums come out, and the same tables with one figure changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from data.catalogue.identities import Form, forms
from data.intake import upload
from data.intake.annual_report import Figure, Report, check, form_of, hand_in, read, unchecked
from data.intake.sheet import Cell, Cells, Merge, Sheet
from metrics.errors import CellProblem

REAL = Path(__file__).parents[4] / "shared" / "real"
TABLE_THREE, MONTH = REAL / "annual_report_table3_fixture.csv", REAL / "shanghai_2006_02_monthly.csv"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the published figures in ../shared/real are not here")


def taken(raw: bytes) -> tuple[Form, Report, list[CellProblem]]:
    found = upload.read_bytes(raw, "report.csv")
    assert found.workbook is not None, found.problems
    form = form_of(found.workbook.sheets, forms())
    assert form is not None
    return form, *read(found.workbook.sheets, form)


def changed(file: Path, change: Callable[[list[list[str]]], None]) -> bytes:
    """The file with a change to its rows."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    change(rows)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@real
def test_a_real_table_three_comes_out() -> None:
    form, report, problems = taken(TABLE_THREE.read_bytes())
    assert form.code == "report_2019"
    assert problems == []
    assert len(report.figures) == 25 * 7
    assert report.figures["3.7", "total"] == Figure(Decimal(13810), "report", "I25")
    assert check(report, form) == []
    looked_at = {one.code for one in form.identities} - set(unchecked(report, form))
    assert looked_at == {"C1", "C2", "C3"}


@real
def test_one_changed_figure_breaks_every_sum_it_is_in() -> None:
    """一 本年新收, 自然人: 13612 → 13613 breaks the balance of its column and the sum of its row."""

    def change(rows: list[list[str]]) -> None:
        assert rows[1][2] == "13612"
        rows[1][2] = "13613"

    form, report, _ = taken(changed(TABLE_THREE, change))
    assert [(one.indicator, one.field, one.cell, one.found, one.allowed) for one in check(report, form)] == [
        (
            "C1", "自然人", "C2", "一 13613 [C2] + 二 535 [C3] = 14148",
            "三（七） 13364 [C25] + 四 783 [C26] = 14147（差额 1）",
        ),
        (
            "C3", "一", "I2", "总计 14069 [I2]",
            ("自然人 13613 [C2] + 商业企业 252 [D2] + 科研机构 0 [E2] + 社会公益组织 45 [F2]"
             " + 法律服务机构 128 [G2] + 其他 32 [H2] = 14070（差额 −1）"),
        ),
    ]  # fmt: skip


@real
def test_a_swap_between_two_leaves_is_seen_by_no_sum() -> None:
    """The control of the control: what the identities cannot see, they do not claim to see."""

    def change(rows: list[list[str]]) -> None:
        rows[5][2], rows[6][2] = rows[6][2], rows[5][2]
        rows[5][8], rows[6][8] = rows[6][8], rows[5][8]

    form, report, _ = taken(changed(TABLE_THREE, change))
    assert check(report, form) == []


@real
def test_a_row_that_is_gone_is_named_and_a_word_is_no_figure() -> None:
    def change(rows: list[list[str]]) -> None:
        rows[3][2] = "约5345"
        del rows[10]

    _, _, problems = taken(changed(TABLE_THREE, change))
    assert [(one.code, one.cell, one.field, one.found) for one in problems] == [
        ("report_not_whole", "C4", "三（一） 予以公开 · 自然人", "约5345"),
        ("report_no_row", "A2", "", "三（三）6 属于四类过程性信息"),
    ]


@real
def test_a_blank_is_not_a_nought() -> None:
    def change(rows: list[list[str]]) -> None:
        rows[4][4] = ""

    form, report, problems = taken(changed(TABLE_THREE, change))
    assert [(one.code, one.cell) for one in problems] == [("report_empty", "E5")]
    assert ("3.2", "research") not in report.figures
    assert check(report, form) == []  # sums with a gap are left alone, the gap is told


@real
def test_the_real_month_comes_out() -> None:
    form, report, problems = taken(MONTH.read_bytes())
    assert form.code == "monthly_2004"
    assert problems == []
    assert check(report, form) == []
    assert unchecked(report, form) == ()


@real
def test_the_month_with_a_changed_figure_or_share_does_not() -> None:
    def figure(rows: list[list[str]]) -> None:
        rows[12][1] = "369"

    form, report, _ = taken(changed(MONTH, figure))
    assert [one.indicator for one in check(report, form)] == ["M5", "M7"]

    def share(rows: list[list[str]]) -> None:
        rows[12][3] = "75%"

    form, report, _ = taken(changed(MONTH, share))
    assert [(one.indicator, one.found, one.allowed) for one in check(report, form)] == [
        (
            "M7",
            "同意公开 75 [D13]",
            "≈ 100 × (同意公开 368 [B13]) ÷ (本月内答复 502 [B12]) = 73.31（差额 1.69）",
        )
    ]


@real
def test_a_report_is_handed_in_as_a_file() -> None:
    found = hand_in(TABLE_THREE.read_bytes(), "表三.csv")
    assert (found.form.code if found.form else "") == "report_2019"
    assert found.problems == ()
    last = Report("report_2019", {("4", "total"): Figure(Decimal(561))})
    wrong = hand_in(TABLE_THREE.read_bytes(), "表三.csv", previous=last)
    assert [(one.indicator, one.sheet) for one in wrong.problems] == [("C4", "表三")]
    other = Report("report_2008", {("4", "total"): Figure(Decimal(561))})  # of another form: no comparison
    assert hand_in(TABLE_THREE.read_bytes(), "表三.csv", previous=other).problems == ()


def test_what_is_no_report_is_told() -> None:
    assert [one.code for one in hand_in(b"a,b\n1,2\n", "x.csv").problems] == ["report_no_form"]
    assert [one.code for one in hand_in(b"", "x.csv").problems] == ["empty_file"]


def form(code: str) -> Form:
    return next(one for one in forms() if one.code == code)


def report(code: str, **figures: int | str) -> Report:
    """Figures by row_column (the last underscore divides)."""
    made = {}
    for name, number in figures.items():
        row, _, column = name.removeprefix("r").rpartition("_")
        made[row.replace("__", "."), column] = Figure(Decimal(number), "表", "B2")
    return Report(code, made)


def test_the_sums_of_the_form_of_2008() -> None:
    sound = {
        "r01_now": 100, "r02_now": 94, "r03_now": 5, "r04_now": 7, "r10_now": 12, "r11_now": 2, "r12_now": 2,
        "r13_now": 2, "r14_now": 2, "r15_now": 2, "r16_now": 2, "r17_now": 10, "r18_now": 5, "r19_now": 2,
        "r20_now": 3, "rcarry_in_now": 1, "rcarry_out_now": 3, "r34_now": 2, "r35_now": 1,
    }  # fmt: skip
    sound |= {f"r{at}_now": 0 for at in range(21, 32)} | {"r22_now": 3, "rfull_text_rate": 94}
    first = form("report_2008")
    assert check(report("report_2008", **sound), first) == []
    broken = {
        "A1": {"r02_now": 101}, "A2": {"r16_now": 3}, "A3": {"r18_now": 6}, "A4": {"r31_now": 1},
        "A5": {"r35_now": 3}, "A6": {"rcarry_out_now": 2}, "A8": {"rfull_text_rate": "94.6"},
    }  # fmt: skip
    for code, change in broken.items():
        found = [one.indicator for one in check(report("report_2008", **(sound | change)), first)]
        assert code in found, (code, found)


def test_a_sum_over_the_year_needs_the_report_before() -> None:
    first = form("report_2008")
    january = report("report_2008", r10_now=5, r10_year=5)
    february = report("report_2008", r10_now=7, r10_year=12)
    assert check(february, first, previous=january) == []
    assert "A7" in unchecked(february, first)
    wrong = check(report("report_2008", r10_now=7, r10_year=13), first, previous=january)
    assert [(one.indicator, one.found, one.allowed) for one in wrong] == [
        ("A7", "本年累计 13 [B2]", "← 本年累计 5 + 本期实际 7 [B2] = 12（差额 1）")
    ]


def test_what_was_carried_over_is_what_the_last_report_left() -> None:
    now = form("report_2019")
    last = report("report_2019", r4_total=819)
    assert check(report("report_2019", r2_total=819), now, previous=last) == []
    found = check(report("report_2019", r2_total=820), now, previous=last)
    assert [one.indicator for one in found] == ["C4"]


def test_a_district_is_the_sum_of_its_units() -> None:
    now = form("report_2019")
    units = [report("report_2019", r1_total=10), report("report_2019", r1_total=4)]
    assert check(report("report_2019", r1_total=14), now, units=units) == []
    found = check(report("report_2019", r1_total=15), now, units=units)
    assert [(one.indicator, one.found, one.allowed) for one in found] == [
        ("C8", "一 15 [B2]", "10 + 4 = 14（差额 1）")
    ]


def test_printed_rates_and_figures_of_the_text() -> None:
    """松江 2025 as printed: 389 and 63 of 1292 are 30.1 % and 4.9 %; 普陀 2022: 673 of 707 is 95.19 %."""
    now = form("report_2019")
    table = {"r3__1_total": 389, "r3__2_total": 63, "r3__7_total": 1292, "rsaid_open_figure": 452}
    assert check(report("report_2019", **table, rsaid_open_rate="35.0"), now) == []
    found = check(report("report_2019", **table, rsaid_open_rate="35.1"), now)
    assert [one.indicator for one in found] == ["C9"]
    found = check(report("report_2019", **(table | {"rsaid_open_figure": 453})), now)
    assert [one.indicator for one in found] == ["C7d"]


def test_documents_in_force_are_a_hint_and_no_fault() -> None:
    now = form("report_2019")
    last = report("report_2019", rdocuments_valid=10)
    found = check(
        report("report_2019", rdocuments_made=2, rdocuments_repealed=1, rdocuments_valid=12),
        now,
        previous=last,
    )
    assert [(one.indicator, one.severity) for one in found] == [("C6", "warning")]


def test_the_printed_form_with_its_merged_header_is_read() -> None:
    """Table four as printed: one row of figures under a header of three rows, the same titles three times."""
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    cells = [
        Cell(1, 1, "text", "行政复议"),
        Cell(1, 6, "text", "行政诉讼"),
        Cell(2, 6, "text", "未经复议直接起诉"),
    ]
    cells += [Cell(2, 11, "text", "复议后起诉")]
    cells += [Cell(3, at, "text", head) for at, head in enumerate(heads, 1)]
    figures = [3, 1, 0, 2, 6, 4, 0, 1, 0, 5, 0, 0, 0, 0, 1]
    cells += [Cell(4, at, "number", float(one)) for at, one in enumerate(figures, 1)]
    sheet = Sheet("表四", "visible", Cells.of(cells), (Merge(1, 1, 2, 5),), 4, 15)
    found, _ = read([sheet], form("report_2019"))
    assert found.figures["cases", "suit_total"] == Figure(Decimal(5), "表四", "J4")
    assert [one.indicator for one in check(found, form("report_2019"))] == ["C5c"]


def test_a_report_is_kept_as_a_table_and_comes_back() -> None:
    one = report("report_2008", r10_now=5, r10_year=5)
    assert Report.of("report_2008", one.frame()).figures == one.figures
