"""Tells the cells of a column that cannot be understood, and those that could be meant otherwise."""

from __future__ import annotations

import numpy as np

from data.intake.columns.harvest import Harvest, Objects, Rows
from data.intake.columns.known import Asked
from data.intake.columns.said import Said


def tell_unclear(
    harvest: Harvest,
    sheet: str,
    rows: Rows,
    codes: Rows,
    column: int,
    said: Said,
    bodies: Objects,
    asked: Asked,
) -> None:
    """One problem for each row with such a cell; a doubtful reading is a warning that quotes both."""
    for at, one in enumerate(said.meant):
        if not one.code and not one.doubtful:
            continue
        code, allowed, severity = one.code, one.allowed, "error"
        if not code:
            code, allowed, severity = f"read_{one.notice}", one.value, "warning"
        for place in np.flatnonzero(codes == at):
            harvest.tell(
                sheet, int(rows[place]), column, code,
                body=str(bodies[place]), indicator=asked.indicator.code, field=asked.field.code,
                found=one.found, allowed=allowed or ", ".join(asked.field.choices), severity=severity,
            )  # fmt: skip
