"""A list of things that should be there: the weighted share of answers, not-applicable items left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from metrics.frames import ENTRY_NA, MISSING, NOT_APPLICABLE, SCORED, reasons, result
from metrics.model import Param, Setting

ROLES: tuple[str, ...] = ()
PARAMS = {
    "items": Param("items", required=True),
    "need": Param("word", allowed=("share", "all"), default="share"),
}


def score(
    observations: pd.DataFrame, setting: Setting, *, items: Sequence[Any], need: str = "share"
) -> pd.DataFrame:
    """Σ weight × answer ÷ Σ weight over the items that apply; `need="all"` earns only with all at 1.

    `items` are texts or mappings with a `weight`; their answers stand in `item_1`, `item_2`, ...
    An item without answer counts 0, in a case without any answer too; all items NA: not applicable;
    no answer in any case: missing.
    Facts: `item_1` ... (mean answer over the cases), `applicable` (items that apply).
    """
    names = [f"item_{position}" for position in range(1, len(items) + 1)]
    weights = np.array([one.get("weight", 1.0) if hasattr(one, "get") else 1.0 for one in items])
    answers = observations[names].to_numpy(dtype=np.float64)
    applies = answers != ENTRY_NA
    held = np.where(applies, np.nan_to_num(answers), 0.0)
    base = applies @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (held @ weights) / base
    if need == "all":
        share = np.where(base > 0, np.all((held >= 1) | ~applies, axis=1).astype(np.float64), np.nan)
    answered = ~np.all(np.isnan(answers), axis=1)
    cases = pd.DataFrame(
        {
            "share": share,
            "answered": answered.astype(np.float64),
            "applicable": applies.sum(axis=1).astype(np.float64),
            **{name: np.where(applies[:, k], held[:, k], np.nan) for k, name in enumerate(names)},
        },
        index=pd.Index(observations["body"], name="body"),
    )
    if not cases.index.is_unique:
        cases = cases.groupby(level=0, sort=False).mean()
    known = cases["answered"].to_numpy() > 0
    gone = known & cases["share"].isna().to_numpy()
    return result(
        cases.index,
        cases["share"],
        cases["share"].fillna(0.0),
        np.where(gone, NOT_APPLICABLE, np.where(known, SCORED, MISSING)),
        reasons(len(cases), "items", incomplete=~known, empty=gone),
        applicable=cases["applicable"],
        **{name: cases[name] for name in names},
    )
