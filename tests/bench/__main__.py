"""`make bench`: CPU, wall and peak memory of whole boards, and how many times a bare NumPy run they cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.bench import bench_composite

RUNS = (
    ("full-index", 100, "synthetic tree of 60, index and places"),
    ("full-index", 3_000, "synthetic tree of 60, index and places"),
    ("full-index", 40_000, "synthetic tree of 60, index and places"),
    ("full", 100, "same, whole board with ledger"),
    ("full", 3_000, "same, whole board with ledger"),
    ("missing5", 3_000, "same, 5 % missing"),
    ("full", 40_000, "same, whole board with ledger"),
    ("plan", 64, "2012 plan, whole board with ledger"),
    ("plan", 3_000, "2012 plan"),
    ("plan", 41_352, "2012 plan"),
    ("widen", 3_000, "long observations to wide tables"),
    ("widen", 41_352, "long observations to wide tables"),
)


def run(what: str, size: int) -> dict[str, Any]:
    """One measurement in a child process, so that its peak memory is its own."""
    command = [sys.executable, "-m", "tests.bench.child", what, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians, both in turn in one process")
    heads = ("CPU s", "wall s", "bare s", "ratio", "peak MB", "rows")
    print(f"{'what':39} {'bodies':>7}" + "".join(f" {head:>9}" for head in heads))
    for what, size, title in RUNS:
        one = run(what, size)
        bare = one["bare_cpu"]
        ratio = f"{one['cpu'] / bare:9.1f}" if bare else f"{'-':>9}"
        figures = f"{one['cpu']:9.3f} {one['wall']:9.3f} {bare or 0:9.4f} {ratio}"
        print(f"{title:39} {size:7,} {figures} {one['peak_mb']:9.0f} {one['rows']:9,}", flush=True)
    print("ratio: CPU over the bare NumPy run's; rows: of the ledger (last two: of the observations)")
    bench_composite.main()


if __name__ == "__main__":
    main()
