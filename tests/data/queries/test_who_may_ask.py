"""Who is answered what about rectification: a table of questions, asked by everybody of a published round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from data.actions import boards
from data.desk import Desk
from data.queries import (
    exemplars,
    feeds,
    letters,
    library,
    notifications,
    paths,
    plans,
    proposals,
    rectification,
    rectification_figures,
    rectified,
    remeasured,
    signing,
    tasks,
)
from metrics.errors import NotPermitted
from metrics.procedure.items import Item
from tests.data.rectifying import BODY, People, act, drafted, observed

Ask = Callable[[Desk, str, Item], Any]
# Of everything, for those who work with all bodies; "body": also for the body whose item it is.
OF_ALL: dict[str, tuple[Ask, tuple[str, ...]]] = {
    "proposals": (lambda desk, code, _: proposals.proposals(desk, code), ("office",)),
    "municipal": (lambda desk, code, _: proposals.municipal(desk, code, "b", body="B01"), ("office",)),
    "self-checks": (lambda desk, _, item: proposals.self_checks(desk, item.number), ("office",)),
    "feeds": (lambda desk, code, _: feeds.feeds(desk, code), ("office",)),
    "observed": (lambda desk, _, item: remeasured.observed(desk, item.number), ("office", "evaluator")),
    "board after it": (
        lambda desk, code, _: rectified.board(desk, code), ("office", "evaluator", "leader"),
    ),
    "letters due": (lambda desk, code, _: letters.due(desk, code), ("office", "evaluator", "leader")),
    "signing": (lambda desk, code, _: signing.waiting(desk, code), ("office", "evaluator", "leader")),
}  # fmt: skip
OF_ITEMS: dict[str, Ask] = {
    "items": lambda desk, code, _: rectification.items(desk, code),
    "register": lambda desk, code, _: rectification.register(desk, code),
    "letters": lambda desk, code, _: letters.letters(desk, code),
    "figures": lambda desk, code, _: rectification_figures.figures(desk, code),
    "exemplars": lambda desk, code, _: exemplars.exemplars(desk, code),
    "two totals": lambda desk, code, _: rectified.side_by_side(desk, code),
}
OF_THE_BODY: dict[str, Ask] = {
    "item": lambda desk, _, item: rectification.find(desk, item.number),
    "tasks": lambda desk, code, _: tasks.tasks(desk, code, BODY),
    "library": lambda desk, code, _: library.library(desk, code, BODY),
}
STAFF = ("office", "evaluator", "leader")


@pytest.fixture
def everybody(people: People, seat: Callable[..., Desk]) -> People:
    """With a reporter of another body, and one of none."""
    return people | {"stranger": seat("reporter", body="310104"), "nobody": seat("reporter")}


@pytest.fixture
def item(people: People, opened: str) -> Item:
    """An issued item of a round that was sealed afterwards."""
    observed(people["evaluator"], opened)
    one = act(people["leader"], drafted(people["office"], opened), "issue")
    edition = boards.compute(people["office"], opened)
    boards.seal(people["leader"], opened, edition.number, sha256=edition.sha256)
    return one


def test_each_question_is_answered_to_whom_it_may_be(everybody: People, opened: str, item: Item) -> None:
    table: dict[str, tuple[Ask, tuple[str, ...]]] = {
        **OF_ALL,
        **{name: (ask, (*STAFF, "reporter", "stranger")) for name, ask in OF_ITEMS.items()},
        **{name: (ask, (*STAFF, "reporter")) for name, ask in OF_THE_BODY.items()},
    }
    wrong = []
    for name, (ask, may) in table.items():
        for who, desk in everybody.items():
            try:
                ask(desk, opened, item)
                answered = True
            except NotPermitted:
                answered = False
            if answered != (who in may):
                wrong.append((name, who, answered))
    assert wrong == []


def test_a_body_without_items_is_told_of_no_items(everybody: People, opened: str, item: Item) -> None:
    found = rectification_figures.figures(everybody["stranger"], opened)
    assert (found.open, len(found.stages), len(found.medians), len(found.waiting)) == (0, 0, 0, 0)
    assert len(rectification_figures.figures(everybody["office"], opened).medians) == 1
    assert rectification.items(everybody["stranger"], opened) == ()
    assert list(rectified.side_by_side(everybody["stranger"], opened)["body"]) == ["310104"]


def test_an_in_box_is_of_one_role_in_one_body(everybody: People, opened: str, item: Item) -> None:
    [told] = notifications.inbox(everybody["reporter"])
    assert (told.code, told.number) == ("issued", item.number)
    for who in (*STAFF, "stranger", "nobody", "viewer"):
        assert notifications.inbox(everybody[who]) == ()
        assert notifications.unseen(everybody[who]) == 0


def test_whoever_reads_published_scores_alone_has_a_plan_without_items(
    everybody: People, opened: str, item: Item
) -> None:
    fixes = {one.indicator.code: one for one in plans.plan(everybody["viewer"], opened, BODY).fixes}
    assert (fixes["b"].number, fixes["b"].state, fixes["b"].deadline) == ("", "", None)
    assert plans.plan(everybody["reporter"], opened, BODY).fix("b").number == item.number
    with pytest.raises(NotPermitted):
        paths.path(everybody["stranger"], opened, BODY)
