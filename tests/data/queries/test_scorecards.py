"""A scorecard says where the points went; averages of few peers are not told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import boards as act
from data.desk import Desk
from data.queries import scorecards
from metrics.errors import NotFound, NotPermitted
from tests.data.queries.conftest import CANARY
from tests.data.small import BUREAUS, DISTRICTS


def test_losses_and_points_add_up_to_full_marks(scored: str, evaluator: Desk) -> None:
    for code in DISTRICTS:
        card = scorecards.scorecard(evaluator, scored, code)
        marks = card.scores[card.scores["full_marks"] > 0]
        assert marks["points"].fillna(0).sum() + marks["lost"].sum() == marks["full_marks"].sum()
        assert card.totals["body"] == card.body.code == code


def test_losses_come_largest_first(scored: str, evaluator: Desk) -> None:
    card = scorecards.scorecard(evaluator, scored, DISTRICTS[6])
    assert card.ledger["lost"].tolist() == [60.0, 40.0]
    assert card.ledger["indicator"].tolist() == ["a", "b"]


def test_the_peers_are_the_others_of_the_kind(scored: str, evaluator: Desk) -> None:
    card = scorecards.scorecard(evaluator, scored, DISTRICTS[0]).scores.set_index("indicator")
    # shares in a of the other six: 1, .8, .6, .4, .2, 0
    assert card.loc["a", "peer_share"] == pytest.approx(0.5)
    nodes = scorecards.scorecard(evaluator, scored, DISTRICTS[0]).nodes.set_index("node")
    # bases of the other six: 100, 88, 76, 64, 52, 0 (a notice counts after the base)
    assert nodes.loc["total", "peer_score"] == pytest.approx(380 / 6)


def test_an_average_of_few_is_not_told(scored: str, evaluator: Desk) -> None:
    card = scorecards.scorecard(evaluator, scored, "B01")
    assert card.peers == 1
    assert card.scores["peer_share"].isna().all()
    assert card.nodes["peer_score"].isna().all()


def test_why_something_does_not_apply(scored: str, evaluator: Desk) -> None:
    card = scorecards.scorecard(evaluator, scored, "B01").scores.set_index("indicator")
    assert (card.loc["a", "status"], card.loc["a", "reason"]) == ("not_applicable", CANARY)


def test_a_reporter_sees_no_other_scorecard(scored: str, seat: Callable[..., Desk]) -> None:
    desk = seat("reporter", body=DISTRICTS[0])
    assert scorecards.scorecard(desk, scored, DISTRICTS[0]).body.code == DISTRICTS[0]
    for other in (*DISTRICTS[1:], *BUREAUS, "999", ""):
        with pytest.raises(NotPermitted):
            scorecards.scorecard(desk, scored, other)


def test_a_viewer_sees_scorecards_once_sealed(
    scored: str, office: Desk, leader: Desk, seat: Callable[..., Desk]
) -> None:
    with pytest.raises(NotPermitted):
        scorecards.scorecard(seat("viewer"), scored, DISTRICTS[0])
    edition = act.compute(office, scored)
    act.seal(leader, scored, edition.number, sha256=edition.sha256)
    assert scorecards.scorecard(seat("viewer"), scored, DISTRICTS[0]).standing.sealed


def test_an_unknown_body(scored: str, evaluator: Desk) -> None:
    with pytest.raises(NotFound, match="body"):
        scorecards.scorecard(evaluator, scored, "999")
