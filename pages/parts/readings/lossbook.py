"""The lost points of one body, ordered for reading: by section and clause, or the largest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.engine.board import Board
from metrics.engine.ledger import facts_of
from metrics.frames import FILLED, NIL, SCORED
from metrics.model import TOTAL, Catalogue, Grade, Indicator, Node, Text
from pages.parts.readings.standings import Standing

EARNED = (SCORED, NIL, FILLED)  # statuses that earn points
LARGEST = 7  # losses shown one by one in the picture; the others are pooled
DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Loss:
    """One row of the ledger with everything its sentences quote."""

    indicator: Indicator
    lost: float
    reason: str
    status: str
    full_marks: float
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """The losses under one node of the plan, and the groups inside it."""

    node: Node
    lost: float
    losses: tuple[Loss, ...]
    groups: tuple[Group, ...] = ()


def losses(board: Board, ledger: pd.DataFrame, body: str) -> list[Loss]:
    """The rows of a body's ledger (adjustments included), the largest loss first."""
    found = []
    for row in ledger.to_dict("records"):
        code = str(row["indicator"])
        facts = facts_of(board, body, code) | (
            {"value": row["value"]} if row["value"] == row["value"] else {}
        )
        found.append(
            Loss(
                board.catalogue.indicator(code), float(row["lost"]), str(row["reason"]), str(row["status"]),
                float(row["full_marks"]), facts,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: -one.lost)


def of_marks(rows: Sequence[Loss]) -> list[Loss]:
    """Those of indicators that carry marks."""
    return [row for row in rows if row.indicator.role == "scored"]


def grouped(catalogue: Catalogue, rows: Sequence[Loss], parent: str = TOTAL) -> tuple[Group, ...]:
    """The losses of scored indicators under the nodes of the plan, in its order; none without a loss."""
    made = []
    if parent == TOTAL and (
        free := tuple(row for row in of_marks(rows) if row.indicator.node in ("", TOTAL))
    ):
        made.append(
            Group(Node(TOTAL, TOTAL, "", catalogue.totals.top.title), sum(row.lost for row in free), free)
        )
    for node in (one for one in catalogue.nodes if (one.parent or TOTAL) == parent):
        mine = tuple(row for row in of_marks(rows) if row.indicator.node == node.code)
        inside = grouped(catalogue, rows, node.code)
        if mine or inside:
            ordered = tuple(sorted(mine, key=lambda row: -row.lost))
            total = sum(row.lost for row in mine) + sum(group.lost for group in inside)
            made.append(Group(node, total, ordered, inside))
    return tuple(made)


def pooled(rows: Sequence[Loss]) -> tuple[list[Loss], list[Loss]]:
    """The largest losses, and all the smaller ones."""
    losing = [row for row in of_marks(rows) if row.lost > DUST]
    return losing[:LARGEST], losing[LARGEST:]


@dataclass(frozen=True, slots=True)
class Path:
    """The way to the next grade: `gap` on the total, `needed` points of the body's own base, `steps` to mend.

    `barred`: a veto stands in the way, whatever is mended.
    """

    grade: Grade
    gap: float
    needed: float
    steps: tuple[Loss, ...]
    barred: bool


def next_grade(catalogue: Catalogue, row: Standing, rows: Sequence[Loss]) -> Path | None:
    """The fewest losses whose full recovery reaches the grade above; None at the top or without a total."""
    better = [one for one in catalogue.grades if one.at_least > row.total]
    if not better or not row.scored or row.full_marks <= 0:
        return None
    grade = better[-1]
    gap = grade.at_least - row.total
    needed = gap * row.full_marks / catalogue.totals.scale if catalogue.totals.rebase else gap
    steps: list[Loss] = []
    while sum(one.lost for one in steps) < needed - DUST and len(steps) < len(of_marks(rows)):
        steps.append(of_marks(rows)[len(steps)])
    enough = sum(one.lost for one in steps) >= needed - DUST
    return Path(grade, gap, needed, tuple(steps) if enough else (), bool(row.vetoes))


def clause_of(catalogue: Catalogue, code: str) -> Node | None:
    """The node with this code; None for the total."""
    return next((one for one in catalogue.nodes if one.code == code), None)


def unlost(board: Board, rows: Sequence[Loss], body: str) -> list[Node]:
    """The nodes that carry indicators of this body directly, and under which it lost nothing."""
    catalogue = board.catalogue
    lossy = {row.indicator.node for row in of_marks(rows)}
    full = board.full.loc[body]
    counts = {
        one.node
        for one in catalogue.scored
        if full[one.code] == full[one.code] and board.status.at[body, one.code] in EARNED
    }
    return [one for one in catalogue.nodes if one.code in counts - lossy]


def section_of(catalogue: Catalogue, node: Node) -> Node:
    """The topmost node above (or itself)."""
    above = clause_of(catalogue, node.parent)
    return node if above is None else section_of(catalogue, above)


def items_of(one: Indicator, facts: dict[str, Any], language: str) -> list[tuple[str, float]]:
    """The items of a checklist with the body's answers, in the order of the list."""
    found = []
    for position, item in enumerate(one.params.get("items", ()), start=1):
        words = Text(item["zh"], item["en"])[language] if hasattr(item, "get") else str(item)
        found.append((words, float(facts.get(f"item_{position}", float("nan")))))
    return found
