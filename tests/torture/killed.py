"""Imports killed at random instants: what was acknowledged is kept, nothing is kept by half, work goes on.

python -m tests.torture.killed [HOW MANY] [SEED]

A worker takes in one file after the other, beginning with the one that its predecessor may or may not have
taken in. It is killed anywhere between the gate and the acknowledgement; half of the times within the commit,
which is short. After each kill the whole record is looked at. A control commits in pieces: it must be caught.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import text

from data.actions import imports, rounds
from data.desk import sit
from data.queries import imports as ask
from data.settings import Settings
from data.store import audit, bulk, files, migrate
from data.store.db import Database
from tests.data.small import BUREAUS, CATALOGUE, DISTRICTS

ROUND, CASES = "2012", 60
HOW_MANY, SEED, CONTROLS = 100, 20120426, 20
HEAVY = ("data.actions.imports", "data.queries.imports", "tests.data.small")
CAREFUL, CARELESS = "careful", "careless"
# What a batch says of itself, beside what there is of it.
WHOLE = """
SELECT batches.number, added + replaced + withdrawn AS said, count(observations.id) AS kept,
       max(imports.sha256) AS sha256,
       (SELECT count(*) FROM audit WHERE about = 'batch:2012/' || batches.number) AS entries
FROM batches LEFT JOIN observations ON observations.batch = batches.number
             LEFT JOIN imports ON imports.batch = batches.number
