"""Seeing what one was told: by those it was written to, once, and kept with who was first."""

from __future__ import annotations

from collections.abc import Callable

from data.actions import notifications
from data.desk import Desk
from data.queries import notifications as ask
from tests.data.rectifying import People, act, drafted, observed


def test_the_first_to_see_is_kept_and_others_see_nothing(
    people: People, opened: str, seat: Callable[..., Desk]
) -> None:
    observed(people["evaluator"], opened)
    act(people["leader"], drafted(people["office"], opened), "issue")
    [told] = ask.inbox(people["reporter"])
    assert notifications.see(seat("reporter", body="310104"), [told.id]) == 0
    assert notifications.see(people["office"], [told.id]) == 0
    assert ask.unseen(people["reporter"]) == 1
    assert notifications.see(people["reporter"], [told.id], key="k") == 1
    assert notifications.see(people["reporter"], [told.id], key="k") == 1  # answered as then
    colleague = seat("reporter", person="second", body=people["reporter"].body)
    assert notifications.see(colleague, [told.id]) == 0
    [told] = ask.inbox(colleague)
    assert (told.seen_by, ask.unseen(colleague), ask.inbox(colleague, unseen=True)) == ("reporter", 0, ())
