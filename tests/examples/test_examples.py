"""Every worked case and round of this folder: the arithmetic as written, engine and recount agree."""

from __future__ import annotations

import ast
import operator
import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.catalogue import FOLDER, load, load_bodies, load_calendar
from metrics.engine.board import Board, score
from metrics.frames import OBSERVATIONS, STATUSES, widen
from metrics.model import Body, Indicator, Setting
from tests.metrics.recount import recount
from tests.metrics.recount.cells import Row

HERE = Path(__file__).parent
PLAN = load(FOLDER / "2012")
BODIES = {body.code: body for body in load_bodies(FOLDER / "2012")}
SETTING = Setting(PLAN.year, load_calendar(PLAN.calendar))
FILES = sorted(file for file in HERE.glob("*.toml") if file.name != "rounds.toml")
CASES = [case for file in FILES for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]
ROUNDS = tomllib.loads((HERE / "rounds.toml").read_text(encoding="utf-8"))["round"]
OPERATORS: Mapping[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def work_out(written: str) -> Fraction:
    """The number on the left of "arithmetic = number", after checking that the right is it, half up."""
    left, right = written.rsplit("=", 1)
    found = value_of(ast.parse(left.strip(), mode="eval").body)
    decimals = len(right.strip().partition(".")[2])
    rounded = Fraction((found * 10**decimals + Fraction(1, 2)).__floor__(), 10**decimals)
    assert rounded == Fraction(right.strip()), f"{left} is {float(found)}"
    return rounded


def value_of(node: ast.expr) -> Fraction:
    """Exact value of + - * / min max and brackets over decimal numbers."""
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](value_of(node.left), value_of(node.right))
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return {"min": min, "max": max}[node.func.id](value_of(one) for one in node.args)


def rows_of(body: str, indicator: str, facts: Any) -> list[Row]:
    """The facts of one indicator as observations."""
    several = facts if isinstance(facts, list) else [facts]
    return [
        (body, indicator, str(number) if len(several) > 1 else "", field, str(value), "", "")
        for number, one in enumerate(several, 1)
        for field, value in one.items()
    ]


def run(bodies: list[Body], rows: list[Row]) -> Board:
    frame = pd.DataFrame(rows, columns=list(OBSERVATIONS), dtype=object)
    return score(PLAN, bodies, widen(frame, PLAN), SETTING)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['indicator']} {case['name']}" for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    body, one = BODIES[case["body"]], PLAN.indicator(case["indicator"])
    rows = rows_of(body.code, one.code, case.get("facts", []))
    if case.get("status") == "nil":
        rows = [(body.code, one.code, "", "", "", "nil", "")]
    board = run([body], rows)
    status, points = STATUSES[board.status.at[body.code, one.code]], board.points.at[body.code, one.code]
    counted = recount(PLAN, [body], rows, SETTING)
    assert status == counted.cells[body.code, one.code].status == case.get("status", "scored")
    assert not {"facts"} & case.keys() or set(fields_of(case)) <= {field.code for field in one.fields}
    for key, sign in (("points", 1), ("added", 1), ("taken", -1)):
        if key in case:
            expected = sign * work_out(case[key])
            assert points == float(expected)
            assert (counted.cells[body.code, one.code].points or 0) == expected
    if "effect" in case:
        check_effect(board, one, case["effect"])


def fields_of(case: dict[str, Any]) -> list[str]:
    facts = case["facts"]
    return [field for one in (facts if isinstance(facts, list) else [facts]) for field in one]


def check_effect(board: Board, one: Indicator, effect: dict[str, Any]) -> None:
    """Struck or not, and with which effect."""
    struck = one.code in board.totals["veto"].iloc[0].split(";")
    assert struck == bool(effect)
    assert one.effect is not None
    if effect:
        assert (one.effect.grade, one.effect.ranked) == (effect["grade"], effect.get("ranked", True))


def test_every_indicator_has_a_case_at_its_clause() -> None:
    citation = {node.code: node.citation for node in PLAN.nodes}
    assert {one.code for one in PLAN.indicators} == {case["indicator"] for case in CASES}
    for case in CASES:
        assert case["clause"] == citation[PLAN.indicator(case["indicator"]).node], case["name"]


def test_wrong_arithmetic_is_seen() -> None:
    """The control."""
    assert work_out("(97/100 - 0.85) / (1.0 - 0.85) * 3 = 2.40") == Fraction("2.4")
    with pytest.raises(AssertionError):
        work_out("(97/100 - 0.85) / (1.0 - 0.85) * 3 = 2.41")


PERFECT: Mapping[str, Callable[[Indicator], dict[str, Any]]] = {
    "checklist": lambda one: {field.code: 1 for field in one.fields if field.type == "entry"},
    "count": lambda one: {one.params["field"]: int(one.params["tiers"][0][0])},
    "ratio": lambda one: {one.params["den"]: 100, one.params["num"]: 100 if one.params["full_at"] else 0},
    "level": lambda one: {one.params["field"]: "优"},
    "yes_no": lambda one: {one.params["field"]: 1},
}


def perfect(one: Indicator) -> dict[str, Any]:
    """Facts that earn full marks."""
    if one.rule != "timeliness":
        return PERFECT[one.rule](one)
    dates = [field.code for field in one.fields if field.type in ("date", "datetime")]
    return dict.fromkeys(dates, "2012-11-30")


@pytest.mark.parametrize("told", ROUNDS, ids=[told["name"] for told in ROUNDS])
def test_round(told: dict[str, Any]) -> None:
    body, refused = BODIES[told["body"]], told.get("not_applicable", [])
    rows: list[Row] = [(body.code, code, "", "", "", "not_applicable", "无此业务") for code in refused]
    for one in PLAN.indicators:
        own = told.get("facts", {}).get(one.code)
        if own is None and (one.role != "scored" or told.get("nothing")):
            continue
        if one.code not in refused and one.code not in told.get("missing", []):
            rows += rows_of(body.code, one.code, perfect(one) if own is None else own)
    board = run([one for one in BODIES.values() if one.kind == body.kind], rows)
    [found] = board.totals[board.totals["body"] == body.code].to_dict("records")
    assert found["points"] == pytest.approx(float(work_out(told["earned"])), abs=1e-9)
    assert found["base"] == float(work_out(told["base"]))
    assert found["total"] == float(work_out(told["total"]))
    assert found["grade"] == told["grade"]
    assert (None if pd.isna(found["place"]) else found["place"]) == told.get("place")
    assert [flag for flag in found["flags"].split(";") if flag] == told.get("flags", [])
