"""Every need at its edge: the last that is still met and the first that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from metrics import workdays
from metrics.model import Text
from metrics.procedure import clocks
from metrics.procedure.items import Contacts, Doing, Item, Milestone, Outcome
from metrics.procedure.needs import NEEDS, Case, unmet
from tests.metrics.procedure.items import BODY, CLOSED_ON, ENOUGH, ISSUED_ON, TODAY, doing, item
from tests.metrics.procedure.terms import calendar, terms

DAY = timedelta(days=1)


def worked(days: int) -> date:
    """So many working days after the issue."""
    return workdays.add(ISSUED_ON, days, calendar())


def looked_from(one: Item) -> date:
    window = clocks.look_window(one, terms())
    assert window is not None
    return window[0]


LONGEST = workdays.add(TODAY, terms().suspension_days, calendar())
HERS, CLOSED = doing("reporter"), item("closed")
OLD, LOSING = Outcome(False, 0.0), Outcome(True, 0.5, "below")
# need: the item and the act of the last that is met, and of the first that is not
EDGES: dict[str, tuple[tuple[Item, Doing], tuple[Item, Doing]]] = {
    "reason": ((item("issued"), replace(HERS, reason="x")), (item("issued"), replace(HERS, reason=" \n"))),
    "complete": ((item("drafted"), HERS), (item("drafted", problem=Text("问题", " ")), HERS)),
    "another_than_drafter": (
        (item("drafted"), doing("office")), (item("drafted"), doing("office", person="drafter")),
    ),
    "another_than_handler": (
        (item("reported"), doing("office", body="310102")), (item("reported"), doing("office", body=BODY)),
    ),
    "another_than_asker": (
        (item("signed", asked=5, asked_by="handler"), doing("office")),
        (item("signed", asked=5, asked_by="somebody"), doing("office")),
    ),
    "plan": (
        (item("signed"), replace(HERS, milestones=(Milestone("完成", 15),))),
        (item("signed"), replace(HERS, milestones=(Milestone("完成", 16),))),
    ),
    "progress": (
        (item("in_hand", milestones=(Milestone("完成", 5),)), replace(HERS, progress=100, done=(0,))),
        (item("in_hand", milestones=(Milestone("完成", 5),)), replace(HERS, progress=100, done=(1,))),
    ),
    "in_time": (
        (item("signed"), replace(HERS, on=worked(15))), (item("signed"), replace(HERS, on=worked(16))),
    ),
    "extension_open": (
        (item("signed"), replace(HERS, days=terms().extension_days)),
        (item("signed"), replace(HERS, days=terms().extension_days + 1)),
    ),
    "contest_open": (
        (item("issued"), replace(HERS, on=worked(terms().contest_days))),
        (item("issued"), replace(HERS, on=worked(terms().contest_days + 1))),
    ),
    "end_date": (
        (item("reported"), doing("leader", until=TODAY + DAY)),
        (item("reported"), doing("leader", until=TODAY)),
    ),
    "short_rest": (
        (item("signed"), doing("leader", until=LONGEST)),
        (item("signed"), doing("leader", until=LONGEST + DAY)),
    ),
    "passes": (
        (item("reported", deviation_until=TODAY), doing("office", outcome=None)),
        (item("reported", deviation_until=TODAY - DAY), doing("office", outcome=None)),
    ),
    "fails": ((CLOSED, doing("office", outcome=LOSING)), (CLOSED, doing("office", outcome=ENOUGH))),
    "look_due": (
        (CLOSED, doing("office", on=looked_from(CLOSED))),
        (CLOSED, doing("office", on=looked_from(CLOSED) - DAY)),
    ),
    "measured_pass": ((CLOSED, doing("office")), (CLOSED, doing("office", outcome=OLD))),
    "contacts": (
        (item("issued"), HERS), (item("issued"), replace(HERS, contacts=Contacts("领导", "经办", " "))),
    ),
    "no_plan_wanted": ((item("signed", deadline_class="prompt"), HERS), (item("signed"), HERS)),
    "proof": ((item("in_hand"), HERS), (item("in_hand"), replace(HERS, proofs=()))),
    "asked": ((item("signed", asked=1), doing("office")), (item("signed"), doing("office"))),
}  # fmt: skip
BEYOND: dict[str, tuple[Item, Doing]] = {
    "another_than_handler": (item("reported"), doing("office", person="handler")),
    "plan": (item("signed", deadline_class="complex"), replace(HERS, milestones=())),
    "progress": (item("in_hand"), replace(HERS, progress=101)),
    "extension_open": (item("signed", extensions=terms().extensions), HERS),
    "contest_open": (item("issued", contests=terms().contests), HERS),
    "passes": (item("reported"), doing("office", outcome=replace(ENOUGH, lost=0.01))),
    "fails": (CLOSED, doing("office", outcome=replace(LOSING, renewed=False))),
    "measured_pass": (item("closed", deviation_until=CLOSED_ON), doing("office", outcome=LOSING)),
}


def refused(need: str, at: tuple[Item, Doing]) -> bool:
    return unmet((need,), Case(*at, terms(), calendar())) is not None


def test_every_need_has_an_edge() -> None:
    assert set(EDGES) == set(NEEDS)


@pytest.mark.parametrize("need", EDGES)
def test_the_last_that_is_met_and_the_first_that_is_not(need: str) -> None:
    met, not_met = EDGES[need]
    assert not refused(need, met)
    assert refused(need, not_met)


@pytest.mark.parametrize("need", BEYOND)
def test_what_else_is_not_met(need: str) -> None:
    assert refused(need, BEYOND[need])
