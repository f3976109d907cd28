"""Opening a round and changing its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from data.actions import rounds
from data.desk import Desk
from data.queries import bodies as ask_bodies
from data.queries import rounds as ask
from metrics.errors import CatalogueError, Conflict, Lacking, NotFound, WrongState
from metrics.model import Body, Text
from tests.data.small import BUREAUS, DISTRICTS


def test_a_round_takes_year_title_and_bodies_from_its_catalogue(office: Desk) -> None:
    one = rounds.open(office, "2012", catalogue="small")
    assert (one.year, one.title, one.state, one.demo, one.version) == (
        2012, Text("小例", "Small example"), "open", False, 1,
    )  # fmt: skip
    assert [body.code for body in ask_bodies.every(office, "2012")] == [*DISTRICTS, *BUREAUS]
    assert ask.find(office, "2012") == one


def test_a_body_comes_back_as_it_was_put_in(office: Desk) -> None:
    body = Body(
        code="310106", name=Text("静安区", "Jing'an"), kind="district", group="inner",
        traits=frozenset({"pilot", "new"}), aliases=("静安", "新静安"), since=date(2015, 11, 4),
        until=date(2030, 1, 1), succeeds=("310106", "310108"),
    )  # fmt: skip
    rounds.open(office, "r", catalogue="small", bodies=[body], title=Text("题", "T"), demo=True)
    assert ask_bodies.every(office, "r") == (body,)
    assert ask.find(office, "r").demo


@pytest.mark.parametrize("code", ["", "a/b", "a b", "x" * 41, "..\n"])
def test_a_code_is_short_and_plain(office: Desk, code: str) -> None:
    with pytest.raises(Lacking, match="code"):
        rounds.open(office, code, catalogue="small")


@pytest.mark.parametrize("name", ["", ".", "..", "nowhere", "../small", "small/../small"])
def test_a_catalogue_is_a_folder_in_its_place(office: Desk, name: str) -> None:
    with pytest.raises(NotFound, match="catalogue"):
        rounds.open(office, "2012", catalogue=name)


def test_a_round_is_opened_once(office: Desk, opened: str) -> None:
    with pytest.raises(WrongState, match="round_exists"):
        rounds.open(office, opened, catalogue="small")


def test_bodies_of_a_kind_nobody_knows(office: Desk) -> None:
    with pytest.raises(Lacking, match="kinds"):
        rounds.open(office, "r", catalogue="small", bodies=[Body("x", Text("x", "x"), "planet")])
    with pytest.raises(Lacking, match="bodies"):
        rounds.open(office, "r", catalogue="small", bodies=[])


def test_a_faulty_catalogue_opens_no_round(office: Desk) -> None:
    file = office.catalogues / "small" / "small.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"ratio"', '"ratios"'), encoding="utf-8")
    with pytest.raises(CatalogueError):
        rounds.open(office, "2012", catalogue="small")
    assert ask.every(office) == ()


def test_the_title_can_be_changed_against_the_version_that_was_seen(
    office: Desk, opened: str, seat: Callable[..., Desk]
) -> None:
    seen = ask.find(office, opened)
    changed = rounds.amend(office, replace(seen, title=Text("新", "New")))
    assert (changed.title.en, changed.version) == ("New", 2)
    with pytest.raises(Conflict, match="changed_meanwhile") as told:
        rounds.amend(seat("office", person="li"), replace(seen, title=Text("别", "Other")))
    assert (told.value.numbers["seen"], told.value.numbers["found"]) == (1, 2)
    assert told.value.numbers["by"] == "office"
    assert ask.find(office, opened).title.en == "New"


def test_nothing_but_the_title_can_be_changed(office: Desk, opened: str) -> None:
    seen = ask.find(office, opened)
    for other in ({"year": 2013}, {"state": "sealed"}, {"demo": True}, {"catalogue": "x"}):
        with pytest.raises(WrongState, match="only_title"):
            rounds.amend(office, replace(seen, **other))  # type: ignore[arg-type]
    with pytest.raises(Lacking, match="title"):
        rounds.amend(office, replace(seen, title=Text("", "x")))
