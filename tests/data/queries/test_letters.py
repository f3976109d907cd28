"""Letters for who may read them: a body those that were sent to it, staff all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from data.actions import rectification_letters
from data.desk import Desk
from data.queries import letters as ask
from data.queries import rectification
from data.store.letters import DRAFTED, SENT, Letter
from metrics.errors import NotPermitted
from tests.data.rectifying import BODY, People, act, drafted, observed, tomorrow

OTHER = "310104"


@pytest.fixture
def both(people: People, opened: str, clock: Any) -> tuple[Letter, Letter]:
    """A letter that was sent, and a sterner one that was only drafted."""
    observed(people["evaluator"], opened)
    act(people["leader"], drafted(people["office"], opened), "issue")
    tomorrow(clock, 24)
    [first] = rectification_letters.draft_due(people["office"], opened)
    sent = rectification_letters.send(people["office"], first.id, version=first.version)
    tomorrow(clock, 15)
    [second] = rectification_letters.draft_due(people["office"], opened)
    return sent, second


def test_a_body_reads_what_was_sent_to_it(
    people: People, opened: str, both: tuple[Letter, Letter], seat: Callable[..., Desk]
) -> None:
    sent, waiting = both
    assert ask.letters(people["office"], opened) == both
    assert ask.letters(people["office"], opened, DRAFTED) == (waiting,)
    assert ask.letters(people["reporter"], opened) == ask.letters(people["reporter"], opened, SENT) == (sent,)
    assert ask.letters(people["reporter"], opened, DRAFTED) == ()
    assert ask.find(people["reporter"], sent.id) == sent
    assert rectification.find(people["reporter"], sent.number).letters == (sent,)
    assert rectification.find(people["office"], sent.number).letters == both
    stranger = seat("reporter", body=OTHER)
    assert ask.letters(stranger, opened) == ()
    assert sent.body == BODY
    for desk, letter in ((stranger, sent), (people["reporter"], waiting), (people["viewer"], sent)):
        with pytest.raises(NotPermitted):
            ask.find(desk, letter.id)


def test_what_is_due_is_asked_by_those_who_read_every_item(people: People, opened: str, clock: Any) -> None:
    observed(people["evaluator"], opened)
    item = act(people["leader"], drafted(people["office"], opened), "issue")
    tomorrow(clock, 24)
    assert [one.item.number for one in ask.due(people["leader"], opened)] == [item.number]
    for role in ("reporter", "viewer"):
        with pytest.raises(NotPermitted):
            ask.due(people[role], opened)
    with pytest.raises(NotPermitted):
        ask.letters(people["viewer"], opened)
