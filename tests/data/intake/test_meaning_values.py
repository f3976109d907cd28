"""20,000 values: any cell is a value, a mark or a code; what is written in any usual way comes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake.meaning import Wish, meant
from data.intake.sheet import Cell
from data.intake.values import READERS
from data.words import has

ANYTHING, WRITTEN = 12_000, 8_000  # together 20,000
QUICK = [HealthCheck.too_slow]

MARKS = (
    "0123456789０１２３.,，。%％‰-－—/／()（）:：+ \u3000\u200b\u00a0年月日号时分约余近件万元亿天是否有无已未"
)
PIECES = "2012 2012-07-09 08:30 NA N/A #REF! nan inf 1e E+ 不涉及 下午 工作日 99999999999999999999"
SCRAPS = st.sampled_from(
    [*MARKS, *"□☑√×✓✗一二十廿〇○零七九T٣½㈠①Ⅷ㎡￥²'=@\x00\ud800\u202e\n\"", *PIECES.split(), "\r\n"]
)
TEXTS = st.one_of(st.lists(SCRAPS, max_size=9).map("".join), st.text(max_size=30))
CELLS = st.one_of(
    TEXTS.map(lambda one: Cell(1, 1, "text", one)),
    st.floats().map(lambda one: Cell(1, 1, "number", one)),
    st.builds(
        lambda one, percent: Cell(1, 1, "number", float(one), percent),
        st.integers(-10, 70_000),
        st.booleans(),
    ),
    st.floats(0, 110).map(lambda one: Cell(1, 1, "number", round(one, 3), True)),
    st.booleans().map(lambda one: Cell(1, 1, "bool", one)),
    st.datetimes().map(lambda one: Cell(1, 1, "date", one)),
    st.sampled_from([Cell(1, 1, "error", "#N/A"), Cell(1, 1, "formula", "=A1"), Cell(1, 1, "empty")]),
)
CHOICES = ("优", "良", "一般", "差")
PLAIN = [
    Wish(kind, CHOICES, year=year)
    for kind in ("bool", "text", "enum", "list", "entry")
    for year in (None, 2012)
]
DAYS_ASKED = [
    Wish(kind, year=year, epoch_1904=old)
    for kind in ("date", "datetime") for year in (None, 2012) for old in (False, True)
]  # fmt: skip
FIGURES = [Wish(kind, unit=unit) for kind in ("int", "number") for unit in ("", "件", "万元", "工作日")]
SHARED = [Wish("number", share=True, scale=scale) for scale in ("", "ratio", "percent", "mixed")]
WISHES = st.sampled_from([*PLAIN, *DAYS_ASKED, *FIGURES, *SHARED])


@settings(max_examples=ANYTHING, deadline=None, suppress_health_check=QUICK)
@given(CELLS, WISHES)
def test_any_cell_is_a_value_a_mark_or_a_code(cell: Cell, wish: Wish) -> None:
    found = meant(cell, wish)
    assert bool(found.value) + bool(found.status) + bool(found.code) == 1
    assert not found.code or has(f"problem.{found.code}", "zh")
    assert not found.notice or has(f"notice.{found.notice}", "zh")
    assert "\0" not in found.value
    if found.value:
        assert taken(found.value, wish) == found.value
        if not wish.share and wish.type not in ("text", "list"):
            assert meant(Cell(1, 1, "text", found.value), wish).value == found.value


def taken(value: str, wish: Wish) -> str:
    """What the strict check of the record makes of the value ("" where it does not take it)."""
    if wish.type in ("text", "list"):
        return value
    if wish.type == "enum":
        return value if value in wish.choices else ""
    found = READERS[wish.type](value) or ""
    if wish.type == "datetime" and len(value) == 10:
        return found.removesuffix("T00:00:00")  # a day alone is taken, with a warning
    return found


FULL_WIDTH = {ord(one): chr(ord(one) + 0xFEE0) for one in "0123456789.,%-/():"}
NUMERALS = "〇一二三四五六七八九"


def in_words(number: int) -> str:
    """23 as 二十三."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones else "")


def ways_of_a_day(day: date) -> list[str]:
    year, month, number = day.year, day.month, day.day
    years = "".join(NUMERALS[int(one)] for one in str(year))
    words = f"{in_words(month)}月{in_words(number)}日"
    return [
        day.isoformat(), f"{year}.{month}.{number}", f"{year}/{month}/{number}", f"{year}-{month}-{number}",
        f"{year}年{month}月{number}日", f"{year} 年 {month} 月 {number} 日", f"{day:%Y%m%d}",
        f"{day:%Y.%m.%d}",
        f"{years}年{words}", f"{years.replace('〇', '○')}年{month}月{number}日",
        f"{years.replace('〇', '零')}年{words}", f"{day.isoformat()} 00:00:00",
    ]  # fmt: skip


