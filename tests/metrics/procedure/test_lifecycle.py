"""Every (state, act, role) is tried against a table written by hand; every need refuses with its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from metrics.errors import Closed, Lacking, NotPermitted, Refused, WrongState
from metrics.model import Text
from metrics.procedure import lifecycle
from metrics.procedure.items import Contacts, Milestone, Outcome, Pause
from tests.metrics.procedure.items import BODY, ENOUGH, TODAY, TOO_LITTLE, doing, item, ready
from tests.metrics.procedure.terms import calendar, terms

# state, act: who may do it, and where it leads
TABLE = """
drafted    amend              office            drafted
drafted    issue              office,leader     issued
drafted    drop               office,leader     dropped
issued     sign               reporter          signed
issued     contest            reporter          contested
issued     ask_extension      reporter          issued
issued     grant_extension    office,leader     issued
issued     refuse_extension   office,leader     issued
issued     suspend            leader            suspended
issued     drop               leader            dropped
signed     plan               reporter          planned
signed     start              reporter          in_hand
signed     contest            reporter          contested
signed     ask_extension      reporter          signed
signed     grant_extension    office,leader     signed
signed     refuse_extension   office,leader     signed
signed     suspend            leader            suspended
signed     drop               leader            dropped
planned    agree              evaluator,office  in_hand
planned    send_back          evaluator,office  signed
planned    contest            reporter          contested
planned    ask_extension      reporter          planned
planned    grant_extension    office,leader     planned
planned    refuse_extension   office,leader     planned
planned    suspend            leader            suspended
planned    drop               leader            dropped
in_hand    progress           reporter          in_hand
in_hand    report             reporter          reported
in_hand    ask_extension      reporter          in_hand
in_hand    grant_extension    office,leader     in_hand
in_hand    refuse_extension   office,leader     in_hand
in_hand    suspend            leader            suspended
in_hand    drop               leader            dropped
reported   verify             evaluator,office  verified
reported   send_back          evaluator,office  in_hand
reported   accept_deviation   leader            reported
reported   grant_extension    office,leader     reported
reported   refuse_extension   office,leader     reported
reported   drop               leader            dropped
verified   close              office,leader     closed
verified   send_back          office,leader     in_hand
contested  uphold             office,leader     signed
contested  overturn           office,leader     dropped
contested  drop               leader            dropped
suspended  resume             office,leader     signed
suspended  drop               leader            dropped
closed     hold               evaluator,office  held
closed     lapse              evaluator,office  lapsed
lapsed     reopen             office            reopened
"""
ROLES = ("evaluator", "reporter", "office", "leader", "viewer")
ALLOWED = {
    (state, act, role): to
    for state, act, roles, to in (line.split() for line in TABLE.strip().splitlines())
    for role in roles.split(",")
}
TRIPLES = [(state, act, role) for state in lifecycle.STATES for act in lifecycle.ACTS for role in ROLES]


def test_the_table_is_the_whole_table() -> None:
    assert {(state, act) for state, act, _ in ALLOWED} == {(one.state, one.act) for one in lifecycle.STEPS}
    assert len({(one.state, one.act) for one in lifecycle.STEPS}) == len(lifecycle.STEPS)
    assert len(TRIPLES) == 14 * 24 * 5


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_every_state_act_and_role(state: str) -> None:
    for act in lifecycle.ACTS:
        for role in ROLES:
            one, who = ready(state, act), doing(role, act)
            if to := ALLOWED.get((state, act, role)):
                after = lifecycle.perform(one, act, who, terms(), calendar())
                assert after.state == to, (state, act, role)
            else:
                with pytest.raises(Refused) as refused:
                    lifecycle.perform(one, act, who, terms(), calendar())
                known = (state, act) in {(s, a) for s, a, _ in ALLOWED}
                elsewhere = "item_ended" if state in lifecycle.FINAL else "not_in_state"
                assert refused.value.code == ("not_permitted" if known else elsewhere), (state, act, role)


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_buttons_are_the_table(state: str) -> None:
    for role in ROLES:
        found = {step.act for step in lifecycle.choices(item(state), role, TODAY)}
        assert found == {act for s, act, who in ALLOWED if (s, who) == (state, role)}


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_nothing_is_stuck(state: str) -> None:
    """Whatever has not come to an end waits for somebody who can move it on."""
    assert bool(lifecycle.waits_for(item(state), TODAY)) == (state not in lifecycle.FINAL)


def test_every_state_is_reached_and_drawn() -> None:
    arrows = lifecycle.flow()
    assert {one["to"] for one in arrows} - {lifecycle.BACK} | {lifecycle.DRAFTED} == set(lifecycle.STATES)
    assert [one["to"] for one in arrows if one["state"] == "contested" and one["way"] == "on"] == ["…"]


def test_another_bodys_reporter_may_nothing() -> None:
    for state, act, role in ALLOWED:
        if role == "reporter":
            with pytest.raises(NotPermitted):
                lifecycle.perform(
                    ready(state, act), act, doing(role, act, body="310104"), terms(), calendar()
                )


SAME = frozenset({"somebody"})
MISSING, VETO = Outcome(True, 0, "missing"), Outcome(True, 0, "veto")
REFUSED: list[tuple[str, str, str, dict[str, Any], dict[str, Any], type[Refused], str]] = [
    ("drafted", "issue", "office", {"drafted_by": "somebody"}, {}, NotPermitted, "drafted_it"),
    ("drafted", "issue", "office", {"measure": Text(" ", "")}, {}, Lacking, "draft_incomplete"),
    ("drafted", "issue", "office", {"severity": "awful"}, {}, Lacking, "draft_incomplete"),
    ("drafted", "issue", "office", {"deadline_class": ""}, {}, Lacking, "draft_incomplete"),
    ("drafted", "drop", "office", {}, {"reason": " "}, Lacking, "reason"),
    ("drafted", "amend", "office", {}, {"changes": {"state": "closed"}}, Lacking, "changes"),
    ("drafted", "amend", "office", {}, {"changes": {"target": 2.5}}, Lacking, "target"),
    ("issued", "sign", "reporter", {}, {"contacts": Contacts("领导", "", "021")}, Lacking, "contacts"),
    ("signed", "plan", "reporter", {}, {"plan": ""}, Lacking, "plan"),
    ("signed", "plan", "reporter", {"deadline_class": "complex"}, {"milestones": ()}, Lacking, "milestones"),
    ("signed", "plan", "reporter", {}, {"milestones": (Milestone("x", 16),)}, Lacking, "milestone_unfit"),
    ("signed", "start", "reporter", {"deadline_class": "ordinary"}, {}, WrongState, "plan_first"),
    ("planned", "agree", "evaluator", {"handlers": SAME}, {}, NotPermitted, "handled_it"),
    ("in_hand", "progress", "reporter", {}, {"progress": 101}, Lacking, "progress"),
    ("in_hand", "progress", "reporter", {}, {"done": (0,)}, Lacking, "progress"),
    ("in_hand", "report", "reporter", {}, {"proofs": ()}, Lacking, "proof"),
    ("in_hand", "report", "reporter", {}, {"reason": ""}, Lacking, "reason"),
    ("reported", "verify", "evaluator", {"proofs": ()}, {"proofs": ()}, Lacking, "proof"),
    ("reported", "verify", "evaluator", {"handlers": SAME}, {}, NotPermitted, "handled_it"),
    ("reported", "verify", "evaluator", {}, {"body": BODY}, NotPermitted, "handled_it"),
    ("reported", "verify", "evaluator", {}, {"outcome": None}, Lacking, "not_measured_again"),
    ("reported", "verify", "evaluator", {}, {"outcome": Outcome(False, 0.0)}, Lacking, "not_measured_again"),
    ("reported", "verify", "evaluator", {}, {"outcome": TOO_LITTLE}, WrongState, "still_lost"),
    ("reported", "verify", "evaluator", {}, {"outcome": MISSING}, WrongState, "still_lost"),
    ("reported", "verify", "evaluator", {}, {"outcome": VETO}, WrongState, "still_lost"),
    ("reported", "accept_deviation", "leader", {}, {"until": TODAY}, Lacking, "end_date"),
    ("verified", "close", "office", {}, {"outcome": TOO_LITTLE}, WrongState, "still_lost"),
    ("verified", "close", "office", {}, {"reason": ""}, Lacking, "reason"),
    ("verified", "close", "leader", {"handlers": SAME}, {}, NotPermitted, "handled_it"),
    ("issued", "ask_extension", "reporter", {}, {"days": 11}, Lacking, "extension_days"),
    ("issued", "ask_extension", "reporter", {}, {"days": 0}, Lacking, "extension_days"),
    ("issued", "ask_extension", "reporter", {"asked": 3}, {}, WrongState, "extension_asked"),
    ("issued", "ask_extension", "reporter", {"extensions": 1}, {}, Closed, "extension_used"),
    ("issued", "ask_extension", "reporter", {"allowed": 1}, {}, Closed, "deadline_passed"),
    ("issued", "grant_extension", "office", {"asked": 0}, {}, WrongState, "no_extension_asked"),
    ("issued", "grant_extension", "office", {"asked_by": "somebody"}, {}, NotPermitted, "asked_for_it"),
    ("issued", "contest", "reporter", {"contests": 1}, {}, Closed, "contest_used"),
    ("issued", "contest", "reporter", {}, {"on": date(2024, 3, 12)}, Closed, "contest_late"),
    ("contested", "uphold", "office", {"drafted_by": "somebody"}, {}, NotPermitted, "drafted_it"),
    ("issued", "suspend", "leader", {}, {"until": None}, Lacking, "end_date"),
    ("issued", "suspend", "leader", {}, {"until": date(2024, 12, 31)}, Lacking, "suspension_long"),
    ("closed", "hold", "evaluator", {}, {"on": date(2024, 6, 4)}, WrongState, "look_early"),
    ("closed", "hold", "evaluator", {}, {"outcome": TOO_LITTLE}, WrongState, "still_lost"),
    ("closed", "hold", "evaluator", {"deviation_until": date(2030, 1, 1)}, {"outcome": None}, Lacking,
     "not_measured_again"),
    ("closed", "lapse", "evaluator", {}, {"outcome": ENOUGH}, WrongState, "still_passes"),
    ("closed", "lapse", "evaluator", {}, {"outcome": None}, Lacking, "not_measured_again"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "act", "role", "of_item", "of_doing", "kind", "code"), REFUSED)
def test_what_is_missing_is_refused_with_its_code(
    state: str, act: str, role: str, of_item: dict[str, Any], of_doing: dict[str, Any],
    kind: type[Refused], code: str,
) -> None:  # fmt: skip
    sound, who = ready(state, act), doing(role, act)
    lifecycle.perform(sound, act, who, terms(), calendar())  # the control: with everything there it is done
    with pytest.raises(kind) as refused:
        lifecycle.perform(replace(sound, **of_item), act, replace(who, **of_doing), terms(), calendar())
    assert refused.value.code == code


# What each act needs, by hand; acts that are not here need nothing.
NEEDED = {
    "issue": "another_than_drafter complete",
    "drop": "reason",
    "sign": "contacts",
    "plan": "plan",
    "start": "no_plan_wanted",
    "agree": "another_than_handler",
    "send_back": "another_than_handler reason",
    "progress": "progress",
    "report": "proof reason",
    "accept_deviation": "another_than_handler reason end_date",
    "verify": "proof another_than_handler passes reason",
    "close": "proof another_than_handler passes reason",
    "ask_extension": "in_time extension_open reason",
    "grant_extension": "asked another_than_asker reason",
    "refuse_extension": "asked another_than_asker reason",
    "contest": "contest_open reason",
    "uphold": "another_than_drafter reason",
    "overturn": "another_than_drafter reason",
    "suspend": "reason end_date short_rest",
    "resume": "reason",
    "hold": "look_due another_than_handler measured_pass reason",
    "lapse": "look_due another_than_handler fails reason",
    "reopen": "reason",
}
# How each need is broken: in the item, or in what is brought along; the code it is refused with.
BREAKING: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "another_than_drafter": ({"drafted_by": "somebody"}, {}, "drafted_it"),
    "complete": ({"severity": ""}, {}, "draft_incomplete"),
    "reason": ({}, {"reason": ""}, "reason"),
    "contacts": ({}, {"contacts": Contacts()}, "contacts"),
    "plan": ({}, {"plan": " "}, "plan"),
    "no_plan_wanted": ({"deadline_class": "complex"}, {}, "plan_first"),
    "another_than_handler": ({"handlers": SAME}, {}, "handled_it"),
    "progress": ({}, {"progress": None}, "progress"),
    "proof": ({"proofs": ()}, {"proofs": ()}, "proof"),
    "end_date": ({}, {"until": TODAY}, "end_date"),
    "passes": ({}, {"outcome": TOO_LITTLE}, "still_lost"),
    "in_time": ({"allowed": 1}, {}, "deadline_passed"),
    "extension_open": ({}, {"days": 99}, "extension_days"),
    "asked": ({"asked": 0}, {}, "no_extension_asked"),
    "another_than_asker": ({"asked_by": "somebody"}, {}, "asked_for_it"),
    "contest_open": ({"contests": 1}, {}, "contest_used"),
    "short_rest": ({}, {"until": date(2025, 12, 31)}, "suspension_long"),
    "look_due": ({}, {"on": TODAY}, "look_early"),
    "measured_pass": ({}, {"outcome": TOO_LITTLE}, "still_lost"),
    "fails": ({}, {"outcome": ENOUGH}, "still_passes"),
}


def test_the_needs_are_those_written_here() -> None:
    found = {step.act: " ".join(step.needs) for step in lifecycle.STEPS if step.needs}
    assert found == NEEDED
    assert {" ".join(step.needs) for step in lifecycle.STEPS if step.act == "amend"} == {""}


@pytest.mark.parametrize("step", lifecycle.STEPS, ids=lambda step: f"{step.state}-{step.act}")
def test_each_need_of_each_step_is_held_alone(step: lifecycle.Step) -> None:
    for need in step.needs:
        of_item, of_doing, code = BREAKING[need]
        sound, who = ready(step.state, step.act), doing(step.roles[0], step.act)
        with pytest.raises(Refused) as refused:
            lifecycle.perform(
                replace(sound, **of_item), step.act, replace(who, **of_doing), terms(), calendar()
            )
        assert refused.value.code == code, need


def test_every_need_has_been_refused_once() -> None:
    needs = {need for step in lifecycle.STEPS for need in step.needs}
    tried = {
        need
        for state, act, *_ in REFUSED
        for step in lifecycle.STEPS
        if (step.state, step.act) == (state, act)
        for need in step.needs
    }
    assert needs - tried == set()


def test_the_last_day_is_still_in_time() -> None:
    """Contesting on the fifth working day, and 30 December counts as 31."""
    on = date(2024, 3, 11)
    assert lifecycle.perform(item("issued"), "contest", doing("reporter", on=on), terms(), calendar())


def test_a_leader_may_let_a_loss_stand_until_a_day() -> None:
    until = date(2024, 3, 20)
    let = lifecycle.perform(
        item("reported"), "accept_deviation", doing("leader", until=until), terms(), calendar()
    )
    failing = doing("evaluator", outcome=TOO_LITTLE)
    assert lifecycle.perform(let, "verify", failing, terms(), calendar()).state == "verified"
    with pytest.raises(WrongState, match="still_lost"):
        lifecycle.perform(let, "verify", replace(failing, on=date(2024, 3, 21)), terms(), calendar())


def test_sent_back_counts_and_forgets_the_report() -> None:
    back = lifecycle.perform(item("reported"), "send_back", doing("evaluator"), terms(), calendar())
    assert (back.returns, back.reported_on, back.state) == (1, None, "in_hand")
    plan = lifecycle.perform(item("planned"), "send_back", doing("evaluator"), terms(), calendar())
    assert plan.returns == 0


def test_a_rest_ends_by_itself() -> None:
    resting = item("suspended", suspended_until=date(2024, 3, 8))
    assert lifecycle.awake(resting, date(2024, 3, 8)) == resting
    up = lifecycle.awake(resting, date(2024, 3, 9))
    assert (up.state, up.pauses) == ("signed", (Pause(date(2024, 3, 5), date(2024, 3, 8), "suspended"),))
    planned = lifecycle.perform(resting, "plan", doing("reporter", on=date(2024, 3, 11)), terms(), calendar())
    assert planned.state == "planned"
    with pytest.raises(WrongState, match="not_in_state"):
        lifecycle.perform(resting, "plan", doing("reporter", on=date(2024, 3, 8)), terms(), calendar())


def test_an_item_for_the_whole_city_passes_when_most_bodies_do() -> None:
    whole = item("reported", kind="municipal")
    assert whole.passes(Outcome(True, 90.0, "below", share=0.5), terms().most)
    assert not whole.passes(Outcome(True, 90.0, "below", share=0.51), terms().most)
    assert not whole.passes(Outcome(True, 0.0), terms().most)


def test_whoever_acted_for_the_body_is_remembered() -> None:
    signed = lifecycle.perform(item("issued"), "sign", doing("reporter", person="li"), terms(), calendar())
    assert signed.handlers == {"handler", "li"}
    agreed = lifecycle.perform(item("planned"), "agree", doing("evaluator"), terms(), calendar())
    assert agreed.handlers == {"handler"}


def test_extension_granted_or_refused_counts_once() -> None:
    asked = lifecycle.perform(item("in_hand"), "ask_extension", doing("reporter"), terms(), calendar())
    assert (asked.asked, asked.asked_by) == (5, "somebody")
    for act, days in (("grant_extension", 5), ("refuse_extension", 0)):
        decided = lifecycle.perform(asked, act, doing("office", person="zhao"), terms(), calendar())
        assert (decided.extension, decided.extensions, decided.asked) == (days, 1, 0)
