"""The desk 工作台: who sits here, in which role and language, what time it is, and the record in reach.

Every question (`data.queries`) and every act (`data.actions`) takes a desk first. Nobody below the screen
asks the system for the time, the user or the database: the desk says it, so a test can say it too.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data import permits
from data.settings import ROOT, Settings
from data.store.db import Database, database
from metrics.errors import Lacking

SHANGHAI = ZoneInfo("Asia/Shanghai")


def shanghai_now() -> datetime:
    """The moment, by the clock on the wall in Shanghai."""
    return datetime.now(SHANGHAI)


def _request() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at work.

    `body` is the body a reporter belongs to ("" for everyone else); `address` where the person calls
    from; `request` ties the entries of one request together; `anchor` is the file that keeps the
    heads of the audit trail; `files` the folder of what was handed in, by content.
    """

    database: Database
    catalogues: Path
    anchor: Path
    person: str
    role: str
    body: str = ""
    language: str = "zh"
    clock: Callable[[], datetime] = shanghai_now
    address: str = ""
    files: Path = ROOT / "files"
    request: str = field(default_factory=_request)

    @property
    def now(self) -> datetime:
        """The moment, in Shanghai."""
        return self.clock().astimezone(SHANGHAI)

    @property
    def today(self) -> date:
        """The day, in Shanghai."""
        return self.now.date()

    def may(self, act: str, *, body: str = "", sealed: bool = False) -> bool:
        """Whether this person may do `act` (to `body`; `sealed`: only published matter is touched)."""
        return permits.allows(self.role, act, own=self.body, body=body, sealed=sealed)

    def check(self, act: str, *, body: str = "", sealed: bool = False) -> None:
        """Refuse with NotPermitted unless this person `may`."""
        permits.check(self.role, act, own=self.body, body=body, sealed=sealed)

    def reach(self, act: str) -> str:
        """How far this person may go: permits.ALL, OWN, SEALED or "" (not at all)."""
        far = permits.reach(self.role, act)
        return "" if far == permits.OWN and not self.body else far


def sit(
    settings: Settings,
    *,
    person: str,
    role: str,
    body: str = "",
    language: str = "",
    clock: Callable[[], datetime] = shanghai_now,
    address: str = "",
) -> Desk:
    """A desk on the database of `settings` (opened once per process); Lacking("role") for an unknown one."""
    if role not in permits.ROLES:
        raise Lacking("role", found=role, allowed=" ".join(permits.ROLES))
    return Desk(
        database=database(settings.database),
        catalogues=settings.catalogues,
        anchor=settings.anchor,
        person=person,
        role=role,
        body=body,
        language=language or settings.language,
        clock=clock,
        address=address,
        files=settings.files,
    )
