"""Annual reports of disclosure that bodies handed in: each filing a row, each withdrawal a row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.migrations.versions.r0001_record import keep_for_ever

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "annual_reports"
CHAIN = ["round", "body", "year", "month"]


def upgrade() -> None:
    texts = ("round", "body", "kind", "form", "name", "sha256", "person")
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("year", "month", "size")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("content", "note")),
        sa.Column("supersedes", sa.Integer()),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "body"], ["bodies.round", "bodies.code"], name="fk_annual_reports_round_body"
        ),
        sa.ForeignKeyConstraint(["supersedes"], ["annual_reports.id"], name="fk_annual_reports_supersedes"),
        sa.PrimaryKeyConstraint("id", name="pk_annual_reports"),
    )
    op.create_index("ix_annual_reports_round_body_year_month", TABLE, CHAIN)
    op.create_index("uq_annual_reports_supersedes", TABLE, ["supersedes"], unique=True)
    first = sa.text("supersedes IS NULL")
    op.create_index(
        "uq_annual_reports_first", TABLE, CHAIN, unique=True, sqlite_where=first, postgresql_where=first
    )
    keep_for_ever(TABLE, ("id",))
