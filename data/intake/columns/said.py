"""What one cell says of one field: a value, a status or a problem; a column is understood once per cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.intake.columns.words import plain, statuses
from data.intake.meaning import Meant, Wish, meant
from data.intake.meaning.outcome import EMPTY
from data.intake.sheet import Cell
from metrics.model import NUMERIC_TYPES, Field

NOT_APPLICABLE, NIL = "not_applicable", "nil"
FREE = ("text", "list")


@dataclass(frozen=True)
class Said:
    """The different cells of a column as understood; position `-1` of each array stands for an empty cell."""

    value: NDArray[np.object_]
    status: NDArray[np.object_]
    reason: NDArray[np.object_]
    given: NDArray[np.bool_]
    meant: Sequence[Meant]

    @staticmethod
    def of(cells: Sequence[Cell], field: Field, wish: Wish, *, own: bool = False) -> Said:
        """The cells of a column that asks for this field; `own`: in a template made here."""
        found = [_meant(cell, field, wish, own) for cell in cells]
        return Said(
            np.array([*(one.value for one in found), ""], dtype=object),
            np.array([*(one.status for one in found), ""], dtype=object),
            np.array([*(one.remark if one.status else "" for one in found), ""], dtype=object),
            np.array([*(one.status != EMPTY and not one.code for one in found), False], dtype=bool),
            found,
        )


def _meant(cell: Cell, field: Field, wish: Wish, own: bool) -> Meant:
    """As the cell is meant; a word for a status is that status where it cannot be an answer of its own.

    A template writes such a word into the cell of any field; elsewhere 不适用 may be the text that was
    asked for, or the answer NA of a checklist.
    """
    word = statuses().get(plain(str(cell.value))) if cell.kind == "text" else None
    if word == NIL and (own or field.type not in FREE):
        return Meant(cell.shown, "0" if field.type in NUMERIC_TYPES else "", NIL)
    if word == NOT_APPLICABLE and (own or field.type not in (*FREE, "entry")):
        return Meant(cell.shown, status=NOT_APPLICABLE) if str(cell.value) != "NA" else meant(cell, wish)
    return meant(cell, wish)


def status_of(cell: Cell) -> str | None:
    """The status that a cell of a status column names; None where it names none, "" where it is empty."""
    if cell.kind == "empty" or not cell.shown.strip():
        return ""
    return statuses().get(plain(cell.shown))
