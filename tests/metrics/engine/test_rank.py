"""Places with ties, grades by threshold and quota, vetoes, deductions, gated bonus, thin base."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine.board import Board, score
from metrics.frames import OBSERVATIONS, widen
from metrics.model import Body, Catalogue, Effect, Field, Grade, Indicator, Level, Setting, Text, Totals

NAME = Text("名", "name")
GRADES = (
    Grade("excellent", NAME, 90, quota=0.30),
    Grade("good", NAME, 70),
    Grade("pass", NAME, 60),
    Grade("fail", NAME, 0),
)


def catalogue(**totals: Any) -> Catalogue:
    """One number worth 100 points, one worth 100 that may be not applicable, and the adjustments."""
    number = (Field("x", NAME, "number"),)
    return Catalogue(
        code="t",
        year=2012,
        title=NAME,
        kinds=(),
        levels=(),
        nodes=(),
        indicators=(
            Indicator("a", "", NAME, (), "value", {"field": "x", "full_at": 100, "zero_at": 0}, fields=number,
                      marks={"": 50.0}, decimals=2),
            Indicator("b", "", NAME, (), "value", {"field": "x", "full_at": 100, "zero_at": 0}, fields=number,
                      marks={"": 50.0}, decimals=2),
            Indicator("K", "", NAME, (), "deduction", {"field": "x", "per": 3, "cap": 6}, fields=number,
                      role="deduction", decimals=2),
            Indicator("K'", "", NAME, (), "deduction", {"field": "x", "per": 3, "cap": 6}, fields=number,
                      role="deduction", decimals=2),
            Indicator("J", "", NAME, (), "bonus", {"field": "x", "per": 1, "cap": 9}, fields=number,
                      role="bonus", decimals=2),
            Indicator("V", "", NAME, (), "veto", {"field": "x"}, fields=number, role="veto",
                      effect=Effect(grade="fail", ranked=False)),
            Indicator("W", "", NAME, (), "veto", {"field": "x"}, fields=number, role="veto",
                      effect=Effect(grade="good")),
            Indicator("Z", "", NAME, (), "veto", {"field": "x", "at_most": 0}, fields=number, role="veto",
                      effect=Effect(total=0)),
        ),
        totals=replace(
            Totals(Level("total", NAME), decimals=2, thin_base=60, deductions_cap=10, bonus_cap=5,
                   bonus_gate=80, floor=0),
            **totals,
        ),
        grades=GRADES,
    )  # fmt: skip


def run(
    numbers: dict[str, float], *more: tuple[str, str, str], accepted: tuple[str, ...] = (), **totals: Any
) -> Board:
    """A board where body → the number of both indicators; `more`: (body, indicator, value or "NA")."""
    rows = [(body, one, "", "x", str(x), "", "") for body, x in numbers.items() for one in ("a", "b")]
    for body, one, value in more:
        if value == "NA":
            rows = [row for row in rows if row[:2] != (body, one)]
            rows.append((body, one, "", "", "", "not_applicable", "no such duty"))
        else:
            rows.append((body, one, "", "x", value, "", ""))
    plan = catalogue(**totals)
    facts = widen(pd.DataFrame(rows, columns=list(OBSERVATIONS)), plan)
    bodies = [Body(code, NAME, "district") for code in numbers]
    return score(plan, bodies, facts, Setting(2012), frozenset(accepted))


def column(board: Board, name: str) -> dict[str, Any]:
    return dict(zip(board.totals["body"], board.totals[name], strict=True))


def test_equal_printed_totals_share_a_place() -> None:
    places = column(run({"A": 70, "B": 80.002, "C": 80.004, "D": 60}), "place")
    assert places == {"A": 3, "B": 1, "C": 1, "D": 4}


def test_raw_totals_part_what_print_cannot() -> None:
    # Indicators are rounded to cents; a third of a base is not.
    board = run({"A": 70, "B": 70}, ("A", "a", "NA"), ("A", "K", "0"), places_from="raw", thin_base=None)
    assert column(board, "place") == {"A": 1, "B": 1}
    rounded = run({"A": 70.4, "B": 69.6}, places_from="rounded", places_decimals=0)
    assert column(rounded, "place") == {"A": 1, "B": 1}
    assert column(run({"A": 70.4, "B": 69.6}), "place") == {"A": 1, "B": 2}  # the control


def test_a_quota_has_whole_seats_and_nobody_is_squeezed_in() -> None:
    numbers = {f"b{k:02d}": 99.0 - k for k in range(10)}  # all of them at least 90
    grades = column(run(numbers), "grade")
    assert [code for code, grade in grades.items() if grade == "excellent"] == ["b00", "b01", "b02"]
    board = run(numbers | {"b03": 97.0})  # tied with the last seat
    assert [code for code, grade in column(board, "grade").items() if grade == "excellent"] == ["b00", "b01"]
    flags = column(board, "flags")
    assert flags["b02"] == flags["b03"] == "quota_tie"
    assert flags["b04"] == "quota"
    assert flags["b00"] == ""


def test_the_seats_of_a_quota_are_counted_per_kind() -> None:
    plan = catalogue()
    bodies = [Body(f"d{k}", NAME, "district") for k in range(17)] + [
        Body(f"u{k}", NAME, "bureau") for k in range(41)
    ]
    rows = [
        (body.code, one, "", "x", str(99.9 - k / 10), "", "") for k, body in enumerate(bodies) for one in "ab"
    ]
    board = score(plan, bodies, widen(pd.DataFrame(rows, columns=list(OBSERVATIONS)), plan), Setting(2012))
    best = board.totals[board.totals["grade"] == "excellent"]
    assert best.groupby("kind").size().to_dict() == {"bureau": 12, "district": 5}  # the counts of 2014


def test_a_veto_bars_from_the_ranking_or_caps_the_grade_or_the_total() -> None:
    board = run({"A": 95, "B": 94, "C": 93, "D": 50}, ("A", "V", "1"), ("B", "W", "1"), ("C", "Z", "0"))
    assert column(board, "grade") == {"A": "fail", "B": "good", "C": "fail", "D": "fail"}
    assert column(board, "total") == {"A": 95, "B": 94, "C": 0, "D": 50}
    assert pd.isna(column(board, "place")["A"])
    assert {code: column(board, "place")[code] for code in "BCD"} == {"B": 1, "C": 3, "D": 2}
    assert column(board, "veto") == {"A": "V", "B": "W", "C": "Z", "D": ""}
    assert set(board.ledger.loc[board.ledger["reason"] == "veto", "indicator"]) == {"V", "W", "Z"}


def test_deductions_and_bonus_are_capped_and_the_bonus_has_a_gate() -> None:
    board = run({"A": 90, "B": 79.9}, ("A", "K", "2"), ("A", "K'", "2"), ("A", "J", "9"), ("B", "J", "1"))
    assert column(board, "deductions") == {"A": 10, "B": 0}  # 6 + 6, at most 10
    assert column(board, "bonus") == {"A": 5, "B": 0}
    assert column(board, "total") == {"A": 85, "B": 79.9}
    assert column(board, "flags") == {"A": "deductions_capped", "B": "bonus_gated"}


def test_a_thin_base_is_flagged_and_unranked_until_accepted_by_name() -> None:
    numbers, gone = {"A": 95.0, "B": 80.0}, ("A", "a", "NA")
    board = run(numbers, gone)
    assert column(board, "applicable_points") == {"A": 50, "B": 100}
    assert column(board, "base")["A"] == 95
    assert column(board, "flags")["A"] == "thin_base;unranked"
    assert pd.isna(column(board, "place")["A"])
    assert column(board, "grade")["A"] == "good"  # no seat of a quota on a thin base
    accepted = run(numbers, gone, accepted=("A",))
    assert column(accepted, "place") == {"A": 1, "B": 2}


def test_minmax_stretches_over_the_bodies_ranked_together() -> None:
    board = run({"A": 90, "B": 60, "C": 30}, rescale="minmax")
    assert column(board, "total") == {"A": 100, "B": 50, "C": 0}


def test_without_a_score_there_is_no_place() -> None:
    board = run({"A": 90, "B": 60}, ("A", "a", "NA"), ("A", "b", "NA"))
    assert np.isnan(column(board, "total")["A"])
    assert pd.isna(column(board, "place")["A"])
    assert column(board, "grade")["A"] == ""
