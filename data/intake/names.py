"""Whose row is it: a body by code, name or alias, as people write it; never by a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from data.words import text
from metrics.model import Body

SEAL = re.compile(r"\((盖章|公章|签章|章|seal)\)|[:：]?(盖章|公章)$|[:：]$")
CITY = re.compile(r"^(上海市|shanghai)")
GOVERNMENT = re.compile(r"(人民政府|政府|district|county)$")
CODED = re.compile(r"([0-9a-z]+)[-_、.:：]?(.*)")
NEAR = 3


@dataclass(frozen=True, slots=True)
class Who:
    """The body's code; or the code of a problem with what comes nearest."""

    body: str = ""
    problem: str = ""
    allowed: str = ""


@dataclass
class Names:
    """The bodies of a round, and the others that are known (former ones, those not evaluated).

    `year`: of the round; tells a body from its predecessor of the same name.
    """

    bodies: Sequence[Body]
    others: Sequence[Body] = ()
    year: int = 0
    language: str = "zh"
    _exact: dict[str, list[Body]] = field(default_factory=dict)
    _short: dict[str, list[Body]] = field(default_factory=dict)
    _shorter: dict[str, list[Body]] = field(default_factory=dict)
    _known: dict[str, Who] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in (*self.bodies, *self.others):
            for name in dict.fromkeys((one.code, one.name.zh, one.name.en, *one.aliases)):
                plain = _plain(name)
                for index, key in (
                    (self._exact, plain), (self._short, _short(plain)), (self._shorter, _shorter(plain))
                ):  # fmt: skip
                    if key and one not in index.setdefault(key, []):
                        index[key].append(one)

    def who(self, written: str) -> Who:
        """The body of this name.

        Problems: no_body, unknown_body, ambiguous_body, former_body, later_body, not_evaluated.
        """
        if written not in self._known:
            self._known[written] = self._find(written)
        return self._known[written]

    def _find(self, written: str) -> Who:
        plain = _plain(written)
        if not plain:
            return Who(problem="no_body")
        found = self._candidates(plain)
        if not found:
            return Who(problem="unknown_body", allowed=", ".join(self._near(plain)))
        if len(found) > 1:
            found = [one for one in found if self._lives(one)] or found
        if len(found) > 1:
            return Who(problem="ambiguous_body", allowed=", ".join(self._shown(one) for one in found))
        return self._in_round(found[0])

    def _candidates(self, plain: str) -> list[Body]:
        """Those of the first reading that fits anybody: as written, without 上海市 and 政府, without 市."""
        ways = ((self._exact, plain), (self._short, _short(plain)), (self._shorter, _shorter(plain)))
        for index, key in ways:
            if found := index.get(key):
                return found
        return self._coded(plain)

    def _coded(self, plain: str) -> list[Body]:
        """A code with the name behind it: 310104 徐汇区."""
        match = CODED.fullmatch(plain)
        if not match or not match[2]:
            return []
        named = self._short.get(_short(match[2]), [])
        return [one for one in self._exact.get(match[1], []) if one in named]

    def _in_round(self, one: Body) -> Who:
        if any(one.code == body.code for body in self.bodies):
            return Who(one.code)
        heirs = [body for body in self.bodies if one.code in body.succeeds]
        if heirs and not self._lives(one):
            return Who(problem="former_body", allowed=", ".join(self._shown(body) for body in heirs))
        before = [body for body in self.bodies if body.code in one.succeeds]
        if before and not self._lives(one):
            return Who(problem="later_body", allowed=", ".join(self._shown(body) for body in before))
        return Who(problem="not_evaluated")

    def _lives(self, one: Body) -> bool:
        """Did it exist in the year of the round?"""
        if not self.year:
            return True
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return (one.since is None or one.since <= last) and (one.until is None or one.until >= first)

    def _near(self, plain: str) -> Iterable[str]:
        """Up to three bodies of the round with a name like this one."""
        mine = {body.code for body in self.bodies}
        close = get_close_matches(_short(plain), self._short, NEAR)
        found = dict.fromkeys(one for key in close for one in self._short[key] if one.code in mine)
        return [self._shown(one) for one in found]

    def _shown(self, one: Body) -> str:
        """Its name with its code, and since when or until when where that tells it from another."""
        since = text("name.since", self.language, on=one.since) if one.since else ""
        until = text("name.until", self.language, on=one.until) if one.until else ""
        return f"{one.name[self.language]} ({' '.join(part for part in (one.code, since, until) if part)})"


def _plain(name: str) -> str:
    """Plain forms, no blanks, nothing invisible, no seal."""
    plain = unicodedata.normalize("NFKC", name).replace("’", "'").casefold()
    plain = "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Cf")
    return SEAL.sub("", SEAL.sub("", plain))


def _short(plain: str) -> str:
    return GOVERNMENT.sub("", CITY.sub("", plain)) or plain


def _shorter(plain: str) -> str:
    return _short(plain).removeprefix("市") or plain
