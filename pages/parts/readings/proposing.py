"""Proposals of rectification read for the screen: shared losses apart, the rest as a table to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

import pandas as pd

from data.queries.proposals import Proposal
from metrics.engine.board import Board
from metrics.frames import NOT_APPLICABLE, OUT
from metrics.model import Catalogue, Text

EDITED = ("severity", "deadline_class", "measure")
STEPS = (0.0, 0.5, 1.0, 2.0, 3.0)  # points above which losses are shown


@dataclass(frozen=True, slots=True)
class Shared:
    """An indicator that most bodies lose: how many of how many, points in all; bodies with an open item."""

    indicator: str
    losing: int
    of: int
    lost: float
    taken: frozenset[str] = frozenset()


def shared(found: Iterable[Proposal]) -> tuple[Shared, ...]:
    """The indicators for which one municipal measure is better, the costliest first."""
    sums: dict[str, list[Proposal]] = {}
    for one in found:
        if one.common:
            sums.setdefault(one.indicator, []).append(one)
    made = [
        Shared(
            code,
            mine[0].losing,
            mine[0].of,
            sum(one.lost for one in mine),
            frozenset(one.body for one in mine if one.open),
        )
        for code, mine in sums.items()
    ]
    return tuple(sorted(made, key=lambda one: -one.lost))


def free(found: Iterable[Proposal], *, with_common: bool) -> tuple[Proposal, ...]:
    """What can be drafted one by one: nothing on which an item is under way; shared losses only if wanted."""
    return tuple(one for one in found if not one.open and (with_common or not one.common))


def picked(shown: Sequence[Proposal], edits: pd.DataFrame, language: str) -> tuple[Proposal, ...]:
    """The proposals whose row is ticked, with what was written anew in it."""
    ticked = edits["picked"].to_numpy(dtype=bool)
    rows = edits[ticked].to_dict("records")
    return tuple(
        _changed(one, row, language) for one, row in zip(compress(shown, ticked), rows, strict=True)
    )


def _changed(one: Proposal, row: Mapping[Any, Any], language: str) -> Proposal:
    changes: dict[str, Any] = {
        name: str(row[name]) for name in ("severity", "deadline_class") if row[name] != getattr(one, name)
    }
    measure = str(row["measure"]).strip()
    if measure != one.measure[language]:
        changes["measure"] = Text(measure, measure)
    return replace(one, **changes) if changes else one


@dataclass(frozen=True, slots=True)
class Ground:
    """What is lost in all, before anything is proposed: losses, indicators that most bodies lose, where."""

    n: int
    common: int
    bodies: tuple[str, ...]
    indicators: tuple[str, ...]
    clauses: tuple[str, ...]


def ground(board: Board, most: float) -> Ground:
    """All losses of the board counted; `most`: share of the bodies from which on a loss is shared."""
    ledger, catalogue = board.ledger, board.catalogue
    losing = ledger["indicator"].astype(str).value_counts()
    applies = ((board.status != OUT) & (board.status != NOT_APPLICABLE)).sum()
    whose, which = set(ledger["body"]), set(losing.index)
    return Ground(
        n=len(ledger),
        common=int((losing / applies[losing.index] > most).sum()),
        bodies=tuple(one.code for one in board.bodies if one.code in whose),
        indicators=tuple(one.code for one in catalogue.indicators if one.code in which),
        clauses=clauses(catalogue, ledger["clause"].unique()),
    )


def clauses(catalogue: Catalogue, lost: Iterable[str]) -> tuple[str, ...]:
    """Nodes of the plan at or under which something is lost, in the order of the plan."""
    parents = {one.code: one.parent for one in catalogue.nodes}
    there: set[str] = set()
    for clause in lost:
        node: str | None = clause
        while node and node not in there:
            there.add(node)
            node = parents.get(node)
    return tuple(one.code for one in catalogue.nodes if one.code in there)
