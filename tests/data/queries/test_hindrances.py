"""What stands in the way of an act is said before it is tried, and is what the act itself would say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from data.actions import rectification_proof
from data.desk import Desk
from data.queries import hindrances, papers, rectification, remeasured
from data.settings import Settings
from metrics.errors import Refused
from tests.data.rectifying import BODY, MENDED, WHO, act, drafted, observed, put_terms, reported, tomorrow

People = dict[str, Desk]


@pytest.fixture
def people(settings: Settings, seat: Callable[..., Desk]) -> People:
    put_terms(settings.catalogues)
    staff = {role: seat(role) for role in ("office", "evaluator", "leader")}
    return staff | {"reporter": seat("reporter", body=BODY)}


def barred(desk: Desk, number: str) -> dict[str, str]:
    """Acts that cannot be done, and the code of what stands in the way."""
    found = hindrances.hindrances(desk, rectification.find(desk, number))
    return {name: refusal.code for name, refusal in found.items()}


def test_what_is_barred_would_be_refused_and_the_rest_is_not(people: People, opened: str, clock: Any) -> None:
    observed(people["evaluator"], opened)
    item = drafted(people["office"], opened)
    assert barred(people["office"], item.number) == {"issue": "drafted_it"}
    with pytest.raises(Refused) as refused:
        act(people["office"], item, "issue")
    assert refused.value.code == "drafted_it"
    assert barred(people["leader"], item.number) == {}
    item = act(people["leader"], item, "issue")
    assert barred(people["reporter"], item.number) == {}
    item = act(people["reporter"], item, "sign", contacts=WHO)
    assert barred(people["reporter"], item.number) == {"start": "plan_first"}
    assert barred(people["leader"], item.number) == {
        "grant_extension": "no_extension_asked", "refuse_extension": "no_extension_asked",
    }  # fmt: skip
    tomorrow(clock, 40)
    assert barred(people["reporter"], item.number) == {
        "start": "plan_first", "ask_extension": "deadline_passed", "contest": "contest_late",
    }  # fmt: skip


def test_verifying_waits_until_the_rule_passes(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    item = reported(people, drafted(people["office"], opened))
    judge = people["evaluator"]
    assert barred(judge, item.number) == {"verify": "not_measured_again"}
    before = remeasured.observed(judge, item.number)
    assert before[["field", "value"]].to_numpy().tolist() == [["has_rule", "0"]]
    rectification_proof.remeasure(judge, item.number, before, reason="未变")
    assert barred(judge, item.number) == {"verify": "still_lost"}
    rectification_proof.remeasure(judge, item.number, MENDED, reason="已补")
    assert barred(judge, item.number) == {}
    assert list(remeasured.observed(judge, item.number)["value"]) == ["1"]
    assert act(judge, item, "verify").state == "verified"


def test_only_who_observes_anew_is_told_the_rows(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    item = act(people["leader"], drafted(people["office"], opened), "issue")
    with pytest.raises(Refused):
        remeasured.observed(people["reporter"], item.number)


def test_a_paper_reads_back_as_its_lines(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    item = act(people["leader"], drafted(people["office"], opened), "issue")
    lines = papers.lines(papers.notice(people["office"], [item.number]))
    assert any("限期整改" in line for line in lines)
    assert any(item.number in line and "│" in line for line in lines)  # a row of the list
    assert all(line.strip() for line in lines)
    plain = papers.register_csv(people["office"], opened).content.decode("utf-8-sig")
    assert item.number in plain
