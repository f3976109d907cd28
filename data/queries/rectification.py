"""Questions about rectification items; a reporter is answered about their own body's, and not about drafts.

terms(desk, round_code) -> Terms               the numbers of the procedure
calendar(desk, round_code) -> Calendar
items(desk, round_code, ...) -> tuple[Item]    as they are today: a rest that is over is over
register(desk, round_code, ...) -> DataFrame   the 台账, one row an item (columns REGISTER)
find(desk, number) -> Dossier                  one item with its whole history
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from data import catalogue as catalogues_on_disk
from data import permits
from data.catalogue import differs
from data.catalogue.rectification import FILE, load_terms
from data.desk import Desk
from data.queries import catalogues, rectified, rounds
from data.queries.memo import Memo
from data.queries.notices import numbered
from data.queries.rectified import Standpoint
from data.store import bodies as kept_bodies
from data.store import evidence as kept_evidence
from data.store import letters as kept_letters
from data.store import notices as kept_notices
from data.store import rectification as kept
from data.store.db import Connection
from data.store.evidence import Evidence
from data.store.letters import Letter
from data.store.notices import Notice
from metrics.errors import Lacking, NotPermitted
from metrics.model import Body, Calendar, Indicator, Round
from metrics.procedure import clocks, lifecycle
from metrics.procedure.clocks import Clock
from metrics.procedure.items import Event, Item
from metrics.procedure.lifecycle import DRAFTED, OPEN, Step
from metrics.procedure.terms import Rung, Terms

CLOCKED = ("lamp", "deadline", "left", "late", "elapsed", "paused", "running", "behind", "known")
OF_ITEM = (
    "id", "number", "body", "indicator", "clause", "kind", "state", "origin", "problem_type", "problem",
    "severity", "deadline_class", "measure", "proof_wanted", "reason", "lost", "target", "drafted_by",
    "issued_by", "issued_on", "allowed", "extension", "extensions", "asked", "plan", "progress", "returns",
    "reported_on", "verified_by", "verified_on", "closed_by", "closed_on", "ended_on", "overrun",
    "suspended_until", "deviation_until", "held_on", "parent", "previous", "version",
)  # fmt: skip
REGISTER = (
    *OF_ITEM,
    "leader",
    "handler",
    "phone",
    "notice",
    "proofs",
    "waits_for",
    "look_from",
    "look_until",
    *CLOCKED,
)

OFFICE_ONLY = ("letter_drafted", "amend")  # letters that were only drafted, work on the draft of an item
OFFICE_LINKS = ("source", "child")  # whose item a self-check comes from; a draft that an item came back as

_terms: Memo[Terms] = Memo(size=8)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one item, as this person may see it.

    `choices`: steps open to this person (what an act still needs is said when it is tried). `before`: the
    score it was drafted from; `after`: the score now. `schedule`: which letter comes on which day if
    nothing is done. `notice`: the paper it was issued with.
    `proofs_before`, `proofs_after`: evidence that stood at the issue, and since.
    """

    item: Item
    body: Body
    indicator: Indicator
    clock: Clock
    waits_for: tuple[str, ...]
    choices: tuple[Step, ...]
    events: tuple[Event, ...]
    letters: tuple[Letter, ...]
    notice: Notice | None
    before: Standpoint
    after: Standpoint
    proofs_before: tuple[Evidence, ...]
    proofs_after: tuple[Evidence, ...]
    schedule: tuple[tuple[Rung, date], ...]
    look_window: tuple[date, date] | None
    parent: Item | None
    previous: Item | None
    children: tuple[Item, ...]


def terms(desk: Desk, round_code: str) -> Terms:
    """The terms of a round's plan; Lacking("rectification_terms") where its folder has none."""
    return terms_of(desk, rounds.find(desk, round_code))


def terms_of(desk: Desk, one: Round) -> Terms:
    """The same, of a round that was found already; read again when the file changes."""
    folder = catalogues.folder_of(desk, one.catalogue)
    file = differs.beside(folder, FILE)
    if not file.is_file():
        raise Lacking("rectification_terms", folder=one.catalogue)
    state = file.stat()
    key = (file, state.st_mtime_ns, state.st_size, one.catalogue)
    return _terms.get(key, lambda: load_terms(file.parent.parent, catalogues.of(desk, one.catalogue)))


def calendar(desk: Desk, round_code: str) -> Calendar:
    """The working days of a round's plan (without one: weekends alone are free)."""
    return calendar_of(desk, rounds.find(desk, round_code))


def calendar_of(desk: Desk, one: Round) -> Calendar:
    """The same, of a round that was found already."""
    code = catalogues.of(desk, one.catalogue).calendar
    return catalogues_on_disk.load_calendar(code) if code else WEEKENDS


WEEKENDS = Calendar("", frozenset(), frozenset(), 1, 0)  # no year is known: weekends alone


def items(
    desk: Desk, round_code: str, *, body: str = "", indicator: str = "", states: Collection[str] = ()
) -> tuple[Item, ...]:
    """Items as they are today."""
    rounds.find(desk, round_code)
    body = _own(desk) or body
    desk.check("rectification.read", body=body)
    with desk.database.reading() as connection:
        found = kept.every(connection, round_code, body, indicator)
    today = desk.today
    awake = (lifecycle.awake(one, today) for one in found if _visible(desk, one))
    return tuple(one for one in awake if not states or one.state in states)


