"""The trail as people read it, and the whole record held against it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from data.desk import Desk
from data.queries import trail
from metrics.errors import NotPermitted


def test_the_last_acts_come_first(scored: str, office: Desk) -> None:
    told = trail.entries(office, scored)
    assert told["act"].tolist() == ["observations.record", "rounds.open"]
    assert told["seq"].tolist() == [2, 1]
    assert trail.entries(office, "1999").empty


@pytest.mark.parametrize("role", ["evaluator", "reporter", "viewer"])
def test_others_do_not_read_it(scored: str, seat: Callable[..., Desk], role: str) -> None:
    desk = seat(role, body="310101")
    for question in (trail.entries, trail.verify):
        with pytest.raises(NotPermitted):
            question(desk)


def test_a_true_record_is_intact(scored: str, office: Desk) -> None:
    found = trail.verify(office)
    assert found.intact
    assert (found.trail.entries, found.trail.anchors) == (2, 2)


def test_a_value_changed_past_the_program_is_found(scored: str, office: Desk, kind: str) -> None:
    table = "" if kind == "sqlite" else " ON observations"
    with office.database.migrating() as connection:
        connection.execute(text(f"DROP TRIGGER observations_no_update{table}"))
        connection.execute(text("UPDATE observations SET value = '9' WHERE id = 14"))
    found = trail.verify(office)
    assert found.trail.intact
    assert (found.batches, found.intact) == ((1,), False)


def test_rows_added_to_or_taken_from_a_batch_are_found(scored: str, office: Desk, kind: str) -> None:
    table = "" if kind == "sqlite" else " ON observations"
    with office.database.migrating() as connection:
        connection.execute(text(f"DROP TRIGGER observations_no_delete{table}"))
        connection.execute(text("DELETE FROM observations"))
    assert trail.verify(office).batches == (1,)


def test_a_cut_trail_is_found_by_the_heads_outside(scored: str, office: Desk, kind: str) -> None:
    table = "" if kind == "sqlite" else " ON audit"
    with office.database.migrating() as connection:
        connection.execute(text(f"DROP TRIGGER audit_no_delete{table}"))
        connection.execute(text("DELETE FROM audit WHERE seq = 2"))
    assert trail.verify(office).trail.problems == (("cut", 2),)
    office.anchor.unlink()
    assert trail.verify(office).trail.intact  # the control: without them nothing is noticed
