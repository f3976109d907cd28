"""Rows are checked again where they are kept, by the check that reads files, with every fault at once."""

from __future__ import annotations

import pandas as pd
import pytest

from data import catalogue
from data.actions import rows as checks
from data.intake.problem import errors
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS
from metrics.model import Body, Catalogue, Text
from tests.data.small import rows


@pytest.fixture(scope="module")
def plan() -> Catalogue:
    return catalogue.load(catalogue.FOLDER / "2012")


@pytest.fixture(scope="module")
def bodies() -> tuple[Body, ...]:
    return catalogue.load_bodies(catalogue.FOLDER / "2012")


def field_of(plan: Catalogue, kind: str) -> tuple[str, str]:
    """An indicator of districts and a field of this type."""
    found = (
        (one.code, field.code)
        for one in plan.indicators
        for field in one.fields
        if field.type == kind and (not one.kinds or "district" in one.kinds)
    )
    return next(found)


WRITTEN = {
    "int": ("95", "９５", "95.0"),
    "bool": ("1", "01"),
    "entry": ("0.5", ".5", "0.50"),
    "date": ("2012-07-09", "2012-07-09T00:00:00"),
    "datetime": ("2012-07-09T08:30:00", "2012-07-09 08:30"),
}
BAD = {"int": "-1", "bool": "是", "entry": "2", "date": "2012-02-30", "datetime": "noon"}


def told(given: pd.DataFrame, plan: Catalogue, bodies: tuple[Body, ...]) -> list[CellProblem]:
    with pytest.raises(checks.FaultyRows) as refused:
        checks.checked(checks.tidy(given), "a.csv", plan, bodies)
    problems = list(refused.value.problems)
    assert errors(problems) == problems
    assert str(refused.value) == f"rows_faulty (count={len(problems)})"
    return problems


@pytest.mark.parametrize("kind", WRITTEN)
def test_however_it_is_written_one_spelling_is_kept(
    plan: Catalogue, bodies: tuple[Body, ...], kind: str
) -> None:
    for spelling in WRITTEN[kind]:
        given = rows((bodies[0].code, *field_of(plan, kind), spelling))
        kept = checks.checked(checks.tidy(given), "a.csv", plan, bodies)
        assert kept["value"].tolist() == [WRITTEN[kind][0]]
        assert list(kept.columns) == list(OBSERVATIONS)


@pytest.mark.parametrize("kind", BAD)
def test_a_value_of_another_type_is_told(plan: Catalogue, bodies: tuple[Body, ...], kind: str) -> None:
    problems = told(rows((bodies[0].code, *field_of(plan, kind), BAD[kind])), plan, bodies)
    assert [(one.code, one.found) for one in problems] == [(f"not_{kind}", BAD[kind])]


def test_every_fault_is_told_with_its_line(plan: Catalogue, bodies: tuple[Body, ...]) -> None:
    body, (indicator, field) = bodies[0].code, field_of(plan, "int")
    given = rows(
        (body, indicator, field, "1"),
        ("310199", indicator, field, "1"),
        (body, "9.9.9", field, "1"),
        (body, indicator, field, "1"),
    )
    problems = told(given, plan, bodies)
    assert [(one.sheet, one.cell, one.code) for one in problems] == [
        ("a.csv", "line 3", "unknown_body"),
        ("a.csv", "line 4", "unknown_indicator"),
        ("a.csv", "line 5", "duplicate_row"),
    ]


def test_the_body_called_na_is_a_body(plan: Catalogue) -> None:
    namibia = Body("NA", Text("纳米比亚", "Namibia"), "district")
    given = checks.tidy(rows(("NA", *field_of(plan, "int"), "1")))
    assert checks.checked(given, "a.csv", plan, (namibia,))["body"].tolist() == ["NA"]


def test_gaps_and_other_types_become_text() -> None:
    made = checks.tidy(pd.DataFrame({"body": [310101], "value": [" 12 "], "reason": [None]}))
    assert made.to_dict("records") == [
        {
            "body": "310101",
            "indicator": "",
            "item": "",
            "field": "",
            "value": "12",
            "status": "",
            "reason": "",
        }
    ]
