"""Lost points put right: items and their history, what was measured anew, letters, who was told."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from data.store.tables.schema import Moment, metadata

# One thing to be put right (整改事项). What is asked about stands in columns, the rest in `content` (JSON).
rectifications = Table(
    "rectifications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String, nullable=False),
    Column("number", String, nullable=False, unique=True),  # "ZG-2012-310101-001"
    Column("body", String, nullable=False),  # who has to put it right
    Column("indicator", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),  # of `metrics.procedure.lifecycle`
    Column("parent", Integer, ForeignKey("rectifications.id")),  # it came back from this one
    Column("previous", Integer, ForeignKey("rectifications.id")),  # the same finding in an earlier round
    Column("content", Text, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"]),
    Index(None, "round", "body", "indicator"),
)

rectification_events = Table(
    "rectification_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rectification", Integer, ForeignKey("rectifications.id"), nullable=False),
    Column("act", String, nullable=False),
    Column("person", String, nullable=False),
    Column("role", String, nullable=False),
    Column("came_from", String, nullable=False),  # state before, state after
    Column("led_to", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON: days, evidence, what the rule said
    Column("at", Moment, nullable=False),
    Index(None, "rectification"),
)

# What was observed anew in rectification: it never touches the observations of the round.
remeasures = Table(
    "remeasures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String, nullable=False),
    Column("body", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("rectification", Integer, ForeignKey("rectifications.id")),
    Column("content", Text, nullable=False),  # JSON: all rows of the body's indicator
    Column("reason", Text, nullable=False),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"]),
    Index(None, "round"),
)

rectification_letters = Table(
    "rectification_letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rectification", Integer, ForeignKey("rectifications.id"), nullable=False),
    Column("step", String, nullable=False),  # of the ladder in the catalogue
    Column("allowed", Integer, nullable=False),  # working days allowed then: more time, a new ladder
    Column("state", String, nullable=False),  # "drafted", "sent" or "superseded"
    Column("drafted_on", Date, nullable=False),
    Column("content", Text, nullable=False),  # JSON: the clock on that day
    Column("year", Integer),  # of the document number, given when it is sent
    Column("serial", Integer),
    Column("sent_by", String, nullable=False),
    Column("sent_at", Moment),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("rectification", "step", "allowed"),
    UniqueConstraint("year", "serial"),
)

# A notice (整改通知书): one per body and press of "issue", its number given once and kept for ever.
rectification_notices = Table(
    "rectification_notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("round", String, nullable=False),
    Column("body", String, nullable=False),
    Column("press", String, nullable=False),  # what was issued together
    Column("person", String, nullable=False),
    Column("code", Text, nullable=False),  # JSON: the sender's code in the number, as it was then
    Column("issued_on", Date, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"]),
    UniqueConstraint("year", "serial"),
    UniqueConstraint("round", "body", "press"),
)

rectification_notice_items = Table(
    "rectification_notice_items",
    metadata,
    Column("rectification", Integer, ForeignKey("rectifications.id"), primary_key=True),
    Column("notice", Integer, ForeignKey("rectification_notices.id"), nullable=False),
    Index(None, "notice"),
)

# Who was told what, and whether they have seen it.
notifications = Table(
    "notifications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String, ForeignKey("rounds.code"), nullable=False),
    Column("rectification", Integer, ForeignKey("rectifications.id")),
    Column("letter", Integer, ForeignKey("rectification_letters.id")),
    Column("code", String, nullable=False),
    Column("role", String, nullable=False),  # to whoever works in this role
    Column("body", String, nullable=False),  # ... in this body ("" for any)
    Column("facts", Text, nullable=False),  # JSON
    Column("at", Moment, nullable=False),
    Column("seen_by", String, nullable=False),
    Column("seen_at", Moment),
    Column("mailed_at", Moment),
    Column("mail_trouble", Text, nullable=False),
    Index(None, "role", "body"),
)
