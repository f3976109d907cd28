"""Checks that the marks of the indicators add up to the full marks of each kind of body."""

from __future__ import annotations

import math

from data.catalogue.faults import Place
from data.catalogue.read import Tables
from metrics.model import TOTAL, Catalogue, Kind, Node


def check_marks(catalogue: Catalogue, tables: Tables) -> None:
    """Note nodes whose marks say nothing and kinds whose marks do not add up."""
    for place, node in zip(tables.places("node"), catalogue.nodes, strict=True):
        _of_node(place, node, catalogue)
    for place, kind in zip(tables.places("kind"), catalogue.kinds, strict=True):
        _of_kind(place, kind, catalogue)


def _of_node(place: Place, node: Node, catalogue: Catalogue) -> None:
    level = catalogue.level_above(node.code)
    if node.marks is not None and level.code == node.level and level.mean == "sum":
        allowed = "leave it out: a sum has the full marks of its children"
        place.fault("marks", "only for a node made by a mean", f"{node.marks:g}", allowed)


def _of_kind(place: Place, kind: Kind, catalogue: Catalogue) -> None:
    if not any(not one.kinds or kind.code in one.kinds for one in catalogue.scored):
        place.fault("", "kind without indicator", allowed="a scored indicator for it")
    elif kind.full_marks is not None and catalogue.totals.top.mean != "sum":
        allowed = "leave it out: a mean has the full marks of the scale"
        place.fault("full_marks", "only where the total is a sum", f"{kind.full_marks:g}", allowed)
    elif kind.full_marks is not None:
        found = full_marks(catalogue, kind.code)
        if not math.isclose(found, kind.full_marks, abs_tol=1e-6):
            problem = "the marks of its indicators do not add up"
            place.fault("full_marks", problem, f"{found:.10g}", f"{kind.full_marks:.10g}")


def full_marks(catalogue: Catalogue, kind: str) -> float:
    """What a body of this kind can earn where the total is a sum (a mean below counts with its own)."""
    points: dict[str, list[float]] = {}
    scale = catalogue.totals.scale
    nodes = {node.code for node in catalogue.nodes}
    for one in catalogue.scored:
        if not one.kinds or kind in one.kinds:
            marks = one.marks.get(kind, one.marks.get("", scale))
            points.setdefault(_above(one.node, nodes), []).append(one.weight * marks)
    for level in catalogue.levels:
        for node in catalogue.nodes:
            if node.level == level.code and node.code in points:
                of_mean = scale if node.marks is None else node.marks
                marks = math.fsum(points[node.code]) if level.mean == "sum" else of_mean
                points.setdefault(_above(node.parent, nodes), []).append(node.weight * marks)
    return math.fsum(points.get(TOTAL, ()))


def _above(node: str, nodes: set[str]) -> str:
    """An unknown node is a fault of its own: its marks are not lost for it."""
    return node if node in nodes else TOTAL
