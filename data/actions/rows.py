"""Rows of observations as text, checked once more before they are kept, whoever hands them in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.catalogue.crosschecks import Crosschecks
from data.intake import check
from data.intake.agree import agree, with_ratios
from data.intake.place import NOWHERE
from data.intake.problem import errors
from data.intake.read import Table
from metrics.errors import CellProblem, Lacking
from metrics.frames import OBSERVATIONS
from metrics.model import Body, Catalogue

FIRST_LINE = 2  # rows are counted as lines of a file with a heading


class FaultyRows(Lacking):
    """Rows that cannot be kept; carries every fault found (`problems`)."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        super().__init__("rows_faulty", count=len(problems))
        self.problems = tuple(problems)


def tidy(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with all columns of OBSERVATIONS as stripped text, in order; nothing is ""."""
    made = pd.DataFrame(index=pd.RangeIndex(len(rows)))
    for name in OBSERVATIONS:
        column = rows[name].to_numpy(dtype=object) if name in rows else np.full(len(rows), "", dtype=object)
        made[name] = pd.array(["" if pd.isna(one) else str(one).strip() for one in column], dtype="str")
    return made


def checked(rows: pd.DataFrame, source: str, plan: Catalogue, bodies: Sequence[Body]) -> pd.DataFrame:
    """Tidy rows with their values as they are kept.

    Lacking("rows") for none; FaultyRows with every fault.
    """
    if rows.empty:
        raise Lacking("rows")
    lines = np.arange(FIRST_LINE, len(rows) + FIRST_LINE)
    sound, problems = check.observations(Table(source, rows, lines), plan, bodies)
    if faults := errors(problems):
        raise FaultyRows(faults)
    return sound.astype(object).reset_index(drop=True)


def stands(rows: pd.DataFrame, source: str, plan: Catalogue, stored: pd.DataFrame) -> None:
    """FaultyRows where a part would be more than its whole beside what is `stored` (OBSERVATIONS)."""
    placed = rows.assign(sheet=source, cell=NOWHERE)
    if faults := errors(agree(placed, with_ratios(Crosschecks(), plan), stored)):
        raise FaultyRows(faults)


def speaks_for_all(rows: pd.DataFrame) -> pd.Series:
    """Rows that speak for a body's whole indicator (not applicable, or a nil return without a field)."""
    return (rows["status"] == "not_applicable") | (rows["field"] == "")
