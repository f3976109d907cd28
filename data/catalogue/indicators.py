"""Makes the indicators from their written entries, with the rule's parameters and the fields they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.catalogue import keys, params
from data.catalogue.faults import Place
from data.catalogue.frozen import Table, freeze
from data.catalogue.read import Entry, Tables
from data.catalogue.take import take
from metrics.model import FIELD_TYPES, TOTAL, Effect, Field, Indicator
from metrics.rules import ROLE_OF_RULE, RULES


def indicators(tables: Tables) -> tuple[Indicator, ...]:
    """All indicators, one per entry in the order of the files; faults of single entries are noted."""
    head = tables.once("defaults")
    defaults = take(head.values, keys.DEFAULTS, head.place)
    return tuple(_indicator(entry, defaults) for entry in tables.entries["indicator"])


def _indicator(entry: Entry, defaults: Mapping[str, Any]) -> Indicator:
    place = entry.place
    row = take(entry.values, keys.INDICATOR, place)
    rule = row["rule"]
    role = ROLE_OF_RULE.get(rule, "scored")
    if rule not in RULES:
        # What it was meant to be can only be guessed: what has marks is scored.
        role = "scored" if "marks" in entry.values else "none"
        if rule:
            place.unknown("rule", "unknown rule", rule, RULES)
    elif row["role"] not in (None, role):
        place.fault("role", "not the role of the rule", row["role"], f"{role} ({rule})")
    own, by_kind = _params(rule, row, place)
    # Who reads another indicator's facts has no fields of its own: the same fact is entered once.
    made = () if row["reads"] else params.item_fields(own)
    row |= {key: row[key] if row[key] is not None else defaults[key] for key in keys.DEFAULTS}
    row |= {
        "node": row["node"] or TOTAL,
        "role": role,
        "marks": _marks(row["marks"] if role == "scored" else None),
        "params": freeze(own),
        "params_by_kind": freeze(by_kind),
        "fields": (*made, *_fields(row["fields"], place)),
        "units": frozenset(row["units"]),
        "effect": _effect(row["effect"], place),
    }
    del row["for_kind"]
    return Indicator(**row)


def _params(
    rule: str, row: Mapping[str, Any], place: Place
) -> tuple[params.Params, dict[str, params.Params]]:
    """The parameters, and those that differ per kind."""
    if rule not in RULES:
        return {}, {}
    by_kind = {}
    for kind, written in row["for_kind"].items():
        under = place.under(f"for_kind.{kind}")
        if "items" in written:
            under.fault("items", "the same for all kinds", allowed="params.items")
        by_kind[kind] = params.read(rule, written, under)
    return params.read(rule, row["params"], place.under("params")), by_kind


def _fields(written: tuple[dict[str, Any], ...], place: Place) -> tuple[Field, ...]:
    return tuple(_field(one, place, number) for number, one in enumerate(written, 1))


def _field(written: Mapping[str, Any], place: Place, number: int) -> Field:
    name = written.get("code")
    under = place.under(f"fields.{name if isinstance(name, str) and name else number}")
    field = Field(**take(written, keys.FIELD, under))
    if field.type == "enum" and not field.choices:
        under.fault("choices", "missing key", allowed="the words of the enum")
    if field.choices and field.type in FIELD_TYPES and field.type != "enum":
        under.fault("choices", "only for an enum", field.type)
    return field


def _marks(marks: float | Mapping[str, float] | None) -> Table:
    """Full marks per kind; "" stands for every kind, nothing for the scale."""
    if marks is None:
        return Table()
    return Table(marks if isinstance(marks, Mapping) else {"": marks})


def _effect(written: Mapping[str, Any] | None, place: Place) -> Effect | None:
    return None if written is None else Effect(**take(written, keys.EFFECT, place.under("effect")))
