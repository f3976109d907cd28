"""The analyst's bench, rank bands, changes and paths: CPU, wall and peak memory, one process each.

`python -m tests.bench.bench_composite` prints the table; with a name and a size one measurement as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine.board import score
from metrics.engine.changes import changes
from metrics.engine.composite import Choices, Scaling, aggregate, normalise, sensitivity, uncertainty
from metrics.engine.cutoffs import cutoffs
from metrics.engine.mixed import Run
from metrics.engine.opinions import opinions
from metrics.engine.path import path
from metrics.engine.robustness import bands
from tests.bench import plan, synthetic
from tests.bench.child import clocked

# The same task in COINr 1.1.14 (CPU seconds, R 4.2.2; busy machine of the study, so a ratio is no promise).
COINR = {("index", 100): 0.025, ("index", 3_000): 0.54, ("gaps", 3_000): 0.54, ("index", 40_000): 7.3,
         ("uncertainty", 1_000): 108.0}  # fmt: skip
RUNS = (
    ("index", 100, "normalise and aggregate, 60 indicators"),
    ("index", 3_000, "the same"),
    ("gaps", 3_000, "the same, 5 % missing"),
    ("index", 40_000, "the same"),
    ("uncertainty", 1_000, "runs on ASEM, four open choices"),
    ("sensitivity", 100, "base rows on ASEM, 600 runs"),
    ("bands", 10_000, "draws, 64 bodies x 76 indicators"),
    ("many", 1_000, "draws, 3,000 bodies x 76 indicators"),
    ("cutoffs", 64, "bodies near a cut-off, with evidence"),
    ("paths", 64, "paths to the next grade"),
    ("opinions", 64, "bodies under six other methods"),
    ("changes", 64, "bodies, two years, 16 worlds"),
)


def index(size: int, variant: str = "full") -> Callable[[], Any]:
    """The made-up index with 77 codes; its mean is checked against the other program's."""
    numbers, w = synthetic.values(variant, size), synthetic.weights()
    data = pd.DataFrame(numbers, columns=synthetic.CODES)
    rows = [(code, f"g{n // 5 + 1:02d}", 1, w.indicators[n]) for n, code in enumerate(synthetic.CODES)]
    rows += [(f"g{n + 1:02d}", f"d{n // 3 + 1}", 2, w.groups[n]) for n in range(synthetic.GROUPS)]
    rows += [(f"d{n + 1}", "Index", 3, w.dimensions[n]) for n in range(synthetic.DIMENSIONS)]
    tree = pd.DataFrame([*rows, ("Index", "", 4, 1.0)], columns=["code", "parent", "level", "weight"])
    direction = pd.Series(np.where(synthetic.REVERSED, -1, 1), index=synthetic.CODES)

    def work() -> pd.DataFrame:
        return aggregate(normalise(data, direction, "minmax"), tree)

    _, mean, first = synthetic.FILES[variant, size]
    made = work()["Index"]
    assert abs(made.mean() - mean) < 1e-9
    assert abs(made.iloc[0] - first) < 1e-9
    return work


def on_asem(what: str, size: int) -> Callable[[], Any]:
    from tests.metrics.engine.composite import asem

    example, data = asem.asem(), asem.stage("imputed")
    choices = Choices(
        normalisations=(Scaling("minmax", {"low": 1, "high": 100}), Scaling("zscore", {"mean": 50, "sd": 10}),
                        Scaling("rank")),
        means=("arithmetic", "geometric"),
        treatments=(5, 4, 3, 2, 1),
        weight_spread=0.25,
    )  # fmt: skip
    given = data, example.direction, example.tree, choices
    if what == "uncertainty":
        return lambda: uncertainty(*given, runs=size, seed=1)
    return lambda: sensitivity(*given, base=size, seed=1)


def on_plan(what: str, size: int) -> Callable[[], Any]:
    """The 2012 plan with facts by chance; grades moved to where the totals are, so that some are near."""
    catalogue, setting = plan.plan()
    bodies = plan.bodies(3_000 if what == "many" else 64)
    facts = plan.facts(catalogue, bodies)
    first = score(catalogue, bodies, facts, setting)
    ends = np.nanquantile(first.totals["total"].to_numpy(), [0.8, 0.5, 0.2, 0.0])
    grades = tuple(replace(one, at_least=float(end)) for one, end in zip(catalogue.grades, ends, strict=True))
    catalogue = replace(catalogue, grades=grades)
    board = score(catalogue, bodies, facts, setting)
    assert catalogue.robustness is not None
    draws = size if what in ("bands", "many") else 2_000
    robustness = replace(catalogue.robustness, draws=draws)
    if what in ("bands", "many"):
        return lambda: bands(board, robustness)
    if what == "cutoffs":
        found = bands(board, robustness)
        return lambda: cutoffs(board, found, robustness)
    if what == "paths":
        return lambda: [path(board, body.code) for body in bodies]
    if what == "opinions":
        return lambda: opinions(board)
    kept = [one for one in catalogue.indicators if one.code != "3.1.2"]
    kept[3] = replace(kept[3], marks={kind: 2 * marks for kind, marks in kept[3].marks.items()})
    later = replace(catalogue, year=2013, indicators=(*kept, replace(kept[4], code="9.9.9", formerly="")))
    united = [replace(bodies[0], succeeds=(bodies[1].code,)), *bodies[2:]]
    given = plan.facts(later, united)
    year = replace(setting, year=2013)
    one, two = Run(board, facts, setting), Run(score(later, united, given, year), given, year)
    return lambda: changes(one, two)


def measure(what: str, size: int) -> dict[str, float]:
    """Medians of CPU and wall seconds, and the peak memory of this process."""
    makers: dict[str, Callable[[], Callable[[], Any]]] = {
        "index": lambda: index(size),
        "gaps": lambda: index(size, "missing5"),
        "uncertainty": lambda: on_asem(what, size),
        "sensitivity": lambda: on_asem(what, size),
    }
    work = makers.get(what, lambda: on_plan(what, size))()
    work()  # warm
    times = 3 if what in ("changes", "many") else 7
    spent = [clocked(work)[:2] for _ in range(times)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": median(one[0] for one in spent), "wall": median(one[1] for one in spent), "peak_mb": peak}


def main() -> None:
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians, each in a process of its own")
    print(f"{'what':12} {'n':>7}  {'':40} {'CPU s':>8} {'wall s':>8} {'peak MB':>8} {'COINr CPU / ours':>17}")
    for what, size, title in RUNS:
        command = [sys.executable, "-m", "tests.bench.bench_composite", what, str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{what:12} {size:7,}  {title:40} {done.stderr.strip().splitlines()[-1][:70]}")
            continue
        one = json.loads(done.stdout)
        theirs = COINR.get((what, size))
        ratio = f"{theirs / one['cpu']:17.0f}" if theirs else f"{'-':>17}"
        figures = f"{one['cpu']:8.4f} {one['wall']:8.4f} {one['peak_mb']:8.0f} {ratio}"
        print(f"{what:12} {size:7,}  {title:40} {figures}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
    else:
        main()
