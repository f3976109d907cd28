"""Who may do what: every role with every act, written out; a new act fails here until it is listed."""

from __future__ import annotations

import pytest

from data import permits
from data.permits import ALL, OWN, SEALED
from metrics.errors import NotPermitted

# act: evaluator, reporter, office, leader, viewer
TABLE = {
    "rounds.read": (ALL, ALL, ALL, ALL, SEALED),
    "bodies.read": (ALL, ALL, ALL, ALL, SEALED),
    "observations.read": (ALL, OWN, ALL, ALL, ""),
    "boards.read": (ALL, OWN, ALL, ALL, SEALED),
    "records.export": (ALL, OWN, ALL, ALL, SEALED),
    "evidence.read": (ALL, OWN, ALL, ALL, ""),
    "drafts.read": (ALL, "", ALL, "", ""),
    "audit.read": ("", "", ALL, ALL, ""),
    "rounds.open": ("", "", ALL, "", ""),
    "rounds.amend": ("", "", ALL, "", ""),
    "bodies.amend": ("", "", ALL, "", ""),
    "bodies.accept_thin_base": ("", "", ALL, ALL, ""),
    "bodies.withdraw_acceptance": ("", "", ALL, ALL, ""),
    "observations.record": (ALL, "", ALL, "", ""),
    "observations.withdraw": (ALL, "", ALL, "", ""),
    "imports.commit": (ALL, "", ALL, "", ""),
    "imports.withdraw": (ALL, "", ALL, "", ""),
    "entries.submit": (ALL, "", ALL, "", ""),
    "drafts.save": (ALL, "", ALL, "", ""),
    "drafts.discard": (ALL, "", ALL, "", ""),
    "evidence.attach": (ALL, OWN, ALL, "", ""),
    "evidence.withdraw": (ALL, OWN, ALL, "", ""),
    "annual_reports.file": (ALL, OWN, ALL, "", ""),
    "annual_reports.withdraw": (ALL, OWN, ALL, "", ""),
    "notifications.mail": ("", "", ALL, "", ""),
    "boards.compute": ("", "", ALL, "", ""),
    "boards.seal": ("", "", "", ALL, ""),
    "rectification.read": (ALL, OWN, ALL, ALL, ""),
    "rectification.draft": ("", "", ALL, "", ""),
    "rectification.prove": ("", OWN, "", "", ""),
    "rectification.remeasure": (ALL, "", ALL, "", ""),
    "rectification.draft_letters": ("", "", ALL, "", ""),
    "rectification.send_letter": ("", "", ALL, ALL, ""),
    "rectification.see": (ALL, OWN, ALL, ALL, ""),
    "rectification.amend": ("", "", ALL, "", ""),
    "rectification.issue": ("", "", ALL, ALL, ""),
    "rectification.drop": ("", "", ALL, ALL, ""),
    "rectification.sign": ("", OWN, "", "", ""),
    "rectification.plan": ("", OWN, "", "", ""),
    "rectification.start": ("", OWN, "", "", ""),
    "rectification.agree": (ALL, "", ALL, "", ""),
    "rectification.send_back": (ALL, "", ALL, ALL, ""),
    "rectification.progress": ("", OWN, "", "", ""),
    "rectification.report": ("", OWN, "", "", ""),
    "rectification.accept_deviation": ("", "", "", ALL, ""),
    "rectification.verify": (ALL, "", ALL, "", ""),
    "rectification.close": ("", "", ALL, ALL, ""),
    "rectification.ask_extension": ("", OWN, "", "", ""),
    "rectification.grant_extension": ("", "", ALL, ALL, ""),
    "rectification.refuse_extension": ("", "", ALL, ALL, ""),
    "rectification.contest": ("", OWN, "", "", ""),
    "rectification.uphold": ("", "", ALL, ALL, ""),
    "rectification.overturn": ("", "", ALL, ALL, ""),
    "rectification.suspend": ("", "", "", ALL, ""),
    "rectification.resume": ("", "", ALL, ALL, ""),
    "rectification.hold": (ALL, "", ALL, "", ""),
    "rectification.lapse": (ALL, "", ALL, "", ""),
    "rectification.reopen": ("", "", ALL, "", ""),
}
ROLES = ("evaluator", "reporter", "office", "leader", "viewer")
TRIPLES = [(role, act, far) for act, row in TABLE.items() for role, far in zip(ROLES, row, strict=True)]


def test_the_table_is_complete() -> None:
    assert set(TABLE) == set(permits.PERMITS)
    assert set(ROLES) == set(permits.ROLES)
    assert all(set(row) <= set(ROLES) for row in permits.PERMITS.values())
    assert set(permits.MOVES_SCORES) <= set(TABLE)


@pytest.mark.parametrize(("role", "act", "far"), TRIPLES)
def test_every_role_and_act(role: str, act: str, far: str) -> None:
    assert permits.reach(role, act) == far
    assert permits.allows(role, act) == (far == ALL)
    assert permits.allows(role, act, own="310101", body="310101") == (far in (ALL, OWN))
    assert permits.allows(role, act, own="310101", body="310104") == (far == ALL)
    assert permits.allows(role, act, own="310101") == (far == ALL)
    assert permits.allows(role, act, sealed=True) == (far in (ALL, SEALED))


@pytest.mark.parametrize(("role", "act", "far"), TRIPLES)
def test_a_reporter_without_a_body_may_nothing_to_none(role: str, act: str, far: str) -> None:
    assert permits.allows(role, act, own="", body="") == (far == ALL)


@pytest.mark.parametrize("role", [*ROLES, "", "admin"])
def test_what_is_not_written_is_refused(role: str) -> None:
    assert not permits.allows(role, "rounds.delete")
    assert not permits.allows(role, "")
    with pytest.raises(NotPermitted, match=r"act=rounds\.delete"):
        permits.check(role, "rounds.delete")


@pytest.mark.parametrize("act", TABLE)
@pytest.mark.parametrize("role", ["", "admin", "Office", "office "])
def test_an_unknown_role_may_nothing(role: str, act: str) -> None:
    assert not permits.allows(role, act, own="310101", body="310101", sealed=True)
