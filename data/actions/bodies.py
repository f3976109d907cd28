"""Correcting a body of a round, and answering by name for a thin base."""

from __future__ import annotations

from typing import Any

from data.actions.deed import deed
from data.actions.rounds import still_open
from data.desk import Desk
from data.queries import catalogues
from data.store import bodies as kept
from metrics.errors import Lacking, WrongState
from metrics.model import Body


def amend(desk: Desk, round_code: str, one: Body, *, version: int, key: str = "") -> int:
    """Correct a body; `version` is the one that was seen. Returns the new version.

    Conflict("changed_meanwhile"); NotFound; Lacking("name"), Lacking("kinds"); Closed.
    """
    given = [_told(one), version]
    with deed(desk, "bodies.amend", round_code=round_code, body=one.code, key=key, given=given) as act:
        before, found = kept.find(act.connection, round_code, one.code)
        if not act.is_new:
            return found
        plan = catalogues.of(desk, still_open(act.connection, round_code).catalogue)
        if not one.name.zh.strip() or not one.name.en.strip():
            raise Lacking("name", body=one.code)
        if plan.kinds and one.kind not in {kind.code for kind in plan.kinds}:
            raise Lacking("kinds", found=one.kind)
        new = kept.save(act.connection, round_code, one, version)
        act.tell(_about(round_code, one.code), before=_told(before), after=_told(one))
        return new


def accept_thin_base(desk: Desk, round_code: str, body: str, *, reason: str, key: str = "") -> None:
    """Answer by name for ranking a body although few points apply to it.

    Lacking("reason"); WrongState("accepted_already"); NotFound; Closed.
    """
    _accept(desk, "bodies.accept_thin_base", round_code, body, accepted=True, reason=reason, key=key)


def withdraw_acceptance(desk: Desk, round_code: str, body: str, *, reason: str, key: str = "") -> None:
    """Take such an answer back. Lacking("reason"); WrongState("not_accepted"); NotFound; Closed."""
    _accept(desk, "bodies.withdraw_acceptance", round_code, body, accepted=False, reason=reason, key=key)


def _accept(
    desk: Desk, name: str, round_code: str, body: str, *, accepted: bool, reason: str, key: str
) -> None:
    with deed(desk, name, round_code=round_code, body=body, reason=reason, key=key) as act:
        if not act.is_new:
            return
        still_open(act.connection, round_code)
        kept.find(act.connection, round_code, body)
        if not reason.strip():
            raise Lacking("reason", body=body)
        was = body in kept.accepted(act.connection, round_code)
        if was == accepted:
            raise WrongState("accepted_already" if accepted else "not_accepted", body=body)
        word = kept.Acceptance(round_code, body, accepted, reason, desk.person, desk.now)
        kept.accept(act.connection, word)
        act.tell(_about(round_code, body), before={"accepted": was}, after={"accepted": accepted})


def _about(round_code: str, body: str) -> str:
    return f"body:{round_code}/{body}"


def _told(one: Body) -> dict[str, Any]:
    return {
        "name": [one.name.zh, one.name.en], "kind": one.kind, "group": one.group,
        "traits": sorted(one.traits), "aliases": list(one.aliases), "succeeds": list(one.succeeds),
        "since": str(one.since or ""), "until": str(one.until or ""),
    }  # fmt: skip
