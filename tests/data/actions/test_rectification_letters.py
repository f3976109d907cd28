"""Letters: drafted on their day and once, sent by a person, numbered, superseded when things move on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.actions import rectification_letters
from data.queries import letters as ask
from data.queries import notifications as inbox
from data.queries import rectification, trail
from metrics.errors import Conflict, NotFound, NotPermitted, WrongState
from metrics.procedure.items import Item
from tests.data.rectifying import WHO, People, act, drafted, observed, reported, tomorrow
from tests.data.small import DISTRICTS


@pytest.fixture
def issued(people: People, opened: str) -> Item:
    """An item issued on Monday 9 July 2012, 15 working days: until 30 July (weekends alone)."""
    observed(people["evaluator"], opened)
    return act(people["leader"], drafted(people["office"], opened), "issue")


@pytest.fixture
def waiting(people: People, opened: str, clock: Any) -> list[ask.Letter]:
    """Three reminders to three bodies, drafted and not sent."""
    for body in DISTRICTS[:3]:
        act(people["leader"], drafted(people["office"], opened, body), "issue")
    until(clock, date(2012, 7, 25))
    draft_due(people)
    return list(ask.letters(people["office"], "2012", "drafted"))


def seen(found: list[ask.Letter]) -> list[tuple[int, int]]:
    return [(one.id, one.version) for one in found]


def test_several_are_sent_at_once_each_with_its_number_and_entry(
    people: People, waiting: list[ask.Letter]
) -> None:
    for _ in range(2):  # a double click
        done = rectification_letters.send_all(people["leader"], seen(waiting), note="核过", key="press")
        assert [(one.state, one.serial) for one in done.letters] == [("sent", 1), ("sent", 2), ("sent", 3)]
        assert done.gone == ()
    entries = trail.entries(people["office"]).query("act == 'rectification.send_letter'")
    assert sorted(entries["about"]) == [f"letter:2012/{one.id}" for one in waiting]
    assert set(entries["person"]) == {people["leader"].person}


def test_what_is_gone_meanwhile_is_left_out_and_the_others_go(
    people: People, waiting: list[ask.Letter]
) -> None:
    first, second, third = waiting
    rectification_letters.send(people["office"], first.id, version=first.version)
    item = rectification.find(people["leader"], second.number).item
    act(people["leader"], item, "drop")
    done = rectification_letters.send_all(people["leader"], [*seen(waiting), (999, 1), (third.id, 7)])
    assert [one.id for one in done.letters] == [third.id]
    assert done.gone == (first.id, second.id, 999, third.id)
    assert ask.find(people["leader"], second.id).state == "superseded"


def test_several_are_refused_whole_to_who_may_not_send(people: People, waiting: list[ask.Letter]) -> None:
    with pytest.raises(NotPermitted):
        rectification_letters.send_all(people["evaluator"], seen(waiting), key="press")
    assert [one.state for one in ask.letters(people["office"], "2012")] == ["drafted"] * 3


def until(clock: Any, day: date) -> None:
    while clock.now.date() < day:
        tomorrow(clock)


def draft_due(people: People) -> list[str]:
    return [one.step for one in rectification_letters.draft_due(people["office"], "2012")]


def test_each_letter_on_its_day_and_once(people: People, issued: Item, clock: Any) -> None:
    found = {}
    while clock.now.date() < date(2012, 9, 30):
        assert len(ask.due(people["office"], "2012")) <= 1
        for step in draft_due(people):
            found[step] = clock.now.date()
        assert draft_due(people) == []
        tomorrow(clock)
    assert found == {
        "reminder": date(2012, 7, 25),
        "supervision": date(2012, 7, 31),
        "red_supervision": date(2012, 8, 7),
        "criticism": date(2012, 8, 14),
        "referral": date(2012, 8, 28),
    }
    states = [(one.step, one.state) for one in ask.letters(people["office"], "2012")]
    assert states == [
        ("reminder", "superseded"), ("supervision", "superseded"), ("red_supervision", "superseded"),
        ("criticism", "superseded"), ("referral", "drafted"),
    ]  # fmt: skip


def test_a_letter_is_sent_by_a_person_and_gets_its_number(people: People, issued: Item, clock: Any) -> None:
    until(clock, date(2012, 7, 25))
    draft_due(people)
    one = ask.letters(people["office"], "2012")[0]
    assert (one.serial, one.sent_by, one.facts["left"], one.facts["deadline"]) == (None, "", 3, "2012-07-30")
    assert ask.letters(people["reporter"], "2012") == ()
    with pytest.raises(NotPermitted):
        ask.find(people["reporter"], one.id)
    for role in ("reporter", "evaluator", "viewer"):
        with pytest.raises(NotPermitted):
            rectification_letters.send(people[role], one.id, version=one.version)
    with pytest.raises(Conflict):
        rectification_letters.send(people["leader"], one.id, version=one.version + 1)
    sent = rectification_letters.send(people["leader"], one.id, version=one.version, key="s")
    assert rectification_letters.send(people["leader"], one.id, version=one.version, key="s") == sent
    assert (sent.state, sent.year, sent.serial, sent.sent_by) == ("sent", 2012, 1, "leader")
    with pytest.raises(WrongState, match="letter_gone"):
        rectification_letters.send(people["leader"], one.id, version=sent.version)
    assert ask.letters(people["reporter"], "2012") == (sent,)
    assert inbox.sentence(people["reporter"], inbox.inbox(people["reporter"])[0]) == (
        "收到提醒函：ZG-2012-310101-001。"
    )
    events = [one.act for one in rectification.find(people["office"], issued.number).events]
    assert events == ["draft", "issue", "letter_drafted", "letter_sent"]
    with pytest.raises(NotFound):
        ask.find(people["office"], 999)


def test_numbers_run_by_the_year(people: People, opened: str, clock: Any) -> None:
    observed(people["evaluator"], opened)
    for number, body in enumerate(("310101", "B01")):
        if body == "B01":
            from data.actions import observations
            from tests.data.small import rows

            gone = rows(("B01", "b", "has_rule", "0"))
            observations.record(
                people["evaluator"], opened, gone, source="x.csv", replace=True, reason="更正"
            )
        act(people["leader"], drafted(people["office"], opened, body=body), "issue", key=str(number))
    until(clock, date(2012, 7, 25))
    made = rectification_letters.draft_due(people["office"], opened)
    sent = [rectification_letters.send(people["leader"], one.id, version=one.version) for one in made]
    assert [one.serial for one in sent] == [1, 2]


def test_a_report_stops_the_ladder_and_sending_back_goes_on(people: People, opened: str, clock: Any) -> None:
    observed(people["evaluator"], opened)
    draft = drafted(people["office"], opened)
    until(clock, date(2012, 7, 10))
    item = act(people["leader"], draft, "issue")
    until(clock, date(2012, 7, 26))
    assert draft_due(people) == ["reminder"]
    item = act(people["reporter"], item, "sign", contacts=WHO)
    item = act(people["reporter"], item, "plan", plan="方案")
    item = act(people["evaluator"], item, "agree")
    from data.actions import rectification_proof

    rectification_proof.link(people["reporter"], item.number, url="https://a.cn/")
    item = act(people["reporter"], item, "report")
    assert [one.state for one in ask.letters(people["office"], opened)] == ["superseded"]
    until(clock, date(2012, 9, 3))
    assert draft_due(people) == []
    item = act(people["evaluator"], item, "send_back")
    told = rectification.find(people["office"], item.number)
    assert (told.clock.left, told.clock.lamp) == (3, "blue")
    assert draft_due(people) == ["reminder"]
    assert [one.state for one in ask.letters(people["office"], opened)] == ["drafted"]


def test_two_returns_make_it_red_at_once(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    item = reported(people, drafted(people["office"], opened))
    for _ in range(2):
        item = act(people["evaluator"], item, "send_back")
        item = item if item.returns == 2 else act(people["reporter"], item, "report")
    assert rectification.find(people["office"], item.number).clock.lamp == "red"
    assert draft_due(people) == ["red_supervision"]


def test_more_time_begins_the_ladder_anew(people: People, issued: Item, clock: Any) -> None:
    until(clock, date(2012, 7, 25))
    assert draft_due(people) == ["reminder"]
    item = act(people["reporter"], issued, "ask_extension", days=5)
    act(people["office"], item, "grant_extension")
    assert draft_due(people) == []
    until(clock, date(2012, 8, 1))
    assert draft_due(people) == ["reminder"]


def test_who_may_not_draft_letters(people: People, issued: Item) -> None:
    for role in ("reporter", "evaluator", "leader", "viewer"):
        with pytest.raises(NotPermitted):
            rectification_letters.draft_due(people[role], "2012")


def test_after_a_rest_that_ended_by_itself_the_history_goes_on_from_where_it_was(
    people: People, issued: Item, clock: Any
) -> None:
    act(people["leader"], issued, "suspend", until=date(2012, 7, 13))
    until(clock, date(2012, 8, 2))
    rectification_letters.draft_due(people["office"], "2012")
    (draft,) = ask.letters(people["office"], "2012", "drafted")
    rectification_letters.send(people["office"], draft.id, version=draft.version)
    rested = rectification.find(people["reporter"], issued.number).item
    act(people["reporter"], rested, "sign", contacts=WHO)
    events = rectification.find(people["office"], issued.number).events
    assert [(one.act, one.came_from, one.led_to) for one in events[2:]] == [
        ("suspend", "issued", "suspended"), ("letter_drafted", "issued", "issued"),
        ("letter_sent", "issued", "issued"), ("sign", "issued", "signed"),
    ]  # fmt: skip


def test_drafted_under_a_key_they_are_answered_under_it(people: People, issued: Item, clock: Any) -> None:
    until(clock, date(2012, 7, 25))
    made = rectification_letters.draft_due(people["office"], "2012", key="k")
    assert len(made) == 1
    assert rectification_letters.draft_due(people["office"], "2012", key="k") == made
    assert rectification_letters.draft_due(people["office"], "2012", key="l") == ()
    with pytest.raises(Conflict, match="key_reused"):
        rectification_letters.send(people["office"], made[0].id, version=made[0].version, key="k")


def test_a_step_that_was_sent_comes_again_after_more_time(people: People, issued: Item, clock: Any) -> None:
    until(clock, date(2012, 7, 25))
    [first] = rectification_letters.draft_due(people["office"], "2012")
    rectification_letters.send(people["office"], first.id, version=first.version)
    item = act(people["reporter"], issued, "ask_extension", days=5)
    act(people["office"], item, "grant_extension")
    until(clock, date(2012, 8, 1))
    assert draft_due(people) == ["reminder"]
    assert [one.state for one in ask.letters(people["office"], "2012")] == ["sent", "drafted"]


def test_more_time_takes_a_draft_back(people: People, issued: Item, clock: Any) -> None:
    until(clock, date(2012, 7, 25))
    assert draft_due(people) == ["reminder"]
    item = act(people["reporter"], issued, "ask_extension", days=5)
    act(people["office"], item, "grant_extension")
    assert [one.state for one in ask.letters(people["office"], "2012")] == ["superseded"]


def test_a_new_year_numbers_from_one(people: People, issued: Item, clock: Any) -> None:
    for day, number in ((date(2012, 7, 25), (2012, 1)), (date(2013, 1, 4), (2013, 1))):
        until(clock, day)
        [one] = rectification_letters.draft_due(people["office"], "2012")
        sent = rectification_letters.send(people["office"], one.id, version=one.version)
        assert (sent.year, sent.serial) == number
