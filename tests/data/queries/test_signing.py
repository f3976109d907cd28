"""What waits for a signature, for whom, and what has changed since the draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import boards, bodies, observations
from data.desk import Desk
from data.queries.signing import waiting
from metrics.errors import NotPermitted
from tests.data.small import DISTRICTS, rows


def test_thin_bases_wait_and_no_draft_is_there_at_first(scored: str, leader: Desk) -> None:
    found = waiting(leader, scored)
    assert (found.draft, found.sealed) == (None, None)
    assert [one.code for one in found.thin] == ["B01"]
    assert (found.may_seal, found.may_compute, found.may_accept) == (True, False, True)
    assert found.count == 1


def test_what_is_missing_is_counted(scored: str, leader: Desk) -> None:
    found = waiting(leader, scored)
    # The last district's b, and all of B02.
    assert (found.missing, found.lacking) == (3, 2)


def test_a_draft_waits_for_somebody_else(scored: str, leader: Desk, office: Desk) -> None:
    edition = boards.compute(office, scored)
    found = waiting(leader, scored)
    assert found.draft is not None
    assert (found.draft.edition, found.draft.bodies) == (edition, 9)
    assert (found.draft.stale, found.draft.own, found.draft.news.news) == (False, False, ())
    assert found.count == 2
    mine = waiting(office, scored)
    assert mine.draft is not None
    assert (mine.draft.own, mine.may_seal, mine.may_compute, mine.count) == (True, False, True, 1)


def test_a_stale_draft_says_what_changed(scored: str, leader: Desk, office: Desk, evaluator: Desk) -> None:
    boards.compute(office, scored)
    given = rows((DISTRICTS[-1], "a", "n_published", "9"))
    observations.record(evaluator, scored, given, source="x", replace=True, reason="seen again")
    found = waiting(leader, scored)
    assert found.draft is not None
    assert found.draft.stale
    [news] = found.draft.news.news
    assert (news.what, news.moved.iloc[0]["body"]) == ("corrected", DISTRICTS[-1])
    assert found.count == 1  # the thin base; the draft cannot be sealed


def test_nothing_waits_once_it_is_sealed(scored: str, leader: Desk, office: Desk) -> None:
    bodies.accept_thin_base(office, scored, "B01", reason="seen")
    edition = boards.compute(office, scored)
    assert waiting(leader, scored).thin == ()
    boards.seal(leader, scored, edition.number, sha256=edition.sha256)
    found = waiting(leader, scored)
    assert (found.draft, found.count, found.may_seal) == (None, 0, False)
    assert found.sealed is not None
    assert found.sealed.number == edition.number


def test_a_reporter_and_a_viewer_may_not_ask(scored: str, seat: Callable[..., Desk]) -> None:
    with pytest.raises(NotPermitted):
        waiting(seat("reporter", body=DISTRICTS[0]), scored)
    with pytest.raises(NotPermitted):
        waiting(seat("viewer"), scored)
