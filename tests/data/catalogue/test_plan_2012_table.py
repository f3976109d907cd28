"""The 2012 plan equals, row by row, the tables it was carried over from."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data.catalogue import FOLDER, all_bodies, load, load_bodies
from metrics.model import Catalogue, Indicator, Text

PLAN = Path(__file__).parents[4] / "shared" / "plan-2012"
SEED = PLAN.parent / "seed"
pytestmark = pytest.mark.skipif(
    not (PLAN / "catalogue.csv").exists(), reason="the tables the plan came from (../shared) are not here"
)

# Where the catalogue says it otherwise than the table, and why.
RETITLED = {"4.1.3": "Key expenditures itemised to the item (xiang) level"}  # the table mixes the languages
RECOUNTED = {"4.1.2": "工作日", "4.2.3": "工作日"}  # the 2012 version counts working days

RULES = {"share_of_list": "checklist", "timeliness_days": "timeliness", "count_tiers": "count"}
KINDS = {
    "both": {"district", "bureau"},
    "districts": {"district"},
    "bureaus": {"bureau"},
    "pilot": {"district"},
}
EFFECTS = {"fail": ("fail", False), "no_excellent": ("good", True)}
EMPTY = {"2.2.2": "zero", "3.3.5": "full", "3.3.9": "full", "8.1.3": "full"}


@cache
def plan() -> Catalogue:
    return load(FOLDER / "2012")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def expected_params(row: dict[str, str]) -> dict[str, Any]:
    """The parameters of a row of the table as the catalogue names them."""
    code, given = row["code"], json.loads(row["params"])
    if row["scoring"] == "share_of_list":
        return {"items": given["items"]}
    if row["scoring"] == "ratio":
        empty = EMPTY.get(code, "not_applicable" if row["na_rule"] else "zero")
        more = {"3.3.8": {"min_den": 30}, "3.3.9": {"empty_needs": "has_rules"}}.get(code, {})
        return {
            "num": given["num"], "den": given["den"], "full_at": given["hi"], "zero_at": given["lo"],
            **({} if "min_den" in more else {"when_empty": empty}), **more,
        }  # fmt: skip
    if row["scoring"] == "timeliness_days":
        return expected_days(code, given)
    if row["scoring"] == "count_tiers":
        return {"field": given["field"], "tiers": tuple(tuple(tier) for tier in given["tiers"])}
    return {name: value for name, value in given.items() if name in ("field", "map", "per", "cap")}


def expected_days(code: str, given: dict[str, Any]) -> dict[str, Any]:
    """Of the versions of the law the one in force in 2012."""
    calendar, due = given["calendar"], given.get("due")
    calendar = calendar["-2014"] if isinstance(calendar, dict) else calendar
    if due is None:
        days = {name: given[name] for name in ("from", "to", "limit", "zero_at")}
        empty = "zero" if code == "4.1.2" else "not_applicable"
        return {**days, "calendar": calendar, "over": given["agg"], "when_empty": empty}
    year = {"year": "report_year"} if isinstance(due, dict) else {}
    due = due["2008-2018"] if isinstance(due, dict) else due
    dated = {"date": given["date"], "due": due, "zero_late": given["zero_late"]}
    return {**dated, **year, "calendar": calendar, "when_empty": "zero"}


def plain(params: Any) -> dict[str, Any]:
    """Parameters as read, checklist items reduced to their Chinese."""
    items = {"items": [item["zh"] for item in params["items"]]} if "items" in params else {}
    return {**params, **items}


def check_row(row: dict[str, str], one: Indicator, units: dict[str, str], nodes: dict[str, str]) -> None:
    code = row["code"]
    english = re.sub(r"'(three public|four ones)'", r"“\1”", row["name_en"])
    assert one.title == Text(row["name_zh"], RETITLED.get(code, english))
    assert one.node == nodes[row["clause"]]
    assert set(one.kinds) == KINDS[row["applies_to"]]
    assert one.trait == ("pilot" if row["applies_to"] == "pilot" else "")
    assert one.units == {units[name] for name in row["lead_units"].split("|") if name}
    assert one.units_kind == ("bureau" if row["lead_units"] else "")
    for kind in ("district", "bureau"):
        assert one.marks.get(kind, 0) == float(row[f"points_{kind}"])
    assert one.rule == RULES.get(row["scoring"], row["scoring"])
    assert plain(one.params) == expected_params(row)
    declared = [tuple(field.strip().split("|")) for field in row["inputs"].split(";")]
    found = [(field.code, field.title.zh, field.type) for field in one.fields]
    answers = {code: "entry" for code, _, type_ in declared if type_ == "1/0.5/0/NA"}
    assert sorted(found) == sorted((code, zh, answers.get(code, type_)) for code, zh, type_ in declared)
    assert one.unit.zh == RECOUNTED.get(code, row["unit"])
    assert one.evidence.zh == row["evidence"]
    assert one.source.split("（")[0] == row["source"].replace("inferred", "推定").split("（")[0]
    if one.role == "veto":
        assert one.effect is not None
        assert (one.effect.grade, one.effect.ranked) == EFFECTS[json.loads(row["params"])["effect"]]


def test_every_row_equals_the_table() -> None:
    rows = table(PLAN / "catalogue.csv")
    units = {row["short_name"]: row["org_id"] for row in table(PLAN / "bodies_bureaus.csv")}
    nodes = {node.citation: node.code for node in plan().nodes if node.level == "clause"}
    assert {row["code"] for row in rows} == {one.code for one in plan().indicators}
    assert len(rows) == len(plan().indicators) == 88
    for row in rows:
        check_row(row, plan().indicator(row["code"]), units, nodes)


def test_every_clause_equals_the_work_points() -> None:
    for row in table(SEED / "clauses.csv"):
        clause = plan().node(row["clause"])
        assert (clause.citation, clause.text.zh) == (row["citation"], row["text"])
        assert plan().node(clause.parent).title.zh == row["section_title"]
        assert len(clause.text.en) > len(clause.text.zh)  # the whole clause, not a summary


def test_every_body_equals_the_table() -> None:
    bodies = {body.code: body for body in all_bodies(FOLDER / "2012")}
    evaluated = {body.code for body in load_bodies(FOLDER / "2012")}
    for row in table(PLAN / "bodies_districts.csv"):
        body = bodies[row["gb2260"]]
        assert body.name == Text(row["name_zh"], row["name_en"])
        assert ("pilot" in body.traits) == (row["pilot"] == "pilot")
    for row in table(PLAN / "bodies_bureaus.csv"):
        body = bodies[row["org_id"]]
        assert body.name.zh == row["short_name"].split("（")[0]
        assert row["full_name"] in body.aliases
        assert (body.code in evaluated) == (row["default_evaluated"] == "yes")
