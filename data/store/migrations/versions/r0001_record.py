"""The first tables of the record, and the triggers of those that are only ever added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "audit": ("seq",),
    "batches": ("number",),
    "observations": ("id",),
    "acceptances": ("id",),
    "boards": ("round", "number"),
    "seals": ("round", "number"),
}


def upgrade() -> None:
    _rounds_and_bodies()
    _observations()
    _boards()
    _audit()
    for table, key in APPEND_ONLY.items():
        keep_for_ever(table, key)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _long(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str, **more: object) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, **more)


def _yes_no(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _moment() -> sa.Column:
    return sa.Column("at", sa.String(27), nullable=False)


def _rounds_and_bodies() -> None:
    op.create_table(
        "rounds",
        *(_text("code"), _number("year"), _text("title_zh"), _text("title_en"), _text("catalogue")),
        *(_text("state"), _yes_no("demo"), _number("version")),
        sa.PrimaryKeyConstraint("code", name="pk_rounds"),
    )
    op.create_table(
        "bodies",
        *(_text("round"), _text("code"), _number("position"), _text("name_zh"), _text("name_en")),
        *(_text("kind"), _text("peers"), _long("traits"), _long("aliases")),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        *(_long("succeeds"), _number("version")),
        sa.ForeignKeyConstraint(["round"], ["rounds.code"], name="fk_bodies_round"),
        sa.PrimaryKeyConstraint("round", "code", name="pk_bodies"),
    )
    op.create_table(
        "acceptances",
        *(_number("id"), _text("round"), _text("body"), _yes_no("accepted"), _long("reason")),
        *(_text("person"), _moment()),
        _of_body("acceptances"),
        sa.PrimaryKeyConstraint("id", name="pk_acceptances"),
    )
    op.create_index("ix_acceptances_round_body", "acceptances", ["round", "body"])


def _of_body(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_round_body"
    return sa.ForeignKeyConstraint(["round", "body"], ["bodies.round", "bodies.code"], name=name)


def _observations() -> None:
    op.create_table(
        "batches",
        *(_number("number"), _text("round"), _text("source"), _text("sha256"), _text("digest")),
        *(_number("added"), _number("replaced"), _number("withdrawn"), _number("unchanged")),
        *(_text("reason"), _text("person"), _moment()),
        sa.ForeignKeyConstraint(["round"], ["rounds.code"], name="fk_batches_round"),
        sa.PrimaryKeyConstraint("number", name="pk_batches"),
    )
    op.create_index("ix_batches_round", "batches", ["round"])
    op.create_table(
        "observations",
        *(_number("id"), _text("round"), _number("batch"), _text("body"), _text("indicator"), _text("item")),
        *(_text("field"), _long("value"), _text("status"), _long("reason")),
        sa.Column("supersedes", sa.Integer()),
        _of_body("observations"),
        sa.ForeignKeyConstraint(["batch"], ["batches.number"], name="fk_observations_batch"),
        sa.ForeignKeyConstraint(["supersedes"], ["observations.id"], name="fk_observations_supersedes"),
        sa.PrimaryKeyConstraint("id", name="pk_observations"),
    )
    op.create_index("ix_observations_batch", "observations", ["batch"])
    op.create_index("ix_observations_round_body_indicator", "observations", ["round", "body", "indicator"])
    op.create_index("uq_observations_supersedes", "observations", ["supersedes"], unique=True)
    first = sa.text("supersedes IS NULL")
    op.create_index(
        "uq_observations_first",
        "observations",
        ["round", "body", "indicator", "item", "field"],
        unique=True,
        sqlite_where=first,
        postgresql_where=first,
    )


def _boards() -> None:
    op.create_table(
        "boards",
        *(_text("round"), _number("number"), _text("catalogue_version"), _number("sequence")),
        _text("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *(_text("person"), _moment()),
        sa.ForeignKeyConstraint(["round"], ["rounds.code"], name="fk_boards_round"),
        sa.PrimaryKeyConstraint("round", "number", name="pk_boards"),
    )
    op.create_table(
        "seals",
        *(_text("round"), _number("number"), _text("sha256"), _long("note"), _text("person"), _moment()),
        sa.ForeignKeyConstraint(
            ["round", "number"], ["boards.round", "boards.number"], name="fk_seals_round_number"
        ),
        sa.PrimaryKeyConstraint("round", "number", name="pk_seals"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        *(_number("seq", autoincrement=False), _moment(), _text("person"), _text("role"), _text("address")),
        *(_text("request"), _text("act"), _text("about"), _text("round"), _text("result")),
        *(_long("before"), _long("after"), _long("reason")),
        sa.Column("key", sa.String()),
        _text("given"),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sa.UniqueConstraint("key", name="uq_audit_key"),
    )
    op.create_index("ix_audit_round_act_seq", "audit", ["round", "act", "seq"])


def keep_for_ever(table: str, key: tuple[str, ...]) -> None:
    """Triggers that refuse to change, remove or replace a row."""
    if op.get_bind().dialect.name == "sqlite":
        _keep_on_sqlite(table, key)
    else:
        _keep_on_postgresql(table)


def _keep_on_sqlite(table: str, key: tuple[str, ...]) -> None:
    refuse = f"SELECT RAISE(ABORT, 'append-only: {table}')"
    for act in ("UPDATE", "DELETE"):
        name = f"{table}_no_{act.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN {refuse}; END")
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
    known = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} BEGIN {refuse}; END")


def _keep_on_postgresql(table: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$"
    )
    for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = f"{table}_no_{act.lower()}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )
