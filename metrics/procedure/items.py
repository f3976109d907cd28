"""A rectification item (整改事项) and what is done with it: frozen dataclasses, nothing is ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from metrics.model import Text

FINDING, SELF_CHECK, MUNICIPAL = "finding", "self_check", "municipal"
KINDS = (FINDING, SELF_CHECK, MUNICIPAL)  # a lost point; 举一反三; one measure of the city for all
NO_TEXT = Text("", "")
DUST = 1e-9  # what is lost below this is no loss


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood from `start` to `end` (None: it still stands) because the item was in state `why`."""

    start: date
    end: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a plan: due `due` working days after the issue; `done_on` None while it is not done."""

    title: str
    due: int
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who answers for it in the body: 分管领导, 责任人, 联系电话."""

    leader: str = ""
    handler: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule that took the point says now.

    `renewed`: something was observed after the item was issued (or last closed). `lost`: points lost now;
    `reason`: of the ledger's row, "" where there is none any more. `share`: of an item for the whole
    city, the share of bodies that still lose points.
    """

    renewed: bool
    lost: float
    reason: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be put right. `id` and `version` are 0 until it is kept.

    `lost`: points that were lost; `target`: points that may still be lost when it is closed out. `edition`:
    of the board that it was found on (0: provisional). `allowed`: working days from `issued_on`, without
    `extension` (days granted; `asked`: days asked for and not decided). `resume`: state to go back to from
    an objection or a rest. `returns`: reports sent back. `handlers`: who acted for the body. `overrun`:
    working days late when it ended. `held_on`: day it was looked at again and still stood.
    """

    round: str
    number: str
    body: str
    indicator: str
    clause: str
    kind: str
    state: str
    reason: str
    lost: float
    problem: Text
    measure: Text
    severity: str
    deadline_class: str
    drafted_by: str
    drafted_on: date
    proof_wanted: Text = NO_TEXT
    problem_type: str = ""
    origin: str = ""
    target: float = 0.0
    edition: int = 0
    about: tuple[str, ...] = ()
    issued_by: str = ""
    issued_on: date | None = None
    allowed: int = 0
    extension: int = 0
    extensions: int = 0
    asked: int = 0
    asked_by: str = ""
    contests: int = 0
    contacts: Contacts = Contacts()
    handlers: frozenset[str] = frozenset()
    plan: str = ""
    milestones: tuple[Milestone, ...] = ()
    progress: int = 0
    proofs: tuple[int, ...] = ()
    resume: str = ""
    pauses: tuple[Pause, ...] = ()
    suspended_until: date | None = None
    returns: int = 0
    reported_on: date | None = None
    verified_by: str = ""
    verified_on: date | None = None
    closed_by: str = ""
    closed_on: date | None = None
    ended_on: date | None = None
    overrun: int = 0
    deviation_until: date | None = None
    deviation_by: str = ""
    held_on: date | None = None
    parent: int | None = None
    previous: int | None = None
    id: int = 0
    version: int = 0

    def passes(self, outcome: Outcome, most: float) -> bool:
        """Whether the rule now finds no more than what the item leaves open (`most`: `Terms.most`)."""
        if self.kind == MUNICIPAL:
            return outcome.share is not None and outcome.share <= most
        if outcome.reason in ("missing", "veto"):  # these lose nothing in the ledger and are no less open
            return False
        return outcome.lost <= self.target + DUST


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something on which day (in Shanghai), and what they bring along.

    `body`: to which the person belongs. `days`: asked for; `until`: end of a rest or of an accepted
    deviation; `done`: positions of milestones that are done; `changes`: fields of a draft written anew;
    `outcome`: None where the rule was not run.
    """

    person: str
    role: str
    on: date
    body: str = ""
    reason: str = ""
    days: int = 0
    until: date | None = None
    plan: str = ""
    milestones: tuple[Milestone, ...] = ()
    progress: int | None = None
    done: tuple[int, ...] = ()
    contacts: Contacts = Contacts()
    proofs: tuple[int, ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an item; kept for ever. `detail`: numbers such as days, lost, overrun."""

    item: int
    act: str
    person: str
    role: str
    came_from: str
    led_to: str
    at: datetime
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
