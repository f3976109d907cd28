"""The in-box (通知): what people of one's role and body have been told.

inbox(desk, unseen=False, limit=200) -> tuple[Notification, ...]     newest first
unseen(desk) -> int                                                  how many nobody there has seen
sentence(desk, one) -> str                                           in the desk's language
"""

from __future__ import annotations

from datetime import date
from typing import Any

from data.desk import Desk
from data.queries.rectification import terms
from data.store import notifications as kept
from data.store.notifications import Notification
from data.words import text

__all__ = ["Notification", "inbox", "sentence", "unseen"]


def inbox(desk: Desk, *, unseen: bool = False, limit: int = 200) -> tuple[Notification, ...]:
    """What this person has been told, newest first; nothing for roles that nobody writes to."""
    if not desk.reach("rectification.read"):
        return ()
    with desk.database.reading() as connection:
        return kept.to(connection, desk.role, desk.body, unseen=unseen, limit=limit)


def unseen(desk: Desk) -> int:
    """How many of them nobody in this role (and body) has seen."""
    if not desk.reach("rectification.read"):
        return 0
    with desk.database.reading() as connection:
        return kept.unseen(connection, desk.role, desk.body)


def sentence(desk: Desk, one: Notification) -> str:
    """The notification in words."""
    facts: dict[str, Any] = dict(one.facts)
    if "step" in facts:
        facts["step"] = terms(desk, one.round).rung(str(facts["step"])).title
    if "until" in facts:
        facts["until"] = date.fromisoformat(str(facts["until"]))
    return text(f"note.{one.code}", desk.language, **{"reason": "", "days": 0, "until": "", **facts})
