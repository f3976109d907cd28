"""Three-way comparison, cell by cell: stored at the download, stored now, said by the file.

    diff(rows, blanks, now, then, batches, person) -> DataFrame with the columns COLUMNS, one line per cell
    taken(lines, accepted) -> bool mask: which lines a commit takes
    counts(lines) -> {state: number}

| state | meaning | on commit |
|---|---|---|
| new | nothing is stored | taken |
| changed | the file says something else, and its author had seen what is stored | taken |
| same | the file says what is stored | nothing to do |
| withdrawn | stored; emptied in the file, or cannot stand beside what the file says | taken |
| conflicting | somebody else changed it since, and the file says something else again | if accepted |
| kept | somebody else changed it since; the file still says what was stored at the download | left alone |

Without a stamp (a workbook of one's own) nobody knows what its author had seen: what somebody else entered
and the file contradicts is conflicting, and an empty cell says nothing at all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.coded import ABSENT, Coded, Ints, Mask, Places, either, nowhere, picked, together
from data.intake.narrow import narrow
from data.intake.place import NOWHERE
from metrics.frames import CELL, labelled

STATES = ("new", "changed", "same", "withdrawn", "conflicting", "kept")
NEW, CHANGED, SAME, WITHDRAWN, CONFLICTING, KEPT = range(len(STATES))
PLACE = ("sheet", "cell")
States = NDArray[np.int8]
# cell: the number of its place in the file (`data.intake.place`).
# then, now, file: the value, beside it the status ("" both: nothing). reason: the file's (not applicable).
# id, batch, by, at: row and batch of what is stored now, who handed it in and when (0, "", NaT: nothing is).
# group: lines with the same number stand or fall together (a word on a whole indicator, what it displaces).
COLUMNS = (
    *PLACE, *CELL, "then", "then_status", "now", "now_status", "file", "file_status", "reason", "state",
    "group", "id", "batch", "by", "at",
)  # fmt: skip


def diff(
    rows: pd.DataFrame,
    blanks: pd.DataFrame,
    now: pd.DataFrame,
    then: pd.DataFrame | None,
    batches: pd.DataFrame,
    person: str,
) -> pd.DataFrame:
    """Every cell that the file speaks of, and every stored one that it would displace; columns COLUMNS.

    rows: checked rows of the file (OBSERVATIONS, sheet, cell). blanks: its empty cells (CELL, sheet, cell).
    now: the end of each stored cell's history, withdrawn ones too (id, batch, OBSERVATIONS). then: what
    counted when the template was downloaded (OBSERVATIONS); None without a stamp. batches: number, person,
    at of the batches in `now`. person: who hands in. In the order of the file; the index counts from 0.
    """
    known = then is not None
    then = now.iloc[:0] if then is None else then
    others = ~now["batch"].isin(batches.loc[batches["person"] == person, "number"]).to_numpy()
    mine, empty, stored, seen = together([rows, blanks, now, then])
    sides = _Sides(mine, empty, stored, seen, known, others)
    lines = _displaced(sides, _of_rows(sides))
    lines = _joined(lines, _of_blanks(sides, lines)) if known else lines
    return _frame(lines, sides, rows, blanks, now, then, batches)


def taken(lines: pd.DataFrame, accepted: Collection[int] = ()) -> Mask:
    """Which lines a commit takes; `accepted`: index labels of conflicting lines where the file shall win.

    A group with a conflict that is not accepted is left alone as a whole.
    """
    state = lines["state"]
    plain = state.isin(["new", "changed", "withdrawn"]).to_numpy(dtype=bool)
    conflicting = (state == "conflicting").to_numpy(dtype=bool)
    if not conflicting.any():
        return plain
    group = lines["group"].to_numpy()
    won = conflicting & np.isin(lines.index.to_numpy(), list(accepted))
    barred = np.isin(group, group[conflicting & ~won])
    return np.asarray((plain | won) & ~barred)


def of(lines: pd.DataFrame, mask: Mask) -> pd.DataFrame:
    """The lines that the mask marks; no copy where it marks them all."""
    return lines if mask.all() else lines[mask]


def counts(lines: pd.DataFrame) -> dict[str, int]:
    """How many lines there are of each state."""
    found = lines["state"].value_counts()
    return {state: int(found.get(state, 0)) for state in STATES}


@dataclass(frozen=True)
class _Sides:
    """What is compared; `others`: rows of `now` that somebody else handed in."""

    rows: Coded
    blanks: Coded
    now: Coded
    then: Coded
    known: bool
    others: Mask

    def moved(self, now: Places, stored: Ints, seen: Ints) -> Mask:
        """Whether what is stored may be unknown to who filled in the file."""
        moved = stored != seen if self.known else (stored != ABSENT) & np.append(self.others, False)[now]
        return np.asarray(moved)


@dataclass(frozen=True)
class _Lines:
    """Lines under way: the rows they come from on each side (ABSENT: none), state and group."""

    row: Places
    blank: Places
    now: Places
    then: Places
    state: States
    group: Places


def _of_rows(sides: _Sides) -> _Lines:
    """What the file says, cell by cell."""
    word = sides.rows.words
    now, stored = sides.now.find(sides.rows.cells)
    then, seen = sides.then.find(sides.rows.cells)
    untouched = (word == seen) & sides.known
    cases = [word == stored, untouched, sides.moved(now, stored, seen), stored == ABSENT]
    state = np.select(cases, _states(SAME, KEPT, CONFLICTING, NEW), np.int8(CHANGED))
    rows = np.arange(len(word), dtype=np.int32)
    return _Lines(rows, nowhere(len(word)), now, then, state, rows)


def _displaced(sides: _Sides, lines: _Lines) -> _Lines:
    """The lines, and what is stored and cannot stand beside what the file says anew of the same indicator."""
    rows, now = sides.rows, sides.now
    if not len(now.cells):
        return lines
    acting = np.isin(lines.state, (NEW, CHANGED, CONFLICTING))
    spoken_for = np.isin(now.pairs, rows.pairs[acting & rows.whole])
    contradicted = now.whole & np.isin(now.pairs, rows.pairs[acting])
    beside = (now.words != ABSENT) & ~np.isin(now.cells, rows.cells)
    at = np.flatnonzero(beside & (spoken_for | contradicted)).astype(np.int32)
    if not len(at):
        return lines
    then, seen = sides.then.find(now.cells[at])
    moved = sides.moved(at, now.words[at], seen)
    none = nowhere(len(at))
    state = np.where(moved, *_states(CONFLICTING, WITHDRAWN))
    made = _joined(lines, _Lines(none, none, at, then, state, none))
    bound = np.append(acting & np.isin(rows.pairs, now.pairs[at]), np.ones(len(at), dtype=bool))
    return _bound(made, bound, np.append(rows.pairs, now.pairs[at]))


def _bound(lines: _Lines, bound: Mask, pairs: Ints) -> _Lines:
    """Lines that are `bound` form one group per pair; one conflict makes all of a group conflicting."""
    at = np.flatnonzero(bound)
    group = lines.group.copy()
    group[at] = pd.Series(at).groupby(pairs[at]).transform("min").to_numpy()
    fought = np.isin(group, group[bound & (lines.state == CONFLICTING)]) & bound
    state = np.where(fought, np.int8(CONFLICTING), lines.state)
    return _Lines(lines.row, lines.blank, lines.now, lines.then, state, group)


def _of_blanks(sides: _Sides, lines: _Lines) -> _Lines:
    """What is stored and empty in the file."""
    now, stored = sides.now.find(sides.blanks.cells)
    then, seen = sides.then.find(sides.blanks.cells)
    state = np.select([seen == ABSENT, stored == seen], _states(KEPT, WITHDRAWN), np.int8(CONFLICTING))
    at = np.flatnonzero((stored != ABSENT) & ~np.isin(now, lines.now[lines.now != ABSENT])).astype(np.int32)
    group = np.arange(len(lines.now), len(lines.now) + len(at), dtype=np.int32)
    return _Lines(nowhere(len(at)), at, now[at], then[at], state[at], group)


def _states(*states: int) -> list[np.int8]:
    return [np.int8(one) for one in states]


def _joined(first: _Lines, second: _Lines) -> _Lines:
    names = _Lines.__dataclass_fields__
    return _Lines(*(np.append(getattr(first, name), getattr(second, name)) for name in names))


def _frame(
    lines: _Lines,
    sides: _Sides,
    rows: pd.DataFrame,
    blanks: pd.DataFrame,
    now: pd.DataFrame,
    then: pd.DataFrame,
    batches: pd.DataFrame,
) -> pd.DataFrame:
    """The lines with their texts."""
    counting = np.where(np.append(sides.now.words, ABSENT)[lines.now] == ABSENT, ABSENT, lines.now)
    number = _number(now["batch"], counting)
    who = batches.sort_values("number").reset_index(drop=True)
    by = _places(who["number"], number)
    moments, times = pd.factorize(pd.to_datetime(who["at"], utc=True))
    made: dict[str, Any] = {
        "sheet": either(rows["sheet"], lines.row, blanks["sheet"], lines.blank),
        "cell": _cells(rows["cell"], lines.row, blanks["cell"], lines.blank),
        **{name: either(rows[name], lines.row, now[name], lines.now) for name in CELL},
        **_words("then", then, lines.then),
        **_words("now", now, counting),
        **_words("file", rows, lines.row),
        "reason": picked(rows["reason"], lines.row),
        "state": labelled(lines.state, STATES),
        "group": lines.group,
        "id": _number(now["id"], lines.now),
        "batch": number,
        "by": picked(who["person"], by),
        "at": pd.Categorical.from_codes(np.append(moments, ABSENT)[by], categories=times),
    }
    return pd.DataFrame(made, columns=list(COLUMNS), copy=False)


def _words(name: str, table: pd.DataFrame, at: Places) -> dict[str, Any]:
    return {name: picked(table["value"], at), f"{name}_status": picked(table["status"], at)}


def _number(column: pd.Series, at: Places) -> Ints:
    """Whole numbers of a column in the rows `at`; 0 for ABSENT."""
    numbers = np.append(column.to_numpy(dtype=np.int64), 0)
    return narrow(numbers, int(numbers.max()) + 1)[at]


def _cells(rows: pd.Series, row: Places, blanks: pd.Series, blank: Places) -> Places:
    """Where each line stands in the file; NOWHERE for what it does not speak of."""
    if len(row) == len(rows):
        return rows.to_numpy()
    there = np.append(rows.to_numpy(), NOWHERE)[row]
    return np.where(row == ABSENT, np.append(blanks.to_numpy(), NOWHERE)[blank], there)


def _places(batches: pd.Series, number: Ints) -> Places:
    """Per line the place of its batch among all batches; ABSENT where it has none."""
    different, codes = np.unique(number, return_inverse=True)
    found = pd.Index(batches).get_indexer(pd.Index(different.astype(np.int64)))
    return np.asarray(narrow(found, len(batches))[codes])
