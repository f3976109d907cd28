"""What comes in as files: imports, what they confirm and take back, evidence, drafts, values carried over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.migrations.versions.r0001_record import keep_for_ever

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "imports": ("batch",),
    "confirmations": ("batch",),
    "withdrawals": ("batch",),
    "carried": ("observation",),
    "evidence": ("id",),
}


def upgrade() -> None:
    _batches()
    _evidence()
    _drafts()
    for table, key in APPEND_ONLY.items():
        keep_for_ever(table, key)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _long(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str, **more: object) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, **more)


def _digest() -> sa.Column:
    return sa.Column("sha256", sa.String(64), nullable=False)


def _moment() -> sa.Column:
    return sa.Column("at", sa.String(27), nullable=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _batches() -> None:
    op.create_table(
        "imports",
        *(_number("batch", autoincrement=False), _text("round"), _digest(), _number("size")),
        sa.Column("stamp", sa.Integer()),
        *(_text("catalogue_version"), _number("accepted"), _number("left_alone"), _long("effect")),
        _to("imports", "batch", "batches.number"),
        _to("imports", "round", "rounds.code"),
        sa.PrimaryKeyConstraint("batch", name="pk_imports"),
    )
    op.create_index("ix_imports_round_sha256", "imports", ["round", "sha256"])
    op.create_table(
        "confirmations",
        _number("batch", autoincrement=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _to("confirmations", "batch", "batches.number"),
        sa.PrimaryKeyConstraint("batch", name="pk_confirmations"),
    )
    op.create_table(
        "withdrawals",
        *(_number("batch", autoincrement=False), _number("withdrawn")),
        _to("withdrawals", "batch", "batches.number"),
        _to("withdrawals", "withdrawn", "batches.number"),
        sa.PrimaryKeyConstraint("batch", name="pk_withdrawals"),
        sa.UniqueConstraint("withdrawn", name="uq_withdrawals_withdrawn"),
    )
    op.create_table(
        "carried",
        *(_number("observation", autoincrement=False), _number("origin")),
        _to("carried", "observation", "observations.id"),
        _to("carried", "origin", "observations.id"),
        sa.PrimaryKeyConstraint("observation", name="pk_carried"),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        *(_number("id"), _text("round"), _text("body"), _text("indicator"), _text("item")),
        *(_text("kind"), _text("name"), _text("media"), _digest(), _number("size")),
        *(_long("url"), _long("note")),
        sa.Column("supersedes", sa.Integer()),
        *(_text("person"), _moment()),
        sa.ForeignKeyConstraint(
            ["round", "body"], ["bodies.round", "bodies.code"], name="fk_evidence_round_body"
        ),
        _to("evidence", "supersedes", "evidence.id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("supersedes", name="uq_evidence_supersedes"),
    )
    op.create_index("ix_evidence_round_body_indicator", "evidence", ["round", "body", "indicator"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        *(_text("round"), _text("person"), _text("body"), _text("indicator"), _long("content")),
        *(_number("seen"), _number("version"), _moment()),
        _to("drafts", "round", "rounds.code"),
        sa.PrimaryKeyConstraint("round", "person", "body", "indicator", name="pk_drafts"),
    )
