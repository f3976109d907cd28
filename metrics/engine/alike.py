"""Which bodies are most like one: by how far apart their shares are on what both were scored on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.engine.board import Board
from metrics.frames import FILLED, NIL, SCORED

ALIKE = ("body", "apart", "common")
LEAST = 10  # indicators in common; with fewer nothing is said


def alike(board: Board, body: str, least: int = LEAST) -> pd.DataFrame:
    """Columns ALIKE: the other bodies of its kind, the most alike first; KeyError for an unknown body.

    apart: root mean square of the differences of shares (0..1) over the scored indicators that both have a
    score on (`common` of them, `least` at least).
    """
    scored = [one.code for one in board.catalogue.indicators if one.role == "scored"]
    row = board.share.index.get_loc(body)
    share = board.share[scored].to_numpy(dtype=np.float64)
    there = board.status[scored].isin((SCORED, NIL, FILLED)).to_numpy() & ~np.isnan(share)
    both = there & there[row]
    common = both.sum(axis=1)
    squares = np.where(both, np.square(share - share[row]), 0.0).sum(axis=1)
    apart = np.sqrt(squares / np.maximum(common, 1))
    kind = np.array([one.kind for one in board.bodies])
    meant = (common >= least) & (kind == kind[row])
    meant[row] = False
    found = pd.DataFrame({"body": board.share.index.astype(str), "apart": apart, "common": common})
    near: pd.DataFrame = found.loc[meant].sort_values(["apart", "body"], ignore_index=True)
    return near
