"""What every SQLite connection gets: the measured pragmas, and a guard over what is kept for ever."""

from __future__ import annotations

import sqlite3
from typing import Any

from data.store.tables import APPEND_ONLY

PRAGMAS = (
    "journal_mode=WAL",  # readers and the writer do not wait for each other
    "synchronous=FULL",  # a committed score survives a power cut (NORMAL is 70 times faster and does not)
    "busy_timeout=15000",  # milliseconds; writers of another process
    "foreign_keys=ON",
    "recursive_triggers=ON",  # or INSERT OR REPLACE walks past the triggers that keep the audit trail
    "trusted_schema=OFF",  # a tampered file cannot run functions of ours
)

# Asking is harmless; setting a pragma after `prepare` is not.
PRAGMAS_TO_ASK = ("quick_check", "integrity_check", "foreign_key_check", "table_info", "table_xinfo")
CHANGES = {
    getattr(sqlite3, name)
    for name in dir(sqlite3)
    if name.startswith(("SQLITE_CREATE_", "SQLITE_DROP_")) or name in ("SQLITE_ALTER_TABLE", "SQLITE_ATTACH")
}


def prepare(connection: Any, _record: object) -> None:
    """For the "connect" event: set the pragmas and leave BEGIN to us (works on Python 3.11 and later)."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def prepare_guarded(connection: Any, record: object) -> None:
    """Like `prepare`, for the program's daily work: such a connection cannot change tables or the trail."""
    prepare(connection, record)
    connection.set_authorizer(_judge)


def prepare_to_read(connection: Any, record: object) -> None:
    """Like `prepare_guarded`, for a connection that only reads."""
    prepare(connection, record)
    connection.execute("PRAGMA query_only=ON")
    connection.set_authorizer(_judge)


def _judge(act: int, first: str | None, second: str | None, _base: str | None, _trigger: str | None) -> int:
    kept_for_ever = act in (sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE) and first in APPEND_ONLY
    set_pragma = act == sqlite3.SQLITE_PRAGMA and first not in PRAGMAS_TO_ASK
    if kept_for_ever or set_pragma or act in CHANGES:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
