"""What the record of a round would change in the next one: fed figures beside those that stand there.

feeding(desk, round_code) -> Feeding
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.desk import Desk
from data.queries import boards, bodies, feeds, observations, rectification, rounds
from metrics.frames import OBSERVATIONS
from metrics.model import Round

CHANGES = ("body", "indicator", "field", "now", "fed")
COUNTED_ELSEWHERE = ("criticised",)  # others criticise too: what stands there is raised, never lowered


@dataclass(frozen=True, slots=True)
class Feeding:
    """`to`: the next round that is open (None: there is none). `rows`: OBSERVATIONS to be handed in to it.

    `changes`: columns CHANGES, what differs from what stands there ("" where nothing does).
    """

    to: Round | None
    rows: pd.DataFrame
    changes: pd.DataFrame


def feeding(desk: Desk, round_code: str) -> Feeding:
    """What would be taken over; nothing where the next year has no round, or a sealed one."""
    of_round = rounds.find(desk, round_code)
    found = feeds.feeds(desk, round_code)
    later = [one for one in rounds.every(desk) if one.year == of_round.year + 1]
    to = next((one for one in later if not boards.standing(desk, one.code).sealed), None)
    empty = pd.DataFrame(columns=list(CHANGES))
    if to is None:
        return Feeding(None, found.iloc[:0], empty)
    there = {one.code for one in bodies.every(desk, to.code)}
    plan = {
        one.code: {it.code for it in one.fields} for one in boards.whole(desk, to.code).catalogue.indicators
    }
    known = [
        body in there and field in plan.get(str(indicator), set())
        for body, indicator, field in zip(found["body"], found["indicator"], found["field"], strict=True)
    ]
    rows = _raised(desk, round_code, to, found[known].reset_index(drop=True))
    return Feeding(to, rows[list(OBSERVATIONS)], _changed(rows))


def _raised(desk: Desk, round_code: str, to: Round, rows: pd.DataFrame) -> pd.DataFrame:
    """With what stands there as `now`; without what others count too and have counted higher."""
    current = observations.current(desk, to.code)
    cells = zip(current["body"], current["indicator"], current["field"], current["value"], strict=True)
    now = {(body, indicator, field): str(value) for body, indicator, field, value in cells}
    keys = list(zip(rows["body"], rows["indicator"], rows["field"], strict=True))
    rows = rows.assign(now=[now.get(key, "") for key in keys])
    terms = rectification.terms(desk, round_code)
    shared = {(one.indicator, one.field) for one in terms.feeds if one.what in COUNTED_ELSEWHERE}
    kept = [
        (indicator, field) not in shared or int(value) > int(before or 0)
        for (_, indicator, field), value, before in zip(keys, rows["value"], rows["now"], strict=True)
    ]
    return rows[kept].reset_index(drop=True)


def _changed(rows: pd.DataFrame) -> pd.DataFrame:
    differs = rows[rows["now"] != rows["value"]].rename(columns={"value": "fed"})
    return differs[list(CHANGES)].reset_index(drop=True)
