"""Questions about the audit trail: what was done, and is the record still what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from data import permits
from data.desk import SHANGHAI, Desk
from data.store import annual_reports, audit, boards, evidence, files, imports, observations
from data.store.audit import Verdict


@dataclass(frozen=True, slots=True)
class Findings:
    """What `verify` found: the trail's verdict, batches and (round, number) of editions that were altered.

    `files`: digests of handed-in files that are gone, or no longer what was handed in.
    """

    trail: Verdict
    batches: tuple[int, ...]
    editions: tuple[tuple[str, int], ...]
    files: tuple[str, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether everything is as it was written."""
        return self.trail.intact and not (self.batches or self.editions or self.files)


def entries(desk: Desk, round_code: str = "", limit: int = 200) -> pd.DataFrame:
    """The last entries, newest first (of one round, or of all); columns `audit.COLUMNS`."""
    desk.check("audit.read")
    with desk.database.reading() as connection:
        rows = audit.trail(connection, round_code=round_code, limit=limit)
    return pd.DataFrame(rows, columns=list(audit.COLUMNS))


def feed(desk: Desk, round_code: str, limit: int = 12) -> pd.DataFrame:
    """What was done to a round lately, newest first: at (Shanghai), person, act, about, after.

    Empty for who may not read the observations of every body.
    """
    rows = []
    if desk.reach("observations.read") == permits.ALL:
        with desk.database.reading() as connection:
            rows = audit.trail(connection, round_code=round_code, limit=limit, result=audit.DONE)
    made = pd.DataFrame(rows, columns=list(audit.COLUMNS))[["at", "person", "act", "about", "after"]]
    return made.assign(at=[datetime.fromisoformat(at).astimezone(SHANGHAI) for at in made["at"]])


def verify(desk: Desk) -> Findings:
    """Walk the trail against the heads kept outside; hold batches, editions and files to their digests."""
    desk.check("audit.read")
    heads = audit.anchors(desk.anchor)
    with desk.database.reading() as connection:
        found = audit.verify(connection, heads)
        batches, editions = observations.altered(connection), boards.altered(connection)
        known = {one for kept in (annual_reports, evidence, imports) for one in kept.digests(connection)}
    unsound = tuple(one for one in sorted(known) if not files.is_sound(desk.files, one))
    return Findings(found, batches, editions, unsound)
