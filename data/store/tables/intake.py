"""What people hand in beside single values: files, evidence, annual reports, drafts of forms."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from data.store.tables.schema import Moment, metadata

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
