"""What really changed between two years: own performance, rules, indicators, organisation; exact.

Each difference of totals is divided among four switches by Shapley's rule: a switch gets the mean of
what it changes over all orders in which the four can be turned, each step scored by the engine itself.
So the parts add up to the difference whatever their interplay, a switch that changes nothing gets 0,
and the order in which somebody tells the story does not matter.

Conventions. Performance: the facts of indicators that both years have. Rules: their rule, parameters,
marks, place in the tree, and all of the catalogue around them. Indicators: those dropped or added, with
the result of their only year. Organisation: kind, group, marks and lineage of bodies. Bridging rule:
before a merger the body has the mean total of its predecessors, each alone; with the switch turned it
is one body with the cases of all of them, pooled as each rule pools several cases. Facts that the other
year's rule cannot read (other fields, items, levels) stand in with their result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from metrics.engine.crosswalk import Crosswalk, alike, crosswalk
from metrics.engine.lineage import lineage
from metrics.engine.mixed import Pair, Run, World
from metrics.engine.readable import fits
from metrics.model import Catalogue, Indicator

SWITCHES = ("own", "rules", "indicators", "organisation")
METHOD = ("levels", "nodes", "totals")


@dataclass(frozen=True)
class Changes:
    """bodies: by body of the later year: before, after, difference, the four SWITCHES, how (same, renamed,
    merged, split, new), origin (predecessors joined by ";"), broken (the line has a break there).

    new has no before and no parts; a body without a total in some world has no parts either. gone:
    bodies of the earlier year without successor. indicators: code_before, code_after, change (kept,
    moved, changed, dropped, added), marks_before, marks_after (largest over kinds), readable (whether
    the facts of each year fit the other's rule).
    """

    bodies: pd.DataFrame
    gone: tuple[str, ...]
    indicators: pd.DataFrame


def changes(earlier: Run, later: Run, told: Callable[[int, int], None] | None = None) -> Changes:
    """Two years side by side; the totals are those of their boards. told(worlds known, worlds in all)."""
    pair = paired(earlier, later)
    worlds = all_worlds(pair, told)
    none, every = frozenset[str](), frozenset(SWITCHES)
    table = pd.DataFrame({"before": worlds[none], "after": worlds[every]})
    table["difference"] = table["after"] - table["before"]
    for name, part in divided(worlds).items():
        table[name] = part
    table["how"] = [pair.line.how(str(body)) for body in table.index]
    table["origin"] = [";".join(pair.line.before[str(body)]) for body in table.index]
    table["broken"] = table["how"] != "same"
    return Changes(table, pair.line.gone, _told(pair.pairs, earlier.board.catalogue, later.board.catalogue))


def paired(earlier: Run, later: Run) -> Pair:
    """Two years with their indicators and bodies matched."""
    return Pair(
        earlier,
        later,
        crosswalk(earlier.board.catalogue, later.board.catalogue),
        lineage(earlier.board.bodies, later.board.bodies),
    )


def all_worlds(
    pair: Pair, told: Callable[[int, int], None] | None = None
) -> dict[frozenset[str], pd.Series[float]]:
    """Totals of the later year's bodies in each of the 16 worlds, by the switches that are turned.

    The first and the last are the boards themselves; a switch that turns nothing is not scored twice.
    """
    idle = _idle(pair)
    found: dict[frozenset[str], pd.Series[float]] = {
        frozenset(): _bridged(pair, _totals(pair.earlier)),
        frozenset(SWITCHES): _totals(pair.later),
    }
    for size in range(len(SWITCHES) + 1):
        for turned in combinations(SWITCHES, size):
            world = frozenset(turned)
            if world not in found:
                found[world] = _world(pair, world, idle, found)
                if told:
                    told(len(found), 2 ** len(SWITCHES))
    return found


def _world(
    pair: Pair, world: frozenset[str], idle: frozenset[str], found: dict[frozenset[str], pd.Series[float]]
) -> pd.Series[float]:
    """One world, taken from an equal one where there is one."""
    for other, totals in found.items():
        if other - idle == world - idle:
            return totals
    totals = pair.score(World(**{name: name in world for name in SWITCHES}))
    return totals if "organisation" in world else _bridged(pair, totals)


def _totals(run: Run) -> pd.Series[float]:
    return run.board.totals.set_index("body")["total"].astype(np.float64)


def _bridged(pair: Pair, totals: pd.Series[float]) -> pd.Series[float]:
    """Totals of the later year's bodies from those of their predecessors: the mean, NaN for new ones."""
    links = [(new, old) for new, origin in pair.line.before.items() for old in origin]
    told = pd.Series(totals.reindex([old for _, old in links]).to_numpy(), [new for new, _ in links])
    means = told.groupby(level=0, sort=False).mean().reindex(list(pair.line.before))
    return means.astype(np.float64).rename("total").rename_axis("body")


def _idle(pair: Pair) -> frozenset[str]:
    """Switches that turn nothing."""
    idle = set()
    if not pair.pairs.dropped and not pair.pairs.added:
        idle.add("indicators")
    before, after = (run.board.catalogue for run in (pair.earlier, pair.later))
    if all(getattr(before, name) == getattr(after, name) for name in METHOD) and all(
        _change(a, b) == "kept" and fits(a, b) and fits(b, a) for a, b in pair.pairs.kept
    ):
        idle.add("rules")
    old = {body.code: body for body in pair.earlier.board.bodies}
    later = pair.later.board.bodies
    if not pair.line.gone and all(
        pair.line.how(body.code) == "same" and _standing(body) == _standing(old[body.code]) for body in later
    ):
        idle.add("organisation")
    return frozenset(idle)


def _standing(body: object) -> tuple[object, ...]:
    """What rules and rankings see of a body."""
    return tuple(getattr(body, name) for name in ("kind", "group", "traits"))


def divided(worlds: dict[frozenset[str], pd.Series[float]]) -> dict[str, pd.Series[float]]:
    """Shapley's parts: for each switch Σ |S|! (n - |S| - 1)! ÷ n! × (v(S with it) - v(S))."""
    n = len(SWITCHES)
    parts = {}
    for name in SWITCHES:
        rest = [other for other in SWITCHES if other != name]
        part: pd.Series[float] = worlds[frozenset()] * 0.0
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for turned in combinations(rest, size):
                part = part + weight * (worlds[frozenset({*turned, name})] - worlds[frozenset(turned)])
        parts[name] = part
    return parts


def _told(pairs: Crosswalk, earlier: Catalogue, later: Catalogue) -> pd.DataFrame:
    """The indicators of both years side by side."""
    rows = [
        (a.code, b.code, _change(a, b), _marks(a, earlier), _marks(b, later), fits(a, b) and fits(b, a))
        for a, b in pairs.kept
    ]
    rows += [(a.code, "", "dropped", _marks(a, earlier), np.nan, False) for a in pairs.dropped]
    rows += [("", b.code, "added", np.nan, _marks(b, later), False) for b in pairs.added]
    names = ["code_before", "code_after", "change", "marks_before", "marks_after", "readable"]
    return pd.DataFrame(rows, columns=names)


def _change(a: Indicator, b: Indicator) -> str:
    """changed: scored otherwise; moved: only in another place; kept: nothing that a score depends on."""
    if not alike(a, b):
        return "changed"
    return "kept" if (a.node, a.code) == (b.node, b.code) else "moved"


def _marks(one: Indicator, catalogue: Catalogue) -> float:
    return max(one.marks.values(), default=catalogue.totals.scale) if one.role == "scored" else 0.0
