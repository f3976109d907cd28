"""Correcting a body, and answering for a thin base by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from data.actions import boards, bodies, observations
from data.desk import Desk
from data.queries import boards as ask_boards
from data.queries import bodies as ask
from metrics.errors import Closed, Conflict, Lacking, NotFound, WrongState
from metrics.model import Text
from tests.data.small import rows

THIN = rows(("310101", "a", "", "", "not_applicable", "no documents"), ("310101", "b", "has_rule", "1"))


def place(desk: Desk, round_code: str) -> object:
    totals = ask_boards.board(desk, round_code).totals.set_index("body")
    return totals.loc["310101", "place"]


def test_a_correction_counts_against_the_version_that_was_seen(
    office: Desk, opened: str, seat: Callable[..., Desk]
) -> None:
    body, version = ask.find(office, opened, "310101")
    changed = replace(body, name=Text("黄浦", "Huangpu"), traits=frozenset({"pilot"}))
    assert bodies.amend(office, opened, changed, version=version) == 2
    assert ask.find(office, opened, "310101") == (changed, 2)
    with pytest.raises(Conflict, match="changed_meanwhile") as told:
        bodies.amend(seat("office", person="li"), opened, body, version=version)
    assert told.value.numbers["by"] == "office"
    assert ask.find(office, opened, "310101") == (changed, 2)


def test_a_correction_must_make_sense(office: Desk, opened: str) -> None:
    body, version = ask.find(office, opened, "310101")
    with pytest.raises(Lacking, match="kinds"):
        bodies.amend(office, opened, replace(body, kind="planet"), version=version)
    with pytest.raises(Lacking, match="name"):
        bodies.amend(office, opened, replace(body, name=Text(" ", "x")), version=version)
    with pytest.raises(NotFound, match="body"):
        bodies.amend(office, opened, replace(body, code="999"), version=version)


def test_a_thin_base_is_ranked_once_accepted_and_no_longer_after_withdrawal(
    office: Desk, evaluator: Desk, opened: str
) -> None:
    observations.record(evaluator, opened, THIN, source="form")
    assert place(office, opened) is None or str(place(office, opened)) == "<NA>"
    bodies.accept_thin_base(office, opened, "310101", reason="the only one with this task")
    assert ask.accepted(office, opened) == frozenset({"310101"})
    assert place(office, opened) == 1
    bodies.withdraw_acceptance(office, opened, "310101", reason="found documents")
    assert ask.accepted(office, opened) == frozenset()
    assert str(place(office, opened)) == "<NA>"


def test_an_acceptance_needs_a_reason_a_body_and_a_change(office: Desk, opened: str) -> None:
    with pytest.raises(Lacking, match="reason"):
        bodies.accept_thin_base(office, opened, "310101", reason=" ")
    with pytest.raises(NotFound, match="body"):
        bodies.accept_thin_base(office, opened, "999", reason="x")
    with pytest.raises(WrongState, match="not_accepted"):
        bodies.withdraw_acceptance(office, opened, "310101", reason="x")
    bodies.accept_thin_base(office, opened, "310101", reason="x")
    with pytest.raises(WrongState, match="accepted_already"):
        bodies.accept_thin_base(office, opened, "310101", reason="x")


def test_a_sealed_round_is_left_alone(office: Desk, leader: Desk, opened: str) -> None:
    body, version = ask.find(office, opened, "310101")
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)
    with pytest.raises(Closed, match="round_sealed"):
        bodies.amend(office, opened, body, version=version)
    with pytest.raises(Closed, match="round_sealed"):
        bodies.accept_thin_base(office, opened, "310101", reason="x")
