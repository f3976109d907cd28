"""Taking the record of rectification over into the next round, as an ordinary batch with its source.

    take_over(desk, round_code, *, reason, key="") -> Batch

The figures come from `queries.feeding` alone; nobody types them in. NotFound("next_round") where there is no
round to hand them in to; Lacking("reason"); Conflict("changed_meanwhile") where somebody else wrote there
while they were worked out; else as `observations.record`.
"""

from __future__ import annotations

from data.actions import observations
from data.desk import Desk
from data.queries.feeding import feeding
from data.store import observations as kept
from data.store.audit import with_key
from data.store.observations import Batch
from data.words import text
from metrics.errors import Lacking, NotFound


def take_over(desk: Desk, round_code: str, *, reason: str, key: str = "") -> Batch:
    """Hand the figures in to the next round, in place of what stands there."""
    if not reason.strip():
        raise Lacking("reason")
    source = text("feeding.source", "zh", round=round_code)
    if (earlier := _done(desk, key, source, reason)) is not None:
        return earlier
    found = feeding(desk, round_code)
    if found.to is None or found.rows.empty:
        raise NotFound("next_round", round=round_code)
    return observations.record(
        desk, found.to.code, found.rows, source=source, replace=True, reason=reason, seen=found.seen, key=key
    )


def _done(desk: Desk, key: str, source: str, reason: str) -> Batch | None:
    """What was handed in under this key: answered as then, for by now other rows are fed, or none."""
    with desk.database.reading() as connection:
        there = with_key(connection, key) if key else None
        if there is None or (there["act"], there["person"]) != ("observations.record", desk.person):
            return None
        batch = kept.batch(connection, there["after"]["batch"])
    return batch if (batch.source, batch.reason) == (source, reason) else None
