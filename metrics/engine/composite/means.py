"""Means of several children over what is there, for one set of weights or many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from metrics.engine.composite.problem import Impossible
from metrics.engine.composite.table import Floats

MEANS = ("arithmetic", "geometric", "harmonic", "copeland")
POSITIVE = ("geometric", "harmonic")
DUST = 1e-12  # of the weight compared: a difference of two sums of weights below this is a tie
CELLS = 4_000_000  # comparisons held at once


def mean(children: Sequence[Floats], weights: Floats, how: str, threshold: float = 0.0) -> Floats:
    """The mean of `children`, each (runs or 1) x units, with `weights`: children x (runs or 1).

    Empty cells are left out, their weight goes to the other children; where no child (or none with
    weight) is there, or less than the share `threshold` of the children, the mean is empty.
    Geometric and harmonic refuse a value of 0 or less (Impossible not_positive, child = position).
    Copeland: how many units are beaten less by how many one is beaten.
    """
    if how not in MEANS:
        raise Impossible("unknown_mean", found=how, allowed=", ".join(MEANS))
    if how in POSITIVE:
        for position, child in enumerate(children):
            if (child <= 0).any():
                raise Impossible("not_positive", mean=how, child=position, found=float(np.nanmin(child)))
    made = copeland(children, weights) if how == "copeland" else _power(children, weights, how)
    if threshold > 0:
        there = sum((~np.isnan(child)).astype(np.float64) for child in children)
        made = np.where(there / len(children) < threshold, np.nan, made)
    return made


TERMS: dict[str, tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]] = {
    "arithmetic": (lambda x: x, lambda x: x),
    "geometric": (np.log, np.exp),
    "harmonic": (np.reciprocal, np.reciprocal),
}


def _power(children: Sequence[Floats], weights: Floats, how: str) -> Floats:
    """Σ w f(x) ÷ Σ w over what is there, taken back by the inverse of f."""
    into, back = TERMS[how]
    total: Floats = np.zeros((1, 1))
    counted: Floats = np.zeros((1, 1))
    for child, w in zip(children, weights[:, :, None], strict=True):
        gap = np.isnan(child)
        if gap.any():
            total = total + w * np.where(gap, 0.0, into(np.where(gap, 1.0, child)))
            counted = counted + w * ~gap
        else:
            total, counted = total + w * into(child), counted + w
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(back(np.where(counted > 0, total / counted, np.nan)))


def copeland(children: Sequence[Floats], weights: Floats) -> Floats:
    """Per unit: +1 for each unit that it outranks, -1 for each that outranks it.

    A outranks B where it is better on more weight, over the children that both have; equal, or nothing
    to compare: 0. So what A gains from B is always what B loses to A; in COINr a missing comparison
    counts for the unit that stands further down in the table.
    """
    units = children[0].shape[1]
    runs = max(max(len(child) for child in children), weights.shape[1])
    score = np.zeros((runs, units))
    block = max(1, CELLS // (units * runs))
    for start in range(0, units, block):
        score[:, start : start + block] = _duels(children, weights, slice(start, start + block))
    known = np.zeros((runs, units), dtype=bool)
    for child in children:
        known |= ~np.isnan(child)
    return np.where(known, score, np.nan)


def _duels(children: Sequence[Floats], weights: Floats, rows: slice) -> NDArray[np.int64]:
    """The score of some units against all, runs x those units."""
    lead: Floats = np.zeros((1, 1, 1))
    compared: Floats = np.zeros((1, 1, 1))
    for child, w in zip(children, weights[:, :, None, None], strict=True):
        mine, others = child[:, rows, None], child[:, None, :]
        lead = lead + w * np.subtract(mine > others, mine < others, dtype=np.int8)
        compared = compared + w * ~(np.isnan(mine) | np.isnan(others))
    won = np.sign(np.where(np.abs(lead) > DUST * compared, lead, 0.0))
    return np.asarray(won.sum(axis=2), dtype=np.int64)
