"""The path to the next grade, as the engine finds it, told to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import observations
from data.desk import Desk
from data.queries import boards
from data.queries.paths import HIDDEN, path
from data.settings import Settings
from metrics.engine.path import path as worked
from metrics.errors import NotFound, NotPermitted
from tests.data.small import DISTRICTS, rows

GRADES = """
[[grade]]
code = "first"
title = { zh = "优秀", en = "first" }
at_least = 96
quota = 0.3

[[grade]]
code = "second"
title = { zh = "良好", en = "second" }
at_least = 40

[[grade]]
code = "third"
title = { zh = "一般", en = "third" }
at_least = 0
"""
LAST = DISTRICTS[-1]  # has nothing: 60 for a or 40 for b would do


@pytest.fixture
def graded(settings: Settings, request: pytest.FixtureRequest) -> str:
    """The round on the small catalogue with three grades."""
    plan = settings.catalogues / "small" / "small.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + GRADES, encoding="utf-8")
    return str(request.getfixturevalue("scored"))


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


def test_the_way_goes_by_effort_and_by_what_stands_now(graded: str, leader: Desk, evaluator: Desk) -> None:
    steps = [
        path(leader, graded, LAST, cost).steps["indicator"].tolist()
        for cost in (None, {"b": 3}, {"b": 1, "a": 2}, None)
    ]
    assert steps == [["b"], ["a"], ["b"], ["b"]]
    given = rows((LAST, "b", "has_rule", "1"))
    observations.record(evaluator, graded, given, source="late.csv")
    assert path(leader, graded, LAST).total == 40.0


def test_who_would_lose_the_grade_is_not_named_to_a_body(
    graded: str, leader: Desk, seat: Callable[..., Desk]
) -> None:
    by_body = {code: path(leader, graded, code).displaces for code in DISTRICTS}
    body, named = next((code, names) for code, names in by_body.items() if names)
    assert set(named) <= set(DISTRICTS)
    assert set(path(seat("reporter", body=body), graded, body).displaces) == {HIDDEN}
