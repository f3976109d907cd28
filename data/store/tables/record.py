"""What is evaluated and what was observed of it: rounds, their bodies, batches of observations."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from data.store.tables.schema import Moment, metadata

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

# Observations that were taken over from an earlier round, and the row there that they come from.
carried = Table(
    "carried",
    metadata,
    Column("observation", Integer, ForeignKey("observations.id"), primary_key=True, autoincrement=False),
    Column("origin", Integer, ForeignKey("observations.id"), nullable=False),
)
