"""A deed: what all actions have in common, so that none can forget it.

One permission check (a refusal is noted in the trail), one transaction, one audit entry, and the key under
which an act happens once. An exception inside leaves nothing behind, neither rows nor entry.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from data.desk import Desk
from data.store import audit
from data.store.db import Connection
from data.store.tables import stamp
from metrics.errors import Conflict, NotPermitted

log = logging.getLogger(__name__)


class Deed:
    """An act under way: `connection` to work with; `earlier`: what it said when it was done before."""

    def __init__(self, connection: Connection, earlier: Mapping[str, Any] | None) -> None:
        self.connection = connection
        self.earlier = earlier
        self.told: dict[str, Any] | None = None

    @property
    def is_new(self) -> bool:
        """False where the act was done before under the same key: do nothing, answer as then."""
        return self.earlier is None

    def tell(self, about: str, *, after: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
        """What the trail shall say: about which thing, what it was before and after."""
        self.told = {"about": about, "before": before or {}, "after": after}


@contextmanager
def deed(
    desk: Desk,
    act: str,
    *,
    round_code: str,
    body: str = "",
    reason: str = "",
    key: str = "",
    given: object = None,
) -> Iterator[Deed]:
    """The frame of every action; `given` is what the act is asked to do, as plain JSON.

    NotPermitted; Conflict("key_reused") for a key under which something else was done.
    """
    fingerprint = audit.digest([round_code, body, reason, given])
    entry: dict[str, Any] = {
        "at": stamp(desk.now), "person": desk.person, "role": desk.role, "act": act, "round": round_code,
        "reason": reason, "key": key or None, "given": fingerprint,
        "address": desk.address, "request": desk.request,
    }  # fmt: skip
    _permit(desk, act, body, entry)
    head = None
    with desk.database.writing() as connection:
        one = Deed(connection, _earlier(connection, desk, act, key, fingerprint))
        yield one
        if one.is_new:
            if one.told is None:
                raise RuntimeError(f"{act} has not said what it did")
            head = audit.append(connection, audit.Entry(**entry, **one.told))
    if head:
        _anchor(desk, head)


def _permit(desk: Desk, act: str, body: str, entry: dict[str, Any]) -> None:
    try:
        desk.check(act, body=body)
    except NotPermitted:
        _note(desk, entry | {"about": "/".join(part for part in (entry["round"], body) if part)})
        raise


def note_refusal(desk: Desk, act: str, *, about: str) -> None:
    """One entry for a question that was refused: somebody reached for what is not theirs to see."""
    who = {"person": desk.person, "role": desk.role, "address": desk.address, "request": desk.request}
    _note(desk, {"at": stamp(desk.now), "act": act, "about": about, **who})


def _note(desk: Desk, entry: dict[str, Any]) -> None:
    with desk.database.writing() as connection:
        head = audit.append(connection, audit.Entry(**entry | {"result": audit.REFUSED, "key": None}))
    _anchor(desk, head)


def _earlier(
    connection: Connection, desk: Desk, act: str, key: str, fingerprint: str
) -> Mapping[str, Any] | None:
    found = audit.with_key(connection, key) if key else None
    if found is None:
        return None
    if (found["act"], found["person"], found["given"]) != (act, desk.person, fingerprint):
        raise Conflict("key_reused", act=act)
    after: Mapping[str, Any] = found["after"]
    return after


def _anchor(desk: Desk, head: audit.Head) -> None:
    """The act is done and stays done; a head that could not be written outside is told by the health page."""
    try:
        audit.anchor(desk.anchor, head)
    except OSError as trouble:
        log.warning("the head of the audit trail could not be anchored: %s", trouble)
