"""What is asked of a body: what is due first comes first, with what it may do and when which letter comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.actions import rectification_drafts
from data.queries import proposals, tasks
from metrics.errors import NotPermitted
from metrics.procedure.items import Milestone
from tests.data.rectifying import BODY, WHO, People, act, observed, tomorrow


def both(people: People, opened: str) -> list[Any]:
    """Two issued items of the body: the rule book (ordinary, 15 days) and what it publishes (5 days)."""
    observed(people["evaluator"], opened)
    found = proposals.proposals(people["office"], opened, body=BODY)
    classes = {"a": "prompt", "b": "ordinary"}
    wanted = [replace(one, deadline_class=classes[one.indicator]) for one in found]
    made = rectification_drafts.draft(people["office"], opened, wanted)
    return [act(people["leader"], one, "issue") for one in made]


def test_what_is_due_first_comes_first(people: People, opened: str) -> None:
    both(people, opened)
    found = tasks.tasks(people["reporter"], opened, BODY)
    assert [one.item.indicator for one in found] == ["a", "b"]
    assert [one.clock.left for one in found] == [5, 15]
    assert tasks.counts(found) == {"open": 2, "late": 0, "waiting": 2}
    assert found[0].acts == ("sign", "ask_extension", "contest")
    assert found[0].onward == ("sign",)


def test_the_ladder_says_what_has_come(people: People, opened: str, clock: Any) -> None:
    both(people, opened)
    tomorrow(clock, 9)  # Wednesday 18 July: seven working days, two late
    late = tasks.tasks(people["reporter"], opened, BODY)[0]
    assert (late.item.indicator, late.clock.late) == ("a", 2)
    steps = [(rung.code, day, past) for rung, day, past in late.ladder]
    assert steps[0] == ("reminder", date(2012, 7, 11), True)
    assert steps[1] == ("supervision", date(2012, 7, 17), True)
    assert steps[2] == ("red_supervision", date(2012, 7, 24), False)
    assert late.acts == ("sign",)  # too late to ask for more time or to object


def test_a_clock_that_stands_comes_after_those_that_run(people: People, opened: str) -> None:
    first, _ = both(people, opened)
    first = act(people["reporter"], first, "contest")
    found = tasks.tasks(people["office"], opened, BODY)
    assert [one.item.number for one in found][-1] == first.number
    assert found[-1].acts == ()


def test_what_has_ended_stands_last_and_has_no_ladder(people: People, opened: str) -> None:
    made = both(people, opened)
    book = next(one for one in made if one.indicator == "b")
    book = act(people["reporter"], book, "sign", contacts=WHO)
    act(people["reporter"], book, "plan", plan="方案", milestones=[Milestone("初稿", 5)])
    other = next(one for one in made if one.indicator == "a")
    act(people["leader"], other, "drop")
    found = tasks.tasks(people["reporter"], opened, BODY)
    assert [one.open for one in found] == [True, False]
    assert found[-1].ladder == ()


def test_only_the_body_itself_and_staff(people: People, opened: str) -> None:
    made = both(people, opened)
    with pytest.raises(NotPermitted):
        tasks.tasks(people["viewer"], opened, BODY)
    with pytest.raises(NotPermitted):
        tasks.tasks(people["reporter"], opened, "310102")
    assert len(tasks.tasks(people["leader"], opened, BODY)) == len(made)


def test_drafts_are_nobodys_tasks(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    found = proposals.proposals(people["office"], opened, body=BODY)
    rectification_drafts.draft(people["office"], opened, found)
    assert tasks.tasks(people["office"], opened, BODY) == ()
