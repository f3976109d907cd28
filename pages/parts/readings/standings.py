"""Who stands where: one row per body with its total, place and grade, the best first."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.engine.board import Board
from metrics.model import Body, Catalogue, Grade

BY_TOTAL, BY_LIST, BY_DOUBT, BY_EDGE = "total", "list", "doubt", "edge"
ORDERS = (BY_TOTAL, BY_LIST, BY_DOUBT, BY_EDGE)


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
    def groups(self) -> frozenset[str]:
        """The sub-group it belongs to and the marks it bears."""
        return frozenset({self.body.group, *self.body.traits} - {""})

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


def kind_title(catalogue: Catalogue, kind: str, language: str, *, many: bool = False) -> str:
    """What the plan calls a kind of body, or `many` of it."""
    one = next((one for one in catalogue.kinds if one.code == kind), None)
    if one is None:
        return kind
    return (many and one.plural[language]) or one.title[language]


def groups(rows: Sequence[Standing]) -> list[str]:
    """The sub-groups and marks that some of the rows have and some have not."""
    found = dict.fromkeys(one for row in rows for one in sorted(row.groups))
    return [one for one in found if any(one not in row.groups for row in rows)]


def ordered(rows: Sequence[Standing], order: str, wide: Mapping[str, int], board: Board) -> list[Standing]:
    """The rows within their kind in one of ORDERS; `wide`: by body how many places its band spans."""
    listed = {body.code: at for at, body in enumerate(board.bodies)}
    there = kinds(board)
    keys: Mapping[str, Callable[[Standing], float]] = {
        BY_LIST: lambda row: listed[row.body.code],
        BY_DOUBT: lambda row: -wide.get(row.body.code, -1),
        BY_EDGE: lambda row: edge(row, board.catalogue),
    }
    key = keys.get(order)
    if key is None:
        return list(rows)
    return sorted(rows, key=lambda row: (there.index(row.body.kind), key(row)))


def edge(row: Standing, catalogue: Catalogue) -> float:
    """How far a total is from the nearest cut-off; infinite without one."""
    gaps = [abs(row.total - grade.at_least) for grade in catalogue.grades if grade.at_least > 0]
    return min(gaps, default=math.inf) if row.scored else math.inf


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
    return middle([row.total for row in rows if row.ranked])


def middle(values: Sequence[float]) -> float:
    """The median of some figures; NaN where there is none."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
