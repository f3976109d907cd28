"""What is asked of one body (整改任务): open items by what is due first, with what the body may do now.

tasks(desk, round_code, body) -> tuple[Task, ...]     issued items; a reporter is answered about their own
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.desk import Desk
from data.permits import REPORTER
from data.queries.rectification import calendar_of, items, terms_of
from data.queries.rounds import find
from metrics.model import Calendar
from metrics.procedure import clocks, lifecycle
from metrics.procedure.clocks import Clock
from metrics.procedure.items import Doing, Item
from metrics.procedure.lifecycle import DRAFTED, OPEN
from metrics.procedure.needs import Case, unmet
from metrics.procedure.terms import Rung, Terms

# Needs that nobody can write into a form: they are met today, or they are not.
TODAY = frozenset({"in_time", "extension_open", "contest_open", "no_plan_wanted"})


@dataclass(frozen=True, slots=True)
class Task:
    """An item as the body has it before it.

    `acts`: what the body may do now, as the table of the lifecycle orders them; `onward`: those of them
    that move the item on. `ladder`: step, day and whether the day has come; () where the item has ended.
    """

    item: Item
    clock: Clock
    acts: tuple[str, ...]
    onward: tuple[str, ...]
    ladder: tuple[tuple[Rung, date, bool], ...]

    @property
    def open(self) -> bool:
        """Issued and not ended."""
        return self.item.state in OPEN


def tasks(desk: Desk, round_code: str, body: str) -> tuple[Task, ...]:
    """The items of a body: open ones first, what is due first; then the ended, the latest first."""
    of_round = find(desk, round_code)
    desk.check("rectification.read", body=body)
    terms, calendar = terms_of(desk, of_round), calendar_of(desk, of_round)
    found = [
        _task(one, desk.today, calendar, terms)
        for one in items(desk, round_code, body=body)
        if one.state != DRAFTED and one.issued_on is not None
    ]
    return tuple(sorted(found, key=_order))


def _order(one: Task) -> tuple[bool, bool, int, str]:
    """What runs before what stands; the fewest days left first; ended items by their end."""
    if not one.open:
        ended = one.item.ended_on
        return (True, False, -ended.toordinal() if ended else 0, one.item.number)
    return (False, not one.clock.running, one.clock.left, one.item.number)


def _task(item: Item, today: date, calendar: Calendar, terms: Terms) -> Task:
    clock = clocks.read(item, today, calendar, terms)
    doing = Doing(person="", role=REPORTER, on=today, body=item.body, days=1)
    case = Case(item, doing, terms, calendar)
    steps = [
        step
        for step in lifecycle.choices(item, REPORTER, today)
        if unmet(tuple(code for code in step.needs if code in TODAY), case) is None
    ]
    days = clocks.schedule(item, clock, calendar, terms) if item.state in OPEN else ()
    return Task(
        item=item,
        clock=clock,
        acts=tuple(step.act for step in steps),
        onward=tuple(step.act for step in steps if step.way == lifecycle.ON),
        ladder=tuple((rung, day, day <= today) for rung, day in days),
    )


def counts(found: tuple[Task, ...]) -> Mapping[str, int]:
    """How many are open, late, and wait for the body itself."""
    mine = [one for one in found if one.open]
    return {
        "open": len(mine),
        "late": sum(one.clock.late > 0 for one in mine),
        "waiting": sum(bool(one.onward) for one in mine),
    }
