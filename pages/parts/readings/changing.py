"""How two years read: movers whose printed parts add up, indicators side by side, what became of whom."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.queries.changes import Years
from metrics.engine.board import Board
from metrics.engine.changes import SWITCHES
from metrics.model import Body, Indicator, Text

CENTS = 2
SHIFT = 0.0005  # rates that differ by less are printed the same


@dataclass(frozen=True, slots=True)
class Mover:
    """One body in two years; `parts` in the order of SWITCHES, printed to `CENTS` so that they add up.

    `how`: same, renamed, merged, split, new, "" for a nameless peer; `origin`: what it was before.
    """

    body: Body
    before: float
    after: float
    difference: float
    parts: tuple[float, ...]
    how: str
    origin: tuple[Text, ...]
    broken: bool

    @property
    def both(self) -> bool:
        """It has a total in both years."""
        return not (math.isnan(self.before) or math.isnan(self.after))

    @property
    def divided(self) -> bool:
        """The difference is known in its parts."""
        return not any(math.isnan(part) for part in self.parts)

    @property
    def own(self) -> float:
        """The part of its own performance."""
        return self.parts[0]


def movers(years: Years, board: Board, kind: str) -> list[Mover]:
    """The bodies of a kind, the best total first."""
    bodies = {one.code: one for one in board.bodies}
    mine = years.bodies[years.bodies["kind"] == kind]
    return [_mover(row, bodies, years.names) for row in mine.to_dict("records") if row["body"] in bodies]


def _mover(row: dict[Any, Any], bodies: Mapping[str, Body], old: Mapping[str, Body]) -> Mover:
    origin = tuple(old[code].name for code in str(row["origin"]).split(";") if code in old)
    difference = float(row["difference"])
    parts = evened(difference, [float(row[name]) for name in SWITCHES])
    return Mover(
        bodies[row["body"]], float(row["before"]), float(row["after"]), difference, parts, str(row["how"]),
        origin, bool(row["broken"]),
    )  # fmt: skip


def evened(whole: float, parts: Sequence[float], decimals: int = CENTS) -> tuple[float, ...]:
    """Parts rounded so that they add up to the rounded whole (largest remainders); NaN stays NaN."""
    if any(math.isnan(one) for one in (whole, *parts)):
        return tuple(math.nan for _ in parts)
    unit = 10.0**decimals
    floors = [math.floor(round(part * unit, 6)) for part in parts]
    left = round(round(whole * unit, 6)) - sum(floors)
    order = sorted(range(len(parts)), key=lambda k: floors[k] - round(parts[k] * unit, 6))
    extra = [order.index(k) < left for k in range(len(parts))]
    return tuple((floor + more) / unit for floor, more in zip(floors, extra, strict=True))


def by_own(rows: Sequence[Mover]) -> list[Mover]:
    """Those whose difference is known in its parts, the most own performance gained first."""
    return sorted((row for row in rows if row.divided), key=lambda row: (-row.own, row.body.code))


def extremes(rows: Sequence[Mover], many: int) -> set[str]:
    """The bodies that moved most by their own performance, up and down."""
    ordered = by_own(rows)
    up = [row for row in ordered[:many] if row.own > 0]
    down = [row for row in ordered[-many:] if row.own < 0]
    return {row.body.code for row in (*up, *down)}


def mean(years: Years, kind: str) -> dict[str, Any] | None:
    """The average of a kind, its parts evened; None where it is not told."""
    rows = years.means[years.means["kind"] == kind].to_dict("records")
    if not rows:
        return None
    found: dict[str, Any] = {str(name): value for name, value in rows[0].items()}
    found["parts"] = evened(found["difference"], [found[name] for name in SWITCHES])
    return found


@dataclass(frozen=True, slots=True)
class Crossing:
    """An indicator in two plans: `before` or `after` is None where it was added or dropped."""

    before: Indicator | None
    after: Indicator | None
    change: str
    marks: tuple[float, float]
    rates: tuple[float, float]
    readable: bool

    @property
    def one(self) -> Indicator:
        """As it is called now, or was last."""
        found = self.after or self.before
        assert found is not None
        return found


def crossings(years: Years) -> list[Crossing]:
    """Every indicator of both plans, those that changed first, in the order of the plan."""
    old = {one.code: one for one in years.plan_before.indicators}
    new = {one.code: one for one in years.plan_after.indicators}
    found = [
        Crossing(
            old.get(row["code_before"]), new.get(row["code_after"]), str(row["change"]),
            (row["marks_before"], row["marks_after"]), (row["share_before"], row["share_after"]),
            bool(row["readable"]),
        )
        for row in years.items.to_dict("records")
    ]  # fmt: skip
    return sorted(found, key=lambda one: ORDER.index(one.change))


ORDER = ("changed", "added", "dropped", "moved", "kept")


def weakest(rows: Sequence[Crossing], many: int) -> list[Crossing]:
    """The indicators of both years on which the bodies did worst last year."""
    both = [row for row in rows if not any(math.isnan(rate) for rate in row.rates)]
    return sorted(both, key=lambda row: (row.rates[0], row.one.code))[:many]


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of one body in two years."""

    indicator: Indicator
    change: str
    shares: tuple[float, float]
    points: tuple[float, float]
    full_marks: tuple[float, float]
    statuses: tuple[str, str]

    @property
    def both(self) -> bool:
        """It has a rate in both years."""
        return not any(math.isnan(share) for share in self.shares)

    @property
    def gained(self) -> float:
        """Points more (or less) than last year."""
        return self.points[1] - self.points[0]

    @property
    def moved(self) -> bool:
        """Its rate is another one, as printed."""
        return self.both and abs(self.shares[1] - self.shares[0]) > SHIFT


