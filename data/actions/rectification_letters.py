"""Letters of the ladder: drafted when their day has come, sent by a person, never by themselves.

    draft_due(desk, round_code, *, key="") -> tuple[Letter, ...]       every letter that is due today, once
    send(desk, letter, *, version, note="", key="") -> Letter          gives it its number
    send_all(desk, [(letter, version), ...], ...) -> Sent              each for itself, but what is gone

A letter is only drafted while the clock goes; when the item moves on (reported, contested, closed) or a
sterner letter is due, a draft that was not sent is superseded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.actions.deed import Deed, deed
from data.desk import Desk
from data.permits import OFFICE, REPORTER
from data.queries import letters as ask
from data.queries.letters import DueLetter
from data.store import letters as kept
from data.store import notifications
from data.store import rectification as kept_items
from data.store.audit import last_touch, with_key
from data.store.letters import DRAFTED, Letter
from data.store.notifications import Notification
from metrics.errors import Conflict, NotFound, WrongState
from metrics.procedure import lifecycle
from metrics.procedure.items import Event, Item


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending several: the letters that went out, and the keys of those that did not.

    `gone`: superseded, or sent or changed by somebody else since they were read.
    """

    letters: tuple[Letter, ...]
    gone: tuple[int, ...]


def draft_due(desk: Desk, round_code: str, *, key: str = "") -> tuple[Letter, ...]:
    """Draft what is due today; () and no entry in the trail where nothing is."""
    allowed = desk.may("rectification.draft_letters")  # if not, the deed refuses and keeps that it did
    if allowed and not _done(desk, key) and not ask.due(desk, round_code):
        return ()
    with deed(desk, "rectification.draft_letters", round_code=round_code, key=key) as act:
        if act.earlier is not None:
            return tuple(kept.find(act.connection, number) for number in act.earlier["letters"])
        found = ask.due_in(desk, act.connection, round_code)
        made = tuple(_draft(act, desk, one) for one in found)
        told = {"letters": [one.id for one in made], "steps": [[one.number, one.step] for one in made]}
        act.tell(f"letters:{round_code}", after=told)
        return made


def _done(desk: Desk, key: str) -> bool:
    """Whether it was done under this key: then the answer is the one given then."""
    with desk.database.reading() as connection:
        return bool(key) and with_key(connection, key) is not None


def send(desk: Desk, letter: int, *, version: int, note: str = "", key: str = "") -> Letter:
    """Send a draft under the next number of the year. WrongState("letter_gone"); Conflict; NotFound."""
    with desk.database.reading() as connection:
        seen = kept.find(connection, letter)
    with deed(
        desk, "rectification.send_letter", round_code=seen.round, body=seen.body, reason=note, key=key,
        given=[letter, version],
    ) as act:  # fmt: skip
        one = kept.find(act.connection, letter)
        if not act.is_new:
            return one
        if one.state != DRAFTED:
            raise WrongState("letter_gone", id=letter, state=one.state)
        if one.version != version:
            touch = last_touch(act.connection, kept.about(one))
            raise Conflict("changed_meanwhile", id=letter, seen=version, found=one.version, **touch)
        sent = kept.send(
            act.connection, one, year=desk.today.year, person=desk.person, at=desk.now, note=note
        )
        item = kept_items.by_id(act.connection, one.item)
        _note(act, desk, item, "letter_sent", sent)
        facts = {"number": sent.number, "step": sent.step}
        told = Notification(
            sent.round, "letter_sent", REPORTER, sent.body, facts, desk.now, item=sent.item, letter=sent.id
        )
        notifications.insert(act.connection, told)
        after = {"step": sent.step, "number": sent.number, "year": sent.year, "serial": sent.serial}
        act.tell(kept.about(sent), before={"state": one.state}, after=after)
        return sent


def send_all(desk: Desk, seen: Iterable[tuple[int, int]], *, note: str = "", key: str = "") -> Sent:
    """Send these drafts (key and version as they were read), each in a transaction of its own.

    A letter that is no longer what was read is left out and told; the others go. NotPermitted at the first.
    """
    letters, gone = [], []
    for letter, version in seen:
        own = f"{key}/{letter}" if key else ""
        try:
            letters.append(send(desk, letter, version=version, note=note, key=own))
        except (WrongState, NotFound):
            gone.append(letter)
        except Conflict as moved:
            if moved.code != "changed_meanwhile":
                raise
            gone.append(letter)
    return Sent(tuple(letters), tuple(gone))


def _draft(act: Deed, desk: Desk, one: DueLetter) -> Letter:
    clock = one.clock
    facts = {
        "left": clock.left, "late": clock.late, "lamp": clock.lamp, "behind": clock.behind,
        "deadline": clock.deadline.isoformat() if clock.deadline else "", "returns": one.item.returns,
    }  # fmt: skip
    made = kept.draft(act.connection, one.item.id, one.rung.code, clock.allowed, desk.today, facts)
    kept.supersede(act.connection, one.item.id, keep=made.id)
    _note(act, desk, one.item, "letter_drafted", made)
    told = {"number": made.number, "step": made.step}
    notifications.insert(
        act.connection,
        Notification(
            made.round, "letter_drafted", OFFICE, "", told, desk.now, item=made.item, letter=made.id
        ),
    )
    return made


def _note(act: Deed, desk: Desk, item: Item, code: str, letter: Letter) -> None:
    detail = {"letter": letter.id, "step": letter.step, "year": letter.year, "serial": letter.serial}
    state = lifecycle.awake(item, desk.today).state
    event = Event(item.id, code, desk.person, desk.role, state, state, desk.now, detail=detail)
    kept_items.note(act.connection, event)
