"""What people do with a rectification item (整改事项) from its issue to its end: each act is a step of it.

    do(desk, number, act, *, version, ...) -> Item      any act of `metrics.procedure.lifecycle.ACTS`
    do_all(desk, [(number, version), ...], act, ...)    the same act on many, each for itself; what is
                                                        issued so stands on one notice for each body

What an act needs (a reason, days, an end date, contacts, a plan, proof) is in the table of the lifecycle;
what is missing is refused with its code. Verifying, closing and looking again run the rule that took the
point once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import uuid4

from data.actions import rectification_telling as telling
from data.actions.deed import Deed, deed
from data.desk import Desk
from data.queries import rectified
from data.queries.rectification import calendar_of, terms_of
from data.store import evidence as kept_evidence
from data.store import letters as kept_letters
from data.store import notices as kept_notices
from data.store import rectification as kept
from data.store import rounds as kept_rounds
from data.store.audit import with_key
from data.store.rectification import TEXTS
from metrics.errors import Lacking
from metrics.model import Text
from metrics.procedure import clocks, lifecycle
from metrics.procedure.items import Contacts, Doing, Event, Item, Milestone
from metrics.procedure.terms import Terms

MEASURED = frozenset({"passes", "fails", "measured_pass"})  # needs for which the rule is run


def do(
    desk: Desk,
    number: str,
    act: str,
    *,
    version: int,
    key: str = "",
    reason: str = "",
    days: int = 0,
    until: date | None = None,
    plan: str = "",
    milestones: Iterable[Milestone] = (),
    progress: int | None = None,
    done: Iterable[int] = (),
    contacts: Contacts | None = None,
    proofs: Iterable[int] = (),
    changes: Mapping[str, Any] | None = None,
    press: str = "",
) -> Item:
    """Do `act` to the item with this number; `version`: of the item as it was seen.

    proofs: keys of evidence of the item's body and indicator (a report without any takes everything handed
    in for the item, see `rectification_proof`). `changes`: fields of a draft (`effects.AMENDABLE`).
    press: what is issued to a body under the same press stands on one notice (整改通知书) with one number.
    NotFound; NotPermitted; WrongState, Closed, Lacking as the lifecycle says; Conflict("changed_meanwhile").
    """
    with desk.database.reading() as connection:
        seen = kept.find(connection, number)
    doing = Doing(
        person=desk.person, role=desk.role, on=desk.today, body=desk.body, reason=reason, days=days,
        until=until, plan=plan, milestones=tuple(milestones), progress=progress, done=tuple(done),
        contacts=contacts or Contacts(), proofs=tuple(proofs), changes=_texts(changes or {}),
    )  # fmt: skip
    name = f"rectification.{act}"
    given = [number, version, _given(doing)]
    with deed(
        desk, name, round_code=seen.round, body=seen.body, reason=reason, key=key, given=given
    ) as one_deed:
        before = kept.find(one_deed.connection, number)
        if not one_deed.is_new:
            return before
        if before.version != version:
            raise kept.moved(one_deed.connection, before, version)
        return _perform(desk, one_deed, before, act, doing, press or key or uuid4().hex)


def do_all(
    desk: Desk, seen: Iterable[tuple[str, int]], act: str, *, key: str = "", **more: Any
) -> tuple[Item, ...]:
    """The same act on many items, each in a transaction of its own; the first refusal ends it.

    Nothing is begun where one of them is no longer what was seen.
    """
    press = key or uuid4().hex
    asked = [(number, version, f"{key}/{number}" if key else "") for number, version in seen]
    with desk.database.reading() as connection:
        for number, version, own in asked:
            now = kept.find(connection, number)
            allowed = desk.may(f"rectification.{act}", body=now.body)  # if not, the deed refuses and keeps it
            if allowed and now.version != version and not (own and with_key(connection, own)):
                raise kept.moved(connection, now, version)
    return tuple(
        do(desk, number, act, version=version, key=own, press=press, **more) for number, version, own in asked
    )


def _perform(desk: Desk, one_deed: Deed, before: Item, act: str, doing: Doing, press: str) -> Item:
    connection = one_deed.connection
    of_round = kept_rounds.find(connection, before.round)
    terms, calendar = terms_of(desk, of_round), calendar_of(desk, of_round)
    before = replace(before, proofs=kept_evidence.standing(connection, before.proofs))
    doing = _with_proof(one_deed, before, act, doing)
    step = lifecycle.find(lifecycle.awake(before, doing.on).state, act)
    if step is not None and MEASURED & set(step.needs):
        doing = _measured(desk, one_deed, before, doing)
    after = kept.save(connection, lifecycle.perform(before, act, doing, terms, calendar))
    detail = _detail(doing, clocks.read(after, doing.on, calendar, terms))
    if act == "issue":
        detail["notice"] = _on_notice(desk, one_deed, after, terms, press)
    if act == "reopen":
        child = telling.child(one_deed, desk, after)
        detail["child"] = child.number
    note(one_deed, desk, act, before, after, detail)
    if after.state in terms.pauses or after.state in lifecycle.ENDED or act == "grant_extension":
        kept_letters.supersede(connection, after.id)
    telling.tell(one_deed, desk, act, after, detail)
    return after


def _on_notice(desk: Desk, one_deed: Deed, item: Item, terms: Terms, press: str) -> dict[str, Any]:
    """Put the item on the notice of the press; the parts of its number."""
    one = kept_notices.of_press(
        one_deed.connection, item.round, item.body, press, code=terms.notice, person=desk.person,
        on=desk.today, at=desk.now,
    )  # fmt: skip
    kept_notices.put(one_deed.connection, one, item.id)
    return {"code": asdict(one.code), "year": one.year, "serial": one.serial}


def note(one_deed: Deed, desk: Desk, act: str, before: Item, after: Item, detail: Mapping[str, Any]) -> None:
    """Keep the event of the item, and say the same to the trail.

    The states are those of the day: a rest that is over is no longer one, though nobody wrote it down.
    """
    came_from, led_to = (lifecycle.awake(one, desk.today).state for one in (before, after))
    event = Event(
        after.id, act, desk.person, desk.role, came_from, led_to, desk.now, detail.get("reason", ""),
        {name: value for name, value in detail.items() if name != "reason"},
    )  # fmt: skip
    kept.note(one_deed.connection, event)
    about = f"rectification:{after.number}"
    said = {"state": after.state, "version": after.version, **event.detail}
    one_deed.tell(about, before={"state": before.state, "version": before.version}, after=said)


def _with_proof(one_deed: Deed, item: Item, act: str, doing: Doing) -> Doing:
    """Evidence must stand and be of the item's body and indicator; a report takes what came in for it."""
    if act != "report":
        return doing
    standing = {
        one.id for one in kept_evidence.current(one_deed.connection, item.round, item.body, item.indicator)
    }
    strange = [one for one in doing.proofs if one not in standing]
    if strange:
        raise Lacking("not_of_item", id=strange[0])
    events = kept.events(one_deed.connection, [item.id])
    handed_in = [int(one.detail["evidence"]) for one in events if one.act == "prove"]
    proofs = doing.proofs or kept_evidence.standing(one_deed.connection, handed_in)
    return replace(doing, proofs=proofs)


