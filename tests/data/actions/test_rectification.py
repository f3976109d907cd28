"""From a lost point to closed out by the same rule: who may, what is kept, who is told, what never moves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.actions import boards, notifications, rectification, rectification_drafts, rectification_proof
from data.desk import Desk
from data.queries import boards as ask_boards
from data.queries import evidence, proposals, rectified, trail
from data.queries import notifications as inbox
from data.queries import rectification as ask
from metrics.errors import Closed, Conflict, EvaluationError, Lacking, NotFound, NotPermitted, WrongState
from metrics.procedure.items import Item, Milestone
from tests.data.rectifying import (
    BODY,
    MENDED,
    WHO,
    People,
    act,
    closed,
    drafted,
    next_year,
    observed,
    reported,
    tomorrow,
)
from tests.data.small import rows


@pytest.fixture
def draft(people: People, opened: str) -> Item:
    observed(people["evaluator"], opened)
    return drafted(people["office"], opened)


def test_from_a_lost_point_to_closed_out_by_four_people(people: People, draft: Item) -> None:
    assert (draft.number, draft.state, draft.lost, draft.reason) == (
        "ZG-2012-310101-001",
        "drafted",
        40,
        "no",
    )
    item = closed(people, draft)
    assert (item.state, item.closed_by, item.verified_by, item.overrun) == (
        "closed",
        "office",
        "evaluator",
        0,
    )
    told = ask.find(people["office"], item.number)
    assert [one.act for one in told.events] == [
        "draft", "issue", "sign", "plan", "agree", "prove", "report", "remeasure", "verify", "close",
    ]  # fmt: skip
    assert (told.before.lost, told.after.lost) == (40, 0)
    assert [one.name for one in told.proofs_after] == ["制度.pdf"]
    assert told.proofs_before == ()
    assert item.proofs == (told.proofs_after[0].id,)
    assert trail.verify(people["office"]).intact


def test_the_same_rule_must_pass_on_new_observations(people: People, draft: Item) -> None:
    item = reported(people, draft)
    with pytest.raises(Lacking, match="not_measured_again"):
        act(people["evaluator"], item, "verify")
    rectification_proof.remeasure(
        people["evaluator"], item.number, rows((BODY, "b", "has_rule", "0")), reason="复核"
    )
    with pytest.raises(WrongState, match=r"still_lost.*lost=40"):
        act(people["evaluator"], item, "verify")
    rectification_proof.remeasure(people["evaluator"], item.number, MENDED, reason="复核")
    assert act(people["evaluator"], item, "verify").state == "verified"


def test_in_an_open_round_a_later_correction_counts_too(people: People, draft: Item) -> None:
    from data.actions import observations

    item = reported(people, draft)
    observations.record(people["evaluator"], "2012", MENDED, source="late.csv", replace=True, reason="更正")
    assert act(people["evaluator"], item, "verify").state == "verified"


def test_a_sealed_score_never_moves(people: People, draft: Item) -> None:
    edition = boards.compute(people["office"], "2012")
    boards.seal(people["leader"], "2012", edition.number, sha256=edition.sha256)
    before = ask_boards.board(people["office"], "2012")
    closed(people, draft)
    after = ask_boards.board(people["office"], "2012")
    pd.testing.assert_frame_equal(before.totals, after.totals, check_exact=True)
    assert ask_boards.standing(people["office"], "2012").edition.sha256 == edition.sha256
    both = rectified.side_by_side(people["office"], "2012").set_index("body")
    assert (both.loc[BODY, "total"], both.loc[BODY, "total_after"], both.loc[BODY, "gained"]) == (36, 76, 40)
    assert (both["gained"].drop(BODY) == 0).all()
    assert list(rectified.side_by_side(people["reporter"], "2012")["body"]) == [BODY]


def test_two_people_are_needed_to_issue(people: People, draft: Item) -> None:
    with pytest.raises(NotPermitted, match="drafted_it"):
        act(people["office"], draft, "issue")
    item = act(people["leader"], draft, "issue")
    assert (item.issued_by, item.issued_on, item.allowed) == ("leader", date(2012, 7, 9), 15)


@pytest.mark.parametrize("role", ["office", "evaluator", "leader", "viewer"])
def test_only_the_body_signs(people: People, draft: Item, role: str, seat: Callable[..., Desk]) -> None:
    item = act(people["leader"], draft, "issue")
    with pytest.raises(NotPermitted):
        act(people[role], item, "sign", contacts=WHO)
    with pytest.raises(NotPermitted):
        act(seat("reporter", body="310104"), item, "sign", contacts=WHO)
    assert act(people["reporter"], item, "sign", contacts=WHO).contacts == WHO


def test_a_double_click_issues_once(people: People, draft: Item) -> None:
    first = act(people["leader"], draft, "issue", key="k1")
    second = act(people["leader"], draft, "issue", key="k1")
    assert first == second
    assert [one.act for one in ask.find(people["office"], draft.number).events].count("issue") == 1
    assert len(inbox.inbox(people["reporter"])) == 1
    with pytest.raises(Conflict, match="key_reused"):
        act(people["leader"], draft, "issue", key="k1", reason="另一个理由")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        act(people["leader"], draft, "issue", key="k2")


def test_six_clicks_at_once_issue_once(people: People, draft: Item) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: act(people["leader"], draft, "issue", key="once"), range(6)))
    assert {one.version for one in found} == {2}
    assert [one.act for one in ask.find(people["office"], draft.number).events] == ["draft", "issue"]


def test_of_two_closing_at_once_one_wins_and_the_other_is_told(people: People, draft: Item) -> None:
    item = reported(people, draft)
    rectification_proof.remeasure(people["evaluator"], item.number, MENDED, reason="复核")
    item = act(people["evaluator"], item, "verify")

    def close(role: str) -> Item | EvaluationError:
        try:
            return act(people[role], item, "close")
        except EvaluationError as refused:
            return refused

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(close, ("office", "leader")))
    won = [one for one in found if isinstance(one, Item)]
    lost = [one for one in found if isinstance(one, Conflict)]
    assert (len(won), len(lost)) == (1, 1)
    assert (lost[0].code, lost[0].numbers["by"]) == ("changed_meanwhile", won[0].closed_by)
    assert lost[0].numbers["found"] == won[0].version


def test_whoever_worked_on_it_does_not_judge_it(
    people: People, draft: Item, seat: Callable[..., Desk]
) -> None:
    item = reported(people, draft)
    same = seat("evaluator", person="reporter")
    with pytest.raises(NotPermitted, match="handled_it"):
        rectification_proof.remeasure(same, item.number, MENDED, reason="复核")
    rectification_proof.remeasure(people["evaluator"], item.number, MENDED, reason="复核")
    with pytest.raises(NotPermitted, match="handled_it"):
        act(same, item, "verify")


def test_sent_back_with_its_reason_for_ever(people: People, draft: Item) -> None:
    item = reported(people, draft)
    item = act(people["evaluator"], item, "send_back", reason="只有草案，没有印发")
    assert (item.state, item.returns) == ("in_hand", 1)
    back = ask.find(people["reporter"], item.number).events[-1]
    assert (back.act, back.reason) == ("send_back", "只有草案，没有印发")
    assert inbox.sentence(people["reporter"], inbox.inbox(people["reporter"])[0]) == (
        "ZG-2012-310101-001 被退回：只有草案，没有印发"
    )


def test_more_time_is_asked_for_and_decided_by_another(people: People, draft: Item) -> None:
    item = act(people["leader"], draft, "issue")
    item = act(people["reporter"], item, "ask_extension", days=10)
    before = ask.find(people["office"], item.number).clock.deadline
    item = act(people["office"], item, "grant_extension")
    after = ask.find(people["office"], item.number).clock
    assert (before, after.deadline, after.allowed) == (date(2012, 7, 30), date(2012, 8, 13), 25)
    with pytest.raises(Closed, match="extension_used"):
        act(people["reporter"], item, "ask_extension", days=1)


def test_the_clock_stands_while_it_is_contested(people: People, draft: Item, clock: Any) -> None:
    item = act(people["leader"], draft, "issue")
    item = act(people["reporter"], item, "contest", reason="口径有误")
    tomorrow(clock, 28)
    assert ask.find(people["office"], item.number).clock.left == 15
    with pytest.raises(NotPermitted, match="drafted_it"):
        act(people["office"], item, "uphold")
    item = act(people["leader"], item, "uphold")
    assert item.state == "issued"
    tomorrow(clock, 1)
    told = ask.find(people["office"], item.number).clock
    assert (told.left, told.paused) == (14, 20)


def test_looked_at_again_it_holds_or_comes_back(people: People, draft: Item, clock: Any) -> None:
    item = closed(people, draft)
    with pytest.raises(WrongState, match="look_early"):
        act(people["evaluator"], item, "hold")
    tomorrow(clock, 100)
    with pytest.raises(Lacking, match="not_measured_again"):
        act(people["evaluator"], item, "hold")
    rectification_proof.remeasure(
        people["evaluator"], item.number, rows((BODY, "b", "has_rule", "0")), reason="回头看"
    )
    item = act(people["evaluator"], item, "lapse")
    item = act(people["office"], item, "reopen")
    child = ask.find(people["office"], item.number).children[0]
    assert (item.state, child.state, child.parent, child.number) == (
        "reopened", "drafted", item.id, "ZG-2012-310101-002",
    )  # fmt: skip
    told = ask.find(people["office"], child.number)
    assert told.parent == item
    assert (told.before.lost, told.before.reason, child.lost) == (40, "no", 40)


def test_a_finding_of_last_year_is_linked(people: People, draft: Item, office: Desk) -> None:
    item = closed(people, draft)
    next_year(office)
    observed(people["evaluator"], "2013")
    again = drafted(office, "2013")
    assert (again.previous, again.number) == (item.id, "ZG-2013-310101-001")
    assert ask.find(office, again.number).previous == item


def test_what_the_clauses_need_is_refused_and_leaves_nothing(people: People, draft: Item) -> None:
    item = act(people["leader"], draft, "issue")
    entries = len(trail.entries(people["office"]))
    for name, more in (("sign", {}), ("plan", {}), ("report", {}), ("ask_extension", {"days": 99})):
        with pytest.raises(EvaluationError):
            act(people["reporter"], item, name, **more)
    assert ask.find(people["office"], item.number).item == item
    assert len(trail.entries(people["office"])) == entries
    with pytest.raises(NotPermitted):
        rectification.do(people["office"], item.number, "explode", version=item.version)
    with pytest.raises(NotFound):
        rectification.do(people["office"], "ZG-1", "issue", version=1)


def test_a_draft_is_amended_but_not_by_magic(people: People, draft: Item) -> None:
    item = act(
        people["office"], draft, "amend", changes={"measure": "三十日内印发公开办法", "severity": "minor"}
    )
    assert (item.measure.zh, item.measure.en, item.severity) == ("三十日内印发公开办法",) * 2 + ("minor",)
    with pytest.raises(Lacking, match="changes"):
        act(people["office"], item, "amend", changes={"state": "closed"})


def test_proof_is_the_bodys_own(people: People, draft: Item, seat: Callable[..., Desk]) -> None:
    item = act(people["leader"], draft, "issue")
    with pytest.raises(NotPermitted):
        rectification_proof.link(people["office"], item.number, url="https://www.shanghai.gov.cn/")
    with pytest.raises(NotPermitted):
        rectification_proof.link(seat("reporter", body="310104"), item.number, url="https://a.cn/")
    made = rectification_proof.link(people["reporter"], item.number, url="https://a.cn/", key="p")
    assert rectification_proof.link(people["reporter"], item.number, url="https://a.cn/", key="p") == made
    assert evidence.beside(people["reporter"], "2012", BODY, "b") == (made,)
    item = act(people["reporter"], item, "sign", contacts=WHO)
    item = act(people["reporter"], item, "plan", plan="方案", milestones=[Milestone("一", 3)])
    item = act(people["evaluator"], item, "agree")
    with pytest.raises(Lacking, match="not_of_item"):
        act(people["reporter"], item, "report", proofs=[made.id + 99])
    assert act(people["reporter"], item, "report").proofs == (made.id,)


def test_observing_anew_is_held_to_the_item(people: People, draft: Item) -> None:
    with pytest.raises(WrongState, match="not_in_state"):
        rectification_proof.remeasure(people["evaluator"], draft.number, MENDED, reason="复核")
    item = act(people["leader"], draft, "issue")
    for wrong in (rows(("310104", "b", "has_rule", "1")), rows((BODY, "a", "n_all", "1"))):
        with pytest.raises(Lacking, match="not_of_form"):
            rectification_proof.remeasure(people["evaluator"], item.number, wrong, reason="复核")
    with pytest.raises(Lacking, match="rows_faulty"):
        rectification_proof.remeasure(
            people["evaluator"], item.number, rows((BODY, "b", "has_rule", "7")), reason="复核"
        )
    with pytest.raises(NotPermitted):
        rectification_proof.remeasure(people["reporter"], item.number, MENDED, reason="复核")


def test_everybody_concerned_is_told(people: People, draft: Item) -> None:
    closed(people, draft)
    told = {role: [one.code for one in inbox.inbox(desk)] for role, desk in people.items()}
    assert told == {
        "reporter": ["closed", "agreed", "issued"],
        "evaluator": ["reported", "planned"],
        "office": ["verified", "reported", "planned", "signed"],
        "leader": [],
        "viewer": [],
    }
    for role, desk in people.items():
        sentences = [inbox.sentence(desk, one) for one in inbox.inbox(desk)]
        assert not any("⟦" in one for one in sentences), role


def test_seeing_is_kept_with_who_and_when(people: People, draft: Item) -> None:
    act(people["leader"], draft, "issue")
    one = inbox.inbox(people["reporter"])[0]
    assert (inbox.unseen(people["reporter"]), one.seen_by) == (1, "")
    assert notifications.see(people["office"], [one.id]) == 0  # it is not theirs
    assert notifications.see(people["reporter"], [one.id]) == 1
    seen = inbox.inbox(people["reporter"])[0]
    assert (seen.seen_by, seen.seen_at is not None, inbox.unseen(people["reporter"])) == ("reporter", True, 0)


def test_a_body_sees_what_was_issued_to_it_and_nothing_else(people: People, draft: Item, seat: Any) -> None:
    assert ask.items(people["reporter"], "2012") == ()
    with pytest.raises(NotPermitted):
        ask.find(people["reporter"], draft.number)
    act(people["leader"], draft, "issue")
    assert [one.number for one in ask.items(people["reporter"], "2012")] == [draft.number]
    other = seat("reporter", body="310104")
    assert ask.items(other, "2012") == ()
    with pytest.raises(NotPermitted):
        ask.find(other, draft.number)
    with pytest.raises(NotPermitted):
        ask.items(people["viewer"], "2012")


def test_drafts_in_bulk_are_all_or_none_and_never_twice(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    found = proposals.proposals(people["office"], opened)
    assert [(one.body, one.indicator, one.lost) for one in found] == [
        ("310101", "b", 40), ("310101", "a", 24), ("310102", "a", 24),
    ]  # fmt: skip
    assert {one.open for one in found} == {""}
    assert all(one.problem.zh and one.measure.en and one.proof_wanted.zh for one in found)
    made = rectification_drafts.draft(people["office"], opened, found, key="bulk")
    assert rectification_drafts.draft(people["office"], opened, found, key="bulk") == made
    assert [one.number for one in made] == [
        "ZG-2012-310101-001", "ZG-2012-310101-002", "ZG-2012-310102-001",
    ]  # fmt: skip
    with pytest.raises(WrongState, match="another_item_open"):
        rectification_drafts.draft(people["office"], opened, found[1:])
    assert len(ask.items(people["office"], opened)) == 3
    again = proposals.proposals(people["office"], opened, above=30)
    assert [(one.indicator, one.open) for one in again] == [("b", "ZG-2012-310101-001")]
    frame = proposals.frame(found, "en")
    assert list(frame["common"]) == [False, False, False]


def test_what_a_proposal_says_of_points_is_not_believed(people: People, opened: str) -> None:
    from dataclasses import replace

    observed(people["evaluator"], opened)
    one = proposals.proposals(people["office"], opened, indicator="b")[0]
    with pytest.raises(WrongState, match="not_lost"):
        rectification_drafts.draft(people["office"], opened, [replace(one, body="310102")])
    made = rectification_drafts.draft(people["office"], opened, [replace(one, lost=1.0)])[0]
    assert made.lost == 40
    with pytest.raises(NotPermitted):
        rectification_drafts.draft(people["evaluator"], opened, [one])


def test_what_most_bodies_lose_becomes_one_measure_of_the_city(people: People, opened: str) -> None:
    from data.actions import observations
    from tests.data.small import DISTRICTS

    most = rows(*((code, "b", "has_rule", "0") for code in DISTRICTS))
    observations.record(people["evaluator"], opened, most, source="most.csv")
    found = proposals.proposals(people["office"], opened, indicator="b")
    assert {(one.losing, one.of, one.common) for one in found} == {(9, 9, True)}
    one = proposals.municipal(people["office"], opened, "b", body="B01")
    item = rectification_drafts.draft(people["office"], opened, [one])[0]
    assert (item.kind, item.body, len(item.about), item.lost) == ("municipal", "B01", 9, 360)
    assert ask.find(people["office"], item.number).before.facts == {"losing": 9, "of": 9}
    few = proposals.municipal(people["office"], opened, "d", body="B01")
    with pytest.raises(WrongState, match="not_common"):
        rectification_drafts.draft(people["office"], opened, [few])


def test_others_are_asked_to_look_for_themselves(people: People, draft: Item) -> None:
    found = proposals.self_checks(people["office"], draft.number)
    assert len(found) == 8
    assert BODY not in {one.body for one in found}
    made = rectification_drafts.draft(people["office"], "2012", found)
    assert {(one.kind, one.reason, one.lost) for one in made} == {("self_check", "self_check", 0)}
    assert proposals.self_checks(people["office"], draft.number) == ()


def test_a_self_check_does_not_tell_whose_problem_it_was(
    people: People, draft: Item, seat: Callable[..., Desk]
) -> None:
    found = [one for one in proposals.self_checks(people["office"], draft.number) if one.body == "310104"]
    item = act(people["leader"], rectification_drafts.draft(people["office"], "2012", found)[0], "issue")
    told = ask.find(seat("reporter", body="310104"), item.number)
    assert BODY not in repr((told.item, told.events, told.parent, told.previous))
    kept = ask.find(people["office"], item.number)
    assert kept.events[0].detail["source"] == draft.number


def test_a_measure_of_the_city_needs_somebody_to_lead_it(people: People, draft: Item) -> None:
    with pytest.raises(Lacking, match="lead_body"):
        proposals.municipal(people["office"], "2012", "b")
