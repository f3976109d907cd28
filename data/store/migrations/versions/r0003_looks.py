"""When somebody last looked at a round, and how far its audit trail went then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("seen_before", sa.Integer()),
        sa.Column("at_before", sa.String(27)),
        sa.ForeignKeyConstraint(["round"], ["rounds.code"], name="fk_looks_round"),
        sa.PrimaryKeyConstraint("round", "person", name="pk_looks"),
    )
