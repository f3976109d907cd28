"""Proof still has to stand when it is judged, and nobody who writes waits while a file is looked at."""

from __future__ import annotations

from typing import Any

import pytest

from data.actions import evidence, observations, rectification_drafts, rectification_proof
from data.intake import proof
from data.queries import notifications, proposals
from data.queries import rectification as ask
from metrics.errors import Lacking, WrongState
from metrics.procedure.items import Item
from tests.data.rectifying import (
    BODY,
    MENDED,
    PDF,
    WHO,
    People,
    act,
    closed,
    drafted,
    observed,
    reported,
    tomorrow,
)
from tests.data.small import rows


@pytest.fixture
def item(people: People, opened: str) -> Item:
    observed(people["evaluator"], opened)
    one = reported(people, drafted(people["office"], opened))
    rectification_proof.remeasure(people["evaluator"], one.number, MENDED, reason="复核")
    return one


def _other(people: People, opened: str) -> Item:
    """A draft that nobody issued, of the same body."""
    found = proposals.proposals(people["office"], opened, body=BODY, indicator="a")
    return rectification_drafts.draft(people["office"], opened, found)[0]


def test_proof_that_was_withdrawn_proves_nothing(people: People, item: Item) -> None:
    evidence.withdraw(people["reporter"], "2012", BODY, item.proofs[0], reason="拿错文件")
    with pytest.raises(Lacking, match="proof"):
        act(people["evaluator"], item, "verify")
    assert ask.find(people["office"], item.number).item == item


def test_a_newer_revision_stands_for_it(people: People, item: Item) -> None:
    evidence.attach(
        people["reporter"], "2012", BODY, "b", name="制度（印发）.pdf", content=PDF + b"%",
        supersedes=item.proofs[0],
    )  # fmt: skip
    assert act(people["evaluator"], item, "verify").state == "verified"


def test_withdrawn_between_verifying_and_closing(people: People, item: Item) -> None:
    item = act(people["evaluator"], item, "verify")
    evidence.withdraw(people["reporter"], "2012", BODY, item.proofs[0], reason="拿错文件")
    with pytest.raises(Lacking, match="proof"):
        act(people["office"], item, "close")


def test_nobody_who_writes_waits_while_a_file_is_looked_at(
    people: People, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    observed(people["evaluator"], opened)
    one = act(people["leader"], drafted(people["office"], opened), "issue")
    busy: list[bool] = []
    look = proof.media

    def watched(content: bytes, name: str) -> str:
        busy.append(people["reporter"].database._writer.locked())
        return look(content, name)

    monkeypatch.setattr(proof, "media", watched)
    rectification_proof.attach(people["reporter"], one.number, name="制度.pdf", content=PDF)
    assert busy == [False]


def test_what_the_round_itself_took_in_later_counts_more(people: People, item: Item) -> None:
    for facts in (MENDED, rows((BODY, "b", "has_rule", "0"))):
        observations.record(
            people["evaluator"], "2012", facts, source="late.csv", replace=True, reason="更正"
        )
    with pytest.raises(WrongState, match="still_lost"):
        act(people["evaluator"], item, "verify")


def test_observing_anew_needs_a_reason(people: People, item: Item) -> None:
    with pytest.raises(Lacking, match="reason"):
        rectification_proof.remeasure(people["evaluator"], item.number, MENDED, reason=" ")


def test_proof_is_handed_in_while_the_body_is_at_work(people: People, opened: str, item: Item) -> None:
    for number in (item.number, _other(people, opened).number):
        with pytest.raises(WrongState, match="not_in_state"):
            rectification_proof.attach(people["reporter"], number, name="制度.pdf", content=PDF)


def test_what_came_back_may_leave_no_more_lost_than_is_lost(people: People, opened: str, clock: Any) -> None:
    observed(people["evaluator"], opened)
    item = closed(people, drafted(people["office"], opened, target=10.0))
    tomorrow(clock, 100)
    lost = rows((BODY, "b", "has_rule", "0"))
    rectification_proof.remeasure(people["evaluator"], item.number, lost, reason="回头看")
    item = act(people["evaluator"], item, "lapse")
    rectification_proof.remeasure(people["evaluator"], item.number, MENDED, reason="已补")
    item = act(people["office"], item, "reopen")
    [child] = ask.find(people["office"], item.number).children
    assert (child.lost, child.target) == (0.0, 0.0)


def test_nobody_hears_of_a_draft_that_was_dropped(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    act(people["office"], drafted(people["office"], opened), "drop")
    assert notifications.inbox(people["reporter"]) == ()
    item = act(people["leader"], drafted(people["office"], opened), "issue")
    act(people["leader"], item, "drop")
    assert [one.code for one in notifications.inbox(people["reporter"])] == ["dropped", "issued"]


def test_a_report_rests_on_what_stands_and_on_no_more_than_may(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    body, one = people["reporter"], act(people["leader"], drafted(people["office"], opened), "issue")
    one = act(body, one, "sign", contacts=WHO)
    one = act(people["evaluator"], act(body, one, "plan", plan="制定制度"), "agree")
    first = rectification_proof.link(body, one.number, url="https://a.cn/0")
    evidence.withdraw(body, opened, BODY, first.id, reason="拿错网址")
    with pytest.raises(Lacking, match="proof"):
        act(body, one, "report")
    for n in range(evidence.MOST):
        rectification_proof.link(body, one.number, url=f"https://a.cn/{n + 1}")
    with pytest.raises(Lacking, match="evidence_many"):
        rectification_proof.link(body, one.number, url="https://a.cn/x")
    assert len(act(body, one, "report").proofs) == evidence.MOST
