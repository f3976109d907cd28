"""Who did what (the audit trail), and how far each person has seen a round."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from data.store.tables.schema import Moment, metadata

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("person", String, nullable=False),
    Column("role", String, nullable=False),
    Column("address", String, nullable=False),
    Column("request", String, nullable=False),
    Column("act", String, nullable=False),
    Column("about", String, nullable=False),
    Column("round", String, nullable=False),  # "" where the act concerns no round; no key: refusals are kept
    Column("result", String, nullable=False),  # "done" or "refused"
    Column("before", Text, nullable=False),  # canonical JSON
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("key", String, unique=True),  # of an act that must not happen twice
    Column("given", String, nullable=False),  # digest of what the act was asked to do
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "round", "act", "seq"),
)

# How far somebody has seen a round: a bookmark, not an act; it moves nothing and is not in the trail.
looks = Table(
    "looks",
    metadata,
    Column("round", String, ForeignKey("rounds.code"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("session", String, nullable=False),  # a look counts once in a session
    Column("seen", Integer, nullable=False),  # last entry of the audit trail that was there
    Column("at", Moment, nullable=False),
    Column("seen_before", Integer),  # the same of the session before, NULL where this is the first
    Column("at_before", Moment),
)
