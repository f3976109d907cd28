"""Is it so? All or nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.frames import MISSING, SCORED, per_body, reasons, result
from metrics.model import Param, Setting

ROLES = ("field",)
PARAMS = {"field": Param("field", required=True), "yes": Param("number", default=1)}


def score(observations: pd.DataFrame, setting: Setting, *, field: str, yes: float = 1) -> pd.DataFrame:
    """1 where the answer is `yes` (1; 0 turns the question round), else 0.

    Several cases: all must be so, and a case without answer is not; no answer at all: missing.
    """
    answers = observations[["body"]].assign(answer=observations[field].to_numpy(dtype=np.float64))
    answers["hit"] = (answers["answer"] == yes).astype(np.float64)
    table = per_body(answers, ["answer", "hit"], "min", whole=False)
    hit = table["hit"].to_numpy()
    known = table["answer"].notna().to_numpy()
    return result(
        table.index,
        table["answer"],
        np.where(known, hit, 0.0),
        np.where(known, SCORED, MISSING),
        reasons(len(hit), "no", incomplete=~known),
    )
