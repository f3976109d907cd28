"""One body over the rounds: totals, the bridge over a merger, breaks of the line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.actions import boards, observations, rounds
from data.desk import Desk
from data.queries.years import line
from data.settings import Settings
from metrics.errors import NotFound, NotPermitted
from metrics.model import Body, Text
from tests.data.small import CATALOGUE, DISTRICTS, rows

A, B, C = DISTRICTS[0], DISTRICTS[1], DISTRICTS[2]


def facts(*published: tuple[str, int]) -> list[tuple[str, ...]]:
    given: list[tuple[str, ...]] = []
    for code, n in published:
        given += [
            (code, "a", "n_all", "10"),
            (code, "a", "n_published", str(n)),
            (code, "b", "has_rule", "1"),
        ]
    return given


@pytest.fixture
def two(settings: Settings, office: Desk, evaluator: Desk, leader: Desk) -> str:
    """A sealed round 2011 with A, B and C, and an open one 2012 where A has taken over B."""
    folder = Path(settings.catalogues) / "before"
    folder.mkdir()
    written = CATALOGUE.replace("year = 2012", "year = 2011").replace('"small"', '"before"')
    (folder / "before.toml").write_text(written, encoding="utf-8")
    old = [Body(code, Text(code, code), "district") for code in (A, B, C)]
    rounds.open(office, "2011", catalogue="before", bodies=old)
    observations.record(evaluator, "2011", rows(*facts((A, 10), (B, 8), (C, 9))), source="x")
    edition = boards.compute(office, "2011")
    boards.seal(leader, "2011", edition.number, sha256=edition.sha256)
    new = [
        Body(A, Text(A, A), "district", succeeds=(B,)),
        Body(C, Text(C, C), "district"),
        Body("N1", Text("N1", "N1"), "district"),
    ]
    rounds.open(office, "2012", catalogue="small", bodies=new)
    observations.record(evaluator, "2012", rows(*facts((A, 10), (C, 8), ("N1", 7))), source="x")
    return "2012"


def test_the_same_body(two: str, leader: Desk) -> None:
    before, now = line(leader, two, C)
    assert (before.round.code, before.total, before.place, before.of, before.sealed) == (
        "2011", 88.0, 2, 3, True,
    )  # fmt: skip
    assert (now.total, now.place, now.how, now.sealed) == (76.0, 2, "", False)
    assert before.how == "same"
    assert before.method  # another year, another plan


def test_a_merger_is_bridged_and_broken(two: str, leader: Desk) -> None:
    before, now = line(leader, two, A)
    assert [one.code for one in before.names] == [A, B]
    assert before.total == pytest.approx((100.0 + 76.0) / 2)
    assert (before.place, before.how, before.broken, now.broken) == (None, "merged", True, False)


def test_a_new_body_has_one_year(two: str, leader: Desk) -> None:
    [now] = line(leader, two, "N1")
    assert now.total == 64.0


def test_who_may_see_it(two: str, seat: Callable[..., Desk], leader: Desk) -> None:
    reporter = seat("reporter", body=C)
    assert [one.total for one in line(reporter, two, C)] == [88.0, 76.0]
    with pytest.raises(NotPermitted):
        line(reporter, two, A)
    with pytest.raises(NotPermitted):
        line(seat("viewer"), two, C)  # the later round is not sealed
    with pytest.raises(NotFound):
        line(leader, two, "X9")
