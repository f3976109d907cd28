"""Makes the indicators from their written entries, with the rule's parameters and the fields they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.catalogue import keys, params
from data.catalogue.faults import Faults
from data.catalogue.frozen import Table, freeze
from data.catalogue.read import Entry, Tables
from data.catalogue.take import Place, take
from metrics.model import TOTAL, Effect, Field, Indicator
from metrics.rules import ROLE_OF_RULE, RULES


def indicators(tables: Tables, faults: Faults) -> tuple[Indicator, ...]:
    """All indicators in the order of the files; what a rule or a cross-reference cannot be is noted."""
    head = tables.once("defaults")
    defaults = take(head.values, keys.DEFAULTS, Place(head.file, head.code), faults)
    return tuple(_indicator(entry, defaults, faults) for entry in tables.entries["indicator"])


def _indicator(entry: Entry, defaults: Mapping[str, Any], faults: Faults) -> Indicator:
    place = Place(entry.file, entry.code)
    row = take(entry.values, keys.INDICATOR, place, faults)
    rule, role = row["rule"], ROLE_OF_RULE.get(row["rule"], "scored")
    if rule and rule not in RULES:
        faults.unknown(place.file, place.code, "rule", "unknown rule", rule, RULES)
    if row["role"] not in (None, role) and rule in RULES:
        faults.add(place.file, place.code, "role", f"not the role of the rule {rule}", row["role"], role)
    for key in ("decimals", "missing", "not_applicable"):
        row[key] = defaults[key] if row[key] is None else row[key]
    own, by_kind = _params(rule, row, place, faults)
    # Who reads another indicator's facts has no fields of its own: the same fact is entered once.
    made = () if row["reads"] else params.item_fields(own)
    row |= {
        "node": row["node"] or TOTAL,
        "role": role,
        "marks": _marks(row["marks"], defaults["marks"], role),
        "params": freeze(own),
        "params_by_kind": freeze(by_kind),
        "fields": (*made, *_fields(row["fields"], place, faults)),
        "units": frozenset(row["units"]),
        "effect": _effect(row["effect"], place, faults),
    }
    del row["for_kind"]
    return Indicator(**row)


def _params(
    rule: str, row: Mapping[str, Any], place: Place, faults: Faults
) -> tuple[params.Params, dict[str, params.Params]]:
    """The parameters, and those that differ per kind."""
    if rule not in RULES:
        return {}, {}
    own = params.read(rule, row["params"], Place(place.file, place.code, "params"), faults)
    by_kind: dict[str, params.Params] = {}
    for kind, written in row["for_kind"].items():
        under = Place(place.file, place.code, f"for_kind.{kind}")
        if "items" in written:
            faults.add(under.file, under.code, under.at("items"), "the same for all kinds", allowed="params.items")
        by_kind[kind] = params.read(rule, written, under, faults)
    return own, by_kind


def _fields(written: tuple[dict[str, Any], ...], place: Place, faults: Faults) -> tuple[Field, ...]:
    fields = []
    for number, one in enumerate(written, 1):
        name = one.get("code")
        under = Place(place.file, place.code, f"fields.{name if isinstance(name, str) else number}")
        row = take(one, keys.FIELD, under, faults)
        field = Field(row["code"], row["title"], row["type"], row["choices"])
        if field.type == "enum" and not field.choices:
            faults.add(under.file, under.code, under.at("choices"), "missing key", allowed="the words of an enum")
        if field.choices and field.type not in ("enum", ""):
            faults.add(under.file, under.code, under.at("choices"), "only for an enum", found=field.type)
        fields.append(field)
    return tuple(fields)


def _marks(own: Any, default: Any, role: str) -> Table:
    """Full marks per kind; "" stands for every kind, nothing for the scale."""
    marks = default if own is None and role == "scored" else own
    if marks is None:
        return Table()
    return Table(marks if isinstance(marks, dict) else {"": marks})


def _effect(written: Any, place: Place, faults: Faults) -> Effect | None:
    if written is None:
        return None
    return Effect(**take(written, keys.EFFECT, Place(place.file, place.code, "effect"), faults))
