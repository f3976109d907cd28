"""What a body can learn from: its own losses, exemplars up to this year, names for who may know them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import rounds
from data.desk import Desk
from data.queries.library import library
from metrics.errors import NotPermitted
from metrics.procedure.items import Item
from tests.data.rectifying import BODY, People, closed, drafted, next_year, observed
from tests.data.small import CATALOGUE

OTHER = "310102"


@pytest.fixture
def item(people: People, opened: str) -> Item:
    observed(people["evaluator"], opened)
    return closed(people, drafted(people["office"], opened))


def test_staff_see_who_did_it_and_a_body_sees_how(
    people: People, opened: str, item: Item, seat: Callable[..., Desk]
) -> None:
    [one] = library(people["office"], opened, OTHER).found["b"]
    assert (one.body, one.number, one.gained, one.plan, one.steps) == (
        BODY, item.number, 40.0, "制定制度", ("初稿",),
    )  # fmt: skip
    told = library(seat("reporter", body=OTHER), opened, OTHER)
    [one] = told.found["b"]
    assert (one.body, one.name, one.number, one.gained, one.plan) == ("", None, "", 0.0, "制定制度")
    assert told.best == {}
    assert library(people["reporter"], opened, BODY).found == {}  # its own is no example to it
    for desk in (people["reporter"], people["viewer"]):
        with pytest.raises(NotPermitted):
            library(desk, opened, OTHER)


def test_what_comes_later_is_not_there_yet(people: People, opened: str, item: Item, office: Desk) -> None:
    later = next_year(office)
    observed(people["evaluator"], later)
    assert library(office, later, OTHER).found["b"][0].round == opened
    closed(people, drafted(office, later))
    assert {one.round for one in library(office, later, OTHER).found["b"]} == {opened, later}
    assert {one.round for one in library(office, opened, OTHER).found["b"]} == {opened}


def test_an_older_round_without_rectification_is_no_hindrance(
    people: People, opened: str, item: Item, office: Desk
) -> None:
    folder = office.catalogues / "bare"
    folder.mkdir()
    (folder / "small.toml").write_text(CATALOGUE.replace("year = 2012", "year = 2011"), encoding="utf-8")
    bodies = (office.catalogues / "small" / "bodies.csv").read_text(encoding="utf-8")
    (folder / "bodies.csv").write_text(bodies, encoding="utf-8")
    rounds.open(office, "2011", catalogue="bare")
    assert [one.number for one in library(office, opened, OTHER).found["b"]] == [item.number]
