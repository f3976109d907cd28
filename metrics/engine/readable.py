"""Whether one year's facts can be scored by another year's rule, and what stands in where they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine.board import Board
from metrics.frames import FILLED, NIL, SCORED
from metrics.model import NUMERIC_TYPES, Field, Indicator, Text
from metrics.rules import RULES

SHARE = Field("share", Text("", ""), "number")


def fits(rules: Indicator, measured: Indicator) -> bool:
    """Whether the facts of `measured` say all that the rule of `rules` asks: fields, items, levels."""
    if rules is measured:
        return True
    had = {field.code: field for field in measured.fields}
    for code in _asked(rules):
        own = next((field for field in rules.fields if field.code == code), None)
        if code not in had or (own is not None and not _alike(own, had[code])):
            return False
    if rules.rule == "checklist":
        return _items(rules) == _items(measured)
    if rules.rule == "level":
        levels = set(rules.params["map"])
        return levels.issuperset(had[rules.params["field"]].choices or levels)
    return True


def _asked(one: Indicator) -> Iterable[str]:
    """Fields that the rule reads."""
    if one.rule == "checklist":
        return [f"item_{n}" for n in range(1, len(one.params["items"]) + 1)]
    declared: Mapping[str, Any] = RULES[one.rule].PARAMS
    known = {field.code for field in one.fields}
    all_params = [one.params, *one.params_by_kind.values()]
    return {
        str(params[name])
        for params in all_params
        for name, param in declared.items()
        if name in params and (param.type == "field" or (param.type == "due" and params[name] in known))
    }


def _alike(one: Field, other: Field) -> bool:
    numeric = one.type in NUMERIC_TYPES and other.type in NUMERIC_TYPES
    days = {one.type, other.type} <= {"date", "datetime"}
    return numeric or days or one.type == other.type


def _items(one: Indicator) -> list[Any]:
    items = one.params.get("items", ()) if one.rule == "checklist" else ()
    return [(item["zh"], item["en"]) if hasattr(item, "keys") else (item, item) for item in items]


def as_scored(one: Indicator) -> Indicator:
    """The indicator with its result handed in: the share, or the points, or whether it struck."""
    each: dict[str, Any] = {"field": "share", "per": 1.0, "cap": np.inf}
    params: dict[str, Any] = {"deduction": each, "bonus": each, "veto": {"field": "share"}}.get(
        one.role, {"field": "share", "raw": True}
    )
    rule = "value" if one.role == "scored" else one.role
    return replace(one, rule=rule, params=params, params_by_kind={}, fields=(SHARE,), reads="")


def results(board: Board, one: Indicator) -> pd.DataFrame:
    """The results of an indicator as cases."""
    status = board.status[one.code]
    there = status.isin([SCORED, NIL, FILLED]).to_numpy()
    found = {
        "scored": board.share[one.code],
        "deduction": -board.points[one.code],
        "bonus": board.points[one.code],
        "veto": (board.value[one.code] == 1).astype(np.float64),
    }[one.role]
    table = pd.DataFrame({"body": board.share.index, "item": "", "nil": False, "share": found.to_numpy()})
    return table[there].reset_index(drop=True)
