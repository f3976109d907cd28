"""What taking a batch back would do, cell by cell: what is said again, and what later batches built on.

    withdrawal(desk, round_code, number) -> DataFrame

A body's indicator is one thing: where a later batch changed any cell of it, or handed in a cell of the batch
again as it is, the whole of it counts as built on. What a withdrawn batch did counts as not done, so batches
can be taken back one after another, the latest first.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.desk import Desk
from data.queries import imports, rounds
from data.store import imports as kept
from data.store.db import Connection
from metrics.frames import CELL, WITHDRAWN

# id: the row that counts now; now, former: value and status now and before the batch (withdrawn: nothing
# was there); built_on: the first later batch that stands in the way (0: none).
COLUMNS = (
    "id", *CELL, "now", "now_status", "former", "former_status", "former_reason", "built_on",
)  # fmt: skip


def withdrawal(desk: Desk, round_code: str, number: int) -> pd.DataFrame:
    """Every cell of a batch that still counts or that something was built on; columns COLUMNS."""
    rounds.find(desk, round_code)
    desk.check("imports.withdraw")
    with desk.database.reading() as connection:
        imports.found_in(connection, round_code, number)
        return of(connection, round_code, number)


def of(connection: Connection, round_code: str, number: int) -> pd.DataFrame:
    """The same for an action."""
    story = kept.story(connection, round_code, number)
    if story.empty:
        return pd.DataFrame(columns=list(COLUMNS)).astype({"built_on": int})
    story["meant"] = _meant(story, kept.withdrawn(connection))
    batch_of = dict(zip(story["id"], story["batch"], strict=True))
    story["owner"] = [batch_of.get(row, 0) for row in story["meant"]]
    story["end"] = ~story["id"].isin(story["supersedes"].dropna())
    story["built_on"] = story["owner"].where(story["end"] & (story["owner"] > number), 0)
    mine = story.loc[story["owner"] == number, "id"].to_numpy(dtype=np.int64)
    for later, rows in kept.confirmed_after(connection, number, mine).items():
        story.loc[story["id"].isin(rows) & (story["built_on"] == 0), "built_on"] = later
    return _told(story, number)


def _told(story: pd.DataFrame, number: int) -> pd.DataFrame:
    """The cells that the batch wrote: what counts there now, what did before, what stands in the way."""
    wrote = story[story["batch"] == number].set_index(list(CELL))
    ends = story[story["end"]].set_index(list(CELL)).loc[wrote.index]
    old = story.set_index("id").reindex(wrote["supersedes"])
    pairs = story[story["built_on"] > 0].groupby(["body", "indicator"])["built_on"].min()
    made = wrote.index.to_frame(index=False).assign(
        id=ends["id"].to_numpy(), now=ends["value"].to_numpy(), now_status=ends["status"].to_numpy(),
        former=old["value"].fillna("").to_numpy(), former_status=old["status"].fillna(WITHDRAWN).to_numpy(),
        former_reason=old["reason"].fillna("").to_numpy(),
    )  # fmt: skip
    built = pairs.reindex(pd.MultiIndex.from_frame(made[["body", "indicator"]])).fillna(0)
    return made.assign(built_on=built.to_numpy(dtype=np.int64))[list(COLUMNS)]


def _meant(story: pd.DataFrame, withdrawn: dict[int, int]) -> np.ndarray:
    """Per row the one whose word it gives: itself, or the one before a withdrawn batch (0: nothing)."""
    before: dict[int, int] = {}
    meant: dict[int, int] = {}
    old_rows = story["supersedes"].fillna(0).astype(int)
    for row, batch, old in zip(story["id"].tolist(), story["batch"].tolist(), old_rows.tolist(), strict=True):
        before[row] = old
        meant[row] = meant.get(before.get(meant.get(old, 0), 0), 0) if batch in withdrawn else row
    return np.array([meant[row] for row in story["id"].tolist()], dtype=np.int64)
