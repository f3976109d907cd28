"""From indicators to nodes to the total: sums and means, and what a child without a score does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.frames import MISSING, NOT_APPLICABLE, OUT, STATUSES
from metrics.model import EMPTY, TOTAL, Catalogue, Level
from metrics.scales import round_half_up

Floats = NDArray[np.float64]
Weight = float | Floats
OK = 0  # states of a child: OK, or one of MISSING, NOT_APPLICABLE, OUT
# The state of an indicator by its status: whatever has points is OK.
STATE = np.array([code if code in (MISSING, NOT_APPLICABLE, OUT) else OK for code in range(len(STATUSES))])
STATE = STATE.astype(np.int8)


@dataclass(frozen=True)
class Part:
    """A node or indicator over all bodies: points earned, full marks that count, state.

    `nominal` is what its full marks would be with nothing left out.
    """

    points: Floats
    full: Floats
    nominal: Floats
    state: NDArray[np.int8]
    weight: Weight = 1.0
    missing: str | None = None
    not_applicable: str | None = None


def aggregate(
    catalogue: Catalogue,
    points: Floats,
    full: Floats,
    status: Any,
    weights: Mapping[str, Weight] = EMPTY,
) -> Mapping[str, Part]:
    """Every node's `Part` by code, bottom up; the total has the code "total".

    points, full: bodies x indicators; status: codes of `frames.STATUSES`. weights: by code, other than
    those of the catalogue; a number or one per body (several trials of the same bodies in one run).
    """
    children: dict[str, list[Part]] = {}
    for column, one in enumerate(catalogue.indicators):
        if one.role == "scored":
            part = _leaf(points[:, column], full[:, column], status[:, column])
            child = Part(
                part.points,
                part.full,
                part.nominal,
                part.state,
                weights.get(one.code, one.weight),
                one.missing,
                one.not_applicable,
            )
            children.setdefault(one.node or TOTAL, []).append(child)
    made: dict[str, Part] = {}
    scale = catalogue.totals.scale
    for level in catalogue.levels:
        for node in (one for one in catalogue.nodes if one.level == level.code):
            marks = scale if node.marks is None else node.marks
            part = combine(
                children.get(node.code, []), level, marks, weights.get(node.code, node.weight), len(points)
            )
            made[node.code] = part
            children.setdefault(node.parent or TOTAL, []).append(part)
    made[TOTAL] = combine(children.get(TOTAL, []), catalogue.totals.top, scale, 1.0, len(points))
    return made


def _leaf(points: Floats, full: Floats, status: Any) -> Part:
    state = STATE[status]
    if not state.any():
        return Part(points, full, full, state)
    marks = np.where(state == OUT, 0.0, full)
    return Part(np.where(state == OK, points, 0.0), marks, marks, state)


def combine(children: Iterable[Part], level: Level, marks: float, weight: Weight, size: int) -> Part:
    """One node from its children (`marks`: its full marks where it is a mean)."""
    parts = list(children)
    if not parts:
        nothing = np.zeros(size)
        return Part(nothing, nothing, nothing, np.full(size, OUT, dtype=np.int8), weight)
    adding = level.mean == "sum"
    tally = _Tally.empty(size)
    for part in parts:
        tally.add(part, level, adding)
    return tally.close(level, marks, weight, adding)


@dataclass
class _Tally:
    """Running sums over the children of one node, per body."""

    total: Floats  # Σ weight × points (sum), Σ weight × f(share) (means)
    counted: Floats  # weight of the children that count
    there: Floats  # weight of the children that have a score of their own
    nominal: Floats  # weight of all children in the table but those passed up
    all: Floats  # weight of all children in the table
    blank: NDArray[np.bool_]
    zero: NDArray[np.bool_]  # a child at 0 (geometric, harmonic)
    any_missing: NDArray[np.bool_]
    any_in: NDArray[np.bool_]

    @classmethod
    def empty(cls, size: int) -> _Tally:
        def zeros() -> Floats:
            return np.zeros(size)

        def no() -> NDArray[np.bool_]:
            return np.zeros(size, dtype=np.bool_)

        return cls(zeros(), zeros(), zeros(), zeros(), zeros(), no(), no(), no(), no())

    def add(self, part: Part, level: Level, adding: bool) -> None:
        if not part.state.any():
            self._add_whole(part, level, adding)
            return
        missing = part.missing or level.missing
        refused = part.not_applicable or level.not_applicable
        state = part.state
        ok, is_missing, is_na = state == OK, state == MISSING, state == NOT_APPLICABLE
        counts = ok | (is_missing & (missing == "zero")) | (is_na & (refused in ("zero", "full")))
        full_marks = is_na & (refused == "full")
        passed = is_na & (refused == "pass_up")
        present = state != OUT

        nominal = np.where(ok, part.full, part.nominal)
        mass = part.weight * (nominal if adding else np.ones_like(nominal))
        if adding:
            value = part.weight * np.where(full_marks, nominal, np.where(ok, part.points, 0.0))
        else:
            with np.errstate(invalid="ignore", divide="ignore"):
                share = np.where(ok, part.points / nominal, np.where(full_marks, 1.0, 0.0))
            value = part.weight * self._term(share, counts, level.mean)
        self.total += np.where(counts, value, 0.0)
        self.counted += np.where(counts, mass, 0.0)
        self.there += np.where(ok, mass, 0.0)
        self.nominal += np.where(present & ~passed, mass, 0.0)
        self.all += np.where(present, mass, 0.0)
        self.blank |= (is_missing & (missing == "blank")) | (is_na & (refused == "blank"))
        self.any_missing |= is_missing
        self.any_in |= present

    def _add_whole(self, part: Part, level: Level, adding: bool) -> None:
        """A child that everybody has: the same as `add`, without asking what the others get."""
        mass = part.weight * (part.full if adding else np.ones_like(part.full))
        if adding:
            self.total += part.weight * part.points
        else:
            with np.errstate(invalid="ignore", divide="ignore"):
                self.total += part.weight * self._term(part.points / part.full, True, level.mean)
        for sums in (self.counted, self.there, self.nominal, self.all):
            sums += mass
        self.any_in[:] = True

    def _term(self, share: Floats, counts: Any, mean: str) -> Floats:
        """What a share adds to the running sum of its mean; a 0 makes the other two means 0."""
        if mean == "arithmetic":
            return share
        self.zero |= counts & (share <= 0)
        safe = np.where(share > 0, share, 1.0)
        return np.log(safe) if mean == "geometric" else 1.0 / safe

    def close(self, level: Level, marks: float, weight: Weight, adding: bool) -> Part:
        has = self.counted > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = self.total / self.counted
            there = self.there / self.all
        if adding:
            points, full, nominal = ratio * self.nominal, self.nominal, self.all
            # Nothing renewed: the plain sum, so that no division blurs the last digit.
            points = np.where(self.nominal == self.counted, self.total, points)
        else:
            mean = {"geometric": np.exp(ratio), "harmonic": 1.0 / np.where(ratio == 0, np.nan, ratio)}
            share = np.where(self.zero, 0.0, mean.get(level.mean, ratio))
            full = nominal = np.full(len(share), marks)
            points = share * marks
        points = round_half_up(points, level.decimals)
        lost = self.blank | (has & (there < level.min_available - 1e-12)) | (~has & self.any_missing)
        state = np.where(self.any_in, np.where(lost, MISSING, np.where(has, OK, NOT_APPLICABLE)), OUT)
        ok = state == OK
        if adding:  # what is passed up leaves the node, unless the whole node does not apply
            nominal = np.where(state == NOT_APPLICABLE, self.all, self.nominal)
        return Part(
            np.where(ok, points, 0.0),
            np.where(ok, full, nominal),
            nominal,
            state.astype(np.int8),
            weight,
        )
