"""What was observed anew in rectification (复测采集): rows beside the round's own, which they never touch."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data.store import observations, tables
from data.store.audit import canonical
from metrics.frames import OBSERVATIONS

ROWS, BATCHES = tables.remeasures, tables.batches


def insert(
    connection: Connection, rows: pd.DataFrame, *, round_code: str, body: str, indicator: str, item: int,
    reason: str, person: str, at: datetime,
) -> None:  # fmt: skip
    """Keep all rows (columns OBSERVATIONS) of a body's indicator as they are now."""
    content = canonical(rows[list(OBSERVATIONS)].astype(str).to_numpy().tolist())
    row: dict[str, Any] = {
        "round": round_code, "body": body, "indicator": indicator, "rectification": item,
        "content": content, "reason": reason, "person": person, "at": at,
    }  # fmt: skip
    connection.execute(ROWS.insert(), row)


def some(connection: Connection, round_code: str) -> bool:
    """Whether anything of a round was observed anew."""
    asked = select(ROWS.c.id).where(ROWS.c.round == round_code).limit(1)
    return connection.execute(asked).first() is not None


def overlaid(connection: Connection, round_code: str) -> pd.DataFrame:
    """Observations of a round (columns OBSERVATIONS) as they stand after rectification.

    For a body's indicator that was observed anew, those rows take the place of the round's, unless the
    round's own were handed in later still.
    """
    current = observations.current(connection, round_code)[list(OBSERVATIONS)]
    if not some(connection, round_code):
        return current
    handed_in = moments(connection, round_code)
    newest: dict[tuple[str, str], tuple[datetime, str]] = {}
    asked = select(ROWS).where(ROWS.c.round == round_code).order_by(ROWS.c.id)
    for row in connection.execute(asked).mappings():
        pair = (row["body"], row["indicator"])
        there = handed_in.get(pair)
        if there is None or row["at"] > there:
            newest[pair] = (row["at"], row["content"])
    if not newest:
        return current
    pairs = pd.MultiIndex.from_frame(current[["body", "indicator"]])
    kept = current[~pairs.isin(list(newest))]
    rows = [one for _, content in newest.values() for one in json.loads(content)]
    added = pd.DataFrame(rows, columns=list(OBSERVATIONS), dtype=object)
    return pd.concat([kept.astype(object), added], ignore_index=True)


def moments(connection: Connection, round_code: str, indicator: str = "") -> dict[tuple[str, str], datetime]:
    """When the round's own rows of a body's (one) indicator were last handed in (withdrawals too)."""
    told = tables.observations
    joined = select(told.c.body, told.c.indicator, func.max(BATCHES.c.number)).join(
        BATCHES, told.c.batch == BATCHES.c.number
    )
    mine = told.c.round == round_code
    if indicator:
        mine &= told.c.indicator == indicator
    last = joined.where(mine).group_by(told.c.body, told.c.indicator)
    pairs = {(row[0], row[1]): row[2] for row in connection.execute(last)}
    numbers = select(BATCHES.c.number, BATCHES.c.at).where(BATCHES.c.round == round_code)
    at = {row.number: row.at for row in connection.execute(numbers)}
    return {pair: at[number] for pair, number in pairs.items()}


def last(connection: Connection, round_code: str, indicator: str, body: str = "") -> datetime | None:
    """When an indicator (of one body) was last observed anew; None where it never was."""
    mine = (ROWS.c.round == round_code) & (ROWS.c.indicator == indicator)
    if body:
        mine &= ROWS.c.body == body
    return connection.execute(select(ROWS.c.at).where(mine).order_by(ROWS.c.id.desc()).limit(1)).scalar()
