"""The path to the next grade, as the engine finds it, told to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.desk import Desk
from data.queries import boards
from data.queries.paths import path
from metrics.engine.path import path as worked
from metrics.errors import NotFound, NotPermitted
from tests.data.small import DISTRICTS


def test_it_is_the_engines_answer(scored: str, leader: Desk) -> None:
    board = boards.board(leader, scored)
    for code in DISTRICTS:
        found, expected = path(leader, scored, code), worked(board, code)
        assert (found.code, found.total, found.displaces) == (
            expected.code,
            expected.total,
            expected.displaces,
        )
        assert found.losses.equals(expected.losses)


def test_what_is_lent_is_not_what_is_kept(scored: str, leader: Desk) -> None:
    found = path(leader, scored, DISTRICTS[4])
    found.losses.loc[:, "gain"] = -1.0
    assert (path(leader, scored, DISTRICTS[4]).losses["gain"] >= 0).all()


def test_ones_own_path_only(scored: str, seat: Callable[..., Desk]) -> None:
    reporter = seat("reporter", body=DISTRICTS[4])
    assert path(reporter, scored, DISTRICTS[4]).total == pytest.approx(64.0)
    with pytest.raises(NotPermitted):
        path(reporter, scored, DISTRICTS[0])


def test_an_unknown_body(scored: str, leader: Desk) -> None:
    with pytest.raises(NotFound):
        path(leader, scored, "310999")