def ways_of_a_count(number: int) -> list[str]:
    parts = f"{number:,}"
    return [
        str(number), parts, parts.replace(",", "，"), parts.replace(",", " "), f"{number}件", f" {number} ",
        f"{number}.0", f"0{number}", f"{number} 个", f"{number}（其中延期2）", f"{number}\u200b",
    ]  # fmt: skip


def ways_of_a_share(share: Decimal) -> list[str]:
    percent = format((share * 100).normalize(), "f")
    longer = f"{percent}0%" if "." in percent else f"{percent}.0%"
    return [f"{percent}%", f"{percent} %", f"{percent}％", f"{percent}%（见附件）", longer]


def ways_of_an_answer(yes: bool) -> list[str]:
    pairs = [
        ("是", "否"), ("√", "×"), ("✓", "✗"), ("Y", "N"), ("有", "无"), ("已", "未"), ("1", "0"), ("yes",
        "no"),
        ("☑是 □否", "□是 ☑否"), ("是☑ 否□", "是□ 否☑"), ("是（√）否（ ）", "是（ ）否（√）"), ("■有□无",
        "□有■无"),
    ]  # fmt: skip
    return [one if yes else other for one, other in pairs]


def ways_of_a_moment(when: datetime) -> list[str]:
    day, half = f"{when.year}年{when.month}月{when.day}日", "上午" if when.hour < 12 else "下午"
    hour = (when.hour - 1) % 12 + 1 if when.hour else 0
    return [
        when.isoformat(), when.isoformat(" "), f"{when:%Y/%m/%d %H:%M:%S}", f"{when:%Y%m%d %H:%M:%S}",
        f"{day}{when.hour}时{when.minute}分{when.second}秒", f"{day} {half}{hour}:{when:%M:%S}",
    ]  # fmt: skip


DAYS = st.dates(date(1949, 10, 1), date(2099, 12, 31))
MOMENTS = st.datetimes(datetime(1949, 10, 1), datetime(2099, 12, 31)).map(
    lambda one: one.replace(microsecond=0)
)
SHARES = st.integers(0, 10_000).map(lambda one: Decimal(one) / 10_000)
WAY = st.integers(0, 11)


def one_of(ways: list[str], way: int) -> str:
    return ways[way % len(ways)]


ONES = st.one_of(
    st.builds(lambda one, way: ("date", one.isoformat(), one_of(ways_of_a_day(one), way)), DAYS, WAY),
    st.builds(
        lambda one, way: ("datetime", one.isoformat(), one_of(ways_of_a_moment(one), way)), MOMENTS, WAY
    ),
    st.builds(
        lambda one, way: ("int", str(one), one_of(ways_of_a_count(one), way)), st.integers(0, 10**14), WAY
    ),
    st.builds(lambda one, way: ("number", short(one), one_of(ways_of_a_share(one), way)), SHARES, WAY),
    st.builds(
        lambda one, way: ("bool", str(int(one)), one_of(ways_of_an_answer(one), way)), st.booleans(), WAY
    ),
)


def short(share: Decimal) -> str:
    return format(share.normalize(), "f") if share else "0"


@settings(max_examples=WRITTEN, deadline=None, suppress_health_check=QUICK)
@given(ONES, st.booleans())
def test_whatever_is_written_any_way_comes_back(one: tuple[str, str, str], wide: bool) -> None:
    kind, value, written = one
    if wide:
        written = written.translate(FULL_WIDTH)
    wish = Wish(kind, share=kind == "number")
    found = meant(Cell(1, 1, "text", written), wish)
    assert (found.value, found.code) == (value, "")
    assert bool(found.notice) == (written.strip() != value)
    assert taken(found.value, wish) == value


@settings(max_examples=500)
@given(DAYS, st.booleans())
def test_a_serial_number_is_the_day_a_spreadsheet_shows(day: date, epoch_1904: bool) -> None:
    serial = (day - (date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30))) // timedelta(days=1)
    found = meant(Cell(1, 1, "number", float(serial)), Wish("date", epoch_1904=epoch_1904))
    if 30_000 <= serial <= 60_000:
        assert (found.value, found.notice) == (day.isoformat(), "serial_day")
    else:
        assert found.code == "not_date"
