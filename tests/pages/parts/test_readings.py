"""What is read from a board for pictures and tables agrees with the board."""

from __future__ import annotations

import pytest

from data.desk import Desk
from data.queries import boards, scorecards
from metrics.engine.board import Board
from metrics.frames import MISSING, NOT_APPLICABLE
from pages.parts.readings import attention, lossbook, losses, matrix, standings


@pytest.fixture
def board(desk: Desk) -> Board:
    """The board of the demonstration round."""
    return boards.board(desk, "2012")


def test_standings_follow_the_places(board: Board) -> None:
    rows = standings.standings(board)
    assert len(rows) == len(board.bodies)
    for kind in standings.kinds(board):
        placed = [row.place for row in rows if row.body.kind == kind and row.ranked]
        assert placed == sorted(placed)
        assert standings.median([row for row in rows if row.body.kind == kind]) == pytest.approx(
            board.totals[(board.totals["kind"] == kind) & board.totals["place"].notna()]["total"].median()
        )
    assert {len(group) for group in standings.tied(rows)} == {2}
    assert sum(n for _, n in standings.graded(rows, board.catalogue)) == len(rows)
    low, high = standings.span(rows, board.catalogue)
    assert all(low <= row.total <= high for row in rows)


def test_nearest_below_is_below_and_nobody_is_nearer(board: Board) -> None:
    rows = standings.standings(board)
    for row, grade, gap in standings.nearest_below(rows, board.catalogue):
        assert 0 < gap == pytest.approx(grade.at_least - row.total)
        peers = [one.total for one in rows if one.body.kind == row.body.kind]
        assert not [total for total in peers if row.total < total < grade.at_least]


def test_losses_per_indicator_add_up_to_the_ledger(board: Board) -> None:
    found = losses.by_indicator(board, [one.code for one in board.bodies])
    ledger = board.ledger.groupby(board.ledger["indicator"].astype(str))["lost"].sum()
    for one in found:
        assert one.lost == pytest.approx(float(ledger.get(one.indicator.code, 0.0)))
        assert 0 <= one.full <= one.bodies
    worst = losses.heaviest(found, 5)
    assert min(one.rate for one in worst) >= max(one.rate for one in found if one not in worst)


def test_gaps_and_completeness_count_what_is_missing(board: Board) -> None:
    scored = [one.code for one in board.catalogue.scored]
    missing = int((board.status[scored] == MISSING).to_numpy().sum())
    found = losses.gaps(board)
    assert sum(one.missing for one in found) == missing > 0
    assert [one.missing for one in found] == sorted((one.missing for one in found), reverse=True)
    assert 0.9 < losses.completeness(board) < 1


def test_attention_goes_to_vetoes_first_and_names_nobody_twice(board: Board) -> None:
    cases = attention.cases(standings.standings(board))
    codes = [case.row.body.code for case in cases]
    assert len(codes) == len(set(codes))
    assert [case.why for case in cases][:2] == ["veto", "veto"]
    vetoed = set(board.totals[board.totals["veto"] != ""]["body"])
    assert vetoed <= set(codes)


@pytest.mark.parametrize("code", ["310115", "310108", "B32"])
def test_the_book_of_losses_is_the_ledger_of_the_body(board: Board, desk: Desk, code: str) -> None:
    card = scorecards.scorecard(desk, "2012", code)
    rows = lossbook.losses(board, card.ledger, code)
    marked = lossbook.of_marks(rows)
    groups = lossbook.grouped(board.catalogue, rows)
    assert sum(group.lost for group in groups) == pytest.approx(sum(one.lost for one in marked))
    large, small = lossbook.pooled(rows)
    assert len(large) == lossbook.LARGEST
    assert min(one.lost for one in large) >= max(one.lost for one in small)
    total = board.totals.set_index("body").loc[code]
    assert sum(one.lost for one in large + small) == pytest.approx(total["full_marks"] - total["points"])


def test_the_path_to_the_next_grade_is_enough_and_not_one_step_longer(board: Board, desk: Desk) -> None:
    seen = 0
    for row in standings.standings(board):
        card = scorecards.scorecard(desk, "2012", row.body.code)
        path = lossbook.next_grade(board.catalogue, row, lossbook.losses(board, card.ledger, row.body.code))
        if path is None or not path.steps:
            continue
        seen += 1
        regained = sum(one.lost for one in path.steps) / row.full_marks * board.catalogue.totals.scale
        assert regained >= path.gap - 1e-6
        shorter = sum(one.lost for one in path.steps[:-1]) / row.full_marks * board.catalogue.totals.scale
        assert shorter < path.gap
    assert seen > 20


def test_the_matrix_keeps_four_kinds_of_cell_apart(board: Board) -> None:
    bodies = [one for one in board.bodies if one.kind == "district"]
    plan = matrix.matrix(board, bodies)
    by_loss = matrix.matrix(board, bodies, order=matrix.BY_LOSS)
    assert len(plan.losses) == len(by_loss.losses) == plan.lost.shape[0]
    assert plan.heads
    assert not by_loss.heads
    rates = [one.rate for one in by_loss.losses]
    assert rates == sorted(rates, reverse=True)
    for row, column in plan.cells(NOT_APPLICABLE):
        assert plan.lost[row, column] != plan.lost[row, column]
    for row, column in plan.cells(MISSING):
        assert plan.lost[row, column] == 1.0
    only = matrix.matrix(board, bodies, section="3")
    assert {one.indicator.code.split(".")[0] for one in only.losses} == {"3"}
