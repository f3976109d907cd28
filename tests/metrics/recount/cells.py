"""Each indicator of each body: from its rows through the rule to status, share and points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from metrics.model import NUMERIC_TYPES, Body, Catalogue, Indicator, Level, Setting
from tests.metrics.recount import rules
from tests.metrics.recount.rules import Found, exact, half_up

Row = tuple[str, str, str, str, str, str, str]  # body, indicator, item, field, value, status, reason
Rows = Mapping[tuple[str, str], list[Row]]  # by body and indicator


@dataclass
class Cell:
    """One body under one indicator or at one node; `policy` is what is done where there are no points."""

    status: str
    full: Fraction
    points: Fraction | None = None
    share: Fraction | None = None
    value: Fraction | None = None
    policy: str = ""


def sort_rows(rows: Iterable[Row]) -> Rows:
    by: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by.setdefault((row[0], row[1]), []).append(row)
    return by


def cases_of(rows: Iterable[Row]) -> list[dict[str, str]]:
    """One dict of fields per case."""
    cases: dict[str, dict[str, str]] = {}
    for row in rows:
        if row[5] == "":
            cases.setdefault(row[2], {})[row[3]] = row[4]
    return list(cases.values())


def marks_of(indicator: Indicator, body: Body, scale: float) -> Fraction:
    return exact(indicator.marks.get(body.kind, indicator.marks.get("", scale)))


def in_scope(indicator: Indicator, body: Body) -> bool:
    """Not cut out by trait or unit."""
    if indicator.trait and indicator.trait not in body.traits:
        return False
    listed = bool(indicator.units) and indicator.units_kind in ("", body.kind)
    return not listed or body.code in indicator.units


def refused(indicator: Indicator, body: Body, rows: Rows) -> bool:
    """Not applicable before any fact is looked at."""
    stated = any(row[5] == "not_applicable" for row in rows.get((body.code, indicator.code), []))
    return stated or not in_scope(indicator, body)


def apply(
    indicator: Indicator,
    params: Mapping[str, Any],
    cases: list[dict[str, str]],
    bounds: Mapping[str, Fraction],
    setting: Setting,
) -> Found:
    """The rule on the cases of one body."""
    match indicator.rule:
        case "value":
            return rules.value(cases, params, bounds)
        case "timeliness":
            return rules.timeliness(cases, params, setting.year, setting.calendar)
        case "on_time":
            return rules.on_time(cases, params, setting.calendar)
        case "deduction" | "bonus":
            return rules.adjustment(cases, params)
        case name:
            found: Found = getattr(rules, name)(cases, params)
            return found


def nil_return(
    indicator: Indicator,
    source: Indicator,
    params: Mapping[str, Any],
    bounds: Mapping[str, Fraction],
    setting: Setting,
) -> Found:
    """A nil return (零报告): nothing happened. Every number is 0, and there is no case with dates."""
    if indicator.rule in ("timeliness", "on_time"):
        found = rules.empty(params.get("when_empty", "not_applicable"))
    else:
        zeros = {one.code: "0" for one in source.fields if one.type in NUMERIC_TYPES}
        found = apply(indicator, params, [zeros], bounds, setting)
    return Found("nil", found.share, found.value) if found.status == "scored" else found


def find(
    indicator: Indicator,
    source: Indicator,
    body: Body,
    rows: Rows,
    bounds: Mapping[str, Fraction],
    setting: Setting,
) -> Found:
    """What the rule finds for one body."""
    if refused(indicator, body, rows):
        return rules.NOT_APPLICABLE
    params = {**indicator.params, **indicator.params_by_kind.get(body.kind, {})}
    mine = [row for row in rows.get((body.code, source.code), []) if row[5] != "not_applicable"]
    if any(row[5] == "nil" for row in mine):
        return nil_return(indicator, source, params, bounds, setting)
    return apply(indicator, params, cases_of(mine), bounds, setting)


def bounds_of(indicator: Indicator, source: Indicator, bodies: list[Body], rows: Rows) -> dict[str, Fraction]:
    """The highest and lowest value of the bodies at hand, for `full_at = "max"`."""
    ends = (indicator.params.get("full_at"), indicator.params.get("zero_at"))
    if not any(isinstance(end, str) for end in ends):
        return {}
    seen = []
    for body in bodies:
        mine = rows.get((body.code, source.code), [])
        cases = cases_of(mine)
        if any(row[5] == "nil" for row in mine):
            cases = [{indicator.params["field"]: "0"}]
        if not refused(indicator, body, rows) and not rules.lacks(cases, indicator.params["field"]):
            numbers = rules.column(cases, indicator.params["field"])
            seen.append(rules.together(numbers, indicator.params.get("over", "mean")))
    return {"max": max(seen), "min": min(seen)} if seen else {}


def fill(policy: str, body: Body, bodies: list[Body], found: Mapping[str, Found]) -> Fraction | None:
    """The mean or median of the shares of the same group, kind, or of all bodies."""
    have = [one for one in bodies if found[one.code].status in ("scored", "nil")]
    where, _, how = policy.rpartition("_")
    mates = [one for one in have if not where or getattr(one, where) == getattr(body, where)]
    shares = [found[one.code].share or Fraction(0) for one in mates or have]
    if not shares:
        return None
    return median(shares) if how == "median" else sum(shares, Fraction(0)) / len(shares)


def adjusted(indicator: Indicator, found: Found) -> Cell:
    """A deduction takes points, a bonus adds them, a veto has an effect but no points."""
    sign = {"deduction": -1, "bonus": 1, "veto": 0}[indicator.role]
    if found.status == "not_applicable":
        return Cell(found.status, Fraction(0))
    points = half_up((found.share or Fraction(0)) * sign, indicator.decimals)
    return Cell(found.status, Fraction(0), points, found.share, found.value)


def count_indicator(
    catalogue: Catalogue, indicator: Indicator, above: Level, bodies: list[Body], rows: Rows, setting: Setting
) -> dict[str, Cell]:
    """Cells of one indicator for the bodies whose table has it."""
    mine = [body for body in bodies if indicator.applies_to(body)]
    source = catalogue.indicator(indicator.reads) if indicator.reads else indicator
    bounds = bounds_of(indicator, source, mine, rows)
    found = {body.code: find(indicator, source, body, rows, bounds, setting) for body in mine}
    cells = {}
    for body in mine:
        here = found[body.code]
        if indicator.role != "scored":
            cells[body.code] = adjusted(indicator, here)
            continue
        full, share, status = marks_of(indicator, body, catalogue.totals.scale), here.share, here.status
        policy = ""
        if status == "missing":
            policy = indicator.missing or above.missing
        elif status == "not_applicable":
            policy = indicator.not_applicable or above.not_applicable
        if "mean" in policy or "median" in policy:
            share = fill(policy, body, mine, found)
            status, policy = ("filled", "") if share is not None else (status, "renew")
        points = None if share is None else half_up(share * full, indicator.decimals)
        cells[body.code] = Cell(status, full, points, share, here.value, policy)
    return cells
