"""Proof of rectification, and observing anew: what verifying rests on. Neither touches a sealed score.

    attach(desk, number, *, name, content, note="", key="") -> Evidence      a file
    link(desk, number, *, url, name="", note="", key="") -> Evidence         a web address
    remeasure(desk, number, rows, *, reason, key="")                         observe the body's indicator anew

Proof is kept with the evidence of the body's indicator, also when the round is sealed; only the body hands
it in. Observing anew is for evaluators and the office, and not for whoever worked on the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.actions import rows as checks
from data.actions.deed import Deed, deed
from data.actions.evidence import MOST
from data.actions.rectification import note as kept_note
from data.desk import Desk
from data.intake import proof
from data.queries import rectified
from data.store import evidence as kept_evidence
from data.store import files, remeasures
from data.store import rectification as kept
from data.store import rounds as kept_rounds
from data.store.evidence import FILE, LINK, Evidence
from metrics.errors import Lacking, NotPermitted, WrongState
from metrics.procedure import lifecycle
from metrics.procedure.items import MUNICIPAL, Item
from metrics.procedure.lifecycle import CLOSED, LAPSED, OPEN


def attach(desk: Desk, number: str, *, name: str, content: bytes, note: str = "", key: str = "") -> Evidence:
    """Keep a file as proof for an item. Lacking as in `actions.evidence`; WrongState("not_in_state")."""
    shape = {"name": proof.named(name), "sha256": files.sha256(content), "size": len(content), "kind": FILE}
    seen = _seen(desk, number)
    # Looked at before the transaction: another process does it, and nobody who writes shall wait for that.
    media = proof.media(content, name) if desk.may("rectification.prove", body=seen.body) else ""
    return _prove(desk, seen, shape, note, key, content, media)


def link(desk: Desk, number: str, *, url: str, name: str = "", note: str = "", key: str = "") -> Evidence:
    """Keep a web address as proof for an item."""
    address = proof.address(url)
    shape = {"name": name.strip() or address, "url": address, "kind": LINK}
    return _prove(desk, _seen(desk, number), shape, note, key)


def _prove(
    desk: Desk, seen: Item, shape: Mapping[str, Any], note: str, key: str, content: bytes | None = None,
    media: str = "",
) -> Evidence:  # fmt: skip
    number = seen.number
    with deed(
        desk, "rectification.prove", round_code=seen.round, body=seen.body, reason=note, key=key,
        given=[number, dict(shape)],
    ) as act:  # fmt: skip
        if act.earlier is not None:
            return kept_evidence.find(act.connection, act.earlier["evidence"])
        item = _at_work(act, desk, number, lifecycle.WITH_BODY)
        standing = kept_evidence.current(act.connection, item.round, item.body, item.indicator)
        if len(standing) >= MOST:
            raise Lacking("evidence_many", allowed=MOST)
        one = Evidence(
            item.round, item.body, item.indicator, "", person=desk.person, at=desk.now,
            note=note or number, media=media, **shape,
        )  # fmt: skip
        if content is not None:
            files.keep(desk.files, content)
        made = kept_evidence.insert(act.connection, one)
        detail = {"evidence": made.id, "name": made.name, "sha256": made.sha256, "reason": note}
        kept_note(act, desk, "prove", item, item, detail)
        return made


def remeasure(desk: Desk, number: str, rows: pd.DataFrame, *, reason: str, key: str = "") -> None:
    """Keep what the body's indicator was observed to be now: columns OBSERVATIONS, all its rows.

    Of a municipal item: rows of any bodies. Lacking: "reason", "rows", "not_of_form"; FaultyRows;
    NotPermitted("handled_it"); WrongState("not_in_state") for an item that is not issued, or has ended.
    """
    given_rows = checks.tidy(rows)
    seen = _seen(desk, number)
    given = [number, given_rows.to_numpy().tolist()]
    with deed(
        desk, "rectification.remeasure", round_code=seen.round, body=seen.body, reason=reason, key=key,
        given=given,
    ) as act:  # fmt: skip
        if not act.is_new:
            return
        item = _at_work(act, desk, number, (*OPEN, CLOSED, LAPSED))
        if desk.person in item.handlers or desk.body == item.body:
            raise NotPermitted("handled_it", person=desk.person)
        if not reason.strip():
            raise Lacking("reason")
        sound = _sound(act, desk, item, given_rows)
        for body, mine in sound.groupby("body", sort=True):
            remeasures.insert(
                act.connection, mine, round_code=item.round, body=str(body), indicator=item.indicator,
                item=item.id, reason=reason, person=desk.person, at=desk.now,
            )  # fmt: skip
        told = sound[["body", "item", "field", "value", "status"]].to_numpy().tolist()
        kept_note(act, desk, "remeasure", item, item, {"rows": told, "reason": reason})


def _seen(desk: Desk, number: str) -> Item:
    """The item as it stands before the act; NotFound."""
    with desk.database.reading() as connection:
        return kept.find(connection, number)


def _at_work(act: Deed, desk: Desk, number: str, states: tuple[str, ...]) -> Item:
    """The item, if it is in one of these states today."""
    item = kept.find(act.connection, number)
    if lifecycle.awake(item, desk.today).state not in states:
        raise WrongState("not_in_state", number=number, state=item.state)
    return item


def _sound(act: Deed, desk: Desk, item: Item, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows as they are kept, all of them of the item's indicator and body."""
    of_round = kept_rounds.find(act.connection, item.round)
    plan, bodies = rectified.ground(desk, act.connection, of_round)
    sound = checks.checked(rows, "form", plan, bodies)
    allowed = {"indicator": {item.indicator}}
    if item.kind != MUNICIPAL:
        allowed["body"] = {item.body}
    for name, codes in allowed.items():
        strange = set(sound[name]) - codes
        if strange:
            raise Lacking("not_of_form", found=", ".join(sorted(strange)), allowed=", ".join(sorted(codes)))
    return sound
