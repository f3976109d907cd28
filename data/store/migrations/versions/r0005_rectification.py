"""Rectification: items, what happened to them, letters, notifications, and what was measured again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.migrations.versions.r0001_record import keep_for_ever

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _items()
    _letters()
    _notifications()
    for table in ("rectification_events", "remeasures"):
        keep_for_ever(table, ("id",))


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _longs(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer()) for name in names]


def _moment(name: str = "at", *, must: bool = True) -> sa.Column:
    return sa.Column(name, sa.String(27), nullable=not must)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _to_body(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["round", "body"], ["bodies.round", "bodies.code"], name=f"fk_{table}_round_body"
    )


def _items() -> None:
    op.create_table(
        "rectifications",
        *_numbers("id"),
        *_texts("round", "number", "body", "indicator", "kind", "state"),
        *_maybe("parent", "previous"),
        *_longs("content"),
        *_numbers("version"),
        _to_body("rectifications"),
        _to("rectifications", "parent", "rectifications.id"),
        _to("rectifications", "previous", "rectifications.id"),
        sa.PrimaryKeyConstraint("id", name="pk_rectifications"),
        sa.UniqueConstraint("number", name="uq_rectifications_number"),
    )
    op.create_index(
        "ix_rectifications_round_body_indicator", "rectifications", ["round", "body", "indicator"]
    )
    op.create_table(
        "rectification_events",
        *_numbers("id", "rectification"),
        *_texts("act", "person", "role", "came_from", "led_to"),
        *_longs("reason", "detail"),
        _moment(),
        _to("rectification_events", "rectification", "rectifications.id"),
        sa.PrimaryKeyConstraint("id", name="pk_rectification_events"),
    )
    op.create_index("ix_rectification_events_rectification", "rectification_events", ["rectification"])
    op.create_table(
        "remeasures",
        *_numbers("id"),
        *_texts("round", "body", "indicator"),
        *_maybe("rectification"),
        *_longs("content", "reason"),
        *_texts("person"),
        _moment(),
        _to_body("remeasures"),
        _to("remeasures", "rectification", "rectifications.id"),
        sa.PrimaryKeyConstraint("id", name="pk_remeasures"),
    )
    op.create_index("ix_remeasures_round", "remeasures", ["round"])


def _letters() -> None:
    op.create_table(
        "rectification_letters",
        *_numbers("id", "rectification"),
        *_texts("step"),
        *_numbers("allowed"),
        *_texts("state"),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        *_longs("content"),
        *_maybe("year", "serial"),
        *_texts("sent_by"),
        _moment("sent_at", must=False),
        *_longs("note"),
        *_numbers("version"),
        _to("rectification_letters", "rectification", "rectifications.id"),
        sa.PrimaryKeyConstraint("id", name="pk_rectification_letters"),
        sa.UniqueConstraint(
            "rectification", "step", "allowed", name="uq_rectification_letters_rectification_step_allowed"
        ),
        sa.UniqueConstraint("year", "serial", name="uq_rectification_letters_year_serial"),
    )


def _notifications() -> None:
    op.create_table(
        "notifications",
        *_numbers("id"),
        *_texts("round"),
        *_maybe("rectification", "letter"),
        *_texts("code", "role", "body"),
        *_longs("facts"),
        _moment(),
        *_texts("seen_by"),
        _moment("seen_at", must=False),
        _moment("mailed_at", must=False),
        *_longs("mail_trouble"),
        _to("notifications", "round", "rounds.code"),
        _to("notifications", "rectification", "rectifications.id"),
        _to("notifications", "letter", "rectification_letters.id"),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
    )
    op.create_index("ix_notifications_role_body", "notifications", ["role", "body"])
