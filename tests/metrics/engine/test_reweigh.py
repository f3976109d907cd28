"""Sections that weigh otherwise: nothing moved is the board itself; one section alone is its own rate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from metrics.engine.board import Board, score
from metrics.engine.reweigh import movable, reweighed
from metrics.scales import round_half_up
from tests.bench import plan
from tests.metrics.engine.rescored import by_chance


@pytest.fixture(scope="module")
def board() -> Board:
    catalogue, setting = plan.plan()
    bodies = plan.bodies(64)
    return score(catalogue, bodies, plan.facts(catalogue, bodies), setting)


def same(found: pd.DataFrame) -> None:
    for name in ("total", "place", "grade"):
        pd.testing.assert_series_equal(found[name], found[f"{name}_now"], check_names=False)


def test_nothing_moved_is_the_board_itself(board: Board) -> None:
    same(reweighed(board, {}))
    same(reweighed(board, {one.code: 1.0 for one in movable(board.catalogue)}))


def test_all_moved_alike_changes_nothing(board: Board) -> None:
    same(reweighed(board, {one.code: 1.7 for one in movable(board.catalogue)}))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_moved_is_the_board_itself_on_any_plan(seed: int) -> None:
    same(reweighed(by_chance(seed)[0], {}))


def test_one_section_alone_is_its_own_rate(board: Board) -> None:
    """Against the roll-up of the board, which is made another way."""
    catalogue = board.catalogue
    plain = replace(board, catalogue=replace(catalogue, totals=replace(catalogue.totals, floor=None)))
    tops = movable(catalogue)
    alone = {one.code: 0.0 for one in tops} | {tops[2].code: 1.0}
    found = reweighed(plain, alone)["total"]
    rows = board.rollups[board.rollups["node"] == tops[2].code].set_index("body")
    rate = round_half_up(rows["score"].to_numpy(dtype=np.float64), catalogue.totals.decimals)
    totals = board.totals.set_index("body")
    struck = totals["veto"].astype(str) != ""
    bonus = np.where(rate >= (catalogue.totals.bonus_gate or 0), totals["bonus"], 0)
    quiet = (~struck & (totals["bonus"] == 0)).to_numpy()
    wanted = rate - totals["deductions"].to_numpy() + bonus
    assert quiet.sum() > 20
    assert found.to_numpy()[quiet] == pytest.approx(wanted[quiet], abs=0.011, nan_ok=True)


def test_a_section_that_weighs_more_helps_who_is_good_at_it(board: Board) -> None:
    top = movable(board.catalogue)[0]
    rows = board.rollups[board.rollups["node"] == top.code].set_index("body")["score"].astype(float)
    free = board.totals.set_index("body")
    base = free["base"].astype(float)
    found = reweighed(board, {top.code: 2.0})
    gained = (found["total"] - found["total_now"])[free["veto"].astype(str) == ""]
    for body in gained.index:
        if not np.isnan(rows[body]) and abs(rows[body] - base[body]) > 1 and free["bonus"][body] == 0:
            assert np.sign(gained[body]) == np.sign(rows[body] - base[body]), body


def test_only_what_is_a_sum_all_through_or_in_a_mean_can_be_moved(board: Board) -> None:
    assert [one.code for one in movable(board.catalogue)] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    levels = tuple(replace(one, mean="geometric") for one in board.catalogue.levels)
    assert movable(replace(board.catalogue, levels=levels)) == ()
