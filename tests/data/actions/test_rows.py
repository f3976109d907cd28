"""What rows must be: each fault has its code; good rows of every type pass untouched."""

from __future__ import annotations

import pytest

from data import catalogue
from data.actions import rows as checks
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


GOOD = {"int": "95", "bool": "1", "entry": "0.5", "date": "2012-07-09", "datetime": "2012-07-09T08:30:00"}
BAD = {"int": "-1", "bool": "是", "entry": "2", "date": "2012-02-30", "datetime": "noon"}
LOOSE = {"int": "95.0", "bool": "01", "entry": "0.50", "date": "2012-07-09T00:00:00"}


def codes(given: object, plan: Catalogue, bodies: tuple[Body, ...]) -> list[str]:
    return [one.code for one in checks.problems(checks.tidy(given), plan, bodies)]  # type: ignore[arg-type]


def test_good_values_of_every_type_pass(plan: Catalogue, bodies: tuple[Body, ...]) -> None:
    given = rows(*((bodies[0].code, *field_of(plan, kind), value) for kind, value in GOOD.items()))
    assert codes(given, plan, bodies) == []


@pytest.mark.parametrize("kind", BAD)
def test_a_value_of_another_type_is_told_with_its_type(
    plan: Catalogue, bodies: tuple[Body, ...], kind: str
) -> None:
    given = rows((bodies[0].code, *field_of(plan, kind), BAD[kind]))
    found = checks.problems(checks.tidy(given), plan, bodies)
    assert [(one.code, one.found, one.allowed) for one in found] == [("bad_value", BAD[kind], kind)]


@pytest.mark.parametrize("kind", LOOSE)
def test_only_the_one_way_of_writing_a_value_is_kept(
    plan: Catalogue, bodies: tuple[Body, ...], kind: str
) -> None:
    assert codes(rows((bodies[0].code, *field_of(plan, kind), LOOSE[kind])), plan, bodies) == ["bad_value"]


def test_two_rows_for_one_cell_are_both_told(plan: Catalogue, bodies: tuple[Body, ...]) -> None:
    one = (bodies[0].code, *field_of(plan, "int"))
    assert codes(rows((*one, "1"), (*one, "2")), plan, bodies) == ["duplicate_row"] * 2


def test_a_fact_beside_not_applicable_is_told(plan: Catalogue, bodies: tuple[Body, ...]) -> None:
    indicator, field = field_of(plan, "int")
    given = rows(
        (bodies[0].code, indicator, "", "", "not_applicable", "x"), (bodies[0].code, indicator, field, "1")
    )
    assert codes(given, plan, bodies) == ["contradiction"]
    other = rows(
        (bodies[1].code, indicator, "", "", "not_applicable", "x"), (bodies[0].code, indicator, field, "1")
    )
    assert codes(other, plan, bodies) == []


def test_an_indicator_of_another_kind_is_told(plan: Catalogue, bodies: tuple[Body, ...]) -> None:
    one = next(it for it in plan.indicators if it.kinds == ("district",) and it.fields)
    bureau = next(body for body in bodies if body.kind == "bureau")
    given = rows((bureau.code, one.code, "", "", "not_applicable", "x"))
    assert codes(given, plan, bodies) == ["not_in_table"]


def test_text_without_end_is_told(plan: Catalogue, bodies: tuple[Body, ...]) -> None:
    indicator, _ = field_of(plan, "int")
    given = rows((bodies[0].code, indicator, "", "", "not_applicable", "x" * 10_001))
    assert codes(given, plan, bodies) == ["too_long"]


def test_the_body_called_na_is_a_body(plan: Catalogue) -> None:
    namibia = Body("NA", Text("纳米比亚", "Namibia"), "district")
    given = rows(("NA", *field_of(plan, "int"), "1"))
    assert codes(given, plan, (namibia,)) == []
