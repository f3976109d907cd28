"""The life of a rectification item (整改事项): one table of who may do what in which state and what it needs.

The same table drives the acts, the buttons, the picture of the procedure and the tests. A step is not in
the table: it is refused. `perform` takes an item and what somebody does with it, and gives the item as it is
afterwards, or raises `Refused` with a code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from metrics.errors import Closed, NotPermitted, Refused, WrongState
from metrics.model import Calendar
from metrics.procedure import clocks
from metrics.procedure.effects import EFFECTS
from metrics.procedure.items import Doing, Item, Pause
from metrics.procedure.needs import Case, unmet
from metrics.procedure.terms import Terms

OFFICE, EVALUATOR, LEADER, REPORTER = "office", "evaluator", "leader", "reporter"

DRAFTED, ISSUED, SIGNED, PLANNED, IN_HAND = "drafted", "issued", "signed", "planned", "in_hand"
REPORTED, VERIFIED, CLOSED = "reported", "verified", "closed"
CONTESTED, SUSPENDED, DROPPED = "contested", "suspended", "dropped"
HELD, LAPSED, REOPENED = "held", "lapsed", "reopened"

PATH = (DRAFTED, ISSUED, SIGNED, PLANNED, IN_HAND, REPORTED, VERIFIED, CLOSED)
STATES = (*PATH, CONTESTED, SUSPENDED, DROPPED, HELD, LAPSED, REOPENED)
FINAL = frozenset({DROPPED, HELD, REOPENED})  # nothing can be done any more
OPEN = frozenset({ISSUED, SIGNED, PLANNED, IN_HAND, REPORTED, VERIFIED, CONTESTED, SUSPENDED})
ENDED = frozenset({CLOSED, DROPPED, HELD, LAPSED, REOPENED})
WITH_BODY = (ISSUED, SIGNED, PLANNED, IN_HAND)  # the body is at work on it

BACK = "…"  # to the state that an objection or a rest came from
STAY = ""  # to where it is

ON, SIDE = "on", "side"  # the way from a lost point to closed out; everything beside it


@dataclass(frozen=True, slots=True)
class Step:
    """In `state`, one of `roles` may do `act` if the `needs` are met, and the item goes `to` a state."""

    state: str
    act: str
    roles: tuple[str, ...]
    to: str
    needs: tuple[str, ...] = ()
    way: str = SIDE


_BODY, _OFFICE, _LEADER = (REPORTER,), (OFFICE,), (LEADER,)
_JUDGES, _DECIDE = (EVALUATOR, OFFICE), (OFFICE, LEADER)

STEPS: tuple[Step, ...] = (
    Step(DRAFTED, "amend", _OFFICE, STAY),
    Step(DRAFTED, "issue", _DECIDE, ISSUED, ("another_than_drafter", "complete"), ON),
    Step(DRAFTED, "drop", _DECIDE, DROPPED, ("reason",)),
    Step(ISSUED, "sign", _BODY, SIGNED, ("contacts",), ON),
    Step(SIGNED, "plan", _BODY, PLANNED, ("plan",), ON),
    Step(SIGNED, "start", _BODY, IN_HAND, ("no_plan_wanted",), ON),
    Step(PLANNED, "agree", _JUDGES, IN_HAND, ("another_than_handler",), ON),
    Step(PLANNED, "send_back", _JUDGES, SIGNED, ("another_than_handler", "reason")),
    Step(IN_HAND, "progress", _BODY, STAY, ("progress",)),
    Step(IN_HAND, "report", _BODY, REPORTED, ("proof", "reason"), ON),
    Step(REPORTED, "accept_deviation", _LEADER, STAY, ("another_than_handler", "reason", "end_date")),
    Step(REPORTED, "verify", _JUDGES, VERIFIED, ("proof", "another_than_handler", "passes", "reason"), ON),
    Step(REPORTED, "send_back", _JUDGES, IN_HAND, ("another_than_handler", "reason")),
    Step(VERIFIED, "close", _DECIDE, CLOSED, ("proof", "another_than_handler", "passes", "reason"), ON),
    Step(VERIFIED, "send_back", _DECIDE, IN_HAND, ("another_than_handler", "reason")),
    *(
        Step(state, "ask_extension", _BODY, STAY, ("in_time", "extension_open", "reason"))
        for state in WITH_BODY
    ),
    *(
        Step(state, act, _DECIDE, STAY, ("asked", "another_than_asker", "reason"))
        for state in (*WITH_BODY, REPORTED)
        for act in ("grant_extension", "refuse_extension")
    ),
    *(
        Step(state, "contest", _BODY, CONTESTED, ("contest_open", "reason"))
        for state in (ISSUED, SIGNED, PLANNED)
    ),
    Step(CONTESTED, "uphold", _DECIDE, BACK, ("another_than_drafter", "reason"), ON),
    Step(CONTESTED, "overturn", _DECIDE, DROPPED, ("another_than_drafter", "reason")),
    *(
        Step(state, "suspend", _LEADER, SUSPENDED, ("reason", "end_date", "short_rest"))
        for state in WITH_BODY
    ),
    Step(SUSPENDED, "resume", _DECIDE, BACK, ("reason",), ON),
    *(
        Step(state, "drop", _LEADER, DROPPED, ("reason",))
        for state in (*WITH_BODY, REPORTED, CONTESTED, SUSPENDED)
    ),
    Step(CLOSED, "hold", _JUDGES, HELD, ("look_due", "another_than_handler", "measured_pass", "reason"), ON),
    Step(CLOSED, "lapse", _JUDGES, LAPSED, ("look_due", "another_than_handler", "fails", "reason")),
    Step(LAPSED, "reopen", _OFFICE, REOPENED, ("reason",), ON),
)

ACTS = tuple(dict.fromkeys(step.act for step in STEPS))


def find(state: str, act: str) -> Step | None:
    """The step for an act in a state; there is never more than one."""
    return next((step for step in STEPS if (step.state, step.act) == (state, act)), None)


def roles_of(act: str) -> tuple[str, ...]:
    """Who may do this act in some state."""
    return tuple(dict.fromkeys(role for step in STEPS if step.act == act for role in step.roles))


def awake(item: Item, today: date) -> Item:
    """The item on this day: a rest that is over is over, whether or not anybody said so."""
    until = item.suspended_until
    if item.state != SUSPENDED or until is None or today <= until:
        return item
    pauses = tuple(replace(one, end=until) if one.end is None else one for one in item.pauses)
    return replace(item, state=item.resume, resume="", suspended_until=None, pauses=pauses)


def choices(item: Item, role: str, today: date) -> tuple[Step, ...]:
    """The steps open to a role in the item's state; whether the needs are met is another question."""
    state = awake(item, today).state
    return tuple(step for step in STEPS if step.state == state and role in step.roles)