def items(frame: pd.DataFrame, years: Years) -> list[Item]:
    """The indicators of a body, those whose rate moved most first."""
    old = {one.code: one for one in years.plan_before.indicators}
    new = {one.code: one for one in years.plan_after.indicators}
    found = [_item(row, new.get(row["code_after"]) or old[row["code_before"]]) for row in
             frame.to_dict("records")]  # fmt: skip
    return sorted(
        found, key=lambda one: (not one.both, -abs(one.shares[1] - one.shares[0]) if one.both else 0)
    )


def _item(row: dict[Any, Any], indicator: Indicator) -> Item:
    def pair(name: str) -> tuple[float, float]:
        return float(row[f"{name}_before"]), float(row[f"{name}_after"])

    statuses = tuple(_word(row[f"status_{when}"]) for when in ("before", "after"))
    return Item(
        indicator, str(row["change"]), pair("share"), pair("points"), pair("full_marks"),
        (statuses[0], statuses[1]),
    )  # fmt: skip


def _word(status: Any) -> str:
    return status if isinstance(status, str) else "out"


def altered(one: Crossing) -> list[tuple[str, Any, Any]]:
    """What of an indicator is otherwise than last year: (what, before, after), marks per kind first."""
    if one.before is None or one.after is None:
        return []
    found: list[tuple[str, Any, Any]] = []
    for kind in sorted({*one.before.marks, *one.after.marks}):
        was, now = one.before.marks.get(kind), one.after.marks.get(kind)
        if was != now:
            found.append((f"marks:{kind}", was, now))
    if one.before.full_rule != one.after.full_rule:
        found.append(("full_rule", one.before.full_rule, one.after.full_rule))
        return found
    if one.before.rule != one.after.rule:
        found.append(("rule", one.before.rule, one.after.rule))
    for name in sorted({*one.before.params, *one.after.params}):
        was, now = one.before.params.get(name), one.after.params.get(name)
        if was != now and one.before.rule == one.after.rule:
            plain = isinstance(was, int | float) and isinstance(now, int | float) and name in NAMED
            found.append((f"param:{name}", was, now) if plain else ("other", None, None))
    if one.before.kinds != one.after.kinds or one.before.units != one.after.units:
        found.append(("scope", None, None))
    if not found and one.change == "changed":
        found.append(("other", None, None))
    return list(dict.fromkeys(found))


NAMED = ("full_at", "zero_at", "cap", "per", "zero_late", "min_den")
