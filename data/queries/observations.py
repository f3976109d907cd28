"""Questions about observations: what counts now, how a cell came to it, who handed in what."""

from __future__ import annotations

import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import rounds
from data.store import observations as kept
from data.store.observations import Batch
from metrics.errors import NotPermitted


def current(desk: Desk, round_code: str, body: str = "") -> pd.DataFrame:
    """What counts now: columns id, batch and `frames.OBSERVATIONS` (a reporter: of their own body)."""
    rounds.find(desk, round_code)
    own = desk.reach("observations.read") == permits.OWN
    body = body or (desk.body if own else "")
    desk.check("observations.read", body=body)
    with desk.database.reading() as connection:
        return kept.current(connection, round_code, body=body)


def history(desk: Desk, round_code: str, body: str, indicator: str) -> pd.DataFrame:
    """All that was ever kept of a body's indicator, oldest first.

    Columns id, batch, OBSERVATIONS, supersedes, and of the batch source, person, at, why (its reason).
    """
    rounds.find(desk, round_code)
    desk.check("observations.read", body=body)
    with desk.database.reading() as connection:
        return kept.history(connection, round_code, body, indicator)


def batches(desk: Desk, round_code: str, limit: int = 20) -> tuple[Batch, ...]:
    """The last batches of a round, newest first; of the whole round, so not for a reporter."""
    rounds.find(desk, round_code)
    if desk.reach("observations.read") != permits.ALL:
        raise NotPermitted("not_permitted", role=desk.role, act="observations.read", body="")
    with desk.database.reading() as connection:
        return kept.batches(connection, round_code, limit)
