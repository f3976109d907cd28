"""Checks every indicator against its rule, its fields, the kinds of body and the other indicators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.catalogue import check_params
from data.catalogue.faults import Place
from data.catalogue.params import counts_working_days
from data.catalogue.read import Entry, Tables
from metrics.model import Catalogue, Indicator
from metrics.rules import ROLE_OF_RULE, RULES


def check(catalogue: Catalogue, tables: Tables) -> None:
    """Note what is wrong with each indicator."""
    pairs = list(zip(tables.entries["indicator"], catalogue.indicators, strict=True))
    others = {one.code: one for _, one in pairs}
    for entry, one in pairs:
        mine = list(one.kinds) or [kind.code for kind in catalogue.kinds]
        _kinds(entry.place, one, mine, catalogue)
        _marks(entry, one, mine)
        _role(entry, one)
        _effect(entry.place, one, catalogue)
        _fields(entry.place, one)
        _reads(entry.place, one, others)
        if one.rule in RULES:
            _params(entry, one, others, mine, catalogue)


def _kinds(place: Place, one: Indicator, mine: list[str], catalogue: Catalogue) -> None:
    known = [kind.code for kind in catalogue.kinds]
    for kind in one.kinds:
        if kind not in known:
            place.unknown("kinds", "unknown kind", kind, known)
    if one.units_kind and one.units_kind not in mine:
        place.unknown("units_kind", "not a kind of this indicator", one.units_kind, mine)
    if one.units_kind and not one.units:
        place.fault("units", "missing key", allowed="codes of bodies, as units_kind is given")
    if one.units and not one.units_kind and len(mine) > 1:
        place.fault("units_kind", "missing key", allowed=", ".join(mine))
    for kind in one.params_by_kind:
        if kind not in mine:
            place.unknown(f"for_kind.{kind}", "not a kind of this indicator", kind, mine)


def _marks(entry: Entry, one: Indicator, mine: list[str]) -> None:
    """Marks per kind name exactly the kinds of the indicator ([defaults] may name more)."""
    named = [kind for kind in one.marks if kind]
    if "marks" in entry.values:
        for kind in named:
            if kind not in mine:
                entry.place.unknown(f"marks.{kind}", "not a kind of this indicator", kind, mine)
    for kind in mine if named else ():
        if kind not in one.marks:
            entry.place.fault(f"marks.{kind}", "missing key", allowed="a number above 0, or kinds without it")


def _role(entry: Entry, one: Indicator) -> None:
    """Only what is scored has marks, a weight and policies."""
    for key in ("marks", "weight", "missing", "not_applicable"):
        if one.role in ROLE_OF_RULE.values() and key in entry.values:
            entry.place.fault(key, "only for scored indicators", one.role, "leave it out")


def _effect(place: Place, one: Indicator, catalogue: Catalogue) -> None:
    """Only a veto has an effect, and every veto has one."""
    effect = one.effect
    idle = effect is None or (effect.grade is None and effect.ranked and effect.total is None)
    if one.role == "veto" and idle:
        allowed = '{ grade = "…" }, { ranked = false }, { total = 0 } or several'
        place.fault("effect", "veto without effect", allowed=allowed)
    if effect is None:
        return
    if one.rule in RULES and one.role != "veto":
        place.fault("effect", "only for a veto", one.rule, "leave it out")
    grades = [grade.code for grade in catalogue.grades]
    if effect.grade is not None and effect.grade not in grades:
        place.unknown("effect.grade", "unknown grade", effect.grade, grades)


def _fields(place: Place, one: Indicator) -> None:
    if one.reads and one.fields:
        place.fault("fields", "not beside reads", allowed="leave it out: the other's fields are read")
    made = one.rule not in RULES or "items" in RULES[one.rule].PARAMS
    if not one.reads and not one.fields and not made:
        place.fault("fields", "missing key", allowed="what is filled in, or reads")
    codes = [field.code for field in one.fields if field.code]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        place.fault(f"fields.{code}", "stands twice", code, "each field once")


def _reads(place: Place, one: Indicator, others: Mapping[str, Indicator]) -> None:
    """The facts come from an indicator that has its own, asked of all the bodies of this one."""
    if not one.reads:
        return
    source = others.get(one.reads)
    if source is None or source.reads:
        known = [code for code, other in others.items() if not other.reads]
        problem = "unknown indicator" if source is None else "reads what is itself read"
        place.unknown("reads", problem, one.reads, known)
        return
    if source.kinds and not (one.kinds and set(one.kinds) <= set(source.kinds)):
        found = f"{source.code} is for {', '.join(source.kinds)}"
        place.fault("reads", "not asked of all bodies of this one", found, "the same kinds")
    if source.trait not in ("", one.trait):
        found = f"{source.code} is for {source.trait}"
        place.fault("reads", "not asked of all bodies of this one", found, "the same trait")


def _params(
    entry: Entry, one: Indicator, others: Mapping[str, Indicator], mine: list[str], catalogue: Catalogue
) -> None:
    """The parameters as they are for each kind: those of the kind over those for all."""
    source = others.get(one.reads) if one.reads else one
    fields = {field.code: field for field in source.fields} if source else {}
    written, by_kind = _table(entry.values.get("params")), _table(entry.values.get("for_kind"))
    kinds = [kind for kind in mine if kind not in one.params_by_kind]
    if kinds or not mine:
        check_params.check(one.rule, dict(one.params), written, fields, entry.place.under("params"))
    for kind, over in one.params_by_kind.items():
        merged, both = {**one.params, **over}, {**written, **_table(by_kind.get(kind))}
        check_params.check(one.rule, merged, both, fields, entry.place.under(f"for_kind.{kind}"))
    if not catalogue.calendar and counts_working_days(one.rule, one.params, *one.params_by_kind.values()):
        allowed = 'calendar in [catalogue], or calendar = "natural" here'
        entry.place.fault("params.calendar", "no working-day calendar is named", "workday", allowed)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
