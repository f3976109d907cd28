"""Who stands where: one row per body with its total, place and grade, the best first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.engine.board import Board
from metrics.model import Body, Catalogue, Grade


@dataclass(frozen=True, slots=True)
class Standing:
    """One body on the board. `place` is None where not ranked; `depth` is the position of its grade (0 best).

    `named` is false for a peer whose name the reader may not see.
    """

    body: Body
    total: float
    base: float
    points: float
    full_marks: float
    deductions: float
    bonus: float
    place: int | None
    of: int
    grade: Grade | None
    depth: int
    vetoes: tuple[str, ...]
    flags: tuple[str, ...]
    named: bool

    @property
    def scored(self) -> bool:
        """There is a total to show."""
        return not math.isnan(self.total)

    @property
    def ranked(self) -> bool:
        """It has a place among its peers."""
        return self.place is not None


def standings(board: Board) -> list[Standing]:
    """Every body of the board, kinds in the order of the plan, best total first, without a total last."""
    bodies = {one.code: one for one in board.bodies}
    order = {kind: position for position, kind in enumerate(kinds(board))}
    grades = {one.code: (position, one) for position, one in enumerate(board.catalogue.grades)}
    rows = [_row(row, bodies[str(row["body"])], grades) for row in board.totals.to_dict("records")]
    return sorted(
        rows, key=lambda one: (order[one.body.kind], -one.total if one.scored else math.inf, not one.ranked)
    )


def _row(row: dict[Any, Any], body: Body, grades: dict[str, tuple[int, Grade]]) -> Standing:
    depth, grade = grades.get(str(row["grade"]), (-1, None))
    return Standing(
        body=body,
        total=float(row["total"]),
        base=float(row["base"]),
        points=float(row["points"]),
        full_marks=float(row["full_marks"]),
        deductions=float(row["deductions"]),
        bonus=float(row["bonus"]),
        place=None if _absent(row["place"]) else int(row["place"]),
        of=int(row["of"]),
        grade=grade,
        depth=depth,
        vetoes=_listed(row["veto"]),
        flags=_listed(row["flags"]),
        named=not math.isnan(float(row["base"])) or math.isnan(float(row["total"])),
    )


def _absent(item: Any) -> bool:
    return item is None or item != item or str(item) == "<NA>"


def _listed(item: Any) -> tuple[str, ...]:
    return tuple(part for part in str(item).split(";") if part)


def kinds(board: Board) -> list[str]:
    """The kinds of body on the board, in the order of the plan."""
    known = [kind.code for kind in board.catalogue.kinds]
    there = {body.kind for body in board.bodies}
    return [kind for kind in known if kind in there] + sorted(there - set(known))


def kind_title(catalogue: Catalogue, kind: str, language: str) -> str:
    """What the plan calls a kind of body."""
    return next((one.title[language] for one in catalogue.kinds if one.code == kind), kind)


def graded(rows: Sequence[Standing], catalogue: Catalogue) -> list[tuple[Grade, int]]:
    """How many of the rows have each grade, best first."""
    return [(grade, sum(row.grade == grade for row in rows)) for grade in catalogue.grades]


def tied(rows: Sequence[Standing]) -> list[list[Standing]]:
    """Groups of bodies of one kind that share a place, the best place first."""
    groups: dict[tuple[str, str, int], list[Standing]] = {}
    for row in rows:
        if row.place is not None:
            groups.setdefault((row.body.kind, "", row.place), []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def nearest_below(rows: Sequence[Standing], catalogue: Catalogue) -> list[tuple[Standing, Grade, float]]:
    """Per kind and cut-off the named body closest below it, the smallest gap first."""
    found = []
    for kind in {row.body.kind for row in rows}:
        for grade in catalogue.grades:
            below = [
                row for row in rows if row.body.kind == kind and row.named and row.total < grade.at_least
            ]
            if below:
                row = max(below, key=lambda one: one.total)
                found.append((row, grade, grade.at_least - row.total))
    return sorted(found, key=lambda one: (one[2], one[0].body.code))


def span(rows: Sequence[Standing], catalogue: Catalogue) -> tuple[float, float]:
    """A scale that shows every total and the cut-offs between them, in steps of ten."""
    totals = [row.total for row in rows if row.scored] or [0.0, catalogue.totals.scale]
    low, high = min(totals), max(totals)
    return math.floor((low - 1) / 10) * 10, max(math.ceil((high + 1) / 10) * 10, catalogue.totals.scale)


def cutoffs(catalogue: Catalogue, low: float, high: float) -> list[Grade]:
    """The grades whose threshold lies inside a scale."""
    return [grade for grade in catalogue.grades if low < grade.at_least < high]


def grade_at(catalogue: Catalogue, total: float, language: str) -> str:
    """The name of the grade that a total reaches by its threshold; "" in a plan without grades."""
    return next((one.title[language] for one in catalogue.grades if one.at_least <= total), "")


def median(rows: Sequence[Standing]) -> float:
    """The middle total of the ranked rows; NaN where there is none."""
    totals = sorted(row.total for row in rows if row.ranked)
    if not totals:
        return math.nan
    half = len(totals) // 2
    return totals[half] if len(totals) % 2 else (totals[half - 1] + totals[half]) / 2
