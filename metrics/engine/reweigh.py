"""The same scores with the sections weighing otherwise: totals, places, grades by the rules of the board."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from metrics.engine.bases import bases, ground
from metrics.engine.board import Board
from metrics.engine.draws import Draw, Varied, varied
from metrics.engine.standings import fixed, shown, standings
from metrics.model import TOTAL, Catalogue, Node, Robustness


def movable(catalogue: Catalogue) -> tuple[Node, ...]:
    """The topmost nodes whose weight can be moved: those in a mean, and those that are sums all through."""
    known = {one.code for one in catalogue.nodes}
    tops = [one for one in catalogue.nodes if (one.parent or TOTAL) not in known]
    mean = catalogue.totals.top.mean != "sum"
    return tuple(one for one in tops if mean or _sums(catalogue, one.code))


def _sums(catalogue: Catalogue, node: str) -> bool:
    """Whether everything below a node is added up, so that moving its marks moves its weight."""
    inside = {node, *_below(catalogue, node)}
    return all(catalogue.level_above(code).mean == "sum" for code in inside)


def _below(catalogue: Catalogue, node: str) -> set[str]:
    found, last = set[str](), {node}
    while last:
        last = {one.code for one in catalogue.nodes if one.parent in last}
        found |= last
    return found


def reweighed(board: Board, factors: Mapping[str, float]) -> pd.DataFrame:
    """By body: total, place, grade ("" none), and total_now, place_now, grade_now of the board itself.

    factors: by code of a `movable` node what its weight is multiplied by (1 where none is named, 0 leaves
    it out). Full marks keep their length, who is ranked and all adjustments stay as they are.
    """
    open_ = Varied(varied(board, Robustness(seed=0)).codes, 0.0, ())
    row = np.array([[_factor(board.catalogue, code, factors) for code in open_.codes]])
    base = bases(ground(board, open_), Draw(row, ()))[0]
    stood, now = standings(fixed(board), np.ascontiguousarray(base.T)), shown(board)
    codes = np.array([*(grade.code for grade in board.catalogue.grades), ""], dtype=object)
    return pd.DataFrame(
        {
            "total": stood.total[0],
            "place": stood.place[0],
            "grade": codes[stood.grade[0]],
            "total_now": now["total"].to_numpy(),
            "place_now": now["place"].to_numpy(),
            "grade_now": codes[now["grade"].to_numpy()],
        },
        index=now.index,
    )


def _factor(catalogue: Catalogue, code: str, factors: Mapping[str, float]) -> float:
    """A node in a mean moves itself; in a sum every indicator below it moves its marks."""
    if code in factors:
        return factors[code]
    if catalogue.totals.top.mean != "sum":
        return 1.0
    nodes = {one.code: one for one in catalogue.nodes}
    at = next((one.node for one in catalogue.indicators if one.code == code), "")
    while at in nodes and at not in factors:
        at = nodes[at].parent
    return factors.get(at, 1.0)
