"""The overview adds up, names nobody to a reporter, and tells the news only to those who may read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.desk import Desk
from data.queries import overview
from metrics.errors import NotPermitted
from tests.data.small import DISTRICTS


def test_the_kinds_by_their_ranked_bodies(scored: str, evaluator: Desk) -> None:
    kinds = overview.overview(evaluator, scored).kinds.set_index("kind")
    assert kinds.loc["district"].tolist() == [7, 7, 0.0, 76.0, 100.0]
    assert kinds.loc["bureau", "bodies"] == 2
    assert kinds.loc["bureau", "ranked"] == 1


def test_losses_add_up_over_all_bodies(scored: str, evaluator: Desk) -> None:
    losses = overview.overview(evaluator, scored).losses.set_index("indicator")
    # a: 0 + 0 + 12 + 24 + 36 + 48 + 60 of the districts and 60 of B02; B01 is not applicable
    assert losses.loc["a", "lost"] == pytest.approx(240)
    assert losses.loc["a", "bodies"] == 6
    assert losses.loc["a", "share"] == pytest.approx(240 / (8 * 60))
    assert losses.loc["b", "lost"] == pytest.approx(80)
    assert losses.index[0] == "a"


def test_what_is_missing_by_body(scored: str, evaluator: Desk) -> None:
    found = overview.overview(evaluator, scored)
    gaps = dict(zip(found.gaps["body"], found.gaps["missing"], strict=True))
    assert gaps["B02"] == max(gaps.values())
    assert gaps[DISTRICTS[6]] >= 1
    assert found.statuses["not_applicable"] == 1
    assert sum(found.statuses.values()) == 9 * 3


def test_the_news_are_the_last_acts(scored: str, evaluator: Desk) -> None:
    feed = overview.overview(evaluator, scored).feed
    assert feed["act"].tolist() == ["observations.record", "rounds.open"]
    assert feed["at"].iloc[0].isoformat().startswith("2012-07-09T08:30:")
    assert feed["after"].iloc[0]["added"] == 23


def test_a_reporter_gets_sums_and_their_own_gaps(scored: str, seat: Callable[..., Desk]) -> None:
    found = overview.overview(seat("reporter", body=DISTRICTS[6]), scored)
    assert found.gaps["body"].tolist() == [DISTRICTS[6]]
    assert found.feed.empty
    assert found.losses["lost"].sum() > 0


def test_a_viewer_waits_for_the_seal(scored: str, seat: Callable[..., Desk]) -> None:
    with pytest.raises(NotPermitted):
        overview.overview(seat("viewer"), scored)
