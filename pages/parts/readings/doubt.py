"""How sure a standing is: the band of its place, whom it cannot be told apart from, where the doubt is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.queries.robustness import Doubt
from metrics.engine.draws import SOURCES
from metrics.engine.opinions import METHODS
from metrics.engine.robustness import Verdict
from metrics.model import Catalogue
from pages.parts.readings import standings
from pages.parts.readings.standings import Standing

HEAVIEST = 2  # scores named for a body at a cut-off


@dataclass(frozen=True, slots=True)
class Band:
    """Of one body: places and totals between which it stays, its group among its peers, how much doubt.

    `doubt`: points, one standard deviation against the mean of the peers. `sources`: whose share of it.
    `chances`: by code of a grade ("" none), only what comes up. `sure`: of the grade it has now.
    """

    low: int
    high: int
    total_low: float
    total_high: float
    peers: int
    group: int
    doubt: float
    sources: Mapping[str, float]
    chances: Mapping[str, float]
    sure: float

    @property
    def wide(self) -> int:
        """How many places the band spans besides the first."""
        return self.high - self.low


def bands(found: Doubt | None) -> dict[str, Band]:
    """By body, of those that are ranked; empty where nothing was drawn."""
    if found is None:
        return {}
    ranked = found.bands.bodies[found.bands.bodies["group"].notna()]
    chances = found.bands.grades.to_dict("index")
    return {
        str(code): Band(
            low=int(row["low"]),
            high=int(row["high"]),
            total_low=float(row["total_low"]),
            total_high=float(row["total_high"]),
            peers=int(row["peers"]),
            group=int(row["group"]),
            doubt=float(row["doubt"]),
            sources={source: float(row[source]) for source in SOURCES},
            chances={str(grade): share for grade, share in chances[code].items() if share > 0},
            sure=float(row["sure"]),
        )
        for code, row in ranked.to_dict("index").items()
    }


def runs(rows: Sequence[Standing], known: Mapping[str, Band]) -> list[tuple[int, int]]:
    """First and last of the rows that stand together and cannot be told apart, two or more."""
    found: list[tuple[int, int]] = []
    first = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and _group(rows[at], known) == _group(rows[first], known) is not None:
            continue
        if at - first > 1:
            found.append((first, at - 1))
        first = at
    return found


def _group(row: Standing, known: Mapping[str, Band]) -> tuple[int, int] | None:
    band = known.get(row.body.code)
    return (band.peers, band.group) if band else None


def clear(first: Standing, second: Standing, known: Mapping[str, Band]) -> bool | None:
    """Whether these two are told apart; None where nothing was drawn."""
    groups = _group(first, known), _group(second, known)
    return None if None in groups else groups[0] != groups[1]


def span(rows: Sequence[Standing], known: Mapping[str, Band], catalogue: Catalogue) -> tuple[float, float]:
    """A scale that shows every total and every band, in steps of ten."""
    low, high = standings.span(rows, catalogue)
    lows = [low, *(band.total_low for band in known.values())]
    highs = [high, *(band.total_high for band in known.values())]
    return math.floor(min(lows) / 10) * 10, math.ceil(max(highs) / 10) * 10


def closeup(rows: Sequence[Standing], known: Mapping[str, Band]) -> tuple[float, float]:
    """A scale that shows the totals and bands of these rows and no more, in steps of five."""
    mine = [known[row.body.code] for row in rows if row.body.code in known]
    scored = [row for row in rows if row.scored]
    lows = [*(row.total for row in scored), *(row.base for row in scored), *(one.total_low for one in mine)]
    highs = [*lows, *(one.total_high for one in mine)]
    low, high = min(lows, default=0.0) - 1, max(highs, default=100.0) + 1
    return math.floor(low / 5) * 5, math.ceil(high / 5) * 5


def places(rows: Sequence[Standing], known: Mapping[str, Band]) -> tuple[int, int]:
    """From the best to the worst place that these rows may have."""
    mine = [known[row.body.code] for row in rows if row.body.code in known]
    held = [row.place for row in rows if row.place is not None]
    best, worst = [*held, *(one.low for one in mine)], [*held, *(one.high for one in mine)]
    return min(best, default=1), max(worst, default=1)


def verdicts(found: Doubt | None, kind: str = "") -> tuple[Verdict, ...]:
    """Whether the order is supported, per set of peers (of one kind)."""
    if found is None:
        return ()
    return tuple(one for one in found.bands.verdicts if kind in ("", one.kind) or not one.kind)


@dataclass(frozen=True, slots=True)
class Near:
    """A body whose grade is not settled: the other grade, how likely, how far the border; what decides."""

    row: Standing
    other: str
    chance: float
    gap: float
    bar: str
    evidence: tuple[Evidence, ...]
    more: int

    @property
    def decided(self) -> bool:
        """Whether one score alone would change the grade."""
        return any(one.decides for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A score that is open, and by how much the total would fall or rise with it."""

    indicator: str
    source: str
    low: float
    high: float
    decides: bool


def near(found: Doubt | None, rows: Sequence[Standing]) -> list[Near]:
    """Of these rows those within the noise of a cut-off, nearest first."""
    if found is None:
        return []
    known = {row.body.code: row for row in rows}
    open_: dict[str, list[dict[Any, Any]]] = {}
    for each in found.cutoffs.evidence.to_dict("records"):
        open_.setdefault(str(each["body"]), []).append(each)
    listed = []
    for one in found.cutoffs.bodies.to_dict("records"):
        row = known.get(str(one["body"]))
        if row is None:
            continue
        mine = open_.get(str(one["body"]), [])
        told = [each for each in mine if each["decides"]] or mine
        listed.append(
            Near(
                row, str(one["other"]), float(one["chance"]), float(one["gap"]), str(one["bar"]),
                tuple(_evidence(told[:HEAVIEST])), max(len(told) - HEAVIEST, 0),
            )
        )  # fmt: skip
    return listed


def _evidence(rows: Sequence[Mapping[Any, Any]]) -> list[Evidence]:
    return [
        Evidence(
            str(one["indicator"]),
            str(one["source"]),
            float(one["low"]),
            float(one["high"]),
            bool(one["decides"]),
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Opinion:
    """Another method beside the one in force: how much of the order stays; `failed`: why it says nothing."""

    method: str
    bodies: int
    same: float
    moved: int
    largest: int
    body: str
    failed: str


def opinions(found: Doubt, peers: int) -> list[Opinion]:
    """The other methods for one set of peers, in the order of the engine."""
    table = found.opinions.summary
    rows = table[table["peers"] == peers].to_dict("records")
    order = {method: at for at, method in enumerate(METHODS)}
    made = [
        Opinion(
            str(row["method"]),
            int(row["bodies"]),
            float(row["same_order"]),
            int(row["moved"]),
            0 if row["largest"] != row["largest"] else int(row["largest"]),
            str(row["body"]),
            str(row["failed"]).split(" (")[0],
        )
        for row in rows
    ]
    return sorted(made, key=lambda one: order[one.method])


def least_same(listed: Sequence[Opinion]) -> Opinion | None:
    """The method under which most of the order changes."""
    told = [one for one in listed if not one.failed]
    return min(told, key=lambda one: one.same) if told else None
