"""What would follow if a body regained some losses: total, place and grade, everybody else as they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from metrics.engine.board import Board
from metrics.engine.standings import fixed, shown
from metrics.engine.variants import border, variants

OUTLOOK = ("total", "place", "grade")


def outlook(board: Board, body: str, sets: Sequence[Collection[str]]) -> pd.DataFrame:
    """Columns OUTLOOK, one row for each set of indicators regained in full; KeyError for an unknown body.

    total: by the engine's own roll-up. place: among the peers as they are now (NaN: not ranked). grade: the
    best one whose border is met, never worse than the present one ("": none).
    """
    made = variants(board, body, [dict.fromkeys(one, 1.0) for one in sets])
    rows = zip(made["total"].tolist(), made["key"].tolist(), strict=True)
    found = [(total, _place(board, body, key), _grade(board, body, total, key)) for total, key in rows]
    return pd.DataFrame(found, columns=list(OUTLOOK))


def _place(board: Board, body: str, key: float) -> float:
    own = shown(board)
    row = own.index.get_loc(body)
    if np.isnan(own["place"].iloc[row]):
        return float("nan")
    peers = fixed(board).peers
    others = (peers == peers[row]) & own["place"].notna().to_numpy()
    others[row] = False
    return 1.0 + float((own["key"].to_numpy()[others] > key).sum())


def _grade(board: Board, body: str, total: float, key: float) -> str:
    own, grades = shown(board), board.catalogue.grades
    present = int(own["grade"].loc[body])
    kept = fixed(board)
    better = grades[:present] if present >= 0 else grades
    for one in better:
        if border(board, body, one.code, kept.peers, kept.best).met(total, key):
            return one.code
    return grades[present].code if present >= 0 else ""
