"""Reads the parameters of a rule by the table that the rule itself declares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from data.catalogue import values
from data.catalogue.faults import Place, choices
from data.catalogue.values import Unfit
from metrics.model import Field, Param, Text
from metrics.rules import RULES
from metrics.rules.timeliness import DUE

Params = dict[str, Any]

# Numbers that mean a length of time, points or a size are held to more than "a number".
RANGES = {
    "limit": values.not_negative,
    "zero_late": values.positive,
    "min_den": values.not_negative,
    "per": values.positive,
    "cap": values.positive,
}


def read(rule: str, written: Mapping[str, Any], place: Place) -> Params:
    """The written parameters converted; unknown and unfit ones are noted and left out."""
    declared: Mapping[str, Param] = RULES[rule].PARAMS
    params: Params = {}
    for name, value in written.items():
        if name not in declared:
            place.unknown(name, f"unknown parameter of {rule}", name, declared)
            continue
        try:
            params[name] = _convert(name, value, declared[name])
        except Unfit as unfit:
            place.fault(name, "does not fit", value, str(unfit))
    return params


def item_fields(params: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields `item_1`, `item_2`, ... that a checklist makes from its items."""
    return tuple(
        Field(f"item_{position}", Text(item["zh"], item["en"]), "entry")
        for position, item in enumerate(params.get("items", ()), 1)
    )


def counts_working_days(rule: str, *several: Mapping[str, Any]) -> bool:
    """Whether the rule, with any of these parameters, needs a working-day calendar."""
    declared: Mapping[str, Param] = RULES[rule].PARAMS
    if "calendar" not in declared:
        return False
    first, *others = [params.get("calendar") for params in several]
    return "workday" in (first or declared["calendar"].default, *others)


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
    if not found or any(high[0] <= low[0] or high[1] < low[1] for high, low in pairwise(found)):
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
    items = tuple(_item(one, position) for position, one in enumerate(value, 1))
    if not any(item["weight"] for item in items):
        raise Unfit("at least one item with a weight above 0")
    return items


def _item(value: Any, position: int) -> dict[str, Any]:
    written = dict(value) if isinstance(value, dict) else value
    try:
        weight = values.weight(written.pop("weight", 1)) if isinstance(written, dict) else 1.0
        title = values.text(written)
    except Unfit as unfit:
        raise Unfit(f'item {position}: a text, or {{ zh = "…", en = "…", weight = 2 }}') from unfit
    return {"zh": title.zh, "en": title.en, "weight": weight}


def _due(value: Any) -> str:
    """A field, or a day of the year under evaluation (Y) or of one near it."""
    if isinstance(value, str) and (parts := DUE.fullmatch(value)):
        try:
            date(2001, int(parts[2]), int(parts[3]))
        except ValueError as error:
            raise Unfit("a day that every year has") from error
        return value
    try:
        return values.code(value)
    except Unfit as unfit:
        allowed = 'the code of a date field, or a day such as "Y+1-03-31" (Y: the year under evaluation)'
        raise Unfit(allowed) from unfit


def _int(value: Any) -> int:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Unfit("a whole number")


TYPES = {
    "field": values.code,
    "number": values.number,
    "anchor": _anchor,
    "bool": values.flag,
    "tiers": _tiers,
    "map": _map,
    "items": _items,
    "due": _due,
    "int": _int,
    "text": values.string,
}
