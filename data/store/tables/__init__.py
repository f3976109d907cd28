"""The tables: what is kept, under which keys; rows of `APPEND_ONLY` tables are never changed or removed.

A round and everything in it is named by the round's code. Rows that can be edited carry `version`:
whoever saves says which version they saw. Moments are kept as UTC text, so that both databases, the
audit trail and a printed copy show the same characters. Drawn group by group: `record`, `intake`,
`results`, `rectification`, `trail`; everybody else imports them from here.
"""

from __future__ import annotations

from data.store.tables.intake import annual_reports, confirmations, drafts, evidence, imports, withdrawals
from data.store.tables.record import batches, bodies, carried, observations, rounds
from data.store.tables.rectification import (
    notifications,
    rectification_events,
    rectification_letters,
    rectification_notice_items,
    rectification_notices,
    rectifications,
    remeasures,
)
from data.store.tables.results import acceptances, boards, seals
from data.store.tables.schema import Moment, metadata, stamp
from data.store.tables.trail import audit, looks

__all__ = [
    "APPEND_ONLY",
    "Moment",
    "acceptances",
    "annual_reports",
    "audit",
    "batches",
    "boards",
    "bodies",
    "carried",
    "confirmations",
    "drafts",
    "evidence",
    "imports",
    "looks",
    "metadata",
    "notifications",
    "observations",
    "rectification_events",
    "rectification_letters",
    "rectification_notice_items",
    "rectification_notices",
    "rectifications",
    "remeasures",
    "rounds",
    "seals",
    "stamp",
    "withdrawals",
]

APPEND_ONLY = (
    *("audit", "batches", "observations", "acceptances", "boards", "seals"),
    *("imports", "confirmations", "withdrawals", "carried", "evidence", "annual_reports"),
    *("rectification_events", "remeasures", "rectification_notices", "rectification_notice_items"),
)
