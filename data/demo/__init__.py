"""The demonstration: two years of the real bodies with made-up observations, taken in as people's data is.

Everything that can happen in a round happens here: gaps, things that do not apply, nil returns, vetoes,
deductions, a bonus below its gate, a tie across the quota, thin bases, late disclosures, a correction. The
year before is sealed, its plan differs a little, and two of its bodies have become one since. No number says
anything about a real body, and the rounds say so (demo).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pandas as pd

from data import permits
from data.actions import boards as board_acts
from data.actions import bodies as body_acts
from data.actions import looks
from data.actions import observations as record
from data.actions import rounds as round_acts
from data.catalogue import load_bodies
from data.catalogue.crosschecks import load_crosschecks
from data.demo import rectifying
from data.demo.cast import Part, cast
from data.demo.earlier import earlier
from data.demo.facts import Play
from data.demo.people import EVALUATOR, LEADER, OFFICE
from data.demo.script import THIN_REASON, script
from data.desk import Desk
from data.queries import catalogues, observations, rounds
from metrics.model import Round, Text

ROUND, BEFORE = "2012", "2011"
CATALOGUES = {ROUND: "2012", BEFORE: "2011-demo"}
TITLE = Text("{}年度政务公开检查评估（演示数据）", "Open government evaluation {} (demo data)")
READER = "demo-leader"  # who sits at the leader's desk
CORRECTION = "复核更正（演示）"
CORRECTED = 6  # cells that were handed in wrong at first
# When it happened, in days before today.
DAYS = {f"{BEFORE}-open": 340, f"{BEFORE}-seal": 260, f"{ROUND}-open": 120, f"{ROUND}-mend": 90}
KEY = "demonstration"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded of one year: the round, how many bodies and observations."""

    round: Round
    bodies: int
    observations: int


def unfinished(desk: Desk) -> bool:
    """Whether loading was cut short: there are demonstration rounds alone, and the last act is lacking."""
    there = rounds.every(desk)
    if not there or not all(one.demo and one.code in CATALOGUES for one in there):
        return False
    if ROUND not in [one.code for one in there]:
        return True
    if not any(batch.reason == CORRECTION for batch in observations.batches(desk, ROUND)):
        return True
    return not rectifying.finished(desk, ROUND)


def load(desk: Desk, *, items: bool = True) -> tuple[Loaded, ...]:
    """Open both rounds, take in their observations and seal the first; after an interruption it goes on.

    Then lost points of both become items of rectification (unless `items` is False). desk: of the office.
    Every act has a key, so that none happens twice, and a day in the past.
    """
    desk.check("rounds.open")
    office = replace(desk, person=OFFICE)
    folder = catalogues.folder_of(desk, CATALOGUES[ROUND])
    parts = cast(load_bodies(folder), catalogues.of(desk, CATALOGUES[ROUND]))
    loaded = _year_before(office, parts), _this_year(office, parts)
    if items:
        rectifying.play(office, BEFORE, ROUND)
    return loaded


def _year_before(office: Desk, parts: Sequence[Part]) -> Loaded:
    """The whole course of a year, to the seal of its leader."""
    today = office
    office = _ago(today, f"{BEFORE}-open")
    bodies = load_bodies(catalogues.folder_of(office, CATALOGUES[BEFORE]))
    parts = earlier(parts, bodies)
    one, rows = _opened(office, BEFORE, parts)
    _hand_in(office, BEFORE, rows)
    _accept(office, BEFORE, parts)
    office = _ago(today, f"{BEFORE}-seal")
    edition = board_acts.compute(office, BEFORE, key=f"{KEY}-{BEFORE}-board")
    leader = replace(office, person=LEADER, role=permits.LEADER)
    board_acts.seal(leader, BEFORE, edition.number, sha256=edition.sha256, key=f"{KEY}-{BEFORE}-seal")
    return Loaded(one, len(parts), len(rows))


def _this_year(office: Desk, parts: Sequence[Part]) -> Loaded:
    """A round under way, in which a few counts were put right after the leader had looked at it."""
    today = office
    office = _ago(today, f"{ROUND}-open")
    one, rows = _opened(office, ROUND, parts)
    first, corrected = _misread(rows)
    _hand_in(office, ROUND, first)
    _accept(office, ROUND, parts)
    looks.note(replace(office, person=READER, role=permits.LEADER), ROUND, KEY)
    source, key = "演示更正单.csv", f"{KEY}-{ROUND}-mend"
    evaluator = _evaluator(_ago(today, f"{ROUND}-mend"))
    record.record(evaluator, ROUND, corrected, source=source, replace=True, reason=CORRECTION, key=key)
    return Loaded(one, len(parts), len(rows))


def _opened(office: Desk, code: str, parts: Sequence[Part]) -> tuple[Round, pd.DataFrame]:
    """The round, and all that is to be handed in."""
    name = CATALOGUES[code]
    title = Text(TITLE.zh.format(code), TITLE.en.format(code))
    one = round_acts.open(office, code, catalogue=name, title=title, demo=True, key=f"{KEY}-{code}-open")
    plan = catalogues.of(office, name)
    checks = load_crosschecks(catalogues.folder_of(office, name), plan)
    now = {it.code: it for it in catalogues.of(office, CATALOGUES[ROUND]).indicators}
    return one, script(parts, plan, Play(catalogues.setting(one, plan), checks, now))


def _hand_in(office: Desk, code: str, rows: pd.DataFrame) -> None:
    """One batch for each section of the plan."""
    plan = catalogues.of(office, CATALOGUES[code])
    sections = {one.code: one.node.split(".")[0] for one in plan.indicators}
    for section, batch in rows.groupby(rows["indicator"].map(sections), sort=True):
        source, key = f"演示采集表-{section}.csv", f"{KEY}-{code}-{section}"
        record.record(_evaluator(office), code, batch, source=source, key=key)


def _accept(office: Desk, code: str, parts: Sequence[Part]) -> None:
    for part in parts:
        if part.accepted:
            key = f"{KEY}-{code}-thin-{part.body.code}"
            body_acts.accept_thin_base(office, code, part.body.code, reason=THIN_REASON, key=key)


def _evaluator(office: Desk) -> Desk:
    return replace(office, person=EVALUATOR, role=permits.EVALUATOR)


def _ago(desk: Desk, when: str) -> Desk:
    """The desk so many days ago (`DAYS`)."""
    days, now = timedelta(days=DAYS[when]), desk.clock
    return replace(desk, clock=lambda: now() - days)


def _misread(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows as first handed in, with a few counts one too low, and these cells put right."""
    counts = rows[(rows["field"] == "n_online") & (rows["value"] > "0")].head(CORRECTED)
    first = rows.copy()
    first.loc[counts.index, "value"] = [str(int(value) - 1) for value in counts["value"]]
    return first, counts
