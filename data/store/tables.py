"""The tables: what is kept, under which keys; rows of `APPEND_ONLY` tables are never changed or removed.

A round and everything in it is named by the round's code. Rows that can be edited carry `version`:
whoever saves says which version they saw. Moments are kept as UTC text, so that both databases, the
audit trail and a printed copy show the same characters.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

APPEND_ONLY = (
    *("audit", "batches", "observations", "acceptances", "boards", "seals"),
    *("imports", "confirmations", "withdrawals", "carried", "evidence", "annual_reports"),
    *("rectification_events", "remeasures"),
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; kept as "2012-07-09T08:30:00.000000Z"."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> str | None:
        """Aware datetime to text; a naive one is a bug."""
        return None if value is None else stamp(value)

    def process_result_value(self, value: str | None, _dialect: Any) -> datetime | None:
        """Text to a datetime in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def stamp(moment: datetime) -> str:
    """The text a moment is kept as; ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


rounds = Table(
    "rounds",
    metadata,
    Column("code", String, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("title_zh", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("catalogue", String, nullable=False),  # folder of the catalogue
    Column("state", String, nullable=False),
    Column("demo", Boolean(create_constraint=False), nullable=False),
    Column("version", Integer, nullable=False),
)

bodies = Table(
    "bodies",
    metadata,
    Column("round", String, ForeignKey("rounds.code"), primary_key=True),
    Column("code", String, primary_key=True),
    Column("position", Integer, nullable=False),  # the order of the list of bodies
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("peers", String, nullable=False),  # `Body.group`
    Column("traits", Text, nullable=False),  # lists are JSON
    Column("aliases", Text, nullable=False),
    Column("since", Date),
    Column("until", Date),
    Column("succeeds", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("round", String, ForeignKey("rounds.code"), nullable=False),
    Column("source", String, nullable=False),  # file name, or what it was typed into
    Column("sha256", String, nullable=False),  # of the file handed in, "" for a form
    Column("digest", String, nullable=False),  # of the rows kept, see `bulk.digest`
    Column("added", Integer, nullable=False),
    Column("replaced", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "round"),
)

observations = Table(
    "observations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String, nullable=False),
    Column("batch", Integer, ForeignKey("batches.number"), nullable=False),
    Column("body", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("item", String, nullable=False),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("status", String, nullable=False),  # "", "nil", "not_applicable" or "withdrawn"
    Column("reason", Text, nullable=False),
    Column("supersedes", Integer, ForeignKey("observations.id")),
    ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"]),
    Index(None, "batch"),
    Index(None, "round", "body", "indicator"),
    # The history of a cell is a line, never a tree: one first row, and each row replaced at most once.
    Index("uq_observations_supersedes", "supersedes", unique=True),
    Index(
        "uq_observations_first",
        *("round", "body", "indicator", "item", "field"),
        unique=True,
        sqlite_where=text("supersedes IS NULL"),
        postgresql_where=text("supersedes IS NULL"),
    ),
)

# What is known of a batch that came as a file; the file itself lies in the folder of files under its digest.
imports = Table(
    "imports",
    metadata,
    Column("batch", Integer, ForeignKey("batches.number"), primary_key=True, autoincrement=False),
    Column("round", String, ForeignKey("rounds.code"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),  # bytes
    Column("stamp", Integer),  # last batch that was in the template when it was downloaded
    Column("catalogue_version", String, nullable=False),
    Column("accepted", Integer, nullable=False),  # conflicting cells where the file won
    Column("left_alone", Integer, nullable=False),  # cells where what is stored won
    Column("effect", Text, nullable=False),  # JSON: body, total before, total after
    Index(None, "round", "sha256"),
)

# Rows that a batch handed in again as they were: whoever takes back the batch they came with must know.
confirmations = Table(
    "confirmations",
    metadata,
    Column("batch", Integer, ForeignKey("batches.number"), primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),  # see `confirmations.pack`
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("batch", Integer, ForeignKey("batches.number"), primary_key=True, autoincrement=False),
    Column("withdrawn", Integer, ForeignKey("batches.number"), nullable=False, unique=True),
)

# Observations that were taken over from an earlier round, and the row there that they come from.
carried = Table(
    "carried",
    metadata,
    Column("observation", Integer, ForeignKey("observations.id"), primary_key=True, autoincrement=False),
    Column("origin", Integer, ForeignKey("observations.id"), nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String, nullable=False),
    Column("body", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("item", String, nullable=False),
    Column("kind", String, nullable=False),  # "file", "link", "reference" or "withdrawn"
    Column("name", String, nullable=False),  # of the file, or what the link is called
    Column("media", String, nullable=False),  # type of the file, as found in it
    Column("sha256", String(64), nullable=False),  # "" for a link
    Column("size", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("supersedes", Integer, ForeignKey("evidence.id"), unique=True),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"]),
    Index(None, "round", "body", "indicator"),
)

# Annual reports of disclosure (年度报告), filing by filing; the last row of a body, year and month decides.
annual_reports = Table(
    "annual_reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String, nullable=False),
    Column("body", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),  # 0 for the whole year
    Column("kind", String, nullable=False),  # "filed" or "withdrawn"
    Column("form", String, nullable=False),  # code of the form that it has
    Column("name", String, nullable=False),  # of the file
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),  # bytes
    Column("content", Text, nullable=False),  # JSON: table, row, column, value, sheet, cell of each figure
    Column("note", Text, nullable=False),
    Column("supersedes", Integer, ForeignKey("annual_reports.id")),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"]),
    Index(None, "round", "body", "year", "month"),
    Index("uq_annual_reports_supersedes", "supersedes", unique=True),
    Index(
        "uq_annual_reports_first",
        *("round", "body", "year", "month"),
        unique=True,
        sqlite_where=text("supersedes IS NULL"),
        postgresql_where=text("supersedes IS NULL"),
    ),
)

drafts = Table(
    "drafts",
    metadata,
    Column("round", String, ForeignKey("rounds.code"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("body", String, primary_key=True),  # "" where it is about one indicator of every body
    Column("indicator", String, primary_key=True),  # "" where it is about one body
    Column("content", Text, nullable=False),  # JSON: rows as they were typed
    Column("seen", Integer, nullable=False),  # last batch that was there when the draft was begun
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
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

acceptances = Table(
    "acceptances",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String, nullable=False),
    Column("body", String, nullable=False),
    Column("accepted", Boolean(create_constraint=False), nullable=False),  # the latest row decides
    Column("reason", Text, nullable=False),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"]),
    Index(None, "round", "body"),
)

boards = Table(
    "boards",
    metadata,
    Column("round", String, ForeignKey("rounds.code"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("catalogue_version", String, nullable=False),
    Column("sequence", Integer, nullable=False),  # entry of the audit trail up to which facts count
    Column("sha256", String, nullable=False),  # of the content, unpacked
    Column("content", LargeBinary, nullable=False),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
)

seals = Table(
    "seals",
    metadata,
    Column("round", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("person", String, nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["round", "number"], ["boards.round", "boards.number"]),
)

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
