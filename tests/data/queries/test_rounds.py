"""Which rounds a person may see, and which comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import boards, rounds
from data.desk import Desk
from data.queries import bodies, catalogues
from data.queries import rounds as ask
from metrics.errors import CatalogueError, NotFound, NotPermitted
from tests.data.small import CATALOGUE


@pytest.fixture
def two(office: Desk, leader: Desk) -> None:
    """2011 is sealed, 2012 is open."""
    folder = office.catalogues / "older"
    folder.mkdir()
    (folder / "older.toml").write_text(CATALOGUE.replace("year = 2012", "year = 2011"), encoding="utf-8")
    (folder / "bodies.csv").write_bytes((office.catalogues / "small" / "bodies.csv").read_bytes())
    rounds.open(office, "2012", catalogue="small")
    rounds.open(office, "2011", catalogue="older")
    edition = boards.compute(office, "2011")
    boards.seal(leader, "2011", edition.number, sha256=edition.sha256)


def test_there_may_be_none_yet(office: Desk) -> None:
    assert ask.every(office) == ()
    assert ask.current(office) is None


@pytest.mark.parametrize("role", ["office", "evaluator", "leader", "reporter"])
def test_the_newest_comes_first(two: None, seat: Callable[..., Desk], role: str) -> None:
    desk = seat(role, body="310101")
    assert [one.code for one in ask.every(desk)] == ["2012", "2011"]
    current = ask.current(desk)
    assert current is not None
    assert current.code == "2012"


def test_a_viewer_sees_what_is_sealed(two: None, seat: Callable[..., Desk]) -> None:
    viewer = seat("viewer")
    assert [one.code for one in ask.every(viewer)] == ["2011"]
    assert [one.code for one in bodies.every(viewer, "2011")][:1] == ["310101"]
    for question in (ask.find, bodies.every, bodies.accepted, catalogues.plan):
        with pytest.raises(NotPermitted, match="not_published"):
            question(viewer, "2012")


def test_an_unknown_round(two: None, office: Desk) -> None:
    with pytest.raises(NotFound, match="round"):
        ask.find(office, "1999")


def test_the_plan_is_read_again_when_its_file_changes(two: None, office: Desk) -> None:
    first = catalogues.plan(office, "2012")
    assert catalogues.plan(office, "2012") is first
    file = office.catalogues / "small" / "small.toml"
    file.write_text(CATALOGUE.replace("cap = 6", "cap = 8"), encoding="utf-8")
    assert catalogues.plan(office, "2012").version != first.version
    file.write_text(CATALOGUE.replace("cap = 6", "cap = "), encoding="utf-8")
    with pytest.raises(CatalogueError):
        catalogues.plan(office, "2012")
