"""What is new in a round since some entry of its audit trail, and what it changed in points and places.

    since(desk, round_code, sequence) -> Since

Acts of one sort by one person that follow one another are one piece of news. What a piece changed is the
difference between the boards before and after it; for a reporter only their own body's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from data import permits
from data.desk import SHANGHAI, Desk
from data.queries import asof, boards, rounds
from data.queries.memo import Memo
from data.store import audit, observations
from data.store.db import Connection
from metrics.engine.board import Board
from metrics.model import Catalogue, Round

ACTS = (*permits.MOVES_SCORES, "boards.compute", "boards.seal")
MOVED = (
    "body", "kind", "total_before", "total", "place_before", "place", "grade_before", "grade",
)  # fmt: skip
LAST = 6  # pieces of news told one by one
SAID = {
    "rounds.open": "opened",
    "bodies.amend": "amended",
    "bodies.accept_thin_base": "accepted",
    "bodies.withdraw_acceptance": "unaccepted",
    "boards.compute": "computed",
    "boards.seal": "sealed",
}
DUST = 1e-9


@dataclass(frozen=True, slots=True)
class News:
    """`what` was done by `person`: `acts` times between `first` and `at`.

    what: handed_in, corrected, withdrawn, accepted, unaccepted, amended, opened, computed or sealed.
    cells: values concerned; bodies: codes of those concerned; batches, edition: numbers. moved: bodies whose
    total, place or grade it changed, the largest difference first; columns MOVED (NaN and "" where
    there was nothing).
    """

    what: str
    person: str
    first: datetime
    at: datetime
    acts: int
    cells: int
    bodies: tuple[str, ...]
    batches: tuple[int, ...]
    edition: int | None
    moved: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Since:
    """The pieces of news, newest first; `earlier`: how many more there are. moved: by all of it together."""

    news: tuple[News, ...]
    earlier: int
    moved: pd.DataFrame


_told: Memo[Since] = Memo(size=32)


def since(desk: Desk, round_code: str, sequence: int) -> Since:
    """What is new after entry `sequence` (0: since the round was opened, then without what it moved)."""
    one = rounds.find(desk, round_code)
    desk.check("observations.read", body=desk.body)
    own = desk.body if desk.reach("observations.read") == permits.OWN else ""
    catalogue = boards.whole(desk, round_code).catalogue
    where = desk.database.url.render_as_string(hide_password=False)
    with desk.database.reading() as connection:
        last = audit.latest(connection, one.code, ACTS)
        key = (where, one.code, catalogue.version, sequence, last, own)
        found = _told.get(key, lambda: _since(_Ask(desk, connection, one, catalogue, own, sequence)))
    return _lend(found)


def _since(ask: _Ask) -> Since:
    entries = [
        entry
        for entry in audit.between(ask.connection, ask.one.code, ACTS, after=ask.sequence)
        if not entry["after"].get("again")  # a file handed in twice did nothing the second time
    ]
    pieces = [(what, list(group)) for (what, _), group in groupby(entries, key=_sort)]
    concerning = _concerning(ask, pieces)
    # Whatever came last may have moved a body's place; of what came before, only what is about it is told.
    wanted = {*concerning[-LAST:], *range(max(0, len(pieces) - LAST), len(pieces))}
    news = tuple(ask.news(*pieces[at]) for at in sorted(wanted, reverse=True))
    moved = ask.moved(ask.sequence, int(entries[-1]["seq"])) if entries else nothing()
    if own := ask.own:
        news = tuple(one for one in news if own in one.bodies or len(one.moved) or one.what == "sealed")
    return Since(news, max(0, len(concerning) - LAST), moved)


def _concerning(ask: _Ask, pieces: list[tuple[str, list[dict[str, Any]]]]) -> list[int]:
    """Places of the pieces that are about a reporter's body; of all for everybody else."""
    if not ask.own:
        return list(range(len(pieces)))
    batches = observations.batches_of(ask.connection, ask.one.code, ask.own)
    about = f"body:{ask.one.code}/{ask.own}"
    return [
        at
        for at, (_, entries) in enumerate(pieces)
        if any(entry["after"].get("batch") in batches or entry["about"] == about for entry in entries)
    ]


def _lend(found: Since) -> Since:
    """Frames that can be changed without harm to the next person."""
    news = tuple(replace(one, moved=one.moved.copy(deep=False)) for one in found.news)
    return replace(found, news=news, moved=found.moved.copy(deep=False))


