"""Reading notifications: see(desk, numbers, *, key="") -> int, how many were new."""

from __future__ import annotations

from collections.abc import Collection

from data.actions.deed import deed
from data.desk import Desk
from data.store import notifications as kept


def see(desk: Desk, numbers: Collection[int], *, key: str = "") -> int:
    """Note that this person has seen these; what is not theirs is left alone."""
    wanted = sorted(set(numbers))
    with deed(desk, "rectification.see", round_code="", body=desk.body, key=key, given=wanted) as act:
        if act.earlier is not None:
            return int(act.earlier["new"])
        new = kept.see(act.connection, wanted, desk.role, desk.body, desk.person, desk.now)
        act.tell("notifications", after={"seen": wanted, "new": new})
        return new
