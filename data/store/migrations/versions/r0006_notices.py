"""Notices of rectification: each issue to a body its own number, and the items it is about, kept for ever."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.migrations.versions.r0001_record import keep_for_ever

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NOTICES, ITEMS = "rectification_notices", "rectification_notice_items"


def upgrade() -> None:
    op.create_table(
        NOTICES,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "year", "serial")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("round", "body", "press", "person")),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "body"], ["bodies.round", "bodies.code"], name=f"fk_{NOTICES}_round_body"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{NOTICES}"),
        sa.UniqueConstraint("year", "serial", name=f"uq_{NOTICES}_year_serial"),
        sa.UniqueConstraint("round", "body", "press", name=f"uq_{NOTICES}_round_body_press"),
    )
    op.create_table(
        ITEMS,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("rectification", "notice")),
        sa.ForeignKeyConstraint(["rectification"], ["rectifications.id"], name=f"fk_{ITEMS}_rectification"),
        sa.ForeignKeyConstraint(["notice"], [f"{NOTICES}.id"], name=f"fk_{ITEMS}_notice"),
        sa.PrimaryKeyConstraint("rectification", name=f"pk_{ITEMS}"),
    )
    op.create_index(f"ix_{ITEMS}_notice", ITEMS, ["notice"])
    keep_for_ever(NOTICES, ("id",))
    keep_for_ever(ITEMS, ("rectification",))
