"""Reads the parameters of a rule by the table that the rule itself declares, and checks that they fit together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from data.catalogue import values
from data.catalogue.faults import Faults, choices
from data.catalogue.take import Place
from data.catalogue.values import Unfit
from metrics.model import FIELD_TYPES, Field, Param, Text
from metrics.rules import RULES
from metrics.rules.timeliness import DUE

Params = dict[str, Any]

NUMBERS = ("int", "number", "bool")
DAYS = ("date", "datetime")
# Which types of field can play which part; `field` depends on the rule.
FITTING = {
    "num": NUMBERS, "den": NUMBERS, "empty_needs": ("bool",), "year": ("int",),
    "from": DAYS, "to": DAYS, "date": DAYS, "due": DAYS,
}  # fmt: skip
FIELD_OF_RULE = {
    "value": NUMBERS, "count": NUMBERS, "deduction": NUMBERS, "bonus": NUMBERS, "veto": NUMBERS,
    "yes_no": ("bool",), "level": ("enum", "text"),
}  # fmt: skip
# Numbers that mean a length of time, points or a size are held to more than "a number".
RANGES = {
    "limit": values.not_negative, "zero_late": values.positive, "min_den": values.not_negative,
    "per": values.positive, "cap": values.positive,
}  # fmt: skip


def read(rule: str, written: Mapping[str, Any], place: Place, faults: Faults) -> Params:
    """The written parameters converted; unknown and unfit ones are noted and left out."""
    declared: Mapping[str, Param] = RULES[rule].PARAMS
    params: Params = {}
    for name, value in written.items():
        if name not in declared:
            faults.unknown(
                place.file, place.code, place.at(name), f"unknown parameter of {rule}", name, declared
            )
            continue
        try:
            params[name] = _convert(name, value, declared[name])
        except Unfit as unfit:
            faults.add(place.file, place.code, place.at(name), "does not fit", value, str(unfit))
    return params


def check(
    rule: str, params: Params, written: Mapping[str, Any], fields: Mapping[str, Field] | None,
    place: Place, faults: Faults,
) -> None:  # fmt: skip
    """Note what is missing and what does not fit together; `fields` None: not known, not checked."""
    module = RULES[rule]
    for name, param in module.PARAMS.items():
        if param.required and name not in written:
            faults.add(place.file, place.code, place.at(name), "missing parameter")
    if fields is not None:
        _roles(rule, params, fields, place, faults)
    if set(params) == set(written):
        for name, problem, allowed in _misfits(rule, params, written):
            faults.add(place.file, place.code, place.at(name), problem, params.get(name, ""), allowed)


def _convert(name: str, value: Any, param: Param) -> Any:
    if param.type == "word":
        if isinstance(value, str) and value in param.allowed:
            return value
        raise Unfit(choices(param.allowed, near=value if isinstance(value, str) else ""))
    if param.type == "number" and name in RANGES:
        return RANGES[name](value)
    return TYPES[param.type](value)


def _anchor(value: Any) -> float | str:
    """A number, or "max" / "min" of the bodies at hand."""
    if value in ("max", "min"):
        return str(value)
    try:
        return values.number(value)
    except Unfit as unfit:
        raise Unfit('a number, "max" or "min"') from unfit


def _tiers(value: Any) -> tuple[tuple[float, float], ...]:
    """Pairs of (from how many on, share), both falling."""
    try:
        found = tuple((values.number(n), values.share(share)) for n, share in value)
    except (TypeError, ValueError) as error:
        raise Unfit("tiers: [[4, 1.0], [2, 0.5]], from n on this share (0..1)") from error
    falling = all(a[0] > b[0] and a[1] >= b[1] for a, b in zip(found, found[1:], strict=False))
    if not found or not falling:
        raise Unfit("tiers from the highest to the lowest: [[4, 1.0], [2, 0.5]]")
    return found


def _map(value: Any) -> dict[str, float]:
    """Level → share."""
    if not isinstance(value, dict) or not value:
        raise Unfit('a map level → share (0..1): { "优" = 1.0, "良" = 0.8 }')
    try:
        return {level: values.share(share) for level, share in value.items()}
    except Unfit as unfit:
        raise Unfit("shares from 0 to 1") from unfit


def _items(value: Any) -> tuple[dict[str, Any], ...]:
    """Things that should be there: texts, each with a weight (1 where none is written)."""
    if not isinstance(value, list) or not value:
        raise Unfit('a list of texts, or of { zh = "…", en = "…", weight = 2 }')
    items = []
    for position, one in enumerate(value, 1):
        weight = 1.0
        if isinstance(one, dict) and "weight" in one:
            weight = values.weight(one["weight"])
            one = {key: part for key, part in one.items() if key != "weight"}
        try:
            title = values.text(one)
        except Unfit as unfit:
            raise Unfit(f'item {position}: a text, or {{ zh = "…", en = "…", weight = 2 }}') from unfit
        items.append({"zh": title.zh, "en": title.en, "weight": weight})
    if not any(item["weight"] for item in items):
        raise Unfit("at least one item with a weight above 0")
    return tuple(items)


def _due(value: Any) -> str:
    """A field, or a day of the year under evaluation (Y) or of one near it."""
    allowed = 'the code of a date field, or a day such as "Y+1-03-31" (Y: the year under evaluation)'
    if isinstance(value, str) and (parts := DUE.fullmatch(value)):
        try:
            date(2000 if parts[2] != "02" else 2001, int(parts[2]), int(parts[3]))
        except ValueError as error:
            raise Unfit("a day that every year has") from error
        return value
    try:
        return values.code(value)
    except Unfit as unfit:
        raise Unfit(allowed) from unfit


def _int(value: Any) -> int:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Unfit("a whole number")


TYPES = {
    "field": values.code, "number": values.number, "anchor": _anchor, "bool": values.flag, "tiers": _tiers,
    "map": _map, "items": _items, "due": _due, "int": _int, "text": values.string,
}  # fmt: skip


def item_fields(params: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields `item_1`, `item_2`, ... that a checklist makes from its items."""
    return tuple(
        Field(f"item_{position}", Text(item["zh"], item["en"]), "entry")
        for position, item in enumerate(params.get("items", ()), 1)
    )


