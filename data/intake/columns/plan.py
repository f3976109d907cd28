"""Decides what each column of a table is for; what cannot be told is named, with what it could be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from data.catalogue.crosschecks import Register
from data.intake.columns.known import Asked, Known, role
from data.intake.columns.words import plain
from data.intake.sheet import address
from data.intake.table import Table
from metrics.errors import CellProblem
from metrics.model import Indicator

NEAR = 3
COUNTING = frozenset("件 个 项 次 条 家 份 人 % ‰ 天 工作日 元 万元 亿元".split())  # noqa: SIM905


@dataclass(frozen=True)
class Plan:
    """Positions of the columns of a table by what they are for.

    `roles`: role → positions (a body or an indicator may be named in two columns, by code and by title).
    `fields`: position → field. `bodies`: position → code of the body whose values stand there. `register`
    with the positions of its two days. `body`: the one body of the table. `own`: a template made here.
    """

    roles: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    fields: Mapping[int, Asked] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)
    register: Register | None = None
    days: tuple[int, int] = (-1, -1)
    body: str = ""
    own: bool = False

    def at(self, name: str) -> int:
        """The first column with this role; -1 for none."""
        return self.roles.get(name, (-1,))[0]

    @property
    def is_lines(self) -> bool:
        """Indicators or fields down the rows, their values in one column (or one per body)?"""
        named = "indicator" in self.roles or "field" in self.roles
        return not self.fields and named and ("value" in self.roles or bool(self.bodies))

    @property
    def is_matrix(self) -> bool:
        """Fields across, bodies or cases down?"""
        return bool(self.fields)


def plan(table: Table, known: Known, context: Indicator | None) -> tuple[Plan, list[CellProblem]]:
    """The plan of a table that is none of ours; `context`: the indicator its sheet or title names."""
    labels = {at: _Label(table, at, known, context) for at in range(len(table.header))}
    register = _register(labels, known, context)
    if register is not None:
        return register, []
    roles: dict[str, tuple[int, ...]] = {}
    for at, label in labels.items():
        if label.role:
            roles[label.role] = (*roles.get(label.role, ()), at)
    roles = _bodies_not_units(table, roles)
    lines = ("indicator" in roles or "field" in roles) and "value" in roles
    _settle(labels)
    fields = {at: one.asked[0] for at, one in labels.items() if not one.role and len(one.asked) == 1}
    if lines or ("indicator" in roles and "body" not in roles and not fields):
        bodies = {} if "value" in roles else _bodies(table, labels, known)
        if lines or bodies:
            return Plan(roles, bodies=bodies), []
    problems = [problem for at, one in labels.items() if (problem := one.trouble(table, at))]
    problems += _twice(table, fields)
    return Plan(roles, fields), problems


def nothing_known(table: Table, known: Known) -> CellProblem:
    """The problem of a table of which no column is recognised: its labels, and what would be known."""
    top = address(table.header_rows[1], table.columns[0])
    found = ", ".join(table.header[:12])
    return CellProblem(table.name, top, "no_known_column", found=found, allowed=", ".join(_examples(known)))


def _examples(known: Known) -> list[str]:
    """A few names under which fields would be recognised."""
    firsts = [one for one in known.catalogue.indicators if one.fields][:NEAR]
    return [f"{one.code}.{one.fields[0].code} ({one.fields[0].title.zh})" for one in firsts]


class _Label:
    """What one label of a header may mean."""

    def __init__(self, table: Table, at: int, known: Known, context: Indicator | None) -> None:
        labels = table.labels[at]
        self.text, self._known = table.header[at], known
        above = next((one for label in labels[:-1] if (one := known.indicator(label))), None)
        self.context = above or context
        last = labels[-1]
        self.asked = self._asked(last)
        self.role = role(last)
        by_code = plain(last) in {plain(part) for one in self.asked for part in (one.field.code, str(one))}
        # A code names its field for sure; a title such as 网址 does where its indicator is known.
        if self.role and self.asked and (by_code or (self.context and len(self.asked) == 1)):
            self.role = ""

    def _asked(self, last: str) -> list[Asked]:
        for within in (self.context, None) if self.context else (None,):
            if found := self._known.asked(last, within):
                return found
        one = self._known.indicator(last)
        return [Asked(one, one.fields[0])] if one and len(one.fields) == 1 else []

    def trouble(self, table: Table, at: int) -> CellProblem | None:
        """Ambiguous, or not known: with the candidates, or with what comes nearest."""
        if self.role or len(self.asked) == 1:
            return None
        where = address(table.header_rows[1], table.columns[at])
        if self.asked:
            several = ", ".join(str(one) for one in self.asked)
            return CellProblem(table.name, where, "ambiguous_column", found=self.text, allowed=several)
        near = get_close_matches(plain(table.labels[at][-1]), self._known.fields, NEAR)
        candidates = dict.fromkeys(str(one) for name in near for one in self._known.fields[name])
        allowed = ", ".join(candidates)
        return CellProblem(
            table.name, where, "column_not_used", found=self.text, allowed=allowed, severity="warning"
        )


def _settle(labels: Mapping[int, _Label]) -> None:
    """A name that several indicators share is that of the only one that the table is about anyway."""
    sure = {one.asked[0].indicator.code for one in labels.values() if not one.role and len(one.asked) == 1}
    for one in labels.values():
        here = [asked for asked in one.asked if asked.indicator.code in sure]
        if len(one.asked) > 1 and len(here) == 1:
            one.asked = here


def _register(labels: Mapping[int, _Label], known: Known, context: Indicator | None) -> Plan | None:
    """A register of documents: the titles of the two days of exactly one that is known."""
    names = {plain(one.text.rpartition(" / ")[2]): at for at, one in labels.items()}
    found: list[Plan] = []
    for one in known.crosschecks.registers:
        if context is not None and context.code != one.indicator:
            continue
        for language in ("zh", "en"):
            days = [names.get(plain(title[language]), -1) for title in (one.start, one.end)]
            if -1 not in days:
                roles = {label.role: (at,) for at, label in labels.items() if label.role}
                found.append(Plan(roles, register=one, days=(days[0], days[1])))
                break
    listed = found and {"number", "document"} & set(found[0].roles)
    return found[0] if len(found) == 1 and listed else None


def _bodies_not_units(table: Table, roles: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """单位 is what is counted in, not who counts, where all that stands below it is 件, 个, 项."""
    kept = []
    for at in roles.get("body", ()):
        _, cells = table.column(at)
        if not cells or not all(plain(cell.shown) in COUNTING for cell in cells):
            kept.append(at)
    rest = {name: positions for name, positions in roles.items() if name != "body"}
    return {**rest, "body": tuple(kept)} if kept else rest


def _bodies(table: Table, labels: Mapping[int, _Label], known: Known) -> dict[int, str]:
    """Columns whose label is the name of a body."""
    found = {}
    for at, label in labels.items():
        if not label.role and (who := known.names.who(table.labels[at][-1])).body:
            found[at] = who.body
    return found


def _twice(table: Table, fields: Mapping[int, Asked]) -> list[CellProblem]:
    """The same field in two columns: which of them counts?"""
    first: dict[str, int] = {}
    problems = []
    for at, one in fields.items():
        if str(one) in first:
            where = address(table.header_rows[1], table.columns[at])
            other = address(table.header_rows[1], table.columns[first[str(one)]])
            problems.append(
                CellProblem(table.name, where, "column_twice", found=table.header[at], allowed=other)
            )
        first.setdefault(str(one), at)
    return problems


def with_body(made: Plan, body: str) -> Plan:
    """The plan of a table that is of one body."""
    return replace(made, body=body)


def context_of(texts: Sequence[str], known: Known) -> Indicator | None:
    """The one indicator that a sheet's name or a title row names, whole or at its beginning."""
    found: dict[str, Indicator] = {}
    for text in texts:
        words = text.split(maxsplit=1)
        one = known.indicator(text) or (known.indicator(words[0]) if words else None)
        if one is not None:
            found[one.code] = one
    return next(iter(found.values())) if len(found) == 1 else None
