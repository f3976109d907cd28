"""`python -m tests.bench.bench_intake`: gate and child alone, a 50,000 x 20 workbook, beside openpyxl.

The workbook is as mixed as real ones are: names, codes, days, counts, shares, answers, remarks. The whole way
to the commit is `tests.bench.intake`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

ROWS, COLUMNS, TIMES = 50_000, 20, 3


def workbook(path: Path) -> None:
    """Write it with XlsxWriter."""
    import xlsxwriter

    chance = np.random.default_rng(2012)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, day = book.add_worksheet("数据"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["单位", "指标", *(f"第{column}列" for column in range(3, COLUMNS + 1))])
    days = chance.integers(40_909, 41_274, (ROWS, 2)).tolist()
    counts = chance.integers(0, 1_000, (ROWS, 12)).tolist()
    shares = chance.random((ROWS, 2)).round(4).tolist()
    for row in range(ROWS):
        sheet.write_row(row + 1, 0, [f"单位{row % 67}", f"{row % 8 + 1}.{row % 4 + 1}.{row % 3 + 1}"])
        sheet.write_row(row + 1, 2, days[row], day)
        sheet.write_row(row + 1, 4, [*counts[row], *shares[row], "是" if row % 3 else "否", f"说明{row}"])
    book.close()


def bare(path: Path) -> dict[str, Any]:
    """What openpyxl needs to look at every cell once, and nothing else."""
    import openpyxl

    began = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    cells = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)
    return {"wall": time.perf_counter() - began, "cells": cells}


def ours(path: Path) -> dict[str, Any]:
    """Gate, child process and the way back; then the table on the sheet."""
    from data.intake import table, upload

    before, began = _peak(resource.RUSAGE_SELF), time.perf_counter()
    given = upload.read(path)
    read = time.perf_counter()
    assert given.workbook is not None, given.problems
    (look,) = table.tables(given.workbook)
    assert look.table is not None
    assert len(look.table.rows) == ROWS
    return {
        "wall": read - began,
        "table": time.perf_counter() - read,
        "cells": len(given.workbook.sheets[0].cells),
        "server_mb": _peak(resource.RUSAGE_SELF) - before,
        "child_mb": _peak(resource.RUSAGE_CHILDREN),
    }


def _peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def measure(what: str, path: Path) -> dict[str, Any]:
    """One figure, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bench_intake", what, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        workbook(path)
        size = path.stat().st_size / 1024**2
        runs = [(measure("bare", path), measure("ours", path)) for _ in range(TIMES)]
    plain, own = (median(one["wall"] for one in side) for side in zip(*runs, strict=True))
    last = runs[-1][1]
    print(f"{ROWS:,} x {COLUMNS}, {last['cells']:,} cells, {size:.1f} MB; medians of {TIMES}, taken in turn")
    print(f"bare openpyxl read_only pass {plain:.2f} s; gate and child {own:.2f} s; ratio {own / plain:.2f}")
    memory = f"server +{last['server_mb']:.0f} MB, child {last['child_mb']:.0f} MB"
    print(f"table found in {last['table']:.2f} s; {memory}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps({"bare": bare, "ours": ours}[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
