"""Servers to measure: the program over a round of 64 real bodies or of thousands, and the bare page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from data import permits
from data.actions import observations, rounds
from data.desk import sit
from data.settings import from_environment
from data.store import migrate
from data.store.db import database, shut
from metrics.model import Text
from tests.bench import plan
from tests.browser.conftest import free_port, served, wait_for

ROOT = Path(__file__).resolve().parents[2]
PARTS = 8  # batches that the observations of a large round come in


def large_round(folder: Path, size: int) -> None:
    """A record with one demonstration round of `size` bodies (counties by name) and chance observations."""
    settings = from_environment({
        "EVALUATION_DATABASE": f"sqlite:///{folder / 'evaluation.db'}",
        "EVALUATION_FILES": str(folder / "files"), "EVALUATION_ANCHOR": str(folder / "anchor"),
    })  # fmt: skip
    migrate.upgrade(database(settings.database))
    desk = sit(settings, person="bench", role=permits.OFFICE)
    catalogue, _ = plan.plan()
    roll = [replace(one, since=None, until=None) for one in plan.bodies(size)]
    rounds.open(desk, "large", catalogue="2012", bodies=roll, title=Text("县级单位", "Counties"), demo=True)
    rows = plan.long(plan.facts(catalogue, roll)).astype(str)
    for number, part in enumerate(np.array_split(np.arange(len(rows)), PARTS)):
        observations.record(desk, "large", rows.iloc[part], source=f"bench-{number}.csv")
    shut(settings.database)


@contextmanager
def program(folder: Path, size: int) -> Iterator[str]:
    """The program over a round of `size` bodies; 64 is the demonstration round."""
    if size > 64:
        large_round(folder, size)
    with served(folder, demo=size <= 64) as address:
        yield address


@contextmanager
def bare(size: int) -> Iterator[str]:
    """One chart and one table of `size` rows."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "tests/bench/bare/app.py",
        "--server.port",
        str(port),
    ]
    environment = os.environ | {"BARE_ROWS": str(size), "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
