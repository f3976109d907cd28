"""The demonstration round: the real bodies with made-up observations, taken in as people's data is.

Everything that can happen in a round happens here: gaps, things that do not apply, nil returns, vetoes,
deductions, a bonus below its gate, a tie across the quota, thin bases, late disclosures, a correction. No
number says anything about a real body, and the round says so (demo).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from data import permits
from data.actions import bodies as body_acts
from data.actions import observations as record
from data.actions import rounds as round_acts
from data.catalogue.crosschecks import load_crosschecks
from data.demo.cast import cast
from data.demo.facts import Play
from data.demo.script import THIN_REASON, script
from data.desk import Desk
from data.queries import bodies, catalogues, observations, rounds
from metrics.model import Round, Text

ROUND = CATALOGUE = "2012"
TITLE = Text("2012年度政务公开检查评估（演示数据）", "Open government evaluation 2012 (demo data)")
OFFICE, EVALUATOR = "考核办（演示）", "评估员（演示）"  # who did it, whoever sits at the desk
CORRECTION = "复核更正（演示）"
CORRECTED = 6  # cells that were handed in wrong at first
KEY = "demonstration"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: the round, how many bodies and observations."""

    round: Round
    bodies: int
    observations: int


def unfinished(desk: Desk) -> bool:
    """Whether loading was cut short: the demonstration round is there alone and lacks its last batch."""
    there = rounds.every(desk)
    if [one.code for one in there] != [ROUND] or not there[0].demo:
        return False
    return not any(batch.reason == CORRECTION for batch in observations.batches(desk, ROUND))


def load(desk: Desk) -> Loaded:
    """Open the round and take in its observations; done again after an interruption it goes on.

    desk: of the office. Every act has a key, so that none happens twice.
    """
    desk.check("rounds.open")
    desk = replace(desk, person=OFFICE)
    plan = catalogues.of(desk, CATALOGUE)
    one = round_acts.open(desk, ROUND, catalogue=CATALOGUE, title=TITLE, demo=True, key=f"{KEY}-open")
    roster = bodies.every(desk, ROUND)
    parts = cast(roster, plan)
    checks = load_crosschecks(catalogues.folder_of(desk, CATALOGUE), plan)
    rows = script(parts, plan, Play(catalogues.setting(one, plan), checks))
    evaluator = replace(desk, person=EVALUATOR, role=permits.EVALUATOR)
    first, corrected = _misread(rows)
    sections = {one.code: one.node.split(".")[0] for one in plan.indicators}
    for section, batch in first.groupby(rows["indicator"].map(sections), sort=True):
        key, source = f"{KEY}-{section}", f"演示采集表-{section}.csv"
        record.record(evaluator, ROUND, batch, source=source, key=key)
    for part in parts:
        if part.accepted:
            key = f"{KEY}-thin-{part.body.code}"
            body_acts.accept_thin_base(desk, ROUND, part.body.code, reason=THIN_REASON, key=key)
    source, key = "演示更正单.csv", f"{KEY}-mend"
    record.record(evaluator, ROUND, corrected, source=source, replace=True, reason=CORRECTION, key=key)
    return Loaded(one, len(roster), len(rows))


def _misread(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows as first handed in, with a few counts one too low, and these cells put right."""
    counts = rows[(rows["field"] == "n_online") & (rows["value"] > "0")].head(CORRECTED)
    first = rows.copy()
    first.loc[counts.index, "value"] = [str(int(value) - 1) for value in counts["value"]]
    return first, counts