GROUP BY batches.number, added, replaced, withdrawn ORDER BY batches.number
"""


def content(number: int) -> bytes:
    """The file of this number: it changes every cell that the one before it wrote."""
    made = io.StringIO()
    lines = csv.writer(made)
    lines.writerow(("body", "indicator", "item", "field", "value"))
    for body in (*DISTRICTS, *BUREAUS):
        for case in range(CASES):
            lines.writerow((body, "a", f"k{case}", "n_published", number))
            lines.writerow((body, "a", f"k{case}", "n_all", number + 1_000))
    return made.getvalue().encode()


def work(settings: Settings, way: str, first: int, pipe: Connection) -> None:
    """Take in file after file and say so; never ends by itself."""
    if way == CARELESS:
        bulk.put = carelessly
    desk = sit(settings, person="li", role="office")
    for number in count(first):
        pipe.send(("begun", number, 0))
        shown = ask.preview(desk, ROUND, content(number), f"{number}.csv")
        pipe.send(("commit", number, 0))
        done = imports.commit(desk, shown, reason="the next file", key=f"import-{number}")
        pipe.send(("done", number, done.batch.number))


def carelessly(connection: Any, round_code: str, batch: int, rows: pd.DataFrame) -> None:
    """The control: a hundred rows, and another hundred, each for good."""
    for at in range(0, len(rows), 100):
        put(connection, round_code, batch, rows.iloc[at : at + 100])
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


put = bulk.put


@dataclass
class Story:
    """What the workers said: per file the batch that was acknowledged; and in which step each was killed."""

    settings: Settings
    way: str
    acknowledged: dict[int, int] = field(default_factory=dict)
    killed_in: list[str] = field(default_factory=list)
    unheard: int = 0  # how often a batch was kept and the worker killed before it could say so

    def kill_one(self, chance: random.Random, spans: dict[str, float]) -> None:
        """Start a worker with the file after the last acknowledged one; kill it at a random instant."""
        context = multiprocessing.get_context("forkserver")
        ours, theirs = context.Pipe(duplex=False)
        first = max(self.acknowledged, default=0) + 1
        worker = context.Process(target=work, args=(self.settings, self.way, first, theirs), daemon=False)
        worker.start()
        theirs.close()
        step = chance.choice(("begun", "commit"))
        said = "begun"
        while (told := ours.recv())[0] != step:
            said = self._hear(told)
        said = self._hear(told)
        time.sleep(chance.uniform(0, spans[step]))
        worker.kill()
        try:
            while True:
                said = self._hear(ours.recv())
        except EOFError:
            pass
        worker.join()
        self.killed_in.append(said)

    def _hear(self, told: tuple[str, int, int]) -> str:
        step, number, batch = told
        if step == "done":
            self.acknowledged[number] = batch
        return step

    def faults(self) -> list[str]:
        """Whatever is not as it must be; nothing where all is well."""
        base = Database(self.settings.database)
        try:
            with base.reading() as connection:
                return list(self._faults(connection))
        finally:
            base.close()

    def _faults(self, connection: Any) -> Iterable[str]:
        if connection.execute(text("PRAGMA integrity_check")).scalar_one() != "ok":
            yield "the file is damaged"
        if connection.execute(text("PRAGMA foreign_key_check")).all():
            yield "a row points to nothing"
        if not audit.verify(connection, audit.anchors(self.settings.anchor)).intact:
            yield "the trail is not intact"
        batches = connection.execute(text(WHOLE)).mappings().all()
        for batch in batches:
            if batch["said"] != batch["kept"] or batch["entries"] != 1 or not batch["sha256"]:
                yield f"batch {batch['number']} is kept by half: {dict(batch)}"
            elif not files.is_sound(self.settings.files, batch["sha256"]):
                yield f"batch {batch['number']} lacks its file"
        lost = set(self.acknowledged.values()) - {batch["number"] for batch in batches}
        if lost:
            yield f"acknowledged and lost: {sorted(lost)}"
        untold = len(batches) - len(set(self.acknowledged.values()))
        self.unheard += untold == 1
        if untold > 1:
            yield f"{untold} batches that nobody was told of: files were taken in twice"


def prepared(folder: Path) -> Settings:
    """An empty record with one open round."""
    plan = folder / "catalogues" / "small"
    plan.mkdir(parents=True)
    (plan / "small.toml").write_text(CATALOGUE, encoding="utf-8")
    kinds = [*((one, "district") for one in DISTRICTS), *((one, "bureau") for one in BUREAUS)]
    lines = ["code,name_zh,name_en,kind", *(f"{code},单位{code},Body {code},{kind}" for code, kind in kinds)]
    (plan / "bodies.csv").write_text("\n".join(lines), encoding="utf-8")
    url = f"sqlite:///{folder / 'record.db'}"
    settings = Settings(url, folder / "heads", folder / "catalogues", True, "zh", folder / "files")
    base = Database(url)
    migrate.upgrade(base)
    base.close()
    desk = sit(settings, person="wang", role="office")
    rounds.open(desk, ROUND, catalogue="small")
    desk.database.close()
    return settings


def spans_of(settings: Settings) -> dict[str, float]:
    """How long a worker's first file takes, from its beginning and from its commit on (seconds)."""
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=work, args=(settings, CAREFUL, 1, theirs))
    worker.start()
    at: dict[tuple[str, int], float] = {}
    while ("done", 1) not in at:
        step, number, _ = ours.recv()
        at[step, number] = time.perf_counter()
    worker.kill()
    worker.join()
    ended = at["done", 1]
    return {step: 1.2 * (ended - at[step, 1]) for step in ("begun", "commit")}


def run(how_many: int, seed: int, way: str, folder: Path) -> tuple[Story, list[str]]:
    """So many kills, each followed by a look at everything; ends at the first fault."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(HEAVY))
    spans = spans_of(prepared(folder / "measured"))
    story, chance = Story(prepared(folder / way), way), random.Random(seed)
    for _ in range(how_many):
        story.kill_one(chance, spans)
        if found := story.faults():
            return story, found
    return story, []


def main(how_many: int = HOW_MANY, seed: int = SEED) -> int:
    """Print what happened; 1 where something was lost or kept by half, or the control was not caught."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        story, found = run(how_many, seed, CAREFUL, Path(folder))
    where = ", ".join(f"{story.killed_in.count(one)} after “{one}”" for one in ("begun", "commit", "done"))
    told = f"{len(story.acknowledged)} files acknowledged, {story.unheard} kept before they could be"
    print(f"{len(story.killed_in)} kills ({where}), {told}")
    with tempfile.TemporaryDirectory() as folder:
        control, caught = run(CONTROLS, seed, CARELESS, Path(folder))
    print(f"control, committing in pieces: {caught[:1] or 'NOT CAUGHT'} after {len(control.killed_in)} kills")
    print(f"{time.perf_counter() - began:.0f} s; faults: {found or 'none'}")
    return 1 if found or not caught else 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