def _roles(
    rule: str, params: Params, fields: Mapping[str, Field], place: Place, faults: Faults
) -> None:
    roles = [*RULES[rule].ROLES, *(["due"] if DUE.fullmatch(params.get("due", "Y-01-01")) is None else [])]
    for role in roles:
        if role not in params:
            continue
        field = fields.get(params[role])
        fitting = FIELD_OF_RULE.get(rule, FIELD_TYPES) if role == "field" else FITTING.get(role, FIELD_TYPES)
        if field is None:
            faults.unknown(place.file, place.code, place.at(role), "unknown field", params[role], fields)
        elif field.type not in fitting:
            found = f"{field.code} is {field.type}"
            faults.add(place.file, place.code, place.at(role), "field of the wrong type", found, choices(fitting))
    for item in item_fields(params):
        if item.code not in fields:
            faults.unknown(place.file, place.code, place.at("items"), "unknown field", item.code, fields)
    if "map" in params and (field := fields.get(params.get("field", ""))) and field.choices:
        for level in params["map"]:
            if level not in field.choices:
                faults.unknown(
                    place.file, place.code, place.at("map"), "not a choice of the field", level, field.choices
                )
        for choice in field.choices:
            if choice not in params["map"]:
                faults.add(place.file, place.code, place.at("map"), "choice without a share", choice)


def _misfits(
    rule: str, params: Params, written: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Key, problem and what is allowed, of parameters that are fine one by one but not together."""
    found: list[tuple[str, str, str]] = []
    if forms := getattr(RULES[rule], "FORMS", ()):
        found += _forms(forms, params)
    if rule == "value" and params.get("raw"):
        idle = [name for name in ("full_at", "zero_at", "scale", "clip") if name in params]
        return found + [(name, "does not go with raw = true", "leave it out") for name in idle]
    full, zero = params.get("full_at", 1.0), params.get("zero_at", 0.0)
    if "full_at" in RULES[rule].PARAMS and full == zero:
        found.append(("full_at", "the same as zero_at", "two different values"))
    if params.get("scale") == "log":
        low = [name for name, one in (("full_at", full), ("zero_at", zero)) if isinstance(one, float) and one <= 0]
        found += [(name, "not on a logarithmic scale", "a number above 0") for name in low]
    if "limit" in params and rule == "timeliness" and params.get("zero_at", float("inf")) <= params["limit"]:
        found.append(("zero_at", "not after the limit", f"more than {params['limit']:g}"))
    if "at_most" in params and "at_least" in params:
        found.append(("at_most", "two thresholds", "at_most or at_least"))
    if params.get("yes", 1) not in (0, 1):
        found.append(("yes", "does not fit", "1 or 0"))
    if "year" in params and DUE.fullmatch(params.get("due", "")) is None:
        found.append(("year", "only with a due date of the year", 'due = "Y+1-03-31"'))
    return found


def _forms(forms: tuple[tuple[str, ...], ...], params: Params) -> list[tuple[str, str, str]]:
    """Faults where the parameters are not those of exactly one of the forms."""
    begun = [form for form in forms if any(name in params for name in form)]
    allowed = " or ".join(" + ".join(form) for form in forms)
    if len(begun) != 1:
        mixed = [name for form in begun[1:] for name in form if name in params]
        return [(name, "of another form", allowed) for name in mixed] or [(forms[0][0], "missing parameter", allowed)]
    return [(name, "missing parameter", allowed) for name in begun[0] if name not in params]
