"""What a draft says of itself is known to the terms; what is drafted is counted and checked one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.actions import observations, rectification_drafts
from data.queries import papers, proposals
from data.queries import rectification as ask
from data.settings import Settings
from metrics.errors import Lacking, NotFound, WrongState
from metrics.procedure.items import SELF_CHECK
from tests.data.rectifying import BODY, People, act, closed, drafted, next_year, observed
from tests.data.small import rows

WORDS = (("severity", "terrible"), ("deadline_class", "soon"), ("problem_type", "odd"), ("origin", "rumour"))


@pytest.fixture(autouse=True)
def _lost(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)


@pytest.mark.parametrize(("name", "word"), WORDS)
def test_words_that_the_terms_do_not_know_are_refused(
    people: People, opened: str, name: str, word: str
) -> None:
    one = proposals.proposals(people["office"], opened, body=BODY, indicator="b")[0]
    with pytest.raises(Lacking, match=name):
        rectification_drafts.draft(people["office"], opened, [replace(one, **{name: word})])
    item = drafted(people["office"], opened)
    with pytest.raises(Lacking, match=name):
        act(people["office"], item, "amend", changes={name: word})
    assert ask.find(people["office"], item.number).item == item
    assert papers.notice(people["office"], [item.number]).content.startswith(b"PK")


def test_each_is_checked_against_those_before_it(people: People, opened: str) -> None:
    one = proposals.proposals(people["office"], opened, body=BODY, indicator="b")[0]
    with pytest.raises(WrongState, match="another_item_open"):
        rectification_drafts.draft(people["office"], opened, [one, one])
    for faulty, refused in (
        (replace(one, body="310102"), WrongState), (replace(one, target=41.0), Lacking),
        (replace(one, target=-1.0), Lacking), (replace(one, kind="rumour"), Lacking),
        (replace(one, indicator="z"), NotFound), (replace(one, body="310199"), NotFound),
    ):  # fmt: skip
        with pytest.raises(refused):
            rectification_drafts.draft(people["office"], opened, [faulty])
    assert ask.items(people["office"], opened) == ()


def test_what_is_issued_and_open_is_not_drafted_again(people: People, opened: str) -> None:
    one = proposals.proposals(people["office"], opened, body=BODY, indicator="b")[0]
    [item] = rectification_drafts.draft(people["office"], opened, [one])
    act(people["leader"], item, "issue")
    [again] = proposals.proposals(people["office"], opened, body=BODY, indicator="b")
    assert (again.open, again.previous) == (item.number, "")
    with pytest.raises(WrongState, match="another_item_open"):
        rectification_drafts.draft(people["office"], opened, [again])


def test_what_is_not_in_a_bodys_table_is_no_matter_for_it(
    people: People, settings: Settings, opened: str
) -> None:
    one = proposals.proposals(people["office"], opened, body=BODY, indicator="b")[0]
    plan = settings.catalogues / "small" / "small.toml"
    only = plan.read_text(encoding="utf-8").replace('code = "b"\n', 'code = "b"\nkinds = ["district"]\n')
    plan.write_text(only, encoding="utf-8")
    asked = replace(one, body="B01", kind=SELF_CHECK, lost=0.0)
    with pytest.raises(NotFound, match="indicator"):
        rectification_drafts.draft(people["office"], opened, [asked])
    assert "B01" not in {it.body for it in _self_checks(people, opened)}


def _self_checks(people: People, opened: str) -> tuple[proposals.Proposal, ...]:
    return proposals.self_checks(people["office"], drafted(people["office"], opened).number)


def test_what_comes_back_under_a_new_code_is_known(people: People, opened: str) -> None:
    item = closed(people, drafted(people["office"], opened))
    later = next_year(people["office"])
    plan = people["office"].catalogues / "later" / "small.toml"
    renamed = plan.read_text(encoding="utf-8").replace('code = "b"\n', 'code = "e"\nformerly = "b"\n')
    named = renamed.replace('code = "small"', 'code = "later"\nprevious = "small"')
    plan.write_text(named, encoding="utf-8")
    lost = rows((BODY, "e", "has_rule", "0"))
    observations.record(people["evaluator"], later, lost, source="later.csv")
    [one] = proposals.proposals(people["office"], later, body=BODY, indicator="e")
    assert one.previous == item.number
    assert rectification_drafts.draft(people["office"], later, [one])[0].previous == item.id
