"""Last year beside this year: who stood where, and whom the merger of bodies leaves without a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.desk import Desk
from data.queries import changes
from data.queries.changes import Years
from metrics.errors import EvaluationError
from pages.parts.readings.standings import Standing

UNBROKEN = ("same", "renamed")
LEAST = 1.0  # points of own performance below which a drop is no news


@dataclass(frozen=True, slots=True)
class Former:
    """One body last year: its total then, and what of the difference is its own performance (NaN: unknown).

    `broken`: it was merged, split or is new, so that its total then is nobody's.
    """

    total: float
    own: float
    broken: bool


def years(desk: Desk, later: str, earlier: str = "") -> Years | None:
    """This round beside an earlier one (left out: that of the year before); None where none can be seen."""
    older = [earlier] if earlier else [one.code for one in changes.before(desk, later)]
    try:
        return changes.changes(desk, older[0], later) if older else None
    except EvaluationError:
        return None


def former(years: Years | None) -> dict[str, Former]:
    """By code of this year's body; nothing where there is no earlier round."""
    if years is None:
        return {}
    return {
        str(row["body"]): Former(
            float(row["before"]), float(row["own"]), str(row["how"]) not in ("", *UNBROKEN)
        )
        for row in years.bodies.to_dict("records")
    }


def drops(rows: Sequence[Standing], before: Mapping[str, Former], most: int) -> list[tuple[Standing, float]]:
    """The largest losses of own performance since last year, rules and mergers left out, worst first."""
    found = [
        (row, before[row.body.code].own)
        for row in rows
        if row.named and row.body.code in before and before[row.body.code].own <= -LEAST
    ]
    return sorted(found, key=lambda pair: (pair[1], pair[0].body.code))[:most]
