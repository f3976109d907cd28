"""Days and moments as people write them, in digits or in Chinese numerals; a guess is never one of them."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta

from data.intake.meaning.outcome import Unclear, Wish
from data.intake.meaning.writing import is_about, split

SERIALS = range(30_000, 60_001)  # 1982-02-18 .. 2064-04-08: days that can be meant by a bare number
YEARS = range(1900, 2101)
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001  moments have no zone
NUMERALS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    "〇": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "两": 2,
}
TEN, TWENTY, THIRTY = "十", "廿", "卅"

CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|中午|凌晨|am|pm)?\s*(?P<hour>[0-9]{1,2})\s*[:时点]\s*(?P<minute>[0-9]{1,2})?"
    r"\s*[:分]?\s*(?P<second>[0-9]{1,2})?(\.0+)?\s*秒?\s*整?\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)
ORDERED = re.compile(
    r"(?P<year>[0-9]{4})(?P<sep>[-./]|\. )(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})\.?"
)
CHINESE = re.compile(
    r"(?:(?P<year>[0-9]{4})\s*年)?\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*[日号]?"
)
CLOSED = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
IN_WORDS = re.compile(r"[零〇○Oo一二两三四五六七八九十廿卅]+(?=[年月日号])")
WEEKDAY = re.compile(r"\s*(星期|周|礼拜)[一二三四五六日天]$")
PART_ONLY = re.compile(r"[0-9]{4}([-./年]([0-9]{1,2}月?)?)?|[0-9]{1,2}月")
OTHER_ORDER = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}([-./][0-9]{1,4})?")


def day(text: str, wish: Wish) -> tuple[str, str, str]:
    """Canonical day or moment, notice and remark of a written one; raises `Unclear`."""
    main, remark = split(text)
    if is_about(main):
        raise Unclear("approximate")
    if re.fullmatch("[0-9]{5}", main):
        return (*serial(float(main), wish), remark)
    plain = IN_WORDS.sub(lambda match: _numeral(match[0]), main)
    date, clock = _apart(WEEKDAY.sub("", plain))
    match = next((found for one in (ORDERED, CHINESE, CLOSED) if (found := one.fullmatch(date))), None)
    if match is None:
        raise Unclear(_why(date, wish.type))
    year = match["year"]
    if year is None and wish.year is None:
        raise Unclear("day_without_year")
    when = _moment(int(year or wish.year or 0), int(match["month"]), int(match["day"]), clock)
    value, notice = _told(when, wish, exact=clock is not None)
    if year is None:
        notice = "year_added"
    return value, notice or ("" if value == text else "day_written"), remark


def typed(when: datetime, wish: Wish) -> tuple[str, str]:
    """Canonical value and notice of a cell that is a day; raises `Unclear`."""
    if when.year not in YEARS:
        raise Unclear("no_such_day")
    return _told(when, wish)


def serial(number: float, wish: Wish) -> tuple[str, str]:
    """A bare number in a column of days: 41099, 41099.5 or 20120709; raises `Unclear`."""
    closed = CLOSED.fullmatch(str(int(number))) if number.is_integer() and 0 < number < 1e9 else None
    if closed:
        when = _moment(int(closed["year"]), int(closed["month"]), int(closed["day"]), None)
        return _told(when, wish)[0], "day_written"
    if not math.isfinite(number) or int(number) not in SERIALS:
        raise Unclear(f"not_{wish.type}")
    seconds = round(number * 86_400)
    value, notice = _told(EPOCHS[wish.epoch_1904] + timedelta(seconds=seconds), wish)
    return value, notice or "serial_day"


def _apart(text: str) -> tuple[str, tuple[int, int, int] | None]:
    """A day and the time of day behind it, if there is one."""
    cut = re.search(
        r"(?<=[0-9日号])(\s*[Tt]\s*|\s+|(?<=[日号]))(?=[0-9]{1,2}\s*[:时点]|[上下中晚凌aApP])", text
    )
    if cut is None:
        return text, None
    match = CLOCK.fullmatch(text[cut.end() :].strip())
    if match is None:
        raise Unclear("not_datetime")
    hour, half = int(match["hour"]), (match["half"] or match["after"] or "").casefold()
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "凌晨", "am") and hour == 12:
        hour = 0
    return text[: cut.start()].strip(), (hour, int(match["minute"] or 0), int(match["second"] or 0))


def _moment(year: int, month: int, day: int, clock: tuple[int, int, int] | None) -> datetime:
    if year not in YEARS:
        raise Unclear("no_such_day")
    try:
        return datetime(year, month, day, *(clock or (0, 0, 0)))  # noqa: DTZ001
    except ValueError:
        raise Unclear("no_such_day") from None


def _told(when: datetime, wish: Wish, exact: bool = False) -> tuple[str, str]:
    """As the record writes it; a day alone stays one, also for a moment (the check says so).

    `exact`: the time of day was written, so midnight is meant where it says so.
    """
    midnight = not (when.hour or when.minute or when.second)
    if wish.type == "datetime" and (exact or not midnight):
        return when.isoformat(timespec="seconds"), ""
    return when.date().isoformat(), "" if midnight else "time_dropped"


def _numeral(text: str) -> str:
    """二○一二 is 2012, 十 is 10, 二十三 is 23, 廿三 is 23."""
    text = text.replace(TWENTY, "二十").replace(THIRTY, "三十")
    if TEN not in text:
        return "".join(str(NUMERALS[one]) for one in text)
    tens, _, ones = text.partition(TEN)
    if len(tens) > 1 or len(ones) > 1 or TEN in ones:
        return text
    return str((NUMERALS[tens] if tens else 1) * 10 + (NUMERALS[ones] if ones else 0))


def _why(text: str, type_: str) -> str:
    if PART_ONLY.fullmatch(text):
        return "day_incomplete"
    return "day_order" if OTHER_ORDER.fullmatch(text) else f"not_{type_}"
