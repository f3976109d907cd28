"""What a body's indicator was last observed to be, in the round or anew in rectification.

observed(desk, number, body="") -> DataFrame     OBSERVATIONS of the item's indicator, to be observed anew
"""

from __future__ import annotations

import pandas as pd

from data.desk import Desk
from data.store import rectification as kept
from data.store import remeasures
from metrics.frames import OBSERVATIONS


def observed(desk: Desk, number: str, body: str = "") -> pd.DataFrame:
    """The rows of the item's body (of a municipal item: of `body`) as they stand now; NotPermitted."""
    with desk.database.reading() as connection:
        one = kept.find(connection, number)
        desk.check("rectification.remeasure", body=one.body)
        rows = remeasures.overlaid(connection, one.round)
    mine = (rows["body"] == (body or one.body)) & (rows["indicator"] == one.indicator)
    return rows[mine][list(OBSERVATIONS)].reset_index(drop=True)
