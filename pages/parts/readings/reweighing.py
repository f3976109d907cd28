"""What other weights of the sections would change: grades, places, totals; and the weights in an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.model import Grade
from pages.parts.readings.standings import Standing

PLANNED = 100  # per cent: a section weighs what the plan says
LOWEST, HIGHEST, STEP = 0, 200, 5  # left out .. counts double


@dataclass(frozen=True, slots=True)
class Change:
    """One body with other weights: grade, place (None: not ranked) and total then."""

    row: Standing
    grade: Grade | None
    place: int | None
    total: float

    @property
    def regraded(self) -> bool:
        """The grade is another one."""
        return self.grade != self.row.grade

    @property
    def moved(self) -> int:
        """Places up (above 0) or down."""
        return 0 if self.place is None or self.row.place is None else self.row.place - self.place


def changes(found: pd.DataFrame, rows: Sequence[Standing], grades: Sequence[Grade]) -> list[Change]:
    """Every body that has another grade or place then: grades first, then who moves furthest."""
    known, named = {row.body.code: row for row in rows}, {grade.code: grade for grade in grades}
    made = [
        Change(
            known[str(code)],
            named.get(str(one["grade"])),
            None if one["place"] != one["place"] else int(one["place"]),
            float(one["total"]),
        )
        for code, one in found.to_dict("index").items()
        if str(code) in known
    ]
    listed = [one for one in made if one.regraded or one.moved]
    return sorted(listed, key=lambda one: (not one.regraded, -abs(one.moved), one.row.body.code))


def written(percent: Mapping[str, int]) -> str:
    """Weights as they stand in an address: only those that differ from the plan."""
    return ",".join(f"{code}:{amount}" for code, amount in percent.items() if amount != PLANNED)


def read(asked: str, codes: Sequence[str]) -> dict[str, int]:
    """The weights of an address, the plan's for what it does not say or says wrongly."""
    found = dict.fromkeys(codes, PLANNED)
    for part in asked.split(","):
        code, _, amount = part.rpartition(":")
        if code in found and amount.isascii() and amount.isdecimal() and LOWEST <= int(amount) <= HIGHEST:
            found[code] = int(amount)
    return found
