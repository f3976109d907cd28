"""The ledger adds up: per body full marks minus points, in whole cents, deductions and all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random

import numpy as np
import pandas as pd
import pytest

from data.catalogue import FOLDER, load, load_bodies, load_calendar
from metrics.engine.board import Board, score
from metrics.engine.ledger import facts_by_body, facts_of
from metrics.frames import OBSERVATIONS, STATUSES, widen
from metrics.model import Body, Catalogue, Setting
from tests.metrics.chance import rows_of, some_bodies
from tests.metrics.chance_catalogue import catalogue_by

SETTING = Setting(2012, load_calendar("cn"))


def run(catalogue: Catalogue, bodies: list[Body], chance: Random) -> Board:
    rows = rows_of(catalogue, bodies, chance)
    facts = widen(pd.DataFrame(rows, columns=list(OBSERVATIONS), dtype=object), catalogue)
    return score(catalogue, bodies, facts, SETTING)


def cents(points: float) -> int:
    """Whole cents; a number that is none is an error."""
    whole = round(points * 100)
    assert abs(points * 100 - whole) < 1e-6, f"{points} is no whole number of cents"
    return whole


PLAN, EVERYBODY = load(FOLDER / "2012"), load_bodies(FOLDER / "2012")


@cache
def plan_round(seed: int) -> Board:
    """A round of the 2012 plan by chance, all bodies in the first one."""
    chance = Random(seed)
    return run(PLAN, list(EVERYBODY) if seed == 0 else chance.sample(EVERYBODY, 10), chance)


def lost_by(board: Board, *roles: str) -> dict[str, int]:
    """Cents each body lost at indicators of these roles, by the ledger."""
    role = {one.code: one.role for one in board.catalogue.indicators}
    lost = {body.code: 0 for body in board.bodies}
    for row in board.ledger.itertuples():
        if role[row.indicator] in roles:
            lost[row.body] += cents(row.lost)
    return lost


@pytest.mark.parametrize("seed", range(25))
def test_losses_add_up_to_full_marks_minus_points(seed: int) -> None:
    board = plan_round(seed)
    lost = lost_by(board, "scored")
    for row in board.totals.itertuples():
        earned = 0.0 if pd.isna(row.points) else row.points
        assert lost[row.body] == cents(row.full_marks) - cents(earned), row.body


@pytest.mark.parametrize("seed", range(25))
def test_what_deductions_lose_is_what_they_take(seed: int) -> None:
    board = plan_round(seed)
    cap = board.catalogue.totals.deductions_cap
    assert cap is not None
    for body, taken in lost_by(board, "deduction").items():
        [row] = board.totals[board.totals["body"] == body].to_dict("records")
        assert min(taken, cents(cap)) == cents(row["deductions"])
        assert ("deductions_capped" in row["flags"].split(";")) == (taken > cents(cap))


@pytest.mark.parametrize("seed", range(15))
def test_from_the_ledger_alone_to_the_total(seed: int) -> None:
    """100 minus losses (re-based), minus deductions, plus bonus: the printed total, to the cent."""
    board = plan_round(seed)
    scored, taken, totals = lost_by(board, "scored"), lost_by(board, "deduction"), board.catalogue.totals
    assert totals.deductions_cap is not None
    for row in board.totals.itertuples():
        if pd.isna(row.total):
            continue
        full = Fraction(cents(row.full_marks))
        base = half_up((full - scored[row.body]) / full * 10_000)
        deductions = min(taken[row.body], cents(totals.deductions_cap))
        assert cents(row.total) == max(0, base - deductions + cents(row.bonus)), row.body


def half_up(number: Fraction) -> int:
    return (number + Fraction(1, 2)).__floor__()


@pytest.mark.parametrize("seed", range(60))
def test_every_cell_of_any_catalogue(seed: int) -> None:
    """One row per loss: full marks of an indicator = its points + its losses, where it counts."""
    chance = Random(50_000 + seed)
    catalogue = catalogue_by(chance)
    kinds = [kind.code for kind in catalogue.kinds]
    board = run(catalogue, some_bodies(chance, kinds, chance.randint(1, 9)), chance)
    assert not board.ledger.duplicated(["body", "indicator"]).any()
    lost = {(row.body, row.indicator): row.lost for row in board.ledger.itertuples()}
    for one in catalogue.scored:
        for body in board.full.index:
            if STATUSES[board.status.at[body, one.code]] in ("scored", "nil", "filled"):
                full, points = board.full.at[body, one.code], board.points.at[body, one.code]
                assert np.isclose(full - points, lost.get((body, one.code), 0.0), rtol=0, atol=1e-9)


def test_every_row_says_why_and_where() -> None:
    board = plan_round(0)
    nodes = {one.code: one.node for one in board.catalogue.indicators}
    reasons = set(board.ledger["reason"])
    assert {"missing", "below", "items", "late", "deduction", "veto"} <= reasons
    for row in board.ledger.itertuples():
        assert row.clause == nodes[row.indicator]
        assert row.lost > 0 or row.reason in ("missing", "incomplete", "veto")


def test_the_sum_sees_one_row_less() -> None:
    """The control: without one of its rows the ledger no longer adds up."""
    board = plan_round(1)
    row = next(row for row in board.ledger.itertuples() if row.lost > 0 and row.reason == "below")
    before = lost_by(board, "scored")[row.body]
    torn = replace(board, ledger=board.ledger.drop(index=row.Index))
    assert lost_by(torn, "scored")[row.body] == before - cents(row.lost) != before


@pytest.mark.parametrize("seed", range(4))
def test_facts_of_all_bodies_at_once_are_the_facts_of_each(seed: int) -> None:
    board = plan_round(seed)
    for one in board.catalogue.indicators:
        for body, facts in facts_by_body(board, one.code).items():
            if seed or body.endswith("1"):
                assert facts == facts_of(board, body, one.code)
