"""Which lost points of the demonstration become items: of whom, on what, and who does it well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo import stories
from data.desk import Desk
from data.queries import boards
from metrics.engine.board import Board
from metrics.frames import SCORED

HOME = "310115"  # for whom a reporter reports until another is chosen: the first in the list of bodies
FIRST = 6  # its items, so that there is something to see at its desk
EACH = 2  # items of every other
WORST = 20  # a body loses points on so many indicators at least
LITTLE = 0.05  # points; less is not drafted
OFTEN = 2  # an indicator is drafted at most so often in a year


@dataclass(frozen=True, slots=True)
class Slot:
    """A body's loss on an indicator, and a body of its kind that loses nothing there."""

    body: str
    indicator: str
    like: str


def slots(
    office: Desk, before: str, now: str, rows: Mapping[str, pd.DataFrame]
) -> Mapping[str, tuple[Slot, ...]]:
    """A slot for each story of both years; of last year some the same, most of the same indicators.

    `rows`: the observations of both rounds.
    """
    this = _this_year(_losses(office, now, rows[now]))
    last = _last_year(_losses(office, before, rows[before]), this)
    return {before: last, now: this}


def _losses(office: Desk, code: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Scored losses of who reported anything, with somebody of the same kind who loses nothing (`like`)."""
    board = boards.whole(office, code)
    reported = set(zip(rows["body"], rows["indicator"], strict=True))
    table = board.ledger[["body", "indicator", "lost", "reason"]].astype({"body": str, "indicator": str})
    scored = {one.code for one in board.catalogue.indicators if one.role == "scored" and not one.reads}
    kinds = {one.code: one.kind for one in board.bodies}
    best = _best(board, reported, kinds)
    pairs = list(zip(table["body"], table["indicator"], strict=True))
    like = [
        best.get((kinds[body], code), "") if (body, code) in reported and code in scored else ""
        for body, code in pairs
    ]
    table = table.assign(like=like)
    table = table[(table["like"] != "") & (table["lost"] > LITTLE)]
    return table.sort_values("lost", ascending=False, kind="stable")


def _best(
    board: Board, reported: set[tuple[str, str]], kinds: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """(kind, indicator): the first body that has full marks by its figures."""
    full = (board.share.to_numpy() >= 1) & (board.status.to_numpy() == SCORED)
    bodies = [str(body) for body in board.share.index]
    codes = [str(code) for code in board.share.columns]
    found: dict[tuple[str, str], str] = {}
    for at, column in zip(*np.nonzero(full), strict=True):  # in the order of the bodies
        body, code = bodies[at], codes[column]
        if (body, code) in reported:
            found.setdefault((kinds[body], code), body)
    return found


def _this_year(losses: pd.DataFrame) -> tuple[Slot, ...]:
    order = losses.groupby("body").size()
    bodies = sorted(str(code) for code in order.index[order >= WORST])
    wanted = FIRST + EACH * (len(bodies) - 1)
    step = max(1, wanted // len(stories.NOW))
    chosen = bodies[:1] + bodies[1::step]
    chosen = [HOME, *(one for one in chosen if one != HOME)]
    places = [chosen[0]] * FIRST + [one for one in chosen[1:] for _ in range(EACH)]
    return _fill(losses, places[: len(stories.NOW)])


def _fill(losses: pd.DataFrame, places: Sequence[str]) -> tuple[Slot, ...]:
    """The largest loss left of each body, no indicator too often."""
    used: Counter[str] = Counter()
    taken: set[tuple[str, str]] = set()
    made = []
    for body in places:
        mine = losses[losses["body"] == body]
        row = next(
            one for one in mine.to_dict("records")
            if (body, one["indicator"]) not in taken and used[one["indicator"]] < OFTEN
        )  # fmt: skip
        used[row["indicator"]] += 1
        taken.add((body, row["indicator"]))
        made.append(Slot(body, str(row["indicator"]), str(row["like"])))
    return tuple(made)


def _last_year(losses: pd.DataFrame, this: Sequence[Slot]) -> tuple[Slot, ...]:
    """First what comes back this year in the same body, then the same indicators elsewhere."""
    same = {(one.body, one.indicator) for one in this}
    rows = losses.to_dict("records")
    repeated = [one for one in rows if (one["body"], one["indicator"]) in same]
    wanted = [one.indicator for one in this]
    elsewhere = [one for one in rows if (one["body"], one["indicator"]) not in same]
    others = [one for one in elsewhere if one["indicator"] in wanted]
    half = len(stories.BEFORE) // 2
    picked: list[Slot] = []
    for one in (*repeated[:half], *others):
        if len(picked) == len(stories.BEFORE):
            break
        if sum(it.body == one["body"] for it in picked) < EACH:
            picked.append(Slot(str(one["body"]), str(one["indicator"]), str(one["like"])))
    return tuple(picked)
