"""The issuer with whose name a title begins: 市科委关于…, 上海市财政局等…, 金山区人民政府办公室转发…."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from data.recognise.issuers import DISTRICT, Issuers

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
WRAPPED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》(\((?:沪府令|市政府令)第?\d+号\))?")
# Papers about a paper: their number, if any, is that of the paper they explain.
ABOUT = re.compile(
    r"^(?:一图|图解|图说|视频|读图|解读|政策|数字解读|网传)|^关于《.*》的|^对.*自评报告"
    r"|(?:解读|图解|问答|七答|一览|速览|》.*要点|看懂|读懂|轻松读|立法后评估报告|百问百答|\d+问)(?:\(.*\))?$"
    r"|新闻发布会|新闻通气会"
)
# What follows the name of the issuer: another issuer, or what is done.
ORGAN = r"(?:人民政府|政府|委|局|办|办公室|委员会|中心)"
ACT = (
    "关于|印发|转发|批转|贯彻|延长|同意|公布|发布|颁布|公告|通告|公示|通报|决定|命名|表彰|表扬|修改|废止|批准|成立"
    "|建立|增补|调整|对|就|令|致|启动|开展|举办|举行|召开|实施|推进|落实|征集|征求|出台|下达|下发|认定|执行|第"
    r"|\d{4}年"
)
PAPER = r"[^《》、,]{0,40}(?:公告|通告|公示|通报|通知)(?:\([^)]*\))?$"
ANOTHER = r"[、,: ]|等|和|与|及|上海|市|江苏|警备区"
NEXT = rf"(?:\([^)]*\))?(?:办公室)?(?:联合)?(?:$|{ANOTHER}|“马上办|{ACT}|{PAPER})"
AFTER = re.compile(NEXT)
LOOKS_LIKE_ONE = re.compile(
    r"((?:中共|上海|市|国家|中国|全国)[^《》、,“(]{2,30}?(?:局|委|委员会|办公室|办|厅|政府|中心|院|会|组|部|队|馆|社|所))"
    rf"(?:[、, ]|等(?!级)|{ACT})"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a title begins with: codes that the name may mean (several: ambiguous), and the name itself.

    No code and a name: somebody who is not in the tables. Neither: no issuer is named.
    """

    codes: tuple[str, ...] = ()
    name: str = ""


def normalise(title: str) -> str:
    """One width of brackets and digits, nothing invisible, no book-title marks around the whole."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", title))
    text = re.sub(r"\s+", " ", text).strip()
    wrapped = WRAPPED.fullmatch(text)
    return wrapped[1] + (wrapped[2] or "") if wrapped else text


def is_about(title: str) -> bool:
    """Whether a (normalised) title is that of an explanation, a picture, a press conference on a paper."""
    return bool(ABOUT.search(title))


class Names:
    """All spellings of all issuers, ready to be looked for at the beginning of titles."""

    def __init__(self, issuers: Issuers) -> None:
        self.codes = _spellings(issuers)
        self._any = _one_of(self.codes)
        districts = [name for name, codes in self.codes.items() if issuers.by_code[codes[0]].kind == DISTRICT]
        # A department of a district, 青浦区人力资源社会保障局: what it issues is the district's.
        self._department = re.compile(
            rf"(?:上海市)?({_one_of(districts).pattern})[^《》、, ]{{0,25}}?{ORGAN}(?={NEXT})"
        )

    def opening(self, title: str) -> Opening:
        """The issuer (the first of several) a normalised title begins with."""
        if is_about(title):
            return Opening()
        match = self._any.match(title)
        if match and AFTER.match(title, match.end()):
            return Opening(self.codes[match[0]], match[0])
        department = self._department.match(title)
        if department:
            return Opening(self.codes[department[1]], department[0])
        stranger = LOOKS_LIKE_ONE.match(title)
        return Opening((), stranger[1]) if stranger else Opening()


def _spellings(issuers: Issuers) -> dict[str, tuple[str, ...]]:
    """Every spelling and whom it may mean; a name of one's own goes before the alias of another."""
    own: dict[str, dict[str, None]] = {}
    other: dict[str, dict[str, None]] = {}
    for issuer in issuers.by_code.values():
        for place, name in enumerate((issuer.name.zh, *issuer.aliases)):
            for spelling in _variants(unicodedata.normalize("NFKC", name)):
                (own if place == 0 else other).setdefault(spelling, {})[issuer.code] = None
    return {name: tuple(codes) for name, codes in (other | own).items()}


def _variants(name: str) -> list[str]:
    """市科委 is also 上海市科委; 上海市财政局 is also 市财政局 and 上海财政局. Bare places are no issuers."""
    if name.startswith("上海市"):
        return [name, name[2:], "上海" + name[3:]]
    if name.startswith("市"):
        return [name, "上海" + name]
    return [name] if re.search(r"[区县委局办室院会心部厅府]$", name) else []


def _one_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted((re.escape(name) for name in names), key=len, reverse=True)
    return re.compile("|".join(longest_first) or "(?!)")