def _measured(desk: Desk, one_deed: Deed, item: Item, doing: Doing) -> Doing:
    return replace(doing, outcome=rectified.outcome(desk, one_deed.connection, item))


def _texts(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Words that a person wrote stand for both languages."""
    words = {name: Text(one, one) for name, one in changes.items() if name in TEXTS and isinstance(one, str)}
    return {**changes, **words}


def _given(doing: Doing) -> dict[str, Any]:
    """What is asked, as plain JSON; who asks is in the entry of the trail anyway."""
    asked = asdict(doing)
    for name in ("person", "role", "on", "body", "outcome"):
        asked.pop(name)
    return {name: _plain(value) for name, value in asked.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _detail(doing: Doing, clock: clocks.Clock) -> dict[str, Any]:
    """What the event keeps: everything that was brought along, and how the clock stood."""
    told: dict[str, Any] = {
        name: value for name, value in _given(doing).items() if value not in ("", 0, None)
    }
    told = {name: value for name, value in told.items() if value not in ([], {})}
    if doing.contacts == Contacts():
        told.pop("contacts", None)
    if doing.outcome is not None:
        told["outcome"] = _plain(asdict(doing.outcome))
    told["clock"] = {"left": clock.left, "late": clock.late, "lamp": clock.lamp}
    return told