def waits_for(item: Item, today: date) -> tuple[str, ...]:
    """The roles of which somebody has to move on the item; none where it has come to an end."""
    state = awake(item, today).state
    return tuple(
        dict.fromkeys(role for step in STEPS if (step.state, step.way) == (state, ON) for role in step.roles)
    )


def why_not(item: Item, act: str, doing: Doing, terms: Terms, calendar: Calendar) -> Refused | None:
    """Why this may not be done; None where it may."""
    now = awake(item, doing.on)
    step = find(now.state, act)
    if step is None:
        if now.state in FINAL:
            return Closed("item_ended", act=act, state=now.state)
        return WrongState("not_in_state", act=act, state=now.state)
    if doing.role not in step.roles:
        return NotPermitted("not_permitted", role=doing.role, act=act)
    if doing.role == REPORTER and doing.body != now.body:
        return NotPermitted("not_permitted", role=doing.role, act=act, body=now.body)
    return unmet(step.needs, Case(now, doing, terms, calendar))


def perform(item: Item, act: str, doing: Doing, terms: Terms, calendar: Calendar) -> Item:
    """The item after `act`; raises what `why_not` says."""
    refusal = why_not(item, act, doing, terms, calendar)
    if refusal is not None:
        raise refusal
    now = awake(item, doing.on)
    step = find(now.state, act)
    assert step is not None  # or there would have been a refusal
    effect: Callable[[Item, Doing, Terms], Item] | None = EFFECTS.get(act)
    after = effect(now, doing, terms) if effect else now
    if doing.role == REPORTER:
        after = replace(after, handlers=after.handlers | {doing.person})
    return _moved(after, now.state, _target(step, now), doing.on, terms, calendar)


def _target(step: Step, item: Item) -> str:
    return {STAY: item.state, BACK: item.resume}.get(step.to, step.to)


def _moved(item: Item, old: str, new: str, on: date, terms: Terms, calendar: Calendar) -> Item:
    """State, pauses and end, which follow from the move alone."""
    pauses = item.pauses
    stands, stood = new in terms.pauses, old in terms.pauses
    if stood and not stands:
        pauses = tuple(replace(one, end=on) if one.end is None else one for one in pauses)
    if stands and not stood:
        pauses = (*pauses, Pause(on, None, new))
    changes: dict[str, object] = {"state": new, "pauses": pauses}
    if new in (CONTESTED, SUSPENDED):
        changes["resume"] = old
    elif old in (CONTESTED, SUSPENDED):
        changes |= {"resume": "", "suspended_until": None}
    if new in (CLOSED, DROPPED) and old not in ENDED:
        changes["ended_on"] = on
    after: Item = replace(item, **changes)  # type: ignore[arg-type]
    if new == CLOSED:
        return replace(after, overrun=clocks.read(after, on, calendar, terms).late)
    return after


def flow() -> tuple[Mapping[str, str], ...]:
    """The table as arrows to draw: `state`, `act`, `to` ("…": back to where it came from), `way`."""
    return tuple(
        {"state": step.state, "act": step.act, "to": step.to or step.state, "way": step.way} for step in STEPS
    )
