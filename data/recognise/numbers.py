"""A document number (文号) taken apart, and the issuer its letters belong to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from data.recognise.issuers import NATIONAL, Issuers

# 沪府办发〔2012〕46号 in any brackets, or 国家税务总局公告2019年第44号.
NUMBER = re.compile(r"(.*?)[〔\[(【<〈{](\d{4})[〕\])】>〉}]\s*第?\s*(\d+)\s*号?|(.*?)(\d{4})年第?(\d+)号")
# The number a title ends with: 《上海市美术馆管理办法》（沪府令3号）.
AT_THE_END = re.compile(r"\((沪府令|市政府令)第?(\d+)号\)$")
# What a machine that reads numbers out of running text leaves in front of them.
LEFT_OVER = re.compile(r"^.*(?:通知|通告|批复|意见|决定)")
CITED = re.compile(r"依据|根据|按照|贯彻|落实|废止|[以已]按")

STALE = 1  # years


@dataclass(frozen=True, slots=True)
class Number:
    """A number taken apart: its letters, its year (0: none), whether it is named as somebody else's."""

    letters: str
    year: int
    cited: bool = False


def parse(text: str) -> Number | None:
    """The parts of a number in any width and brackets; None where there is none."""
    match = NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    letters, year = (match[1], match[2]) if match[2] else (match[4], match[5])
    letters = LEFT_OVER.sub("", re.sub(r"\s", "", letters))
    return Number(letters, int(year), bool(CITED.search(letters)))


def at_the_end(title: str) -> Number | None:
    """The number in brackets with which a (normalised) title ends."""
    match = AT_THE_END.search(title)
    return Number(match[1], 0) if match else None


def issuer_of(number: Number, issuers: Issuers) -> str:
    """Code of the issuer of the longest series that covers the number; "" where there is none."""
    for series in issuers.series:
        if series.covers(number.letters, number.year):
            return series.issuer
    return ""


def is_cited(number: Number, published: int, issuer: str, issuers: Issuers, same: bool) -> bool:
    """Whether the number is that of a paper the document cites, not its own.

    It is named as a source, or belongs to a national body (these are a city's documents), or is
    older than the year before publication (`published`, 0: not known) and not the issuer's own
    (`same`: the title names the same issuer; old papers do get published late).
    """
    national = bool(issuer) and issuers.by_code[issuer].kind == NATIONAL
    old = bool(published and number.year) and published - number.year > STALE
    return number.cited or national or (old and not same)
