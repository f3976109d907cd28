"""What a piece of news moved, counted: totals up and down, places, grades; and the largest moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Tally:
    """How many bodies changed in what; `only_places`: place moved, total did not."""

    up: int
    down: int
    new: int
    only_places: int
    grades: int

    @property
    def totals(self) -> int:
        """Bodies with another total than before."""
        return self.up + self.down + self.new

    @property
    def nothing(self) -> bool:
        """Nobody's total, place or grade moved."""
        return not (self.totals or self.only_places or self.grades)


def tally(moved: pd.DataFrame) -> Tally:
    """Count the rows of a table of moves (columns `data.queries.since.MOVED`)."""
    gaps = (moved["total"].astype(float) - moved["total_before"].astype(float)).to_numpy()
    new = int((moved["total"].astype(float).isna() != moved["total_before"].astype(float).isna()).sum())
    up, down = int((gaps > DUST).sum()), int((gaps < -DUST).sum())
    grades = int((moved["grade"].astype(str) != moved["grade_before"].astype(str)).sum())
    return Tally(up, down, new, len(moved) - up - down - new, grades)


def largest(moved: pd.DataFrame, most: int) -> list[Mapping[Any, Any]]:
    """The moves worth naming: another grade first, then another total, the largest difference first."""
    gap = (moved["total"].astype(float) - moved["total_before"].astype(float)).abs()
    told = moved.assign(
        regraded=moved["grade"].astype(str) != moved["grade_before"].astype(str), gap=gap.fillna(float("inf"))
    )
    told = told[told["regraded"] | (told["gap"] > DUST)]
    ordered = told.sort_values(["regraded", "gap"], ascending=False, kind="stable").head(most)
    return [dict(row) for row in ordered.to_dict("records")]