def register(
    desk: Desk, round_code: str, *, body: str = "", indicator: str = "", state: str = "",
    open_only: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Columns REGISTER, one row an item in the order of drafting; texts in the desk's language."""
    states = OPEN if open_only else (state,) if state else ()
    found = items(desk, round_code, body=body, indicator=indicator, states=states)
    one = rounds.find(desk, round_code)
    told, days = terms_of(desk, one), calendar_of(desk, one)
    with desk.database.reading() as connection:
        sent = kept_notices.every(connection, round_code, body)
    notices = {number: numbered(it, desk.language) for it in sent for number in it.items}
    rows = [{**_line(it, desk, told, days), "notice": notices.get(it.number, "")} for it in found]
    return pd.DataFrame(rows, columns=list(REGISTER))


def find(desk: Desk, number: str) -> Dossier:
    """One item with its history; NotFound, NotPermitted."""
    with desk.database.reading() as connection:
        one = kept.find(connection, number)
        desk.check("rectification.read", body=one.body)
        if not _visible(desk, one):
            raise NotPermitted("not_permitted", number=number)
        return _dossier(desk, connection, one)


def _dossier(desk: Desk, connection: Connection, kept_item: Item) -> Dossier:
    one = lifecycle.awake(kept_item, desk.today)
    of_round = rounds.find(desk, one.round)
    told, days = terms_of(desk, of_round), calendar_of(desk, of_round)
    clock = clocks.read(one, desk.today, days, told)
    now = rectified.present(desk, connection, of_round)
    issued = kept.last_at(connection, one.id, "issue")
    events = kept.events(connection, [one.id])
    proofs = kept_evidence.every(connection, one.round, one.body, one.indicator)
    staff = desk.reach("rectification.read") == permits.ALL
    return Dossier(
        item=one,
        body=kept_bodies.find(connection, one.round, one.body)[0],
        indicator=now.catalogue.indicator(one.indicator),
        clock=clock,
        waits_for=lifecycle.waits_for(one, desk.today),
        choices=lifecycle.choices(one, desk.role, desk.today),
        events=events if staff else _for_the_body(events, one.body),
        letters=tuple(it for it in kept_letters.of_item(connection, one.id) if staff or it.state == "sent"),
        notice=kept_notices.of_item(connection, one.id),
        before=_before(events),
        after=rectified.standpoint_of(now, one),
        proofs_before=tuple(it for it in proofs if issued is None or it.at <= issued),
        proofs_after=tuple(it for it in proofs if issued is not None and it.at > issued),
        schedule=clocks.schedule(one, clock, days, told) if one.state in OPEN else (),
        look_window=clocks.look_window(one, told),
        parent=_linked(desk, connection, one.parent),
        previous=_linked(desk, connection, one.previous),
        children=kept.children(connection, one.id) if staff else (),
    )


def _linked(desk: Desk, connection: Connection, number: int | None) -> Item | None:
    """An item that this one goes back to; None where there is none, or none that this person may see."""
    one = kept.by_id(connection, number) if number else None
    return one if one is not None and _visible(desk, one) else None


def _for_the_body(events: tuple[Event, ...], body: str) -> tuple[Event, ...]:
    """Without what is the office's own, and without what was observed of other bodies."""
    return tuple(
        replace(one, detail=_told(one.detail, body)) for one in events if one.act not in OFFICE_ONLY
    )


def _told(detail: Mapping[str, Any], body: str) -> dict[str, Any]:
    told = {name: value for name, value in detail.items() if name not in OFFICE_LINKS}
    if "rows" in told:  # of a measure of the city: of any body
        told["rows"] = [row for row in told["rows"] if row[0] == body]
    return told


def _before(events: tuple[Event, ...]) -> Standpoint:
    """The score that the item was drafted from, as it was then."""
    return Standpoint(**next(one.detail["before"] for one in events if one.act == "draft"))


def _line(one: Item, desk: Desk, told: Terms, days: Calendar) -> Mapping[str, Any]:
    clock = clocks.read(one, desk.today, days, told)
    line: dict[str, Any] = {name: getattr(one, name) for name in OF_ITEM}
    line |= {name: line[name][desk.language] for name in ("problem", "measure", "proof_wanted")}
    line |= {name: getattr(one.contacts, name) for name in ("leader", "handler", "phone")}
    line |= {name: getattr(clock, name) for name in CLOCKED}
    window = clocks.look_window(one, told) if one.state == lifecycle.CLOSED else None
    line["look_from"], line["look_until"] = window or (None, None)
    line["proofs"] = len(one.proofs)
    line["waits_for"] = " ".join(lifecycle.waits_for(one, desk.today))
    return line


def _own(desk: Desk) -> str:
    return desk.body if desk.reach("rectification.read") == permits.OWN else ""


def _visible(desk: Desk, one: Item) -> bool:
    """A body sees what was issued to it, not what is still being drafted."""
    if desk.reach("rectification.read") != permits.OWN:
        return True
    return one.state != DRAFTED and one.issued_on is not None
