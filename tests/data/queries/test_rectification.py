"""What a body learns of its items, and what it does not: drafts, other bodies' values, letters not sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from data.actions import observations, rectification_drafts, rectification_proof
from data.desk import Desk
from data.queries import proposals
from data.queries import rectification as ask
from metrics.errors import NotPermitted
from metrics.procedure.items import Item
from tests.data.rectifying import BODY, People, act, closed, drafted, next_year, observed, tomorrow
from tests.data.small import DISTRICTS, rows

OTHER = "310104"


@pytest.fixture
def draft(people: People, opened: str) -> Item:
    observed(people["evaluator"], opened)
    return drafted(people["office"], opened)


def test_who_leads_a_measure_of_the_city_is_not_told_what_others_reported(
    people: People, opened: str, seat: Callable[..., Desk]
) -> None:
    most = rows(*((code, "b", "has_rule", "0") for code in DISTRICTS))
    observations.record(people["evaluator"], opened, most, source="most.csv")
    one = proposals.municipal(people["office"], opened, "b", body="B01")
    item = rectification_drafts.draft(people["office"], opened, [one])[0]
    item = act(people["leader"], item, "issue")
    mended = rows((OTHER, "b", "has_rule", "1"))
    rectification_proof.remeasure(people["evaluator"], item.number, mended, reason="复核")
    told = ask.find(seat("reporter", body="B01"), item.number)
    assert [one.act for one in told.events] == ["draft", "issue", "remeasure"]
    assert OTHER not in repr(told.events)
    assert OTHER in repr(ask.find(people["office"], item.number).events)


def test_their_own_values_are_told(people: People, draft: Item) -> None:
    item = act(people["leader"], draft, "issue")
    rectification_proof.remeasure(
        people["evaluator"], item.number, rows((BODY, "b", "has_rule", "1")), reason="复核"
    )
    last = ask.find(people["reporter"], item.number).events[-1]
    assert last.detail["rows"] == [[BODY, "", "has_rule", "1", ""]]


def test_how_a_draft_was_worked_on_stays_in_the_office(people: People, draft: Item) -> None:
    item = act(people["office"], draft, "amend", reason="内部意见", changes={"severity": "minor"})
    item = act(people["leader"], item, "issue")
    assert "内部意见" not in repr(ask.find(people["reporter"], item.number).events)
    assert "内部意见" in repr(ask.find(people["office"], item.number).events)


def test_a_draft_that_an_item_came_back_as_is_not_told(people: People, draft: Item, clock: Any) -> None:
    item = closed(people, draft)
    tomorrow(clock, 100)
    lost = rows((BODY, "b", "has_rule", "0"))
    rectification_proof.remeasure(people["evaluator"], item.number, lost, reason="回头看")
    item = act(people["office"], act(people["evaluator"], item, "lapse"), "reopen")
    [child] = ask.find(people["office"], item.number).children
    told = ask.find(people["reporter"], item.number)
    assert told.children == ()
    assert child.number not in repr(told.events)
    child = act(people["leader"], child, "issue")  # from now on it is theirs
    assert ask.find(people["reporter"], child.number).parent == item
    assert child.number in [one.number for one in ask.items(people["reporter"], "2012")]


def test_what_was_never_issued_is_nothing_that_comes_back(
    people: People, draft: Item, office: Desk
) -> None:
    next_year(office)
    observed(people["evaluator"], "2013")
    again = drafted(office, "2013")
    assert again.previous is None
    again = act(people["leader"], again, "issue")
    assert ask.find(people["reporter"], again.number).previous is None


def test_drafts_and_dropped_drafts_are_nobodys(people: People, draft: Item) -> None:
    dropped = act(people["office"], draft, "drop")
    assert ask.items(people["reporter"], "2012") == ()
    assert ask.register(people["reporter"], "2012").empty
    with pytest.raises(NotPermitted):
        ask.find(people["reporter"], dropped.number)
    with pytest.raises(NotPermitted):
        ask.items(people["viewer"], "2012")


def test_a_body_that_asks_for_another_gets_its_own(
    people: People, draft: Item, seat: Callable[..., Desk]
) -> None:
    mine = act(people["leader"], draft, "issue")
    assert ask.items(people["reporter"], "2012", body=OTHER) == (mine,)
    assert ask.items(seat("reporter", body=OTHER), "2012", body=BODY) == ()
    with pytest.raises(NotPermitted):
        ask.find(seat("reporter", body=OTHER), mine.number)
