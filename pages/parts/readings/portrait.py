"""A body beside its peers: the rate of each section, the best of each, where the points went by section."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from data.queries.scorecards import Scorecard
from metrics.model import Catalogue, Node
from pages.parts.readings import standings
from pages.parts.readings.lossbook import Group, Loss, clause_of, of_marks
from pages.parts.readings.standings import Standing

CONCENTRATED = 0.5  # share of the loss in the largest few from which one speaks of them
ROOM = 2.0  # points of scale beyond the outermost figure


@dataclass(frozen=True, slots=True)
class Section:
    """One section: rates of 0..1 (own, mean of the peers, by code of a peer), points; `best`: code of one."""

    node: Node
    own: float
    mean: float
    peers: Mapping[str, float]
    best: str
    best_rate: float
    points: float
    full: float


def middle_most(one: Section) -> tuple[float, ...]:
    """Between which rates eight in ten of the peers lie, and half of them: low, lower, upper, high."""
    return tuple(float(at) for at in np.quantile(list(one.peers.values()), (0.1, 0.25, 0.75, 0.9)))


def sections(catalogue: Catalogue, card: Scorecard) -> list[Section]:
    """The topmost nodes that apply to the body, in the order of the plan."""
    scale = catalogue.totals.scale
    top = {one.code: one for one in catalogue.nodes if clause_of(catalogue, one.parent) is None}
    found = []
    for row in card.nodes.assign(node=card.nodes["node"].astype(str)).to_dict("records"):
        if row["node"] not in top or not float(row["full_marks"]) > 0:
            continue
        mine = card.rates[card.rates["node"].astype(str) == row["node"]]
        rates = {str(code): float(one) / scale for code, one in zip(mine["body"], mine["score"], strict=True)}
        best = max(rates, key=rates.__getitem__, default="")
        found.append(
            Section(
                top[row["node"]], float(row["score"]) / scale, float(row["peer_score"]) / scale,
                rates, best, rates.get(best, math.nan), float(row["points"]), float(row["full_marks"]),
            )
        )  # fmt: skip
    return found


def weakest(found: Sequence[Section]) -> Section | None:
    """The section farthest below the mean of the peers; None where none is below."""
    below = [one for one in found if one.own < one.mean]
    return min(below, key=lambda one: one.own - one.mean, default=None)


def concentrated(rows: Sequence[Loss], most: int) -> float:
    """The share of all lost points that the largest `most` losses make up; 0 without a loss."""
    lost = [one.lost for one in of_marks(rows)]
    return sum(lost[:most]) / sum(lost) if sum(lost) > 0 else 0.0


def heaviest(groups: Sequence[Group]) -> Group | None:
    """The section that lost most."""
    return max(groups, key=lambda one: one.lost, default=None)


def window(row: Standing, figures: Sequence[float], catalogue: Catalogue) -> tuple[float, float]:
    """A scale for one total: from a full five below the lowest figure to the end of what can be reached."""
    known = [one for one in (row.total, *figures) if one == one]
    low = math.floor((min(known) - ROOM) / 5) * 5
    high = max(math.ceil((max(known) + ROOM) / 5) * 5, catalogue.totals.scale)
    return float(max(low, 0) if min(known) >= 0 else low), float(high)


def cuts(catalogue: Catalogue, low: float, high: float) -> list[float]:
    """Where the bands of the grades begin and end on the scale."""
    return sorted({low, *(one.at_least for one in standings.cutoffs(catalogue, low, high)), high})
