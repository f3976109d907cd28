"""Numbers as people write them: separators, units, ten thousands, shares and percentages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal

from data.intake import values
from data.intake.meaning.outcome import Unclear, Wish
from data.intake.meaning.writing import is_about, is_range, says_nothing, split, visible
from data.intake.sheet import Cell, plain

DIGITS = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|[+-]?\.[0-9]+"
FIGURE = re.compile(rf"(?P<digits>{DIGITS})\s*(?P<unit>.*)", re.DOTALL)
SEPARATED = re.compile("[+-]?[0-9][0-9,.' ]*")
EXPONENT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
FRACTION = re.compile(r"([0-9]{1,9})\s*/\s*([0-9]{1,9})")
SCALES = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
UNIT = re.compile(r"(?P<scale>百万|千|万|亿)?(?P<base>.*)")
# Words that count things and say no more; one may stand for another.
COUNTERS = frozenset(
    "件 个 项 次 条 家 份 篇 人 起 户 套 张 例 宗 处 所 名 件次 人次 项次 批 场 期 部 类 分 票 街镇".split()  # noqa: SIM905
)
TIMES = frozenset("天 日 个工作日 工作日 周 个月 月 年 小时 分钟".split())  # noqa: SIM905
MONEY = frozenset({"元", "人民币", "元人民币"})
RATIO, PERCENT, MIXED = "ratio", "percent", "mixed"
WIDEST = 15  # digits a spreadsheet keeps


def number(text: str, wish: Wish) -> tuple[str, str, str]:
    """Canonical value, notice and remark of a written number; raises `Unclear`."""
    main, remark = split(text)
    if is_about(main):
        raise Unclear("approximate")
    if wish.share and (match := FRACTION.fullmatch(main)):
        return _fraction(int(match[1]), int(match[2])), "fraction", remark
    if is_range(main):
        raise Unclear("range")
    if EXPONENT.fullmatch(main):
        return _exponent(main, wish), "plain", remark
    match = FIGURE.fullmatch(main)
    if SEPARATED.fullmatch(main) and (match is None or match["unit"]):
        raise Unclear("separator")
    if match is None:
        raise Unclear(f"not_{wish.type}")
    digits = Decimal(re.sub("[, ]", "", match["digits"]))
    figure, notice = _with_unit(digits, match["unit"].strip(), wish)
    value = _canonical(figure, wish)
    return value, notice or ("" if value == text else "plain"), remark


def typed(value: float, percent: bool, wish: Wish) -> tuple[str, str]:
    """Canonical value and notice of a number cell; raises `Unclear`."""
    if not math.isfinite(value):
        raise Unclear(f"not_{wish.type}")
    if percent:
        if not wish.share:
            raise Unclear("percent_in_count")
        return _canonical(_share(Decimal(plain(value))), wish), ""
    if wish.share:
        figure, notice = _bare_share(Decimal(plain(value)), wish)
        return _canonical(figure, wish), notice
    return _canonical(Decimal(plain(value)), wish), ""


def scale(cells: Iterable[Cell]) -> str:
    """How the bare numbers of a column of shares are written: "ratio" (0.95), "percent" (95), "mixed".

    "" where there is none. Only the whole column can tell whether 1 is all or one in a hundred.
    """
    above = below = False
    for cell in cells:
        bare = _bare(cell)
        if bare is not None:
            above |= bare > 1
            below |= 0 < bare < 1
    return MIXED if above and below else PERCENT if above else RATIO if below else ""


def _bare(cell: Cell) -> float | None:
    if isinstance(cell.value, float):
        return None if cell.percent else cell.value
    if cell.kind != "text":
        return None
    text = split(visible(str(cell.value)))[0]
    return float(text) if values.number(text) is not None and not says_nothing(text) else None


def _with_unit(digits: Decimal, unit: str, wish: Wish) -> tuple[Decimal, str]:
    if unit in ("%", "‰"):
        if not wish.share:
            raise Unclear("percent_in_count")
        return _share(digits / (100 if unit == "%" else 1000)), "percent"
    if wish.share:
        if unit:
            raise Unclear(f"not_{wish.type}")
        return _bare_share(digits, wish)
    if not unit:
        return digits, ""
    match, own = UNIT.fullmatch(unit), UNIT.fullmatch(wish.unit)
    if match is None or own is None or match["base"] not in COUNTERS | TIMES | MONEY | {""}:
        raise Unclear(f"not_{wish.type}")
    factor = Decimal(SCALES[match["scale"] or ""])
    if wish.unit:
        if not _same(match["base"], own["base"]):
            raise Unclear("unit_differs", wish.unit)
        factor /= SCALES[own["scale"] or ""]
    elif factor != 1 and match["base"] in MONEY:
        raise Unclear("unit_unclear")
    return digits * factor, "unit_dropped" if factor == 1 else "converted"


def _same(one: str, other: str) -> bool:
    """Do two units mean the same? Counting words do, days and working days do not."""
    if one == other or not one:
        return True
    return any(one in words and other in words for words in (COUNTERS, MONEY))


def _bare_share(figure: Decimal, wish: Wish) -> tuple[Decimal, str]:
    """A number without a sign of per cent, by how the whole column is written."""
    if figure == 0:
        return figure, ""
    if figure < 0 or figure > 100:
        raise Unclear("share_outside", "0–100%")
    if figure > 1:
        return figure / 100, "hundredth"
    if wish.scale == MIXED:
        raise Unclear("mixed_scale")
    if wish.scale == PERCENT:
        return figure / 100, "hundredth"
    if figure == 1:
        if wish.scale != RATIO:
            raise Unclear("one_or_one_percent")
        return figure, "one_is_whole"
    return figure, ""


def _share(figure: Decimal) -> Decimal:
    if not 0 <= figure <= 1:
        raise Unclear("share_outside", "0–100%")
    return figure


def _fraction(part: int, whole: int) -> str:
    if not whole > 0 or part > whole:
        raise Unclear("share_outside", "0–100%")
    return _canonical(Decimal(repr(part / whole)), Wish("number"))


def _exponent(text: str, wish: Wish) -> str:
    if wish.type == "int":
        raise Unclear("digits_lost")
    value = _canonical(Decimal(text), wish)
    if wish.share:
        _share(Decimal(value))
    return value


def _canonical(figure: Decimal, wish: Wish) -> str:
    """The one way the record writes it; raises `Unclear` where it has no place there."""
    if not figure.is_finite():
        raise Unclear(f"not_{wish.type}")
    if figure.adjusted() >= WIDEST:
        raise Unclear("too_many_digits", str(WIDEST))
    if wish.type == "int":
        if figure < 0:
            raise Unclear("negative")
        whole = values.whole(format(figure, "f"))
        if whole is None:
            raise Unclear("not_int")
        return whole
    written = format(figure.normalize(), "f")
    value = values.number(written if len(written.partition(".")[2]) <= WIDEST else repr(float(figure)))
    if value is None:
        raise Unclear("not_number")
    return "0" if float(value) == 0 else value
