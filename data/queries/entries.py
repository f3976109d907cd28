"""What handing in a form would do: the same comparison, cell by cell, as for a file.

compare(desk, round_code, rows, blanks, seen) -> DataFrame with the columns `data.intake.diff.COLUMNS`
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.desk import Desk
from data.intake.place import NOWHERE
from data.intake.preview import lines
from data.queries import imports, rounds
from data.store.db import Connection
from metrics.frames import CELL, OBSERVATIONS


def compare(
    desk: Desk, round_code: str, rows: pd.DataFrame, blanks: pd.DataFrame | None = None, *, seen: int
) -> pd.DataFrame:
    """Rows of a form (OBSERVATIONS, values as they are kept) against the record; columns `diff.COLUMNS`.

    blanks: cells (CELL) that the form shows and that are empty in it. seen: last batch when it was drawn.
    """
    rounds.find(desk, round_code)
    desk.check("entries.submit")
    with desk.database.reading() as connection:
        return of(connection, round_code, rows, blanks, seen, desk.person)


def of(
    connection: Connection, round_code: str, rows: pd.DataFrame, blanks: pd.DataFrame | None, seen: int,
    person: str,
) -> pd.DataFrame:  # fmt: skip
    """The same for an action."""
    stored = imports.stored_of(connection, round_code, seen)
    empty = pd.DataFrame(columns=list(CELL)) if blanks is None else blanks
    return lines(_placed(rows, OBSERVATIONS), _placed(empty, CELL), stored, person, again=False)


def _placed(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A form has no sheets and cells."""
    return rows[list(columns)].astype(object).reset_index(drop=True).assign(sheet="", cell=NOWHERE)
