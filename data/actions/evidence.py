"""Evidence (佐证材料) beside observations: attach a file or link, hand in a newer one, withdraw it.

    attach(desk, round_code, body, indicator, *, name, content, item="", note="", supersedes=None, key="")
    link(desk, round_code, body, indicator, *, url, name="", item="", note="", supersedes=None, key="")
    withdraw(desk, round_code, body, number, *, reason, key="")          all three answer the Evidence
    refuse(desk, number)           note in the trail that somebody asked for what they may not see

A reporter may do this for their own body only, and while the round is open.
"""

from __future__ import annotations

from dataclasses import replace

from data.actions.deed import Deed, deed, note_refusal
from data.actions.rounds import still_open
from data.desk import Desk
from data.intake import proof
from data.queries import catalogues
from data.store import bodies as kept_bodies
from data.store import evidence as kept
from data.store import files
from data.store.evidence import FILE, LINK, WITHDRAWN, Evidence
from metrics.errors import Conflict, Lacking, NotFound

MOST = 20  # pieces that stand for one indicator of one body


def attach(
    desk: Desk,
    round_code: str,
    body: str,
    indicator: str,
    *,
    name: str,
    content: bytes,
    item: str = "",
    note: str = "",
    supersedes: int | None = None,
    key: str = "",
) -> Evidence:
    """Keep a file as evidence; `supersedes`: number of the revision that it replaces.

    Lacking("evidence_..."), see `data.intake.proof`; Lacking("evidence_many"); NotFound; Closed;
    Conflict("changed_meanwhile") where somebody else replaced that revision.
    """
    one = _new(desk, round_code, body, indicator, item, FILE, proof.named(name), note, supersedes)
    one = replace(one, sha256=files.sha256(content), size=len(content))
    given = [indicator, item, one.name, one.sha256, supersedes]
    # Looked at before the transaction: another process does it, and nobody who writes shall wait for that.
    media = proof.media(content, name) if desk.may("evidence.attach", body=body) else ""
    with deed(
        desk, "evidence.attach", round_code=round_code, body=body, reason=note, key=key, given=given
    ) as act:
        if act.earlier is not None:
            return kept.find(act.connection, act.earlier["id"])
        one = replace(one, media=media)
        _check(act, desk, one)
        files.keep(desk.files, content)
        return _keep(act, one)


def link(
    desk: Desk,
    round_code: str,
    body: str,
    indicator: str,
    *,
    url: str,
    name: str = "",
    item: str = "",
    note: str = "",
    supersedes: int | None = None,
    key: str = "",
) -> Evidence:
    """Keep a web address (http or https) as evidence. Lacking("evidence_link"); else as `attach`."""
    address = proof.address(url)
    one = _new(desk, round_code, body, indicator, item, LINK, name.strip() or address, note, supersedes)
    one = replace(one, url=address)
    given = [indicator, item, one.name, address, supersedes]
    with deed(
        desk, "evidence.attach", round_code=round_code, body=body, reason=note, key=key, given=given
    ) as act:
        if act.earlier is not None:
            return kept.find(act.connection, act.earlier["id"])
        _check(act, desk, one)
        return _keep(act, one)


def withdraw(desk: Desk, round_code: str, body: str, number: int, *, reason: str, key: str = "") -> Evidence:
    """Say that a piece no longer stands; it stays readable among the revisions.

    Lacking("reason"); NotFound; Closed; Conflict("changed_meanwhile") where it has been replaced already.
    """
    with deed(
        desk, "evidence.withdraw", round_code=round_code, body=body, reason=reason, key=key, given=number
    ) as act:
        if act.earlier is not None:
            return kept.find(act.connection, act.earlier["id"])
        still_open(act.connection, round_code)
        if not reason.strip():
            raise Lacking("reason", id=number)
        old = _standing(act, round_code, body, number)
        gone = _new(desk, round_code, body, old.indicator, old.item, WITHDRAWN, old.name, reason, number)
        return _keep(act, gone)


def refuse(desk: Desk, number: int) -> None:
    """Note in the trail that this person asked for a piece of evidence that they may not see."""
    note_refusal(desk, "evidence.read", about=f"evidence:{number}")


def _new(
    desk: Desk, round_code: str, body: str, indicator: str, item: str, kind: str, name: str, note: str,
    supersedes: int | None,
) -> Evidence:  # fmt: skip
    return Evidence(
        round_code, body, indicator, item, kind, name, desk.person, desk.now, note=note, supersedes=supersedes
    )


def _check(act: Deed, desk: Desk, one: Evidence) -> None:
    """It must stand beside something that exists, and follow something that stands."""
    plan = catalogues.of(desk, still_open(act.connection, one.round).catalogue)
    kept_bodies.find(act.connection, one.round, one.body)
    if one.indicator not in {it.code for it in plan.indicators}:
        raise NotFound("indicator", indicator=one.indicator)
    if one.supersedes is not None:
        old = _standing(act, one.round, one.body, one.supersedes)
        if (old.indicator, old.item) != (one.indicator, one.item):
            raise NotFound("evidence", id=one.supersedes)
    elif len(kept.current(act.connection, one.round, one.body, one.indicator)) >= MOST:
        raise Lacking("evidence_many", allowed=MOST)


def _standing(act: Deed, round_code: str, body: str, number: int) -> Evidence:
    """The piece, if it is this body's and nothing has replaced it."""
    old = kept.find(act.connection, number)
    if (old.round, old.body) != (round_code, body) or old.kind == WITHDRAWN:
        raise NotFound("evidence", id=number)
    later = kept.later(act.connection, number)
    if later is not None:
        raise Conflict("changed_meanwhile", id=number, by=later.person, at=later.at)
    return old


def _keep(act: Deed, one: Evidence) -> Evidence:
    made = kept.insert(act.connection, one)
    told = ("id", "indicator", "item", "kind", "name", "sha256", "size", "url", "supersedes")
    about = f"evidence:{made.round}/{made.body}/{made.indicator}/{made.id}"
    act.tell(about, after={name: getattr(made, name) for name in told})
    return made
