"""Servers to measure: the program over a round of 64 real bodies or of thousands, and the bare page."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from data import permits
from data.actions import observations, rounds
from data.desk import sit
from data.intake import check
from data.intake.read import Table
from data.settings import from_environment
from data.store import migrate
from data.store.db import database, shut
from metrics.model import Text
from tests.bench import plan
from tests.browser.conftest import free_port, served, wait_for

ROOT = Path(__file__).resolve().parents[2]
PARTS = 8  # batches that the observations of a large round come in
PROCESSOR = 2  # Linux: the clock of a process counts what its threads spent on processors


@dataclass(frozen=True)
class Server:
    """A server to measure."""

    address: str
    pid: int

    def spent(self) -> float:
        """Seconds of processor time of all its threads so far; other people's work does not count."""
        return time.clock_gettime((~self.pid << 3) | PROCESSOR)


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
    made = plan.long(plan.facts(catalogue, roll)).astype(str)
    # Chance also fills in tables that a body does not have, which the program refuses.
    rows, _ = check.observations(Table("bench", made, np.arange(len(made))), catalogue, roll)
    for number, part in enumerate(np.array_split(np.arange(len(rows)), PARTS)):
        observations.record(desk, "large", rows.iloc[part], source=f"bench-{number}.csv")
    shut(settings.database)


@contextmanager
def program(folder: Path, size: int) -> Iterator[Server]:
    """The program over a round of `size` bodies; 64 is the demonstration round."""
    if size > 64:
        large_round(folder, size)
    with served(folder, demo=size <= 64) as address:
        yield Server(address, int((folder / "server.pid").read_text()))


@contextmanager
def bare(size: int) -> Iterator[Server]:
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
        yield Server(f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.terminate()
        server.wait(20)
