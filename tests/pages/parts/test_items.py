"""Indicators as such: who falls short, what tells good from weak, held against counts by hand."""

from __future__ import annotations

import math

import pytest

from data.desk import Desk
from data.queries import boards
from metrics.engine.board import Board
from metrics.frames import MISSING, NOT_APPLICABLE, OUT
from metrics.model import Review
from pages.parts.readings import items, losses
from pages.parts.readings.items import Item

REVIEW = Review(short=0.8, common=0.5, tail=0.27, telling=0.2)


@pytest.fixture
def board(desk: Desk) -> Board:
    return boards.board(desk, "2012")


@pytest.fixture
def districts(board: Board) -> list[str]:
    return [one.code for one in board.bodies if one.kind == "district"]


@pytest.fixture
def found(board: Board, districts: list[str]) -> list[Item]:
    return items.items(board, losses.by_indicator(board, districts), districts, REVIEW)


def test_who_falls_short_is_counted_one_by_one(board: Board, districts: list[str], found: list[Item]) -> None:
    for one in found:
        code, short = one.loss.indicator.code, 0
        for body in districts:
            status = board.status.loc[body, code]
            if status == MISSING:
                short += 1
            elif status not in (NOT_APPLICABLE, OUT):
                short += bool(board.share.loc[body, code] < 0.8)
        assert one.short == short
        assert one.failing == pytest.approx(short / one.loss.bodies)


def test_telling_is_the_gap_between_the_best_and_the_weakest(
    board: Board, districts: list[str], found: list[Item]
) -> None:
    """27 % of 17 are five at each end."""
    base = board.totals.set_index("body").loc[districts]["base"].astype(float).sort_values()
    weak, best = list(base.index[:5]), list(base.index[-5:])
    [one] = [each for each in found if each.loss.indicator.code == "2.2.3"]
    shares = board.share["2.2.3"].astype(float)
    assert one.telling == pytest.approx(shares[best].mean() - shares[weak].mean())


def test_what_all_do_fully_tells_nobody_apart(found: list[Item]) -> None:
    same = [one for one in found if one.loss.full == one.loss.bodies]
    assert same
    for one in same:
        assert one.telling == 0
        assert one in items.untelling(found, REVIEW)


def test_common_problems_are_shared_by_half_and_their_losses_add_up(found: list[Item]) -> None:
    listed = items.common(found, REVIEW)
    assert listed
    assert all(one.short * 2 >= one.loss.bodies for one in listed)
    assert [one.failing for one in listed] == sorted((one.failing for one in listed), reverse=True)
    assert items.part_of_losses(found, found) == pytest.approx(1)
    assert 0 < items.part_of_losses(listed, found) < 1
    assert items.common(found, Review(common=1.0, short=0.0)) == []


def test_one_body_alone_tells_nothing(board: Board, districts: list[str]) -> None:
    alone = items.items(board, losses.by_indicator(board, districts[:1]), districts[:1], REVIEW)
    assert all(math.isnan(one.telling) for one in alone)
    assert items.common(alone, REVIEW) == items.untelling(alone, REVIEW) == []
