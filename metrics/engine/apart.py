"""Which bodies can be told apart: how often one is in front of another over the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.engine.standings import Fixed, Floats

REACH = 200  # places further down that a body is compared with


@dataclass(frozen=True)
class Apart:
    """group: number per body within its peers (NaN: not ranked), 1 at the top. pairs: those not told
    apart. neighbours: per set of peers how many neighbours there are, and how many are told apart."""

    group: Floats
    pairs: pd.DataFrame
    neighbours: Mapping[int, tuple[int, int]]


def compare(keys: Any, own: pd.DataFrame, kept: Fixed, confidence: float) -> Apart:
    """keys: bodies x draws, what places come from; own: `standings.shown`.

    Two bodies are told apart where one is in front in at least `confidence` of the draws (ties half).
    A group starts with the first body that is told apart from the first body of the group above; who is
    in one group is therefore not told apart from its first body, but may be from another one of it.
    """
    group = np.full(len(own), np.nan)
    rows: list[tuple[NDArray[np.int64], NDArray[np.int64], Floats]] = []
    neighbours: dict[int, tuple[int, int]] = {}
    place, key = own["place"].to_numpy(), own["key"].to_numpy()
    for peer in np.unique(kept.peers):
        mine = np.flatnonzero((kept.peers == peer) & kept.ranked)
        if not len(mine):
            continue
        order = mine[np.lexsort((mine, -key[mine], place[mine]))]
        ahead = [_ahead(keys, order, at) for at in range(len(order))]
        group[order] = _groups(ahead, confidence)
        told = sum(bool(len(one) and one[0] >= confidence) for one in ahead)
        neighbours[int(peer)] = len(order) - 1, told
        for at, share in enumerate(ahead):
            open_ = np.flatnonzero((share < confidence) & (share > 1 - confidence))
            rows.append((np.full(len(open_), order[at]), order[at + 1 + open_], share[open_]))
    return Apart(group, _pairs(rows, own.index), neighbours)


def _ahead(keys: Any, order: NDArray[np.int64], at: int) -> Floats:
    """How often the body at this position is in front of each of those below it."""
    mine, below = keys[order[at]], keys[order[at + 1 : at + 1 + REACH]]
    won = (mine > below).sum(axis=1) + 0.5 * (mine == below).sum(axis=1)
    return np.asarray(won / keys.shape[1])


def _groups(ahead: list[Floats], confidence: float) -> Floats:
    """Numbers from the top; further down than REACH nobody is compared and all are told apart."""
    group, first = np.ones(len(ahead)), 0
    for at in range(1, len(ahead)):
        far = at - first - 1
        if far >= len(ahead[first]) or ahead[first][far] >= confidence:
            first = at
            group[at:] += 1
    return group


def _pairs(rows: list[tuple[NDArray[np.int64], NDArray[np.int64], Floats]], codes: pd.Index) -> pd.DataFrame:
    body, other, ahead = (
        (np.concatenate([row[k] for row in rows]) if rows else np.zeros(0, dtype=np.int64)) for k in range(3)
    )
    return pd.DataFrame({"body": codes[body], "other": codes[other], "ahead": ahead.astype(np.float64)})
