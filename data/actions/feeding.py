"""Taking the record of rectification over into the next round, as an ordinary batch with its source.

    take_over(desk, round_code, *, reason, key="") -> Batch

The figures come from `queries.feeding` alone; nobody types them in. NotFound("next_round") where there is no
round to hand them in to; Lacking("reason"); else as `observations.record`.
"""

from __future__ import annotations

from data.actions import observations
from data.desk import Desk
from data.queries.feeding import feeding
from data.store.observations import Batch
from data.words import text
from metrics.errors import Lacking, NotFound


def take_over(desk: Desk, round_code: str, *, reason: str, key: str = "") -> Batch:
    """Hand the figures in to the next round, in place of what stands there."""
    if not reason.strip():
        raise Lacking("reason")
    found = feeding(desk, round_code)
    if found.to is None or found.rows.empty:
        raise NotFound("next_round", round=round_code)
    source = text("feeding.source", "zh", round=round_code)
    return observations.record(
        desk, found.to.code, found.rows, source=source, replace=True, reason=reason, key=key
    )
