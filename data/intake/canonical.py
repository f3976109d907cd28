"""Tables laid out as the record itself: one fact a row, columns as in `frames.OBSERVATIONS`.

It is what an export of the record looks like, so what was taken out can be handed in again.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.intake.sheet import address
from data.intake.table import Table
from metrics.frames import OBSERVATIONS, labelled

MUST = ("body", "indicator", "field", "value")


def is_canonical(table: Table) -> bool:
    """Whether the header names the columns of the record."""
    return set(MUST) <= {one.strip().casefold() for one in table.header}


def rows(table: Table) -> pd.DataFrame:
    """Its rows as text, OBSERVATIONS with `sheet` and `cell` (that of the value); nothing is "" ."""
    titles = [one.strip().casefold() for one in table.header]
    made = {name: _column(table, titles.index(name) if name in titles else -1) for name in OBSERVATIONS}
    value = table.columns[titles.index("value")]
    made["sheet"] = labelled(np.zeros(len(table.rows), dtype=np.int8), [table.name])
    made["cell"] = pd.Series([address(int(row), value) for row in table.rows], dtype="str")
    return pd.DataFrame(made)


def _column(table: Table, position: int) -> pd.Series:
    if position < 0:
        return pd.Series(labelled(np.zeros(len(table.rows), dtype=np.int8), [""]))
    codes, cells = table.column(position)
    texts = [*(one.shown.strip() for one in cells), ""]
    return pd.Series(texts, dtype="str").take(codes).reset_index(drop=True)
