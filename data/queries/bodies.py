"""Questions about the bodies of a round."""

from __future__ import annotations

from data.desk import Desk
from data.queries import rounds
from data.store import bodies as kept
from metrics.model import Body


def every(desk: Desk, round_code: str) -> tuple[Body, ...]:
    """The bodies of a round in the order of its list."""
    _check(desk, round_code)
    with desk.database.reading() as connection:
        return kept.of_round(connection, round_code)


def find(desk: Desk, round_code: str, body: str) -> tuple[Body, int]:
    """One body, and its version to hand back with a correction; NotFound."""
    _check(desk, round_code)
    with desk.database.reading() as connection:
        return kept.find(connection, round_code, body)


def accepted(desk: Desk, round_code: str) -> frozenset[str]:
    """Codes of the bodies whose thin base someone accepted by name."""
    _check(desk, round_code)
    with desk.database.reading() as connection:
        return kept.accepted(connection, round_code)


def _check(desk: Desk, round_code: str) -> None:
    rounds.find(desk, round_code)  # who may only see what is sealed is refused here
    desk.check("bodies.read", sealed=True)
