"""Questions about one's own drafts, and what a form must remember when it is drawn.

seen(desk, round_code) -> int                                  last batch, to hand back with the form
find(desk, round_code, body="", indicator="") -> Draft | None
mine(desk, round_code) -> tuple[Draft, ...]                    the latest first
"""

from __future__ import annotations

from data.desk import Desk
from data.queries import rounds
from data.store import drafts as kept
from data.store import observations as kept_observations
from data.store.drafts import Draft

__all__ = ["Draft", "find", "mine", "seen"]


def seen(desk: Desk, round_code: str) -> int:
    """Number of the last batch of a round (0: none); nothing on a form drawn now is older."""
    rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        return kept_observations.last(connection, round_code)


def find(desk: Desk, round_code: str, body: str = "", indicator: str = "") -> Draft | None:
    """One's own draft of the form of a body, or of an indicator."""
    rounds.find(desk, round_code)
    desk.check("drafts.read")
    with desk.database.reading() as connection:
        return kept.find(connection, round_code, desk.person, body, indicator)


def mine(desk: Desk, round_code: str) -> tuple[Draft, ...]:
    """All of one's own drafts in a round, the latest first."""
    rounds.find(desk, round_code)
    desk.check("drafts.read")
    with desk.database.reading() as connection:
        return kept.of_person(connection, round_code, desk.person)
