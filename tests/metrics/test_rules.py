"""Every module of metrics/rules keeps the contract of a rule; one that is new without a spec fails here."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalogue import load_calendar
from metrics import rules
from metrics.frames import MISSING, NONE, NOT_APPLICABLE, RULE_RESULT, SCORED
from metrics.model import Param, Setting
from tests.metrics.rule_specs import SPECS, Case, Spec, frame, some_cases

SETTING = Setting(2012, load_calendar("cn"))
MODULES = {
    one.name: importlib.import_module(f"metrics.rules.{one.name}")
    for one in pkgutil.iter_modules(rules.__path__)
}
WAYS = [
    pytest.param(name, spec, id=f"{name}-{n}")
    for name in MODULES
    for n, spec in enumerate(SPECS.get(name, []))
]
ADJUSTMENTS = ("deduction", "bonus", "veto")
Score = Callable[..., pd.DataFrame]

every_way = pytest.mark.parametrize(("name", "spec"), WAYS)
tries = settings(max_examples=15, deadline=None, derandomize=True, database=None)


# -- what is checked, as functions, so that the controls below can run them on broken rules


def check_untouched(score: Score, cases: list[Case], spec: Spec) -> None:
    given_, kept = frame(cases, spec), frame(cases, spec)
    score(given_, SETTING, **spec.params)
    pd.testing.assert_frame_equal(given_, kept)


def check_order(score: Score, cases: list[Case], spec: Spec) -> None:
    first = score(frame(cases, spec), SETTING, **spec.params).sort_index()
    turned = score(frame(cases[::-1], spec), SETTING, **spec.params).sort_index()
    pd.testing.assert_frame_equal(first, turned, check_exact=False, rtol=0, atol=1e-12)


def check_result(score: Score, cases: list[Case], spec: Spec, adjusts: bool = False) -> None:
    found = score(frame(cases, spec), SETTING, **spec.params)
    assert tuple(found.columns[: len(RULE_RESULT)]) == RULE_RESULT
    assert sorted(found.index) == sorted({case["body"] for case in cases})
    assert found["share"].notna().all()
    allowed = (SCORED, NONE) if adjusts else (SCORED, MISSING, NOT_APPLICABLE)
    assert found["status"].isin(allowed).all()
    assert (found["share"].where(found["status"] != SCORED, 0.0) == 0).all()
    assert all(isinstance(reason, str) and reason for reason in found["reason"])
    if not adjusts and not spec.raw:
        assert found["share"].between(0, 1).all()


def check_adjustment(score: Score, cases: list[Case], spec: Spec, name: str) -> None:
    """Points taken or added stay within the cap; a veto has no points, only an effect."""
    found = score(frame(cases, spec), SETTING, **spec.params)
    if name == "deduction":
        assert found["share"].between(-spec.params["cap"], 0).all()
    elif name == "bonus":
        assert found["share"].between(0, spec.params["cap"]).all()
    elif name == "veto":
        assert (found["share"] == 0).all()
        assert found["value"].isin((0.0, 1.0)).all()


def check_alone(score: Score, cases: list[Case], spec: Spec) -> None:
    """A body's result does not depend on who else is scored."""
    together = score(frame(cases, spec), SETTING, **spec.params)
    for body in together.index:
        alone = score(frame([case for case in cases if case["body"] == body], spec), SETTING, **spec.params)
        pd.testing.assert_frame_equal(together.loc[[body]], alone, check_exact=False, rtol=0, atol=1e-12)


def check_better(score: Score, cases: list[Case], spec: Spec, which: int, adjusts: str = "") -> None:
    """The same facts with one case a little better never score lower."""
    case = cases[which % len(cases)]
    if case["nil"]:
        return
    improved = [spec.better(one) if one is case else one for one in cases]
    before = score(frame(cases, spec), SETTING, **spec.params).loc[case["body"]]
    after = score(frame(improved, spec), SETTING, **spec.params).loc[case["body"]]
    assert after["share"] >= before["share"] - 1e-12
    if adjusts == "veto":
        assert after["value"] <= before["value"]


def check_blank(score: Score, cases: list[Case], spec: Spec, which: int) -> None:
    """The same facts with one value left out never score higher."""
    case = cases[which % len(cases)]
    if case["nil"]:
        return
    field = spec.blank[which % len(spec.blank)]
    without = [{**one, field: None} if one is case else one for one in cases]
    before = score(frame(cases, spec), SETTING, **spec.params).loc[case["body"]]
    after = score(frame(without, spec), SETTING, **spec.params).loc[case["body"]]
    if before["status"] != NOT_APPLICABLE:
        assert after["share"] <= before["share"] + 1e-12
        assert after["status"] != NOT_APPLICABLE


