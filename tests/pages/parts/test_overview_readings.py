"""What the overview counts and orders: moves, days of a round, whom to push, last year."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.desk import Desk
from data.queries import boards, changes
from metrics.engine.board import Board
from metrics.model import Milestone, Text
from pages.parts.charts.position import Tick, levelled
from pages.parts.readings import attention, former, losses, moves, standings
from pages.parts.readings.steps import course

NAN = float("nan")
COLUMNS = ["body", "total_before", "total", "place_before", "place", "grade_before", "grade"]
DAYS = [
    Milestone(code, Text(code, code), on)
    for code, on in (("a", date(2012, 7, 9)), ("b", date(2012, 11, 30)), ("c", date(2013, 5, 29)))
]


@pytest.fixture
def board(desk: Desk) -> Board:
    """The board of the demonstration round, as the office sees it."""
    return boards.board(desk, "2012")


def moved(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS)


def test_moves_are_counted_by_what_changed() -> None:
    found = moves.tally(
        moved(
            ("up", 70.0, 71.0, 3, 2, "good", "good"),
            ("down", 91.0, 89.5, 1, 1, "excellent", "good"),
            ("place", 60.0, 60.0, 4, 5, "pass", "pass"),
            ("new", NAN, 50.0, NAN, 6, "", "fail"),
        )
    )
    assert (found.up, found.down, found.new, found.only_places, found.grades) == (1, 1, 1, 1, 2)
    assert (found.totals, found.nothing) == (3, False)
    assert moves.tally(moved()).nothing


def test_another_grade_is_named_before_a_larger_move() -> None:
    table = moved(
        ("far", 70.0, 79.0, 3, 2, "good", "good"),
        ("grade", 89.9, 90.1, 2, 1, "good", "excellent"),
        ("place", 60.0, 60.0, 4, 5, "pass", "pass"),
    )
    assert [row["body"] for row in moves.largest(table, 3)] == ["grade", "far"]


@pytest.mark.parametrize(
    ("today", "past", "where", "following"),
    [
        (date(2012, 7, 8), 0, None, "a"),
        (date(2012, 7, 9), 0, 0.0, "a"),
        (date(2012, 9, 19), 1, 0.25, "b"),
        (date(2012, 11, 30), 1, 0.5, "b"),
        (date(2013, 5, 29), 2, 1.0, "c"),
        (date(2013, 5, 30), 3, None, None),
    ],
)
def test_today_among_the_days(today: date, past: int, where: float | None, following: str | None) -> None:
    found = course(DAYS, today)
    assert found.past == past
    assert found.today == (where if where is None else pytest.approx(where))
    assert (found.following.code if found.following else None) == following


def test_nobody_is_pushed_twice_and_vetoes_are_decided_not_pushed(board: Board, desk: Desk) -> None:
    rows = standings.standings(board)
    years = changes.changes(desk, "2011", "2012")
    drops = former.drops(rows, former.former(years), 3)
    cases = attention.pushes(rows, drops, losses.gaps(board), 6)
    codes = [case.row.body.code for case in cases]
    assert len(codes) == len(set(codes)) == 6
    assert {case.why for case in cases} == {"drop", "lowest", "missing"}
    assert [case.why for case in attention.decisions(rows)] == ["veto", "veto", "thin_base"]


def test_drops_are_of_own_performance_alone(board: Board, desk: Desk) -> None:
    rows = standings.standings(board)
    table = changes.changes(desk, "2011", "2012").bodies
    found = former.drops(rows, former.former(changes.changes(desk, "2011", "2012")), 3)
    worst = table[table["own"] <= -former.LEAST].sort_values("own").head(3)
    assert [amount for _, amount in found] == pytest.approx(worst["own"].tolist())


def test_no_earlier_round_is_no_comparison(desk: Desk) -> None:
    assert former.years(desk, "2011") is None
    assert former.former(None) == {}


def test_words_that_would_touch_go_on_another_level() -> None:
    near = [Tick(88.0, "中位数 88.00"), Tick(89.0, "到优秀还差 1.00")]
    assert levelled(near, 30.0) == [0, 1]
    assert levelled([near[0], Tick(70.0, "良好线")], 30.0) == [0, 0]
