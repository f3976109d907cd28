"""Rules that are not there and parameters that do not fit them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.catalogue.sample import FIELD_D, Case, alone, broken, extra, on_time, on_value

CASES: dict[str, Case] = {
    "unknown rule": (
        broken('rule = "deduction"', 'rule = "deductions"'),
        ("late", "rule", "unknown rule", "deductions"), "did you mean deduction? value, ratio",
    ),
    "unknown parameter": (
        broken("per = 0.5", "pro = 1, per = 0.5"),
        ("late", "params.pro", "unknown parameter of deduction", "pro"), "field, per, cap",
    ),
    "missing parameter": (
        broken("per = 0.5, ", ""), ("late", "params.per", "missing parameter", ""), "",
    ),
    "missing parameter of a kind": (
        broken("per = 0.5, ", "") + "[indicator.for_kind]\ndistrict = { per = 1 }\nbureau = { cap = 3 }\n",
        ("late", "for_kind.bureau.per", "missing parameter", ""), "",
    ),
    "a parameter of the wrong type": (
        broken("per = 0.5", 'per = "0.5"'), ("late", "params.per", "does not fit", "0.5"), "a number above 0",
    ),
    "a parameter below 0": (
        broken("limit = 5", "limit = -5"),
        ("days", "params.limit", "does not fit", "-5"), "a number from 0 on",
    ),
    "unknown word of the calendar": (
        broken('calendar = "workday"', 'calendar = "workdays"'),
        ("days", "params.calendar", "does not fit", "workdays"), "did you mean workday? workday, natural",
    ),
    "the same anchors": (
        broken("zero_at = 0.5", "zero_at = 1"),
        ("ratio", "params.full_at", "the same as zero_at", "1.0"), "two different values",
    ),
    "the same anchors by default": (
        on_value('field = "x", full_at = 0'),
        ("extra", "params.full_at", "the same as zero_at", "0.0"), "two different values",
    ),
    "an empty base that is a thin one": (
        broken("zero_at = 0.5 }", 'zero_at = 0.5, min_den = 30, when_empty = "full" }'),
        ("ratio", "params.when_empty", "without effect beside min_den", "full"), "leave it out",
    ),
    "an anchor that is none": (
        on_value('field = "x", full_at = "maximum"'),
        ("extra", "params.full_at", "does not fit", "maximum"), 'a number, "max" or "min"',
    ),
    "anchors of a raw number": (
        on_value('field = "x", raw = true, full_at = 3'),
        ("extra", "params.full_at", "does not go with raw = true", "3.0"), "leave it out",
    ),
    "a logarithm of 0": (
        on_value('field = "x", scale = "log", full_at = 100'),
        ("extra", "params.zero_at", "not on a logarithmic scale", ""), "a number above 0",
    ),
    "tiers not descending": (
        extra('rule = "count"\nparams = { field = "x", tiers = [[2, 0.5], [4, 1.0]] }\n', "int"),
        ("extra", "params.tiers", "does not fit", "[[2, 0.5], [4, 1.0]]"), "from the highest to the lowest",
    ),
    "tiers that are none": (
        extra('rule = "count"\nparams = { field = "x", tiers = [4, 2] }\n', "int"),
        ("extra", "params.tiers", "does not fit", "[4, 2]"), "[[4, 1.0], [2, 0.5]]",
    ),
    "a map to more than 1": (
        broken("good = 1.0", "good = 100"),
        ("level", "params.map", "does not fit", "{'good': 100, 'poor': 0.0}"), "shares from 0 to 1",
    ),
    "a map of what cannot be chosen": (
        broken("poor = 0.0", "poor = 0.0, fair = 0.5"),
        ("level", "params.map", "not a choice of the field", "fair"), "good, poor",
    ),
    "a choice without share": (
        broken("good = 1.0, ", ""),
        ("level", "params.map", "choice without a share", "good"), "a share from 0 to 1",
    ),
    "an item that is none": (
        broken('items = ["one", ', 'items = ["one", 2, '),
        ("list", "params.items", "does not fit", "['one', 2, {'zh': '二', 'en': 'two', 'weight': 2}]"),
        "item 2: a text",
    ),
    "items without a weight": (
        broken('["one", { zh = "二", en = "two", weight = 2 }]', '[{ zh = "一", en = "one", weight = 0 }]'),
        ("list", "params.items", "does not fit", "[{'zh': '一', 'en': 'one', 'weight': 0}]"),
        "at least one item",
    ),
    "items per kind": (
        broken('code = "list"', 'code = "list"\nfor_kind = { bureau = { items = ["three"] } }'),
        ("list", "for_kind.bureau.items", "the same for all kinds", ""), "params.items",
    ),
    "unknown field": (
        broken('den = "d"', 'den = "dd"'), ("ratio", "params.den", "unknown field", "dd"),
        "did you mean d? n, d",
    ),
    "a text divided": (
        broken(FIELD_D, FIELD_D.replace("int", "text")),
        ("ratio", "params.den", "field of the wrong type", "d is text"), "int, number, bool",
    ),
    "days from a number": (
        broken('title = "start", type = "date"', 'title = "start", type = "int"'),
        ("days", "params.from", "field of the wrong type", "start is int"), "date, datetime",
    ),
    "two forms at once": (
        on_time('from = "start", to = "end", limit = 5, zero_at = 10, zero_late = 3'),
        ("days", "params.zero_late", "of another form of the rule", "3.0"), "date + due + zero_late",
    ),
    "half a form": (
        on_time('date = "end", zero_late = 3'),
        ("days", "params.due", "missing parameter", ""), "from + to + limit + zero_at, or date",
    ),
    "no form": (
        on_time('calendar = "natural"'), ("days", "params.from", "missing parameter", ""),
        "date + due + zero_late",
    ),
    "a day that not every year has": (
        on_time('date = "end", due = "Y-02-29", zero_late = 3'),
        ("days", "params.due", "does not fit", "Y-02-29"), "a day that every year has",
    ),
    "a due date that is none": (
        on_time('date = "end", due = 2013-03-31, zero_late = 3'),
        ("days", "params.due", "does not fit", "datetime.date(2013, 3, 31)"), '"Y+1-03-31"',
    ),
    "an unknown field as due date": (
        on_time('date = "end", due = "Y+1", zero_late = 3'), ("days", "params.due", "unknown field", "Y+1"),
        "start, end",
    ),
    "a year for a due date of its own": (
        on_time('date = "end", due = "start", zero_late = 3, year = "y"').replace(
            '{ code = "start",', '{ code = "y", title = "y", type = "int" }, { code = "start",'),
        ("days", "params.year", "only with a due date of the year", "y"), '"Y+1-03-31"',
    ),
    "nothing at the limit": (
        broken("limit = 5, zero_at = 10", "limit = 5, zero_at = 5"),
        ("days", "params.zero_at", "not after the limit", "5.0"), "more than 5",
    ),
    "two thresholds": (
        broken('params = { field = "leaked" }', 'params = { field = "leaked", at_most = 1, at_least = 2 }'),
        ("leak", "params.at_most", "two thresholds", "1.0"), "at_most or at_least",
    ),
    "neither yes nor no": (
        extra('rule = "yes_no"\nparams = { field = "x", yes = 2 }\n', "bool"),
        ("extra", "params.yes", "does not fit", "2.0"), "1 or 0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_change_one_fault(name: str, tmp_path: Path) -> None:
    alone(CASES[name], tmp_path)
