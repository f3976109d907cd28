"""Questions about notices of rectification (整改通知书): which there are, under which numbers, about what.

notices(desk, round_code, body="") -> tuple[Notice, ...]     in the order of their numbers; a reporter: own
of_item(desk, number) -> Notice | None                       the one that an item was issued with
numbered(one, language) -> str                               沪政公开办整通〔2012〕3号
"""

from __future__ import annotations

from data import permits
from data.desk import Desk
from data.queries import rounds
from data.store import notices as kept
from data.store import rectification as kept_items
from data.store.notices import Notice
from data.words import text

__all__ = ["Notice", "notices", "numbered", "of_item"]


def notices(desk: Desk, round_code: str, body: str = "") -> tuple[Notice, ...]:
    """The notices of a round (to a body)."""
    rounds.find(desk, round_code)
    if desk.reach("rectification.read") == permits.OWN:
        body = body or desk.body
    desk.check("rectification.read", body=body)
    with desk.database.reading() as connection:
        return kept.every(connection, round_code, body)


def of_item(desk: Desk, number: str) -> Notice | None:
    """The notice of an item; None while it is a draft. NotFound, NotPermitted."""
    with desk.database.reading() as connection:
        item = kept_items.find(connection, number)
        desk.check("rectification.read", body=item.body)
        return kept.of_item(connection, item.id)


def numbered(one: Notice, language: str) -> str:
    """Its number as it stands on the paper."""
    return text("paper.number", language, code=one.code, year=one.year, serial=one.serial)
