"""What the record of a round would change in the next one: fed figures beside those that stand there.

feeding(desk, round_code) -> Feeding
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.desk import Desk
from data.queries import boards, bodies, feeds, observations, rectification, rounds
from metrics.frames import OBSERVATIONS
from metrics.model import Round

CHANGES = ("body", "indicator", "field", "now", "fed")
COUNTED_ELSEWHERE = ("criticised",)  # others criticise too: what stands there is raised, never lowered
BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Feeding:
    """`to`: the next round that is open (None: there is none). `rows`: OBSERVATIONS to be handed in to it.

    `changes`: columns CHANGES, what differs from what stands there ("" where nothing does). A row without a
    field speaks for the whole indicator: `fed` is then "nil", and `now` the values that stand there. `seen`:
    the last batch that was there then.
    """

    to: Round | None
    rows: pd.DataFrame
    changes: pd.DataFrame
    seen: int = 0


def feeding(desk: Desk, round_code: str) -> Feeding:
    """What would be taken over; nothing where the next year has no round, or a sealed one."""
    of_round = rounds.find(desk, round_code)
    found = feeds.feeds(desk, round_code)
    later = [one for one in rounds.every(desk) if one.year == of_round.year + 1]
    to = next((one for one in later if not boards.standing(desk, one.code).sealed), None)
    empty = pd.DataFrame(columns=list(CHANGES))
    if to is None:
        return Feeding(None, found.iloc[:0], empty)
    seen = next((one.number for one in observations.batches(desk, to.code, 1)), 0)
    there = {one.code for one in bodies.every(desk, to.code)}
    plan = {
        one.code: {it.code for it in one.fields} for one in boards.whole(desk, to.code).catalogue.indicators
    }
    filled: dict[str, set[str]] = defaultdict(set)
    for one in rectification.terms(desk, round_code).feeds:
        filled[one.indicator].add(one.field)
    known = [
        body in there
        # a nil return speaks for all fields of an indicator: never for one that others fill in too
        and (field in plan.get(code, set()) if field else filled[code] == plan.get(code))
        for body, code, field in zip(found["body"], found["indicator"], found["field"], strict=True)
    ]
    rows = _raised(desk, round_code, to, found[known].reset_index(drop=True))
    return Feeding(to, rows[list(OBSERVATIONS)], _changed(rows), seen)


def _raised(desk: Desk, round_code: str, to: Round, rows: pd.DataFrame) -> pd.DataFrame:
    """With what stands there as `now`; without what others count too and have counted higher."""
    standing = _standing(observations.current(desk, to.code))
    keys = list(zip(rows["body"], rows["indicator"], rows["field"], strict=True))
    rows = rows.assign(now=[_now(standing.get((body, code), {}), field) for body, code, field in keys])
    terms = rectification.terms(desk, round_code)
    shared = {(one.indicator, one.field) for one in terms.feeds if one.what in COUNTED_ELSEWHERE}
    kept = [
        (indicator, field) not in shared or int(value) > _count(before)
        for (_, indicator, field), value, before in zip(keys, rows["value"], rows["now"], strict=True)
    ]
    return rows[kept].reset_index(drop=True)


def _standing(current: pd.DataFrame) -> Mapping[tuple[str, str], dict[str, str]]:
    """By body and indicator: field (none: the whole) and its value, or the status that stands for one."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    columns = (current[name] for name in ("body", "indicator", "field", "value", "status"))
    for body, code, field, value, status in zip(*columns, strict=True):
        found[str(body), str(code)][str(field)] = str(status or value)
    return found


def _now(there: Mapping[str, str], field: str) -> str:
    """What stands for a field: its value, or what was said of the whole; for the whole: all of it."""
    if field:
        return there.get(field, there.get("", ""))
    return there.get("", BETWEEN.join(there[name] for name in sorted(there)))


def _count(before: str) -> int:
    """How many stand there; what is no number counts none."""
    return int(before) if before.isdigit() else 0


def _changed(rows: pd.DataFrame) -> pd.DataFrame:
    fed = rows["value"].where(rows["status"] == "", rows["status"])
    differs = rows.assign(fed=fed)[rows["now"] != fed]
    return differs[list(CHANGES)].reset_index(drop=True)
