"""Checks that the parameters of a rule are all there, fit its fields and fit one another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from data.catalogue.faults import Place, choices
from data.catalogue.params import Params, item_fields
from metrics.model import FIELD_TYPES, Field
from metrics.rules import RULES
from metrics.rules.timeliness import DUE

Misfit = tuple[str, str, str]  # key, problem, what is allowed

NUMBERS = ("int", "number", "bool")
DAYS = ("date", "datetime")
# Which types of field can play which part; `field` depends on the rule.
FITTING = {
    "num": NUMBERS,
    "den": NUMBERS,
    "empty_needs": ("bool",),
    "year": ("int",),
    "from": DAYS,
    "to": DAYS,
    "date": DAYS,
    "due": DAYS,
}
FIELD_OF_RULE = {
    "value": NUMBERS,
    "count": NUMBERS,
    "deduction": NUMBERS,
    "bonus": NUMBERS,
    "veto": NUMBERS,
    "yes_no": ("bool",),
    "level": ("enum", "text"),
}


def check(
    rule: str, params: Params, written: Mapping[str, Any], fields: Mapping[str, Field], place: Place
) -> None:
    """Note what is missing or does not fit; without any `fields` (noted elsewhere) none is looked for.

    `written` are the parameters before unfit ones were left out: one that was written and does not
    fit is already noted, and neither missing nor worth comparing.
    """
    for name, param in RULES[rule].PARAMS.items():
        if param.required and name not in written:
            place.fault(name, "missing parameter")
    if fields:
        _roles(rule, params, fields, place)
        _items(params, fields, place)
        _levels(params, fields, place)
    if set(params) == set(written):
        for misfits in CHECKS:
            for name, problem, allowed in misfits(rule, params):
                place.fault(name, problem, params.get(name, ""), allowed)


def _roles(rule: str, params: Params, fields: Mapping[str, Field], place: Place) -> None:
    due = () if DUE.fullmatch(params.get("due", "Y-01-01")) else ("due",)
    for role in (*RULES[rule].ROLES, *due):
        if role not in params:
            continue
        field = fields.get(params[role])
        fitting = FIELD_OF_RULE.get(rule, FIELD_TYPES) if role == "field" else FITTING.get(role, FIELD_TYPES)
        if field is None:
            place.unknown(role, "unknown field", params[role], fields)
        elif field.type in FIELD_TYPES and field.type not in fitting:
            place.fault(role, "field of the wrong type", f"{field.code} is {field.type}", choices(fitting))


def _items(params: Params, fields: Mapping[str, Field], place: Place) -> None:
    """A checklist that reads another's answers finds them there."""
    for item in item_fields(params):
        if item.code not in fields:
            place.unknown("items", "unknown field", item.code, fields)


def _levels(params: Params, fields: Mapping[str, Field], place: Place) -> None:
    """The map gives a share to every choice of its field, and to nothing else."""
    field = fields.get(params.get("field", ""))
    if "map" not in params or field is None or not field.choices:
        return
    for level in params["map"]:
        if level not in field.choices:
            place.unknown("map", "not a choice of the field", level, field.choices)
    for choice in field.choices:
        if choice not in params["map"]:
            place.fault("map", "choice without a share", choice, "a share from 0 to 1")


def _anchors(rule: str, params: Params) -> Iterator[Misfit]:
    if params.get("raw"):
        for name in ("full_at", "zero_at", "scale", "clip"):
            if name in params:
                yield name, "does not go with raw = true", "leave it out"
        return
    anchors = {"full_at": params.get("full_at", 1.0), "zero_at": params.get("zero_at", 0.0)}
    if "full_at" in RULES[rule].PARAMS and anchors["full_at"] == anchors["zero_at"]:
        yield "full_at", "the same as zero_at", "two different values"
    if params.get("scale") == "log":
        for name, anchor in anchors.items():
            if isinstance(anchor, float) and anchor <= 0:
                yield name, "not on a logarithmic scale", "a number above 0"


def _forms(rule: str, params: Params) -> Iterator[Misfit]:
    """The parameters are those of exactly one of the forms of the rule."""
    forms: tuple[tuple[str, ...], ...] = getattr(RULES[rule], "FORMS", ())
    begun = [form for form in forms if any(name in params for name in form)]
    allowed = ", or ".join(" + ".join(form) for form in forms)
    if forms and not begun:
        yield forms[0][0], "missing parameter", allowed
    for form in begun[1:]:
        for name in form:
            if name in params:
                yield name, "of another form of the rule", allowed
    if len(begun) == 1:
        for name in begun[0]:
            if name not in params:
                yield name, "missing parameter", allowed


def _days(rule: str, params: Params) -> Iterator[Misfit]:
    if rule == "timeliness" and params.get("zero_at", math.inf) <= params.get("limit", -math.inf):
        yield "zero_at", "not after the limit", f"more than {params['limit']:g}"
    if "year" in params and DUE.fullmatch(params.get("due", "")) is None:
        yield "year", "only with a due date of the year", 'due = "Y+1-03-31"'


def _thresholds(rule: str, params: Params) -> Iterator[Misfit]:
    if "at_most" in params and "at_least" in params:
        yield "at_most", "two thresholds", "at_most or at_least"
    if params.get("min_den", 0) > 0:
        for name in ("when_empty", "empty_needs"):
            if params.get(name, "not_applicable") != "not_applicable":
                yield name, "without effect beside min_den", "leave it out"
    if params.get("yes", 1) not in (0, 1):
        yield "yes", "does not fit", "1 or 0"


CHECKS: tuple[Callable[[str, Params], Iterator[Misfit]], ...] = (_anchors, _forms, _days, _thresholds)
