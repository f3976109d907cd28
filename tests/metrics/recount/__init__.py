"""A whole round once more in plain Python (fractions; no pandas, no numpy), from data/catalogue/README.md.

Shares nothing with `metrics` but the dataclasses of the catalogue: whoever doubts a number of the
engine finds the same number here by another way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from metrics.model import TOTAL, Body, Catalogue, Setting
from tests.metrics.recount.cells import Cell, Row, count_indicator, sort_rows
from tests.metrics.recount.standings import Standing, bases, give_grades, give_places, losses, peers_of, stand
from tests.metrics.recount.tree import count_tree


@dataclass
class Recount:
    """Cells and nodes by (body, code), standings by body, losses by (body, indicator)."""

    cells: dict[tuple[str, str], Cell]
    nodes: dict[tuple[str, str], Cell]
    standings: dict[str, Standing]
    lost: dict[tuple[str, str], Fraction]


def recount(
    catalogue: Catalogue,
    bodies: Iterable[Body],
    rows: Iterable[Row],
    setting: Setting,
    accepted: frozenset[str] = frozenset(),
) -> Recount:
    """The whole round; `rows` are tuples (body, indicator, item, field, value, status, reason)."""
    roster, by = list(bodies), sort_rows(rows)
    cells: dict[tuple[str, str], Cell] = {}
    for indicator in catalogue.indicators:
        above = catalogue.level_above(indicator.node)
        column = count_indicator(catalogue, indicator, above, roster, by, setting)
        cells.update({(body, indicator.code): cell for body, cell in column.items()})
    trees = {body.code: count_tree(catalogue, body, cells) for body in roster}
    standings: dict[str, Standing] = {}
    for peers in sorted({peers_of(catalogue, body) for body in roster}):
        group = [body for body in roster if peers_of(catalogue, body) == peers]
        found = bases(catalogue, {body.code: trees[body.code].get(TOTAL) for body in group})
        for body in group:
            top = trees[body.code].get(TOTAL)
            standings[body.code] = stand(catalogue, body, cells, top, found.get(body.code), accepted)
        members = [standings[body.code] for body in group]
        give_places(catalogue, members)
        give_grades(catalogue, members)
    nodes = {(body, code): cell for body, tree in trees.items() for code, cell in tree.items()}
    return Recount(cells, nodes, standings, losses(catalogue, cells))
