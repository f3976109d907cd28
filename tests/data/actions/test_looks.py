"""A look counts once a session, is nobody else's, and leaves no trace but itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import bodies, looks
from data.desk import Desk
from data.store import audit
from data.store.db import Database
from metrics.errors import NotFound, NotPermitted


def head(database: Database) -> int:
    with database.reading() as connection:
        return audit.head(connection).seq


def test_the_first_look_says_so(opened: str, seat: Callable[..., Desk], database: Database) -> None:
    look = looks.note(seat("leader"), opened, "monday")
    assert (look.seen, look.seen_before, look.at_before) == (head(database), None, None)


def test_a_look_counts_once_a_session(opened: str, seat: Callable[..., Desk], office: Desk) -> None:
    leader = seat("leader")
    first = looks.note(leader, opened, "monday")
    bodies.accept_thin_base(office, opened, "310101", reason="seen")
    assert looks.note(leader, opened, "monday") == first
    second = looks.note(leader, opened, "tuesday")
    assert (second.seen_before, second.at_before) == (first.seen, first.at)
    assert second.seen == first.seen + 1


def test_a_look_is_ones_own(opened: str, seat: Callable[..., Desk]) -> None:
    looks.note(seat("leader"), opened, "monday")
    assert looks.note(seat("leader", person="another"), opened, "tuesday").seen_before is None


def test_a_look_is_no_entry_of_the_trail(opened: str, seat: Callable[..., Desk], database: Database) -> None:
    before = head(database)
    looks.note(seat("leader"), opened, "monday")
    assert head(database) == before


def test_a_reporter_may_a_viewer_may_not(opened: str, seat: Callable[..., Desk]) -> None:
    assert looks.note(seat("reporter", body="310101"), opened, "monday").seen_before is None
    with pytest.raises(NotPermitted):
        looks.note(seat("viewer"), opened, "monday")


def test_an_unknown_round(seat: Callable[..., Desk], opened: str) -> None:
    with pytest.raises(NotFound):
        looks.note(seat("leader"), "1999", "monday")
