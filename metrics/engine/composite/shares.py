"""Sensitivity: which choice moves the places most, on its own and together with the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.engine.composite import design
from metrics.engine.composite.design import Choices
from metrics.engine.composite.problem import Impossible
from metrics.engine.composite.runs import Index, Runs, run
from metrics.engine.composite.table import Floats


@dataclass(frozen=True)
class Sensitivity:
    """indices: per factor first, first_error, total, total_error (standard errors).

    change: mean absolute change of place against the choice in force, per run. design: as in
    Uncertainty, with `block` ("A", "B", or the factor taken from B). variance: of `change`. used: how
    many of the base rows had no failed run; the others are left out whole and stand in `design`.
    """

    indices: pd.DataFrame
    change: pd.Series[float]
    design: pd.DataFrame
    weight_sets: pd.DataFrame
    variance: float
    used: int
    seed: int


def sensitivity(
    data: pd.DataFrame,
    direction: pd.Series[int] | None,
    tree: pd.DataFrame,
    choices: Choices,
    *,
    base: int = 500,
    seed: int,
    node: str = "",
) -> Sensitivity:
    """First and total order of each open choice, from base x (factors + 2) runs (Saltelli's design).

    What is explained is the mean absolute change of place. Estimators: Jansen (1999) for both orders;
    COINr takes Saltelli's (2010) for the first order, which is right too but scatters more. Orders are
    not cut to 0..1: a small negative one is noise and shows its size.
    """
    names = choices.open()
    if len(names) < 2:
        raise Impossible("nothing_varies", open=", ".join(names), allowed="at least two open choices")
    index = Index(data, direction, tree, choices, node)
    chance = np.random.default_rng(seed)
    sets = design.weight_sets(index.tree, choices, chance)
    blocks = saltelli(base, len(names), chance)
    picks = design.picked(choices, blocks.reshape(-1, len(names)))
    done = run(index, picks, sets)
    change = _change(index, done)
    made = estimate(change.reshape(len(names) + 2, base))
    table = design.told(picks, choices, done.failed)
    table.insert(0, "block", np.repeat(np.array(["A", "B", *names], dtype=object), base))
    return Sensitivity(
        indices=made.indices.set_axis(pd.Index(names, name="factor")),
        change=pd.Series(change, index=table.index, name="change"),
        design=table,
        weight_sets=pd.DataFrame(sets, columns=list(index.tree.codes)),
        variance=made.variance,
        used=made.used,
        seed=seed,
    )


def saltelli(base: int, factors: int, chance: np.random.Generator) -> Floats:
    """Blocks x base x factors: A, B, and for each factor A with that column from B."""
    if base < 2:
        raise Impossible("too_few_runs", found=base, allowed="at least 2")
    drawn = chance.random((base, 2 * factors))
    a, b = drawn[:, :factors], drawn[:, factors:]
    blocks = np.repeat(a[None], factors + 2, axis=0)
    blocks[1] = b
    for factor in range(factors):
        blocks[factor + 2, :, factor] = b[:, factor]
    return blocks


@dataclass(frozen=True)
class Estimate:
    """Orders and their standard errors, the variance explained, and the rows that were whole."""

    indices: pd.DataFrame
    variance: float
    used: int


def estimate(results: Floats) -> Estimate:
    """Jansen's estimators from the results of Saltelli's design, blocks x base; NaN: a run that failed.

    first = 1 - mean((B - AB)²) / 2 V, total = mean((A - AB)²) / 2 V; the errors are those of the means,
    with V taken as known.
    """
    whole = results[:, ~np.isnan(results).any(axis=0)]
    a, b, mixed = whole[0], whole[1], whole[2:]
    used = whole.shape[1]
    variance = float(np.var(np.concatenate([a, b]), ddof=1)) if used > 1 else float("nan")
    if not variance > 0:
        nothing = np.full(len(results) - 2, np.nan)
        names = ("first", "first_error", "total", "total_error")
        return Estimate(pd.DataFrame(dict.fromkeys(names, nothing)), variance, used)
    from_b, from_a = (b - mixed) ** 2 / (2 * variance), (a - mixed) ** 2 / (2 * variance)
    root = np.sqrt(used)
    table = pd.DataFrame(
        {
            "first": 1.0 - from_b.mean(axis=1),
            "first_error": from_b.std(axis=1, ddof=1) / root,
            "total": from_a.mean(axis=1),
            "total_error": from_a.std(axis=1, ddof=1) / root,
        }
    )
    return Estimate(table, variance, used)


def _change(index: Index, done: Runs) -> Floats:
    """Per run: mean absolute change of place over the units that have one in both; NaN where it failed."""
    nominal = index.in_force()[1]
    moved = np.abs(done.ranks - nominal)
    there = ~np.isnan(moved)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(there, moved, 0.0).sum(axis=1) / there.sum(axis=1))
