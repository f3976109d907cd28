"""Observations: of every body for those who evaluate, of their own body for a reporter, none for a viewer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import boards
from data.desk import Desk
from data.queries import observations as ask
from metrics.errors import NotPermitted
from metrics.frames import OBSERVATIONS
from tests.data.small import DISTRICTS


def test_all_that_counts(scored: str, evaluator: Desk) -> None:
    now = ask.current(evaluator, scored)
    assert list(now.columns) == ["id", "batch", *OBSERVATIONS]
    assert len(now) == 23
    assert len(ask.current(evaluator, scored, DISTRICTS[0])) == 3


def test_a_reporter_gets_their_own(scored: str, seat: Callable[..., Desk]) -> None:
    desk = seat("reporter", body=DISTRICTS[0])
    assert set(ask.current(desk, scored)["body"]) == {DISTRICTS[0]}
    assert len(ask.history(desk, scored, DISTRICTS[0], "a")) == 2
    for question in (
        lambda: ask.current(desk, scored, DISTRICTS[1]),
        lambda: ask.history(desk, scored, DISTRICTS[1], "a"),
        lambda: ask.batches(desk, scored),
        lambda: ask.current(seat("reporter"), scored),
    ):
        with pytest.raises(NotPermitted):
            question()


def test_a_viewer_gets_none_even_when_sealed(
    scored: str, office: Desk, leader: Desk, seat: Callable[..., Desk]
) -> None:
    edition = boards.compute(office, scored)
    boards.seal(leader, scored, edition.number, sha256=edition.sha256)
    for question in (
        lambda: ask.current(seat("viewer"), scored),
        lambda: ask.history(seat("viewer"), scored, DISTRICTS[0], "a"),
        lambda: ask.batches(seat("viewer"), scored),
    ):
        with pytest.raises(NotPermitted):
            question()
