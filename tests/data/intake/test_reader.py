"""Our reader of workbooks against openpyxl: the same cells in every file that both read."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from data.intake import upload
from data.intake.sheet import Sheet, Workbook
from data.intake.xlsx.formats import DAY, DURATION, PERCENT, PLAIN, TIME, moment, shown_as
from tests.data.intake.workbooks import MAIN, packed, parts, rows, workbook

MESSY = Path(__file__).parents[4] / "shared" / "reference" / "messy"
READ = (
    "cal_any_sheets", "cal_date_1904", "cal_errors", "cal_issue_174", "exc_MergeCell", "fyg_bpm6",
    "fyg_province_emissions_2022", "poi_InlineStrings", "ptc_local_websites", "rxl_deaths",
)  # fmt: skip


def read(content: bytes) -> Workbook:
    given = upload.read_bytes(content, "a.xlsx")
    assert given.workbook is not None, given.problems
    return given.workbook


def cells(one: Sheet) -> dict[str, tuple[str, object]]:
    return {cell.address: (cell.kind, cell.value) for cell in one.cells.values()}


@pytest.mark.skipif(not MESSY.is_dir(), reason="the awkward spreadsheets of ../shared/reference are not here")
@pytest.mark.parametrize("name", READ)
def test_real_files_are_read_as_openpyxl_reads_them(name: str) -> None:
    ours = upload.read(MESSY / f"{name}.xlsx").workbook
    assert ours is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = openpyxl.load_workbook(MESSY / f"{name}.xlsx", data_only=True)
    assert [one.name for one in ours.sheets] == theirs.sheetnames
    for one in ours.sheets:
        if one.state == "chart":
            continue
        other = theirs[one.name]
        assert one.state.replace("_", "") == other.sheet_state.casefold()
        assert {str(merge) for merge in one.merges} == {str(merge) for merge in other.merged_cells.ranges}
        expected = {
            cell.coordinate: cell.value
            for cell in other._cells.values()  # not iter_rows: a false dimension would have it walk for days
            if cell.value is not None and str(cell.value).strip()
        }
        assert {address: value for address, (_, value) in cells(one).items()} == {
            address: theirs_as_ours(value) for address, value in expected.items()
        }


def theirs_as_ours(value: object) -> object:
    """What openpyxl makes of a cell in our terms."""
    match value:
        case bool():
            return value
        case int():
            return float(value)
        case datetime():
            return (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        case date():
            return datetime(value.year, value.month, value.day)
        case time():
            return value.strftime("%H:%M:%S")
        case timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    max_size=30,
).filter(lambda text: text.strip() and not text.startswith("="))
VALUES = st.one_of(
    TEXTS,
    st.integers(-(10**12), 10**12),
    st.floats(-1e300, 1e300).map(lambda one: float(f"{one:.16g}")),  # all openpyxl writes
    st.booleans(),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(lambda one: one.replace(microsecond=0)),
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), VALUES, max_size=40), st.booleans())
def test_what_openpyxl_writes_is_read_back(written: dict[tuple[int, int], object], epoch_1904: bool) -> None:
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        written = {at: one for at, one in written.items() if not isinstance(one, datetime) or one.year > 1904}
    for (row, column), value in written.items():
        cell = book.active.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    (one,) = read(out.getvalue()).sheets
    assert {at: one.cells[at].value for at in one.cells} == {
        at: float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for at, value in written.items()
    }


FORMATS = [
    "General", "0", "0.00", "#,##0", "#,##0.00_);[Red](#,##0.00)", "0.00E+00", "@", '0.0"件"', "0_ ;[Red]-0",
    "yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "[$-804]yyyy年m月", "m/d/yy h:mm", "d-mmm-yy", "yyyy",
    "mmm-yy", "h:mm", "h:mm:ss", "mm:ss", "[h]:mm:ss", "[mm]:ss", "[$-F800]dddd, mmmm dd, yyyy", "# ?/?",
    "h:mm AM/PM", '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ', "[DBNum1][$-804]yyyy年m月d日", "#,##0;[Red]-#,##0",
]  # fmt: skip


@pytest.mark.parametrize("code", FORMATS)
def test_days_are_told_from_numbers_as_openpyxl_tells_them(code: str) -> None:
    assert (shown_as(code) in (DAY, TIME, DURATION)) == is_date_format(code)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0%", PERCENT), ("0.00%", PERCENT), ('0"%"', PLAIN), ("h:mm", TIME), ("[h]:mm", DURATION),
        ("yyyy", DAY), ("e年", DAY), ("0.0E+00", PLAIN), ("m", DAY),
    ],
)  # fmt: skip
def test_how_a_number_is_shown(code: str, kind: int) -> None:
    assert shown_as(code) == kind


@settings(max_examples=300)
@given(st.floats(61, 2_958_465, allow_nan=False), st.booleans())
def test_serial_numbers_are_the_days_openpyxl_makes_of_them(serial: float, epoch_1904: bool) -> None:
    epoch = MAC_EPOCH if epoch_1904 else WINDOWS_EPOCH
    serial = serial - 1462 if epoch_1904 and serial > 1500 else serial
    ours = moment(serial, epoch_1904)
    assert ours is not None
    assert abs((ours - from_excel(serial, epoch)).total_seconds()) <= 1


@pytest.mark.parametrize(
    ("serial", "epoch_1904", "day"),
    [
        (41099, False, datetime(2012, 7, 9)), (1, False, datetime(1900, 1, 1)),
        (59, False, datetime(1900, 2, 28)),
        (60, False, None), (61, False, datetime(1900, 3, 1)), (0, False, None), (-1, False, None),
        (0, True, datetime(1904, 1, 1)), (39637, True, datetime(2012, 7, 9)), (1e9, False, None),
        (41099.354166667, False, datetime(2012, 7, 9, 8, 30)),
    ],
)  # fmt: skip
def test_the_first_days_of_both_systems(serial: float, epoch_1904: bool, day: datetime | None) -> None:
    assert moment(serial, epoch_1904) == day


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="46"/><xf numFmtId="20"/>'
    "</cellXfs></styleSheet>"
)
CELLS: list[tuple[str, tuple[str, object] | None]] = [
    ("<c><v>12</v></c>", ("number", 12.0)),
    ("<c><v>0.28999999999999998</v></c>", ("number", 0.29)),
    ('<c s="1"><v>41099</v></c>', ("date", datetime(2012, 7, 9))),
    ('<c s="1"><v>60</v></c>', ("number", 60.0)),
    ('<c s="2"><v>0.95</v></c>', ("number", 0.95)),
    ('<c s="3"><v>10.632060185185</v></c>', ("text", "255:10:10")),
    ('<c s="4"><v>0.5</v></c>', ("text", "12:00:00")),
    ('<c s="99"><v>5</v></c>', ("number", 5.0)),
    ('<c t="b"><v>1</v></c>', ("bool", True)),
    ('<c t="e"><v>#REF!</v></c>', ("error", "#REF!")),
    ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', ("error", "#DIV/0!")),
    ("<c><v>NaN</v></c>", ("error", "NaN")),
    ("<c><v>1e400</v></c>", ("error", "1e400")),
    ("<c><f>A1+1</f></c>", ("formula", "=A1+1")),
    ("<c><f>A1+1</f><v></v></c>", ("formula", "=A1+1")),
    ("<c><f>A1+1</f><v>3</v></c>", ("number", 3.0)),
    ('<c t="str"><f>A1</f><v></v></c>', None),
    ('<c t="str"><f>A1</f></c>', ("formula", "=A1")),
    ('<c t="str"><f>A1</f><v>字_x000D_</v></c>', ("text", "字\r")),
    ('<c t="d"><v>2012-07-09</v></c>', ("date", datetime(2012, 7, 9))),
    ('<c t="d"><v>2012-07-09T08:30:00Z</v></c>', ("date", datetime(2012, 7, 9, 8, 30))),
    ('<c t="inlineStr"><is><r><t>黄</t></r><r><t> 浦</t></r><rPh><t>x</t></rPh></is></c>', ("text", "黄 浦")),
    ('<c t="inlineStr"><is><t>  </t></is></c>', None),
    ('<c s="1"/>', None),
    ("<c><v> </v></c>", None),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), CELLS)
def test_a_cell_is_what_it_stores(markup: str, expected: tuple[str, object] | None) -> None:
    (one,) = read(workbook(rows(["x"], [markup]), **{"xl/styles.xml": STYLES})).sheets
    found = cells(one).get("A2")
    assert found == expected
    if 's="2"' in markup:
        assert one.cells.at(2, 1).percent
        assert one.cells.at(2, 1).shown == "95%"


def test_rows_and_cells_may_be_unnumbered_or_out_of_order() -> None:
    data = '<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>1</v></c></row><row><c/><c><v>4</v></c></row>'
    data += '<row r="1"><c r="A1"><v>0</v></c></row>'
    (one,) = read(workbook(data)).sheets
    assert [(cell.address, cell.value) for cell in one.cells.values()] == [
        ("A1", 0.0), ("A3", 1.0), ("B3", 3.0), ("B4", 4.0),
    ]  # fmt: skip
    assert (one.rows, one.columns) == (4, 2)


def test_a_cell_stands_where_its_address_says() -> None:
    (one,) = read(workbook('<row r="2"><c r="A7"><v>1</v></c><c r="B2"><v>2</v></c></row>')).sheets
    assert set(cells(one)) == {"A7", "B2"}


def test_hidden_rows_and_properties_are_told() -> None:
    core = "<cp:p xmlns:cp='c' xmlns:dc='d'><dc:title>自评表</dc:title><dc:creator>张三</dc:creator></cp:p>"
    custom = (
        "<Properties><property name='stamp'><vt:lpwstr xmlns:vt='v'>42</vt:lpwstr></property></Properties>"
    )
    content = parts('<row r="1" hidden="1"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>')
    made = read(packed({**content, "docProps/core.xml": core, "docProps/custom.xml": custom}))
    assert made.sheets[0].hidden_rows == {1}
    assert made.properties == {"title": "自评表", "creator": "张三", "stamp": "42"}


def test_links_to_other_files_are_told_and_not_followed() -> None:
    lead = (
        '<Relationships><Relationship Id="r" Type="x/externalLinkPath" Target="//server/a.xlsx" '
        'TargetMode="External"/></Relationships>'
    )
    content = {**parts(), "xl/externalLinks/_rels/externalLink1.xml.rels": lead}
    given = upload.read_bytes(packed(content), "a.xlsx")
    assert given.workbook is not None
    assert [(one.code, one.severity) for one in given.problems] == [("outside_links", "warning")]


def test_a_strict_workbook_is_read_like_any_other() -> None:
    strict = {
        name: text.replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml").replace("/2006/", "/")
        for name, text in parts().items()
    }  # fmt: skip
    assert strict["xl/workbook.xml"] != parts()["xl/workbook.xml"]
    assert cells(read(packed(strict)).sheets[0]) == cells(read(workbook()).sheets[0])


@pytest.mark.parametrize(
    "target", ["/XL/Worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml"]
)
def test_a_part_is_found_whatever_its_letters_and_folder(target: str) -> None:
    content = parts()
    leads = content["xl/_rels/workbook.xml.rels"]
    content["xl/_rels/workbook.xml.rels"] = leads.replace("worksheets/sheet1.xml", target)
    assert cells(read(packed(content)).sheets[0]) == cells(read(workbook()).sheets[0])
