"""Checks every indicator against its rule, its fields, the kinds of body and the other indicators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.catalogue import params
from data.catalogue.faults import Faults
from data.catalogue.read import Entry, Tables
from data.catalogue.take import Place
from metrics.model import Catalogue, Field, Indicator
from metrics.rules import RULES

DAY_COUNTING = "workday"


def check(catalogue: Catalogue, tables: Tables, faults: Faults) -> None:
    """Note what is wrong with each indicator."""
    pairs = list(zip(tables.entries["indicator"], catalogue.indicators, strict=True))
    others = {one.code: one for _, one in pairs}
    for entry, one in pairs:
        _kinds(entry, one, catalogue, faults)
        _role(entry, one, catalogue, faults)
        _reads(entry, one, others, faults)
        _unique_fields(entry, one, faults)
        if one.rule in RULES:
            _params(entry, one, others, catalogue, faults)


def _kinds(entry: Entry, one: Indicator, catalogue: Catalogue, faults: Faults) -> None:
    known = [kind.code for kind in catalogue.kinds]
    mine = list(one.kinds) or known
    for kind in one.kinds:
        if kind not in known:
            faults.unknown(entry.file, entry.code, "kinds", "unknown kind", kind, known)
    if one.units_kind and one.units_kind not in mine:
        faults.unknown(entry.file, entry.code, "units_kind", "not a kind of this indicator", one.units_kind, mine)
    if one.units_kind and not one.units:
        faults.add(entry.file, entry.code, "units", "missing key", allowed="codes of bodies, as units_kind is given")
    if one.units and not one.units_kind and len(mine) > 1:
        faults.add(entry.file, entry.code, "units_kind", "missing key", allowed=", ".join(mine))
    for kind in one.params_by_kind:
        if kind not in mine:
            faults.unknown(entry.file, entry.code, f"for_kind.{kind}", "not a kind of this indicator", kind, mine)
    per_kind = [kind for kind in one.marks if kind]
    # Marks that come per kind from [defaults] may name kinds that this indicator has not.
    if "marks" in entry.values:
        for kind in per_kind:
            if kind not in mine:
                faults.unknown(entry.file, entry.code, f"marks.{kind}", "not a kind of this indicator", kind, mine)
    if per_kind:
        for kind in mine:
            if kind not in one.marks:
                faults.add(entry.file, entry.code, f"marks.{kind}", "kind without marks", allowed="a number above 0")


def _role(entry: Entry, one: Indicator, catalogue: Catalogue, faults: Faults) -> None:
    """Only what is scored carries marks and weight; only a veto has an effect, and it has one."""
    if one.role != "scored":
        for key in ("marks", "weight", "missing", "not_applicable"):
            if key in entry.values:
                faults.add(entry.file, entry.code, key, "only for scored indicators", one.role, "leave it out")
    effect = one.effect
    if one.role == "veto" and (effect is None or (effect.grade is None and effect.ranked and effect.total is None)):
        allowed = 'effect = { grade = "…" }, { ranked = false } or { total = 0 }'
        faults.add(entry.file, entry.code, "effect", "veto without effect", allowed=allowed)
    if effect is None:
        return
    if one.role != "veto":
        faults.add(entry.file, entry.code, "effect", "only for a veto", one.rule, "leave it out")
    grades = [grade.code for grade in catalogue.grades]
    if effect.grade is not None and effect.grade not in grades:
        faults.unknown(entry.file, entry.code, "effect.grade", "unknown grade", effect.grade, grades)


def _reads(entry: Entry, one: Indicator, others: Mapping[str, Indicator], faults: Faults) -> None:
    """The facts come from an indicator that has its own, asked of all the bodies of this one."""
    if not one.reads:
        if not one.fields and one.rule in RULES:
            faults.add(entry.file, entry.code, "fields", "missing key", allowed="what is filled in, or reads")
        return
    if one.fields:
        faults.add(entry.file, entry.code, "fields", "not beside reads", allowed="leave it out: the fields are read")
    source = others.get(one.reads)
    if source is None or one.reads == one.code:
        known = [code for code, other in others.items() if code != one.code and not other.reads]
        faults.unknown(entry.file, entry.code, "reads", "unknown indicator", one.reads, known)
    elif source.reads:
        faults.add(entry.file, entry.code, "reads", "reads what is itself read", one.reads, source.reads)
    elif source.kinds and not set(one.kinds) <= set(source.kinds) or (source.kinds and not one.kinds):
        found = f"{source.code} is only for {', '.join(source.kinds)}"
        faults.add(entry.file, entry.code, "reads", "not asked of all kinds of this indicator", found)


def _unique_fields(entry: Entry, one: Indicator, faults: Faults) -> None:
    seen: set[str] = set()
    for field in one.fields:
        if field.code and field.code in seen:
            faults.add(entry.file, entry.code, f"fields.{field.code}", "stands twice", field.code, "each field once")
        seen.add(field.code)


def _params(
    entry: Entry, one: Indicator, others: Mapping[str, Indicator], catalogue: Catalogue, faults: Faults
) -> None:
    """The parameters as they are for each kind: those of all with those of the kind over them."""
    source = others.get(one.reads) if one.reads else one
    fields = None if source is None else {field.code: field for field in source.fields}
    own, written = dict(one.params), _table(entry.values.get("params"))
    by_kind = _table(entry.values.get("for_kind"))
    _check(one, own, written, fields, Place(entry.file, entry.code, "params"), bool(by_kind), faults)
    for kind, over in one.params_by_kind.items():
        place = Place(entry.file, entry.code, f"for_kind.{kind}")
        merged = {**own, **over}
        params.check(one.rule, merged, {**written, **_table(by_kind.get(kind))}, fields, place, faults)
    every = [merged for over in one.params_by_kind.values() if (merged := {**own, **over})] or [own]
    default = getattr(RULES[one.rule].PARAMS.get("calendar"), "default", "")
    if not catalogue.calendar and any(each.get("calendar", default) == DAY_COUNTING for each in [own, *every]):
        allowed = "calendar in [catalogue], or natural days"
        faults.add(entry.file, entry.code, "params.calendar", "no working-day calendar is named", "workday", allowed)


def _check(
    one: Indicator, own: params.Params, written: Mapping[str, Any], fields: Mapping[str, Field] | None,
    place: Place, differs: bool, faults: Faults,
) -> None:  # fmt: skip
    """Where every kind has parameters of its own, what is missing is looked for there."""
    if not differs:
        params.check(one.rule, own, written, fields, place, faults)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
