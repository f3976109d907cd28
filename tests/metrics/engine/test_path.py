"""The path to the next grade: it reaches, nothing cheaper does, and quotas are said openly."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.engine.board import Board, score
from metrics.engine.draws import Draw, Varied
from metrics.engine.path import LOSSES, STEPS, path
from metrics.engine.standings import fixed, shown
from metrics.engine.variants import border, variants
from metrics.frames import FILLED, MISSING, NIL, SCORED, Facts
from metrics.model import Body, Catalogue, Effect, Field, Grade, Indicator, Level, Setting, Text, Totals
from tests.metrics.engine.rescored import SHARE, by_chance, rescored

NAME = Text("名", "name")
GRADES = (Grade("A", NAME, 90), Grade("B", NAME, 70), Grade("C", NAME, 0))
MARKS = (30.0, 25.0, 20.0, 15.0, 10.0)
COUNT = (Field("n", NAME, "int"),)
CAUGHT = (Field("v", NAME, "bool"),)


def made(
    shares: dict[str, tuple[float | None, ...]],
    grades: tuple[Grade, ...] = GRADES,
    taken: dict[str, float] | None = None,
    struck: tuple[str, ...] = (),
    refused: tuple[tuple[str, str], ...] = (),
    **totals: Any,
) -> Board:
    """Bodies with five shares each (None: missing) on 30, 25, 20, 15 and 10 points."""
    raw = {"field": "share", "raw": True}
    indicators = [
        Indicator(f"i{n}", "", NAME, (), "value", raw, fields=SHARE, marks={"": marks}, decimals=2)
        for n, marks in enumerate(MARKS)
    ]
    indicators.append(
        Indicator(
            "K",
            "",
            NAME,
            (),
            "deduction",
            {"field": "n", "per": 1, "cap": 50},
            fields=COUNT,
            role="deduction",
        )
    )
    indicators.append(
        Indicator("J", "", NAME, (), "bonus", {"field": "n", "per": 1, "cap": 50}, fields=COUNT, role="bonus")
    )
    indicators.append(
        Indicator("V", "", NAME, (), "veto", {"field": "v"}, fields=CAUGHT, role="veto", effect=Effect("B"))
    )
    catalogue = Catalogue(
        code="t", year=2012, title=NAME, kinds=(), levels=(), nodes=(), indicators=tuple(indicators),
        totals=Totals(top=Level("total", NAME), peers="all", decimals=2, **totals), grades=grades,
    )  # fmt: skip
    wide: dict[str, pd.DataFrame] = {}
    for n in range(len(MARKS)):
        rows = [(code, "", False, own[n]) for code, own in shares.items() if own[n] is not None]
        wide[f"i{n}"] = pd.DataFrame(rows, columns=["body", "item", "nil", "share"])
    cases = list((taken or {}).items())
    wide["K"] = pd.DataFrame(
        [(c, "", False, -n) for c, n in cases if n < 0], columns=["body", "item", "nil", "n"]
    )
    wide["J"] = pd.DataFrame(
        [(c, "", False, n) for c, n in cases if n > 0], columns=["body", "item", "nil", "n"]
    )
    wide["V"] = pd.DataFrame([(c, "", False, 1.0) for c in struck], columns=["body", "item", "nil", "v"])
    gone = pd.DataFrame(refused, columns=["body", "indicator"]).assign(reason="无此业务")
    return score(catalogue, [Body(code, NAME, "any") for code in shares], Facts(wide, gone), Setting(2012))


def test_the_fewest_losses_and_the_smallest_last_one() -> None:
    board = made({"x": (0.5, 0.6, 0.5, 0.6, 0.5)})  # 54: losses 15, 10, 10, 6, 5
    found = path(board, "x")
    assert (found.code, found.grade, found.border.grade if found.border else "") == ("path", "C", "B")
    assert (found.total, found.best, found.exact, found.displaces) == (54, 100, True, ())
    # 16 are missing: no single loss is enough; 15 + 5 is, and no smaller second one.
    assert found.steps["indicator"].tolist() == ["i0", "i4"]
    assert found.steps["after"].tolist() == [69, 74]
    assert list(found.steps.columns) == list(STEPS)
    assert list(found.losses.columns) == list(LOSSES)
    assert found.losses["gain"].tolist() == [15, 10, 10, 6, 5]
    assert found.losses["indicator"].tolist()[0] == "i0"


def test_what_is_missing_can_be_regained_and_what_does_not_apply_cannot() -> None:
    board = made({"x": (1, 0.8, None, 1, 0.5)}, refused=(("x", "i3"),))
    found = path(board, "x")  # 30 + 20 + 5 of 85
    assert found.total == pytest.approx(64.71)
    assert found.losses["indicator"].tolist() == ["i2", "i1", "i4"]
    assert found.losses["reason"].tolist()[0] == "missing"
    assert found.losses["gain"].tolist() == pytest.approx([23.53, 5.88, 5.88], abs=0.011)
    assert found.steps["indicator"].tolist() == ["i4"]  # 70.59
    assert found.steps["after"].tolist() == pytest.approx([70.59])


def test_effort_may_be_weighed() -> None:
    board = made({"x": (0.5, 0.6, 0.5, 0.6, 0.5)})
    dear = path(board, "x", cost={"i0": 9})
    assert "i0" not in dear.steps["indicator"].tolist()
    assert dear.steps["indicator"].tolist() == ["i1", "i3"] or dear.steps["indicator"].tolist() == [
        "i2",
        "i3",
    ]
    assert dear.steps["after"].tolist()[-1] == 70


def test_deductions_stay_and_may_bar_the_way() -> None:
    board = made({"x": (0.5, 0.6, 0.5, 0.6, 0.5), "y": (1, 1, 1, 1, 1)}, taken={"x": -31, "y": -15})
    found = path(board, "x")
    assert (found.code, found.total, found.best) == ("not_enough", 23, 69)
    assert found.steps.empty
    assert len(found.losses) == 5
    assert path(board, "y").code == "not_enough"


def test_a_bonus_behind_its_gate_is_seen() -> None:
    """The base is 83: two points open the gate of the bonus and bring seven."""
    shares = {"x": (0.9, 1.0, 0.9, 0.6, 0.4)}  # losses 3, 2, 6, 6
    assert path(made(shares, taken={"x": 5}, bonus_gate=85), "x").steps["after"].tolist() == [90]
    assert path(made(shares, taken={"x": 5}, bonus_gate=99), "x").steps["after"].tolist() == [89, 91]


def test_the_top_the_veto_and_no_grades() -> None:
    shares = {"x": (1.0, 1.0, 1.0, 0.9, 0.9), "y": (0.8, 0.9, 0.8, 0.9, 0.9)}
    assert path(made(shares), "x").code == "top"
    barred = path(made(shares, struck=("y",)), "y")
    assert (barred.code, barred.grade) == ("veto", "B")
    assert path(made(shares, grades=()), "x").code == "no_grades"
    with pytest.raises(KeyError):
        path(made(shares), "z")


def test_a_quota_asks_for_more_than_the_threshold() -> None:
    grades = (Grade("A", NAME, 80, quota=0.34), Grade("B", NAME, 0))
    shares = {"x": (1.0, 1.0, 1.0, 1.0, 0.5), "y": (1.0, 1.0, 1.0, 0.8, 0.0), "z": (0.9, 0.8, 0.7, 0.5, 0.2)}
    board = made(shares, grades=grades)  # 95, 87, 70.5; one seat
    found = path(board, "y")
    assert found.border is not None
    assert (found.border.at_least, found.border.seat, found.border.seats, found.border.cut) == (80, 95, 1, 95)
    assert found.code == "path"
    assert found.steps["after"].tolist() == [97]  # i4 alone; i3 would tie at 90
    assert found.displaces == ("x",)
    tied = made({**shares, "y": (1.0, 1.0, 1.0, 0.8, 0.8)}, grades=grades)  # y at 95 too: nobody has the seat
    assert shown(tied)["grade"].tolist() == [1, 1, 1]
    assert path(tied, "y").steps["after"].tolist()[0] > 95
    none = made(shares, grades=(Grade("A", NAME, 80, quota=0.1), Grade("B", NAME, 0)))
    assert path(none, "y").code == "no_seat"
    unranked = made(shares, grades=grades, thin_base=120)
    assert path(unranked, "y").code == "unranked"


def test_a_free_seat_asks_for_the_threshold_only() -> None:
    grades = (Grade("A", NAME, 80, quota=0.7), Grade("B", NAME, 0))
    shares = {"x": (1.0, 1.0, 1.0, 1.0, 0.5), "y": (1.0, 0.8, 0.8, 0.5, 0.3), "z": (0.9, 0.8, 0.7, 0.5, 0.2)}
    found = path(made(shares, grades=grades), "y")
    assert found.border is not None
    assert np.isnan(found.border.seat)
    assert (found.border.cut, found.border.seats, found.displaces) == (80, 2, ())


# -- against trying everything ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_no_cheaper_set_reaches(seed: int) -> None:
    """All sets of five losses, each scored by the engine from its facts, beside the one proposed."""
    chance = Random(seed)
    levels = (0.0, 0.2, 0.4, 0.5, 0.8, 1.0)
    shares = {code: tuple(chance.choice((*levels, None)) for _ in MARKS) for code in "wxyz"}
    grades = (
        Grade("A", NAME, 80, quota=chance.choice((None, 0.25, 0.5))),
        Grade("B", NAME, 60, quota=chance.choice((None, 0.5))),
        Grade("C", NAME, 40),
        Grade("D", NAME, 0),
    )
    taken = {"w": chance.choice((-5, 4)), "x": chance.choice((-3, 6))}
    gate = {"bonus_gate": chance.choice((50, 75)), "floor": 0.0}
    board = made(shares, grades, taken, **gate)
    cost = {f"i{n}": chance.choice((1, 1, 2, 3)) for n in range(5)} if seed % 2 else {}
    order = [grade.code for grade in grades]

    def reached(body: str, regained: tuple[str, ...]) -> bool:
        own = tuple(1.0 if f"i{n}" in regained else share for n, share in enumerate(shares[body]))
        again = made({**shares, body: own}, grades, taken, **gate)
        return 0 <= shown(again).loc[body, "grade"] <= order.index(wanted)

    for body in shares:
        found = path(board, body, cost)
        if found.code == "top":
            continue
        assert found.border is not None
        wanted = found.border.grade
        codes = found.losses["indicator"].tolist()
        every = [
            (sum(cost.get(code, 1) for code in one), one)
            for size in range(len(codes) + 1)
            for one in combinations(codes, size)
            if reached(body, one)
        ]
        if found.code == "path":
            assert reached(body, tuple(found.steps["indicator"]))
            assert sum(cost.get(code, 1) for code in found.steps["indicator"]) == min(
                price for price, _ in every
            )
            assert found.exact
        else:
            assert found.code in ("not_enough", "no_seat")
            assert not every


@pytest.mark.parametrize("seed", range(20))
def test_variants_are_what_the_engine_makes_of_other_facts(seed: int) -> None:
    """On any tree: a body with some shares otherwise, the rest of the board handed in as it is."""
    board, facts = by_chance(seed)
    chance = Random(seed)
    still = Varied(tuple(one.code for one in board.catalogue.scored), 0.0, ())
    nothing = Draw(np.ones((1, len(still.codes))), ())
    for body in list(board.share.index)[:3]:
        codes = [
            one.code
            for one in board.catalogue.scored
            if board.status.at[body, one.code] in (SCORED, NIL, FILLED, MISSING)
        ]
        picked = {code: chance.choice((0.0, 0.35, 1.0)) for code in codes if chance.random() < 0.5}
        share, status = board.share.copy(), board.status.copy()
        for code, value in picked.items():
            share.at[body, code], status.at[body, code] = value, SCORED
        slow = rescored(replace(board, share=share, status=status), facts, still, nothing, 0)
        found = variants(board, body, [{}, picked])
        wanted = shown(slow).loc[body]
        assert found["total"][1] == pytest.approx(wanted["total"], abs=1e-9, nan_ok=True)
        assert found["key"][1] == pytest.approx(wanted["key"], abs=1e-9, nan_ok=True)
        assert found["total"][0] == pytest.approx(shown(board).loc[body, "total"], abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("seed", range(12))
def test_the_border_is_where_the_grade_begins(seed: int) -> None:
    """A body moved to any total has the grade exactly where the border says so."""
    chance = Random(seed)
    grades = (
        Grade("A", NAME, 70, quota=chance.choice((0.2, 0.4))),
        Grade("B", NAME, 50, quota=chance.choice((None, 0.4))),
        Grade("C", NAME, 0),
    )
    shares = {f"b{n}": tuple(chance.choice((0.2, 0.5, 0.8, 1.0)) for _ in MARKS) for n in range(7)}
    board = made(shares, grades)
    kept = fixed(board)
    for body in ("b0", "b3"):
        for position, grade in enumerate(grades):
            between = border(board, body, grade.code, kept.peers, kept.best)
            for level in (0.0, 0.3, 0.5, 0.62, 0.7, 0.75, 0.8, 0.9, 1.0):
                again = made({**shares, body: (level,) * 5}, grades)
                own = shown(again).loc[body]
                # Whoever would be in a better grade has at least this one too.
                has = own["grade"] <= position
                assert has == between.met(own["total"], own["key"]) or own["grade"] < position
