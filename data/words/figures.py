"""How numbers and dates are written: half up, never as a binary fraction, dates by language."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime

SHANGHAI = ZoneInfo("Asia/Shanghai")
ABSENT = "–"
LOCALES = {"zh": "zh_CN", "en": "en_GB"}
DAY = {"zh": "y年M月d日", "en": "d MMM y"}
MOMENT = {"zh": "y年M月d日 HH:mm", "en": "d MMM y, HH:mm"}


def rounded(amount: float, decimals: int) -> Decimal:
    """Round half up as a person reads the number: 2.675 becomes 2.68 (in binary it would be 2.67)."""
    return Decimal(str(float(amount))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def absent(amount: float | None) -> bool:
    """None or NaN: there is no such number."""
    return amount is None or math.isnan(float(amount))


def points(amount: float | None, decimals: int = 2) -> str:
    """Points with two decimals: 76.40; an en dash where there are none."""
    if amount is None or absent(amount):
        return ABSENT
    figure = rounded(amount, decimals)
    return f"{abs(figure) if figure == 0 else figure:f}"


def share(amount: float | None, decimals: int = 1) -> str:
    """A share of 0..1 in per cent with one decimal: 92.5%."""
    return ABSENT if amount is None or absent(amount) else f"{points(amount * 100, decimals)}%"


def percent(amount: float | None) -> str:
    """A share of 0..1 in per cent as a rule states it, without idle zeros: 100%, 92.5%."""
    return ABSENT if amount is None or absent(amount) else f"{number(amount * 100, 2)}%"


def number(amount: float | None, decimals: int = 4) -> str:
    """Any number, at most four decimals, no idle zeros: 95, 0.85, 12.5."""
    if amount is None or absent(amount):
        return ABSENT
    figure = points(amount, decimals)
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def place(amount: float | None, language: str) -> str:
    """A place: 第3名, 3rd; an en dash for a body that is not ranked."""
    if amount is None or absent(amount):
        return ABSENT
    whole = int(amount)
    if language == "zh":
        return f"第{whole}名"
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"


def day(when: date | None, language: str) -> str:
    """A date: 2012年7月9日, 9 Jul 2012."""
    return ABSENT if when is None else format_date(when, DAY[language], locale=_locale(language))


def moment(when: datetime | None, language: str) -> str:
    """A date with its time of day in Shanghai: 2012年7月9日 08:30, 9 Jul 2012, 08:30.

    The record keeps moments in UTC; one without a zone is by the wall already.
    """
    if when is None:
        return ABSENT
    here = when.astimezone(SHANGHAI) if when.tzinfo else when
    return format_datetime(here.replace(tzinfo=None), MOMENT[language], locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    """Looked for among Babel's files once, not for every date."""
    return Locale.parse(LOCALES[language])


def span(days: float | None, language: str) -> str:
    """A number of days: 3天, 3 days."""
    if days is None or absent(days):
        return ABSENT
    figure = number(days, 1)
    if language == "zh":
        return f"{figure}天"
    return f"{figure} day" if figure == "1" else f"{figure} days"


NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMERAL = re.compile("[一二三四五六七八九十]+")


def cited(citation: str, language: str) -> str:
    """The number of a section or clause of a Chinese paper: 四（一） in Chinese, 4(1) in English."""
    if language == "zh":
        return citation
    plain = NUMERAL.sub(lambda found: str(_counted(found[0])), citation)
    return plain.replace("（", "(").replace("）", ")")


def _counted(numeral: str) -> int:
    """A Chinese numeral below one hundred: 三 3, 十 10, 十二 12, 二十四 24."""
    tens, ten, ones = numeral.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)
