"""One measurement in a process of its own: `python -m tests.bench.child WHAT SIZE` prints JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from metrics.engine import rank
from metrics.engine.aggregate import aggregate
from metrics.engine.board import Board, score
from metrics.engine.score import score_indicators
from metrics.frames import widen
from metrics.model import TOTAL, Setting
from tests.bench import plan, synthetic


def clocked(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """CPU seconds (all threads), wall seconds, result."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return time.process_time() - cpu, time.perf_counter() - wall, result


def alternating(first: Callable[[], Any], second: Callable[[], Any], times: int) -> dict[str, Any]:
    """Both in turn, so that a busy minute strikes both; medians of CPU and wall."""
    ours, bare = [], []
    first(), second()  # warm
    for _ in range(times):
        ours.append(clocked(first)[:2])
        bare.append(clocked(second)[:2])
    return {
        "cpu": median(one[0] for one in ours),
        "wall": median(one[1] for one in ours),
        "bare_cpu": median(one[0] for one in bare),
        "times": times,
    }


def measure(what: str, size: int) -> dict[str, Any]:
    times = 3 if size > 10_000 else 7
    if what == "widen":
        catalogue, _ = plan.plan()
        rows = plan.long(plan.facts(catalogue, plan.bodies(size)))
        found = alternating(lambda: widen(rows, catalogue), lambda: None, 1)
        return {**found, "bare_cpu": None, "rows": len(rows)}
    if what == "plan":
        return measure_plan(size, times)
    return measure_synthetic(what.removesuffix("-index"), size, times, what.endswith("-index"))


def measure_plan(size: int, times: int) -> dict[str, Any]:
    catalogue, setting = plan.plan()
    roll = plan.bodies(size)
    given = plan.facts(catalogue, roll)
    arrays = plan.matrices(catalogue, roll, given)
    kept: list[Board] = []

    def ours() -> None:
        kept.clear()  # two boards at once would count twice in the memory
        kept.append(score(catalogue, roll, given, setting))

    found = alternating(ours, lambda: plan.bare(catalogue, setting, arrays), times)
    return {**found, "rows": len(kept[0].ledger)}


def measure_synthetic(variant: str, size: int, times: int, alone: bool) -> dict[str, Any]:
    """The whole board against the same with every loss as a row; `alone`: the index and its places only."""
    numbers, w = synthetic.values(variant, size), synthetic.weights()
    assert synthetic.digest(numbers) == synthetic.FILES[variant, size][0], "not the agreed file"
    tree = synthetic.catalogue("renew" if variant == "missing5" else "zero")
    roll, given = synthetic.bodies(size), synthetic.facts(numbers)
    kept: list[Board] = []

    def ours() -> None:
        kept.clear()
        kept.append(score(tree, roll, given, Setting(2012)))

    def index_alone() -> None:
        matrices = score_indicators(tree, roll, given, Setting(2012))
        top = aggregate(tree, matrices.points, matrices.full, matrices.status)[TOTAL]
        made = (matrices.points, matrices.status, matrices.full, matrices.value)
        rank.totals(tree, roll, top, *made, frozenset())

    if alone:
        return {**alternating(index_alone, lambda: synthetic.bare(numbers, w), times), "rows": 0}
    found = alternating(ours, lambda: synthetic.bare_with_losses(numbers, w), times)
    totals = kept[0].totals["total"]
    _, mean, first = synthetic.FILES[variant, size]
    assert abs(totals.mean() - mean) < 1e-9, totals.mean()
    assert abs(totals.iloc[0] - first) < 1e-9, totals.iloc[0]
    return {**found, "rows": len(kept[0].ledger)}


if __name__ == "__main__":
    result = measure(sys.argv[1], int(sys.argv[2]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**result, "peak_mb": peak}))
