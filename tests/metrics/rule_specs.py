"""How to feed each rule and what makes its facts better: the table behind the conformance test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from metrics.frames import ENTRY_NA

Case = dict[str, Any]
Better = Callable[[Case], Case]
NEW_YEAR = datetime.fromisoformat("2012-01-01")


@dataclass(frozen=True)
class Spec:
    """One way to call a rule.

    `fields`: field → strategy of its values (None is a blank). `better`: the same case, a little
    better. `anchored`: the share depends on the other bodies too. `raw`: the share is unbounded.
    `blank`: fields whose blank must never pay.
    """

    params: Mapping[str, Any]
    fields: Mapping[str, st.SearchStrategy[Any]]
    better: Better
    dates: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    anchored: bool = False
    raw: bool = False
    blank: tuple[str, ...] = ()


def add(field: str, step: float, least: float = -1e9, most: float = 1e9) -> Better:
    """This field a step up or down."""

    def better(case: Case) -> Case:
        x = case[field]
        return case if x is None else {**case, field: min(max(x + step, min(x, least)), max(x, most))}

    return better


def one_more_done(case: Case) -> Case:
    n, d = case["n"], case["d"]
    return case if n is None or d is None or n >= d else {**case, "n": n + 1}


def one_more_item(case: Case) -> Case:
    """The first answer that is not yet 1 becomes better."""
    for item in ("item_1", "item_2", "item_3"):
        if case[item] in (None, 0.0, 0.5):
            return {**case, item: 0.5 if case[item] in (None, 0.0) else 1.0}
    return case


def earlier(case: Case) -> Case:
    """Done a day earlier, but not before it began."""
    a, b = case["a"], case["b"]
    return case if a is None or b is None or b < a else {**case, "b": max(a, b - timedelta(days=1))}


def before_due(case: Case) -> Case:
    return case if case["b"] is None else {**case, "b": case["b"] - timedelta(days=3)}


def better_level(case: Case) -> Case:
    order = (None, "差", "良", "优")
    return {**case, "g": order[min(order.index(case["g"]) + 1, 3)]}


def turned(field: str, good: float) -> Better:
    return lambda case: {**case, field: good}


def perhaps(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


whole = perhaps(st.integers(0, 40).map(float))
cents = st.integers(1, 12000).map(lambda cents: cents / 100)
number = perhaps(st.one_of(st.integers(-5, 120).map(float), cents))
answer = perhaps(st.sampled_from((0.0, 0.5, 1.0, ENTRY_NA)))
bit = perhaps(st.sampled_from((0.0, 1.0)))
day = perhaps(st.integers(0, 100 * 24).map(lambda hours: NEW_YEAR + timedelta(hours=hours)))
# Nobody is later than what earns nothing: a blank counts as that late, not later.
spring = perhaps(st.integers(0, 41).map(lambda days: NEW_YEAR + timedelta(days=434 + days)))
due_day = perhaps(st.integers(30, 41).map(lambda days: NEW_YEAR + timedelta(days=434 + days)))
level = perhaps(st.sampled_from(("优", "良", "差")))

UP = {"full_at": 100.0, "zero_at": 10.0}
DOWN = {"full_at": 0.5, "zero_at": 80.0}
PAIR = {"from": "a", "to": "b"}
ITEMS = ("目录", {"zh": "指南", "en": "Guide", "weight": 2.5}, "年报")
TIERS = ((12, 1.0), (4, 0.5), (1, 0.25))
LEVELS = {"优": 1.0, "良": 0.8, "差": 0.0}
AB = ("a", "b")
DATES = {"a": day, "b": day}
SPRING = {"a": due_day, "b": spring}
DUE = {"date": "b", "due": "a", "zero_late": 10}
REPORT = {"date": "b", "due": "Y+1-03-31", "zero_late": 20, "year": "y"}
LENIENT = {"unknown": "left_out", "calendar": "natural", "when_empty": "full"}
LISTED = {f"item_{n}": answer for n in (1, 2, 3)}
LIST_FIELDS = tuple(LISTED)


def ratio(**params: Any) -> Spec:
    down = params["full_at"] < params["zero_at"]
    better = add("n", -1, least=0) if down else one_more_done
    parts = {"n": whole, "d": whole, "rules": bit}
    return Spec({"num": "n", "den": "d", **params}, parts, better, blank=("n", "d", "rules"))


SPECS: dict[str, list[Spec]] = {
    "value": [
        Spec({"field": "x", **UP}, {"x": number}, add("x", 3), blank=("x",)),
        Spec({"field": "x", **DOWN, "over": "max"}, {"x": number}, add("x", -3), blank=("x",)),
        Spec({"field": "x", **UP, "scale": "log", "clip": True}, {"x": number}, add("x", 3), blank=("x",)),
        Spec({"field": "x", "full_at": "max", "zero_at": "min"}, {"x": number}, add("x", 3), anchored=True),
        Spec({"field": "x", "full_at": "min", "zero_at": "max"}, {"x": number}, add("x", -3), anchored=True),
        Spec({"field": "x", "raw": True, "over": "sum"}, {"x": number}, add("x", 3), raw=True),
    ],
    "ratio": [
        ratio(full_at=1.0, zero_at=0.85),
        ratio(full_at=0.0, zero_at=0.3, when_empty="full"),
        ratio(full_at=1.0, zero_at=0.7, when_empty="full", empty_needs="rules"),
        ratio(full_at=0.9, zero_at=0.6, when_empty="zero", min_den=30),
    ],
    "checklist": [
        Spec({"items": ITEMS}, LISTED, one_more_item, blank=LIST_FIELDS),
        Spec({"items": ITEMS, "need": "all"}, LISTED, one_more_item, blank=LIST_FIELDS),
    ],
    "timeliness": [
        Spec({**PAIR, "limit": 20, "zero_at": 40, "calendar": "workday"}, DATES, earlier, AB),
        Spec({**PAIR, "limit": 1, "zero_at": 3, "over": "max"}, DATES, earlier, AB, blank=AB),
        Spec({**DUE, "calendar": "workday", "when_empty": "zero"}, SPRING, before_due, AB, blank=AB),
        Spec(REPORT, {"b": spring, "y": perhaps(st.just(2012.0))}, before_due, ("b",), blank=("b",)),
    ],
    "on_time": [
        Spec({**PAIR, "limit": 20, "full_at": 1.0, "zero_at": 0.5}, DATES, earlier, AB, blank=AB),
        Spec({**PAIR, "limit": 20, "full_at": 0.9, "zero_at": 0.0, **LENIENT}, DATES, earlier, AB),
    ],
    "count": [
        Spec({"field": "n", "tiers": TIERS}, {"n": whole}, add("n", 1), blank=("n",)),
        Spec({"field": "n", "tiers": TIERS, "over": "mean"}, {"n": whole}, add("n", 1), blank=("n",)),
    ],
    "level": [
        Spec({"field": "g", "map": LEVELS}, {"g": level}, better_level, texts=("g",), blank=("g",)),
    ],
    "yes_no": [
        Spec({"field": "y"}, {"y": bit}, turned("y", 1.0), blank=("y",)),
        Spec({"field": "y", "yes": 0}, {"y": bit}, turned("y", 0.0), blank=("y",)),
    ],
    "deduction": [Spec({"field": "n", "per": 0.5, "cap": 2}, {"n": whole}, add("n", -1, least=0))],
    "bonus": [Spec({"field": "n", "per": 0.2, "cap": 1}, {"n": whole}, add("n", 1))],
    "veto": [
        Spec({"field": "v"}, {"v": bit}, turned("v", 0.0)),
        Spec({"field": "v", "at_least": 3}, {"v": whole}, add("v", -1)),
        Spec({"field": "v", "at_most": 30}, {"v": whole}, add("v", 1)),
    ],
}  # fmt: skip


def frame(cases: list[Case], spec: Spec) -> pd.DataFrame:
    """Cases as a wide table of `frames.Facts`."""
    columns: dict[str, Any] = {
        "body": np.array([case["body"] for case in cases], dtype=object),
        "item": np.array([case["item"] for case in cases], dtype=object),
        "nil": np.array([case["nil"] for case in cases], dtype=bool),
    }
    for field in spec.fields:
        values = [case[field] for case in cases]
        if field in spec.dates:
            columns[field] = np.array([one or "NaT" for one in values], dtype="datetime64[s]")
        elif field in spec.texts:
            columns[field] = np.array([one or "" for one in values], dtype=object)
        else:
            columns[field] = np.array([np.nan if one is None else one for one in values], dtype=np.float64)
    return pd.DataFrame(columns)


@st.composite
def some_cases(draw: st.DrawFn, spec: Spec) -> list[Case]:
    """One to four bodies with one to three cases each; a nil return has nothing in it but zeros."""
    cases = []
    for body in range(draw(st.integers(1, 4))):
        nil = draw(st.integers(0, 9)) == 0
        for item in range(1 if nil else draw(st.integers(1, 3))):
            case: Case = {"body": f"b{body}", "item": str(item), "nil": nil}
            for field, values in spec.fields.items():
                empty = None if field in (*spec.dates, *spec.texts) else 0.0
                case[field] = empty if nil else draw(values)
            cases.append(case)
    return cases
