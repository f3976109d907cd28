"""What came out of a round: thin bases that were accepted, boards that were computed, their seals."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from data.store.tables.schema import Moment, metadata

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
