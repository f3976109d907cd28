"""`python -m tests.bench.intake`: a 50,000 x 20 workbook from gate to commit, beside a bare pass of openpyxl.

Each figure is taken in a process of its own. The server's memory is its peak while it takes the file in, over
what it held when it was ready to work; the child that parses the file has its own limit (`intake.limits`).
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

ROWS, FIELDS = 50_000, 18
LAYOUTS = ("matrix", "lines")
BODIES = 64


def catalogue() -> str:
    """One indicator with as many figures per case as the workbook has columns."""
    fields = "\n".join(
        f'  {{ code = "f{at:02d}", title = {{ zh = "数{at}", en = "figure {at}" }}, type = "int" }},'
        for at in range(1, FIELDS + 1)
    )
    return f"""
[catalogue]
code = "bench"
year = 2012
title = {{ zh = "基准", en = "Benchmark" }}

[total]
decimals = 2

[[kind]]
code = "district"
title = {{ zh = "区县", en = "districts" }}

[[indicator]]
code = "a"
title = {{ zh = "比率", en = "Ratio" }}
rule = "ratio"
marks = 100
params = {{ num = "f01", den = "f02", full_at = 1.0, zero_at = 0.0, when_empty = "zero" }}
fields = [
{fields}
]
"""


def workbook(path: Path, layout: str) -> int:
    """Write the workbook; the number of facts in it. matrix: every cell a fact; lines: every row a fact."""
    import xlsxwriter

    chance = np.random.default_rng(2012)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("数据")
    bodies = [f"D{at:02d}" for at in range(1, BODIES + 1)]
    fields = [f"f{at:02d}" for at in range(1, FIELDS + 1)]
    if layout == "matrix":
        sheet.write_row(0, 0, ["body", "item", *(f"a.{one}" for one in fields)])
        for row in range(ROWS):
            figures = np.sort(chance.integers(0, 1000, FIELDS)).tolist()
            sheet.write_row(row + 1, 0, [bodies[row % BODIES], f"k{row:05d}", *figures])
        book.close()
        return ROWS * FIELDS
    sheet.write_row(0, 0, ["body", "indicator", "item", "field", "value", "status", "reason"])
    sheet.write_row(0, 7, [f"备注{at}" for at in range(1, 14)])
    for row in range(ROWS):
        case = f"k{row // FIELDS:05d}"
        figure = row % FIELDS * 50 + int(chance.integers(0, 50))  # a part is not more than its whole
        words = ["a", case, fields[row % FIELDS], figure, "", ""]
        remarks = chance.integers(0, 1000, 13).tolist()
        sheet.write_row(row + 1, 0, [bodies[(row // FIELDS) % BODIES], *words, *remarks])
    book.close()
    return ROWS


def bare(path: Path) -> dict[str, Any]:
    """What openpyxl needs to look at every cell once, and nothing else."""
    import openpyxl

    begun, cpu = time.perf_counter(), time.process_time()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    cells = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)
    return {"wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "cells": cells}


def taken_in(path: Path, folder: Path) -> dict[str, Any]:
    """Preview and commit over SQLite, step by step."""
    from data.actions import imports, rounds
    from data.desk import sit
    from data.queries import imports as ask
    from data.settings import Settings
    from data.store import migrate
    from data.store.db import database

    (folder / "catalogues" / "bench").mkdir(parents=True)
    (folder / "catalogues" / "bench" / "bench.toml").write_text(catalogue(), encoding="utf-8")
    lines = [
        "code,name_zh,name_en,kind",
        *(f"D{at:02d},区{at},District {at},district" for at in range(1, 65)),
    ]
    (folder / "catalogues" / "bench" / "bodies.csv").write_text("\n".join(lines), encoding="utf-8")
    url = f"sqlite:///{folder / 'record.db'}"
    settings = Settings(url, folder / "heads", folder / "catalogues", True, "zh", folder / "files")
    migrate.upgrade(database(url))
    desk = sit(settings, person="li", role="office")
    rounds.open(desk, "2012", catalogue="bench")
    ask.preview(desk, "2012", b"body,indicator,field,value\nD01,a,f01,1\n", "warm.csv")
    steps: list[tuple[str, float, int, int]] = []

    def note(step: str, _done: int, _total: int) -> None:
        steps.append((step, time.perf_counter(), round(_held()), round(_peak())))

    content = path.read_bytes()
    held, begun, cpu = _held(), time.perf_counter(), time.process_time()
    shown = ask.preview(desk, "2012", content, path.name, note)
    previewed = time.perf_counter()
    after_preview = _peak()
    assert not shown.errors, shown.errors[:3]
    batch = imports.commit(desk, shown).batch
    ended = time.perf_counter()
    spans = {one[0]: round(later[1] - one[1], 2) for one, later in pairwise(steps)}
    return {
        "wall": ended - begun, "cpu": time.process_time() - cpu, "added": batch.added,
        "steps": spans | {"commit": round(ended - previewed, 2)},
        "memory": [one[:1] + one[2:] for one in steps],
        "held_mb": held, "preview_mb": after_preview - held, "peak_mb": _peak() - held,
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "child_cpu": resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime,
    }  # fmt: skip


def _peak() -> float:
    """The most memory this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _held() -> float:
    """What it has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


def measure(what: str, *arguments: str) -> dict[str, Any]:
    """One of the figures, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.intake", what, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    print(f"{ROWS:,} rows x {FIELDS + 2} columns")
    for layout in LAYOUTS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{layout}.xlsx"
            facts = workbook(path, layout)
            plain = measure("bare", str(path))
            own = measure("taken_in", str(path), folder)
        ratio = own["wall"] / plain["wall"]
        cpu = (own["cpu"] + own["child_cpu"]) / plain["cpu"]
        print(f"\n{layout}: {facts:,} facts, {plain['cells']:,} cells; bare pass {plain['wall']:.1f} s")
        print(f"  whole way {own['wall']:.1f} s, ratio {ratio:.2f} (of CPU {cpu:.2f}); {own['steps']}")
        print(f"  {own['memory']} preview +{own['preview_mb']:.0f}")
        print(
            f"  server +{own['peak_mb']:.0f} MB over {own['held_mb']:.0f} MB; child {own['child_mb']:.0f} MB"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        tools: dict[str, Callable[..., dict[str, Any]]] = {"bare": bare, "taken_in": taken_in}
        print(json.dumps(tools[sys.argv[1]](*(Path(one) for one in sys.argv[2:]))))
    else:
        main()
