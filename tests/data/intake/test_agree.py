"""Figures that must agree: the same figure said twice, totals and parts, against the file and the record."""

from __future__ import annotations

import pandas as pd

from data.catalogue.crosschecks import Agreement, Crosschecks, Part, Sum
from data.intake.agree import agree
from data.intake.place import place
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS

BODY = "310104"
CHECKS = Crosschecks(
    agreements=(Agreement("n", ("a", "b", "c")),),
    sums=(Sum("s", "total", ("p", "q")),),
    parts=(Part("s", "p", "q", "warning"),),
)


def rows(*figures: tuple[str, str, str], status: str = "", item: str = "") -> pd.DataFrame:
    """Indicator, field, value; each in a cell of its own."""
    made = [(BODY, one, item, field, value, status, "") for one, field, value in figures]
    return pd.DataFrame(made, columns=list(OBSERVATIONS)).assign(
        sheet="表", cell=[place(f"C{at}") for at in range(1, len(made) + 1)]
    )


def told(problems: list[CellProblem]) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.cell, one.found, one.allowed) for one in problems]


def test_one_figure_in_several_indicators_is_one_figure() -> None:
    assert agree(rows(("a", "n", "38"), ("b", "n", "38.0"), ("c", "n", "38")), CHECKS) == []
    assert told(agree(rows(("a", "n", "38"), ("b", "n", "40"), ("c", "n", "38")), CHECKS)) == [
        ("shared_differs", "C2", "40", "a.n = 38 表!C1")
    ]


def test_another_case_or_body_is_another_figure() -> None:
    assert agree(pd.concat([rows(("a", "n", "1")), rows(("b", "n", "2"), item="x")]), CHECKS) == []
    other = rows(("b", "n", "2")).assign(body="310105")
    assert agree(pd.concat([rows(("a", "n", "1")), other]), CHECKS) == []


def test_half_of_a_pair_cannot_be_changed_alone() -> None:
    stored = rows(("a", "n", "38"), ("b", "n", "38"))
    assert told(agree(rows(("b", "n", "40")), CHECKS, stored)) == [("shared_differs", "C1", "40", "a.n = 38")]
    # The first of them is new, the others are stored: told at the new one.
    assert told(agree(rows(("a", "n", "40")), CHECKS, stored)) == [("shared_differs", "C1", "40", "b.n = 38")]
    assert agree(rows(("a", "n", "40"), ("b", "n", "40")), CHECKS, stored) == []


def test_what_is_not_in_the_file_is_not_told() -> None:
    stored = rows(("a", "n", "1"), ("b", "n", "2"))
    assert agree(rows(("z", "other", "3")), CHECKS, stored) == []


def test_a_stored_figure_goes_where_the_file_says_not_applicable() -> None:
    stored = rows(("b", "n", "2"))
    refused = rows(("b", "", ""), status="not_applicable")
    assert agree(pd.concat([rows(("a", "n", "1")), refused]), CHECKS, stored) == []


def test_a_total_is_the_sum_of_its_parts() -> None:
    assert agree(rows(("s", "total", "5"), ("s", "p", "2"), ("s", "q", "3")), CHECKS) == []
    found = agree(rows(("s", "total", "6"), ("s", "p", "2"), ("s", "q", "3")), CHECKS)
    assert told(found) == [("sum_differs", "C1", "total = 6", "2 + 3 = 5")]


def test_while_a_part_is_unknown_the_total_cannot_be_less_than_the_others() -> None:
    assert agree(rows(("s", "total", "5"), ("s", "q", "3")), CHECKS) == []
    assert told(agree(rows(("s", "total", "2"), ("s", "q", "3")), CHECKS)) == [
        ("sum_differs", "C1", "total = 2", "3 = 3")
    ]


def test_a_part_is_not_more_than_its_whole() -> None:
    found = agree(rows(("s", "p", "4"), ("s", "q", "3")), CHECKS)
    assert told(found) == [("num_over_den", "C1", "4 > 3", "q")]
    assert found[0].severity == "warning"
    assert agree(rows(("s", "p", "3"), ("s", "q", "3")), CHECKS) == []


def test_sums_are_exact() -> None:
    large = rows(("s", "total", "999999999999999"), ("s", "p", "999999999999997"), ("s", "q", "1"))
    assert [one.code for one in agree(large, CHECKS)] == ["sum_differs", "num_over_den"]
    assert agree(rows(("s", "total", "0.3"), ("s", "p", "0.1"), ("s", "q", "0.2")), CHECKS) == []
