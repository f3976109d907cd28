"""Figures of rectification counted by hand: open, late, coming, coming back, feeding the next round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.actions import observations, rectification_drafts, rectification_letters, rectification_proof
from data.desk import Desk
from data.queries import exemplars, feeds, proposals, rectification
from data.queries import rectification_figures as ask
from metrics.errors import NotPermitted
from metrics.procedure.items import Milestone
from tests.data.rectifying import (
    BODY,
    MENDED,
    PDF,
    WHO,
    People,
    act,
    closed,
    drafted,
    next_year,
    observed,
    tomorrow,
)
from tests.data.small import rows


@pytest.fixture
def three(people: People, opened: str) -> str:
    """Three items issued on 9 July 2012: one closed the same day, two open (310101 a, 310102 a)."""
    observed(people["evaluator"], opened)
    found = proposals.proposals(people["office"], opened)
    made = rectification_drafts.draft(people["office"], opened, found)
    closed(people, made[0])
    for one in made[1:]:
        act(people["leader"], one, "issue")
    return opened


def test_on_the_first_day(people: People, three: str) -> None:
    told = ask.figures(people["office"], three)
    assert (told.open, told.overdue, told.drafts, told.closed) == (2, 0, 0, 1)
    assert told.lamps == {"green": 2, "blue": 0, "yellow": 0, "red": 0}
    assert (told.due, told.in_time) == (1, 1)
    assert (told.days[0], told.days[-1], len(told.days)) == (date(2012, 7, 9), date(2012, 7, 27), 15)
    assert told.coming.empty
    assert list(told.waiting.itertuples(index=False, name=None)) == [("reporter", 2)]
    assert told.repeats.empty
    assert told.unknown == 2  # the small catalogue has no calendar


def test_when_it_is_late(people: People, three: str, clock: Any) -> None:
    tomorrow(clock, 18)
    coming = ask.figures(people["office"], three).coming
    assert list(coming["day"]) == [date(2012, 7, 30)] * 2
    assert list(coming["lamp"]) == ["blue"] * 2
    tomorrow(clock, 11)  # Tuesday 7 August: six working days late
    told = ask.figures(people["office"], three)
    assert (told.overdue, told.lamps["red"], told.due, told.in_time) == (2, 2, 3, 1)
    assert told.by_body.to_dict("records")[0] == {
        "body": "310101", "open": 1, "overdue": 1, "red": 1, "next_deadline": date(2012, 7, 30),
    }  # fmt: skip
    assert set(told.stages["days"]) == {21}
    medians = told.medians.set_index("state")
    assert (medians.loc["drafted", "n"], medians.loc["drafted", "median"]) == (3, 0)
    own = ask.figures(people["reporter"], three)
    assert (own.open, set(own.by_body["body"])) == (1, {BODY})
    with pytest.raises(NotPermitted):
        ask.figures(people["viewer"], three)


def test_a_rest_that_ended_by_itself_lasts_until_its_end_and_no_longer(
    people: People, opened: str, clock: Any
) -> None:
    observed(people["evaluator"], opened)
    item = act(people["leader"], drafted(people["office"], opened), "issue")
    tomorrow(clock, 2)  # Wednesday 11 July
    item = act(people["leader"], item, "suspend", until=date(2012, 7, 17))
    tomorrow(clock, 14)  # Wednesday 25 July
    act(people["reporter"], item, "sign", contacts=WHO)
    medians = ask.figures(people["office"], opened).medians.set_index("state")
    # issued: 9 to 11 July, and from the end of the rest, 17 July, to the 25th
    assert (medians.loc["issued", "n"], medians.loc["issued", "longest"]) == (2, 6)
    assert (medians.loc["suspended", "n"], medians.loc["suspended", "longest"]) == (1, 4)


def test_what_is_to_be_looked_at_again(people: People, three: str, clock: Any) -> None:
    assert ask.figures(people["office"], three).looks.empty
    tomorrow(clock, 92)  # 9 October, three months later
    looks = ask.figures(people["office"], three).looks
    assert looks[["indicator", "look_from", "look_until", "late"]].to_dict("records") == [
        {"indicator": "b", "look_from": date(2012, 10, 9), "look_until": date(2013, 1, 9), "late": False}
    ]
    tomorrow(clock, 93)
    assert list(ask.figures(people["office"], three).looks["late"]) == [True]


def test_what_comes_back_is_told(people: People, opened: str, office: Desk) -> None:
    observed(people["evaluator"], opened)
    first = rectification_drafts.draft(office, opened, proposals.proposals(office, opened, indicator="b"))[0]
    closed(people, first)
    next_year(office)
    observed(people["evaluator"], "2013")
    found = proposals.proposals(office, "2013", indicator="b")
    assert [one.previous for one in found] == [first.number]
    rectification_drafts.draft(office, "2013", found)
    told = ask.figures(office, "2013").repeats
    assert told.to_dict("records") == [
        {"indicator": "b", "body": BODY, "times": 2, "numbers": "ZG-2013-310101-001"}
    ]


def test_the_register_has_every_field(people: People, three: str) -> None:
    register = rectification.register(people["office"], three)
    assert tuple(register.columns) == rectification.REGISTER
    assert list(register["state"]) == ["closed", "issued", "issued"]
    assert list(rectification.register(people["office"], three, open_only=True)["body"]) == [
        "310101",
        "310102",
    ]
    assert list(rectification.register(people["reporter"], three)["body"]) == ["310101"] * 2
    assert list(register["waits_for"]) == ["evaluator office", "reporter", "reporter"]


def test_who_did_it_best(people: People, three: str) -> None:
    best = exemplars.exemplars(people["reporter"], three)
    assert best[["indicator", "body", "days", "gained", "plan"]].to_dict("records") == [
        {"indicator": "b", "body": BODY, "days": 0, "gained": 40.0, "plan": "制定制度"}
    ]


def test_a_reporter_learns_what_others_did_but_not_who(people: People, three: str, seat: Any) -> None:
    other = exemplars.exemplars(seat("reporter", body="310104"), three)
    assert (other["plan"][0], other["body"][0], other["number"][0]) == ("制定制度", "", "")
    assert other["gained"].isna().all()
    assert list(exemplars.exemplars(people["office"], three)["body"]) == [BODY]


def test_the_next_round_is_fed_from_the_record(people: People, three: str, clock: Any) -> None:
    tomorrow(clock, 36)  # Tuesday 14 August: eleven working days late
    for one in rectification_letters.draft_due(people["office"], three):
        if one.body == BODY:
            rectification_letters.send(people["leader"], one.id, version=one.version)
    rows = feeds.feeds(people["office"], three)
    said = {(one.body, one.indicator, one.field): one.value for one in rows.itertuples()}
    assert said["310101", "a", "n_all"] == "2"
    assert said["310101", "a", "n_published"] == "1"
    assert said["310101", "d", "n_notices"] == "1"
    assert said["310102", "d", "n_notices"] == "0"  # drafted, not sent
    assert ("310103", "a", "n_all") not in said  # nothing due: no rate, least of all 0 of 0
    idle = rows[(rows["body"] == "310103") & (rows["indicator"] == "a")]
    assert idle[["field", "value", "status"]].to_numpy().tolist() == [["", "", "nil"]]
    assert "没有到期" in idle["reason"].iloc[0]
    next_year(people["office"])
    assert observations.record(people["office"], "2013", rows, source="整改台账").added == len(rows)


def test_days_are_those_on_the_wall(people: People, opened: str, clock: Any) -> None:
    """At six in the morning in Shanghai it is still yesterday by Greenwich."""
    observed(people["evaluator"], opened)
    item = drafted(people["office"], opened)
    clock.now = clock.now.replace(day=10, hour=6)
    item = act(people["leader"], item, "issue")
    told = ask.figures(people["office"], opened)
    assert told.stages[["number", "since", "days"]].to_numpy().tolist() == [
        [item.number, date(2012, 7, 10), 0]
    ]
    assert told.medians.to_numpy().tolist() == [["drafted", 1, 1.0, 1]]


def test_what_rested_is_in_its_state_since_the_rest_was_over(
    people: People, opened: str, clock: Any
) -> None:
    observed(people["evaluator"], opened)
    item = act(people["leader"], drafted(people["office"], opened), "issue")
    act(people["leader"], item, "suspend", until=date(2012, 7, 12))
    tomorrow(clock, 7)
    [row] = ask.figures(people["office"], opened).stages.to_dict("records")
    assert (row["state"], row["since"], row["days"]) == ("issued", date(2012, 7, 12), 2)


@pytest.mark.parametrize(("days", "in_time"), [(3, 1), (40, 0)])
def test_closed_late_is_not_in_time_and_coming_back_changes_nothing(
    people: People, opened: str, clock: Any, days: int, in_time: int
) -> None:
    observed(people["evaluator"], opened)
    body, item = people["reporter"], act(people["leader"], drafted(people["office"], opened), "issue")
    tomorrow(clock, days)
    item = act(body, item, "sign", contacts=WHO)
    item = act(body, item, "plan", plan="制定制度", milestones=[Milestone("初稿", 5)])
    item = act(people["evaluator"], item, "agree")
    rectification_proof.attach(body, item.number, name="制度.pdf", content=PDF)
    item = act(body, item, "report")
    rectification_proof.remeasure(people["evaluator"], item.number, MENDED, reason="复核")
    item = act(people["office"], act(people["evaluator"], item, "verify"), "close")
    assert item.overrun == (0 if in_time else 14)
    for name in ("", "lapse", "reopen"):
        if name == "lapse":
            tomorrow(clock, 100)
            lost = rows((BODY, "b", "has_rule", "0"))
            rectification_proof.remeasure(people["evaluator"], item.number, lost, reason="回头看")
        if name:
            item = act(people["evaluator" if name == "lapse" else "office"], item, name)
        told = ask.figures(people["office"], opened)
        assert (told.closed, told.due, told.in_time) == (1, 1, in_time)