@dataclass(frozen=True, slots=True)
class _Ask:
    """Everything that each piece of news is worked out from; `own`: whose moves may be told ("" all)."""

    desk: Desk
    connection: Connection
    one: Round
    catalogue: Catalogue
    own: str
    sequence: int

    def news(self, what: str, entries: list[dict[str, Any]]) -> News:
        """One piece from the entries of it, oldest first."""
        first, last = entries[0], entries[-1]
        batches = tuple(int(entry["after"]["batch"]) for entry in entries if "batch" in entry["after"])
        scores = any(entry["act"] in permits.MOVES_SCORES for entry in entries)
        return News(
            what=what,
            person=str(last["person"]),
            first=_moment(first),
            at=_moment(last),
            acts=len(entries),
            cells=self.cells(entries, batches),
            bodies=self.concerned(entries, batches),
            batches=batches,
            edition=last["after"].get("number") if what in ("computed", "sealed") else None,
            moved=self.moved(first["seq"] - 1, last["seq"]) if scores else nothing(),
        )

    def cells(self, entries: list[dict[str, Any]], batches: Iterable[int]) -> int:
        """How many values; of a reporter those of their own body."""
        if not self.own:
            return sum(_cells(entry) for entry in entries)
        return sum(observations.bodies_of(self.connection, one).get(self.own, 0) for one in batches)

    def concerned(self, entries: list[dict[str, Any]], batches: Iterable[int]) -> tuple[str, ...]:
        """Codes of the bodies that acts were about."""
        named = [entry["about"].rpartition("/")[2] for entry in entries if entry["about"].startswith("body:")]
        written = (observations.bodies_of(self.connection, number) for number in batches)
        found = dict.fromkeys([*named, *(body for counted in written for body in counted)])
        return tuple(body for body in found if self.own in ("", body))

    def moved(self, before: int, after: int) -> pd.DataFrame:
        """What changed on the board between two entries; nothing where nothing is to be compared."""
        if not self.sequence:
            return nothing()
        then, now = (
            asof.asof(self.desk, self.connection, self.one, self.catalogue, one) for one in (before, after)
        )
        table = difference(then, now)
        return table[table["body"] == self.own].reset_index(drop=True) if self.own else table


def difference(then: Board, now: Board) -> pd.DataFrame:
    """Bodies of `now` whose total, place or grade is another than `then`; columns MOVED."""
    names = ["kind", "total", "place", "grade"]
    old, new = (board.totals.set_index("body")[names].astype(object) for board in (then, now))
    old = old.reindex(new.index)
    table = new.rename_axis("body").reset_index().astype({"total": float})
    table["body"], table["kind"] = table["body"].astype(str), table["kind"].astype(str)
    table["total_before"] = old["total"].astype(float).to_numpy()
    for name in ("place", "grade"):
        table[f"{name}_before"] = old[name].to_numpy()
    for name in ("place", "place_before"):
        table[name] = np.array([np.nan if pd.isna(one) else float(one) for one in table[name]])
    for name in ("grade", "grade_before"):
        table[name] = ["" if pd.isna(one) else str(one) for one in table[name]]
    gap = (table["total"] - table["total_before"]).to_numpy()
    same = (np.abs(gap) < DUST) | (table["total"].isna() & table["total_before"].isna()).to_numpy()
    for name in ("place", "grade"):
        pairs = zip(table[name], table[f"{name}_before"], strict=True)
        same &= np.array([a == b or (pd.isna(a) and pd.isna(b)) for a, b in pairs], dtype=bool)
    order = np.argsort(-np.nan_to_num(np.abs(gap), nan=np.inf), kind="stable")
    shown: pd.DataFrame = table.iloc[order][~same[order]]
    return shown[list(MOVED)].reset_index(drop=True)


def _sort(entry: dict[str, Any]) -> tuple[str, str]:
    """What was done and by whom: entries alike in both are one piece of news."""
    act, after = str(entry["act"]), entry["after"]
    if act in SAID:
        return SAID[act], str(entry["person"])
    if act.endswith(".withdraw"):
        return "withdrawn", str(entry["person"])
    corrects = after.get("replaced", 0) > 0 and not after.get("added", 0)
    return "corrected" if corrects else "handed_in", str(entry["person"])


def _cells(entry: dict[str, Any]) -> int:
    return sum(int(entry["after"].get(name, 0)) for name in ("added", "replaced", "withdrawn"))


def _moment(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["at"]).astimezone(SHANGHAI)


def nothing() -> pd.DataFrame:
    """A table of moves without any."""
    return pd.DataFrame(columns=list(MOVED))