# -- the rules


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_says_what_it_is(name: str) -> None:
    module: ModuleType = MODULES[name]
    assert rules.RULES[name] is module
    assert (module.__doc__ or "").strip().split("\n")[0].endswith(".")
    assert (module.score.__doc__ or "").strip()
    assert isinstance(module.ROLES, tuple)
    assert all(isinstance(one, Param) for one in module.PARAMS.values())
    assert set(module.ROLES) <= module.PARAMS.keys()


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_is_called_like_every_other(name: str) -> None:
    signature = inspect.signature(MODULES[name].score)
    first, second, *more = signature.parameters.values()
    assert (first.name, second.name) == ("observations", "setting")
    assert all(one.kind in (one.KEYWORD_ONLY, one.VAR_KEYWORD) for one in more)
    assert {one.name for one in more if one.kind == one.KEYWORD_ONLY} <= MODULES[name].PARAMS.keys()
    assert signature.return_annotation == "pd.DataFrame"


@pytest.mark.parametrize("name", MODULES)
def test_every_parameter_of_a_rule_is_tried(name: str) -> None:
    tried = {param for spec in SPECS.get(name, []) for param in spec.params}
    assert tried == MODULES[name].PARAMS.keys()


@every_way
def test_nothing_in_nothing_out(name: str, spec: Spec) -> None:
    found = MODULES[name].score(frame([], spec), SETTING, **spec.params)
    assert len(found) == 0
    assert tuple(found.columns[: len(RULE_RESULT)]) == RULE_RESULT


@every_way
@tries
@given(data=st.data())
def test_a_rule_keeps_its_contract(name: str, spec: Spec, data: st.DataObject) -> None:
    cases, score = data.draw(some_cases(spec)), MODULES[name].score
    check_untouched(score, cases, spec)
    check_order(score, cases, spec)
    check_result(score, cases, spec, name in ADJUSTMENTS)
    check_adjustment(score, cases, spec, name)
    if not spec.anchored:
        check_alone(score, cases, spec)


@every_way
@tries
@given(data=st.data())
def test_better_facts_never_score_lower(name: str, spec: Spec, data: st.DataObject) -> None:
    cases, which = data.draw(some_cases(spec)), data.draw(st.integers(0, 11))
    check_better(MODULES[name].score, cases, spec, which, name if name in ADJUSTMENTS else "")


@pytest.mark.parametrize(("name", "spec"), [way for way in WAYS if way.values[1].blank])
@tries
@given(data=st.data())
def test_leaving_a_value_out_never_pays(name: str, spec: Spec, data: st.DataObject) -> None:
    cases, which = data.draw(some_cases(spec)), data.draw(st.integers(0, 11))
    check_blank(MODULES[name].score, cases, spec, which)


# -- controls: each check fails on a rule that is broken in its way

GOOD: Score = MODULES["count"].score
SPEC = SPECS["count"][0]
CASES = [
    {"body": body, "item": "", "nil": False, "n": n} for body, n in (("b0", 2.0), ("b1", 5.0), ("b2", None))
]


def writes(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    observations["n"] = 0.0
    return GOOD(observations, setting, **params)


def takes_the_first_row(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    return GOOD(observations, setting, **params).assign(value=observations["n"].iloc[0])


def overshoots(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    found = GOOD(observations, setting, **params)
    return found.assign(share=found["share"] * 1.5 + 0.4 * (found["status"] == SCORED))


def looks_at_others(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    found = GOOD(observations, setting, **params)
    return found.assign(share=found["share"] / max(len(found), 1))


def punishes(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    found = GOOD(observations, setting, **params)
    return found.assign(
        share=np.where(found["status"] == SCORED, 1 - np.nan_to_num(found["value"]) / 50, 0.0)
    )


def rewards_silence(observations: pd.DataFrame, setting: Setting, **params: Any) -> pd.DataFrame:
    found = GOOD(observations, setting, **params)
    return found.assign(share=found["share"].where(found["status"] == SCORED, 1.0))


@pytest.mark.parametrize(
    ("broken", "check"),
    [
        (writes, check_untouched),
        (takes_the_first_row, check_order),
        (overshoots, check_result),
        (rewards_silence, check_result),
        (looks_at_others, check_alone),
        (punishes, lambda *given_: check_better(*given_, which=0)),
        (rewards_silence, lambda *given_: check_blank(*given_, which=0)),
    ],
)  # fmt: skip
def test_the_checks_see_a_broken_rule(broken: Score, check: Callable[..., None]) -> None:
    check(GOOD, CASES, SPEC)
    with pytest.raises(AssertionError):
        check(broken, CASES, SPEC)
