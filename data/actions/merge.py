"""New rows against what is kept: which are added, which replace, what they push aside."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.actions.rows import speaks_for_all
from metrics.frames import CELL, OBSERVATIONS, WITHDRAWN

SAYS = ("value", "status", "reason")


@dataclass(frozen=True, slots=True)
class Merge:
    """Rows to keep (OBSERVATIONS and `supersedes`), counts of cells, what is kept and `disputed`, and the
    ids of kept rows that say the `same`.

    `disputed`: rows that count now and would no longer (columns id, batch and OBSERVATIONS).
    """

    rows: pd.DataFrame
    added: int
    replaced: int
    withdrawn: int
    unchanged: int
    disputed: pd.DataFrame
    same: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


def merge(ends: pd.DataFrame, rows: pd.DataFrame, *, whole: bool, reason: str) -> Merge:
    """`ends`: the end of each cell's history (id, batch, OBSERVATIONS); `rows`: tidy and without faults."""
    old = ends.set_index(list(CELL))
    found = old.index.get_indexer(pd.MultiIndex.from_frame(rows[list(CELL)]))
    met = ends.reset_index(drop=True).reindex(found).reset_index(drop=True)
    is_old = found >= 0
    counts_now = is_old & (met["status"] != WITHDRAWN).to_numpy()
    same = is_old & (met[list(SAYS)].to_numpy() == rows[list(SAYS)].to_numpy()).all(axis=1)
    aside = _pushed_aside(ends, rows, whole)
    kept = rows.assign(supersedes=met["id"].where(is_old))[~same]
    replaced = counts_now & ~same
    return Merge(
        rows=pd.concat([kept, _tombstones(aside, reason)], ignore_index=True),
        added=int((~counts_now).sum()),
        replaced=int(replaced.sum()),
        withdrawn=len(aside),
        unchanged=int(same.sum()),
        disputed=pd.concat([met[replaced], aside], ignore_index=True),
        same=met.loc[same, "id"].to_numpy(dtype=np.int64),
    )


def withdrawal(ends: pd.DataFrame, cells: pd.DataFrame, reason: str) -> Merge:
    """Tombstones for all that counts now of `cells` (some or all columns of CELL)."""
    now = ends[ends["status"] != WITHDRAWN]
    names = list(cells.columns)
    hit = pd.MultiIndex.from_frame(now[names]).isin(pd.MultiIndex.from_frame(cells))
    aside = now[hit]
    return Merge(_tombstones(aside, reason), 0, 0, len(aside), 0, aside.reset_index(drop=True))


def _pushed_aside(ends: pd.DataFrame, rows: pd.DataFrame, whole: bool) -> pd.DataFrame:
    """What counts now beside the rows' own cells and cannot stand beside them."""
    now = ends[ends["status"] != WITHDRAWN]
    pair = ["body", "indicator"]
    now_pair = pd.MultiIndex.from_frame(now[pair])
    own = pd.MultiIndex.from_frame(now[list(CELL)]).isin(pd.MultiIndex.from_frame(rows[list(CELL)]))
    speaking = speaks_for_all(rows)
    named = now_pair.isin(pd.MultiIndex.from_frame(rows[pair]))
    spoken_for = now_pair.isin(pd.MultiIndex.from_frame(rows.loc[speaking, pair]))
    # Facts push a word on the whole indicator aside, such a word pushes everything aside.
    cannot_stand = whole | spoken_for | speaks_for_all(now).to_numpy()
    aside: pd.DataFrame = now.loc[~own & named & cannot_stand]
    return aside


def _tombstones(aside: pd.DataFrame, reason: str) -> pd.DataFrame:
    gone = aside[list(OBSERVATIONS)].assign(value="", status=WITHDRAWN, reason=reason)
    made: pd.DataFrame = gone.assign(supersedes=aside["id"]).astype({"supersedes": "object"})
    return made
