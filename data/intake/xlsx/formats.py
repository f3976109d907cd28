"""How a number is shown: as a date, a time of day, a duration, a percentage, or plainly."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from data.intake.unfit import Unfit
from data.intake.xlsx.markup import Walk, plain
from data.intake.xlsx.package import Package

PLAIN, DAY, TIME, DURATION, PERCENT = range(5)
# Formats known by number (ECMA-376 part 1, 18.8.30), with those of the Chinese and other eastern tables.
BUILT_IN = {
    **dict.fromkeys((9, 10), PERCENT),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), DAY),
    **dict.fromkeys((*range(71, 75), 77, 81), DAY),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 55, 56, 45, 47, 75, 76, 78, 80), TIME),
    **dict.fromkeys((46, 79), DURATION),
}
# What is shown literally in a format: "text", \x escapes, _x paddings, *x fillings, [Red], [$-804] ...
LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
SECONDS = 86_400


class _Styles(Walk):
    def __init__(self, part: str, depth: int, most: int) -> None:
        super().__init__(part, depth)
        self.most = most
        self.codes: dict[int, int] = {}
        self.styles: list[int] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        given = plain(attributes)
        if name == "numFmt" and "numFmts" in self.path:
            self.codes[_whole(given.get("numFmtId"))] = shown_as(given.get("formatCode", ""))
        elif name == "xf" and self.path[-2:-1] == ["cellXfs"]:
            self.styles.append(_whole(given.get("numFmtId")))
            if len(self.styles) > self.most:
                raise Unfit("too_many_styles", f"{len(self.styles):,}", f"{self.most:,}")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def styles(package: Package, part: str) -> list[int]:
    """For each cell style how it shows a number (PLAIN, DAY, TIME, DURATION, PERCENT)."""
    if not package.has(part):
        return []
    walk = _Styles(part, package.limits.depth, package.limits.styles)
    walk.run(package.blocks(part))
    return [walk.codes.get(code, BUILT_IN.get(code, PLAIN)) for code in walk.styles]


def shown_as(code: str) -> int:
    """What a format code makes of a number; its first section decides."""
    bare = LITERAL.sub("", code).partition(";")[0].casefold()
    if ELAPSED.search(bare):
        return DURATION
    if "general" in bare:
        return PLAIN
    bare = bare.replace("am/pm", "h").replace("a/p", "h")
    if re.search(r"[dy]|(?<![0#?.])e(?![+-])|g|b", bare):
        return DAY
    if re.search(r"[hs]", bare):
        return TIME
    if "m" in bare:
        return DAY
    return PERCENT if "%" in bare else PLAIN


def moment(serial: float, epoch_1904: bool) -> datetime | None:
    """The moment a serial number stands for, to the second; None where there is no such day.

    1900 system: 1 is 1 January 1900, and 60 the 29 February that 1900 did not have.
    """
    day, rest = divmod(round(serial * SECONDS), SECONDS)
    if epoch_1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001  a workbook's moments have no zone
    else:
        if day == 60 or serial < 1:
            return None
        first = datetime(1899, 12, 30 if day > 60 else 31)  # noqa: DTZ001
    if not 0 <= day < 2_958_466:
        return None
    return first + timedelta(days=day, seconds=rest)


def clock(serial: float) -> str:
    """A time of day or a duration as one sees it: 08:30:00, 255:10:10."""
    seconds = round(abs(serial) * SECONDS)
    sign = "-" if serial < 0 else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
