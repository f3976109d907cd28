"""Would another defensible method change the order? The same shares put together in other ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.engine.board import Board
from metrics.engine.composite import Impossible, aggregate, normalise, ranks
from metrics.engine.standings import fixed
from metrics.frames import MISSING, NOT_APPLICABLE, OUT
from metrics.model import TOTAL, Catalogue

IN_FORCE = "in_force"
SUMMARY = ("peers", "method", "bodies", "same_order", "moved", "largest", "body", "failed")


@dataclass(frozen=True)
class Opinions:
    """places: by body the place of its base under each method; in_force is the base of the board.

    summary: per set of peers and other method: bodies, same_order (share of the pairs that stand in the
    same order), moved (bodies whose place differs), largest (most places that one moves) and body (which
    one), failed (why a method says nothing: a code). Deductions, bonuses and vetoes are left out everywhere:
    they come after whatever method.
    """

    places: pd.DataFrame
    summary: pd.DataFrame


@dataclass(frozen=True)
class _Matter:
    """Shares of the ranked peers (what does not apply is empty, what is missing 0) and two trees."""

    shares: pd.DataFrame
    flat: pd.DataFrame
    sections: pd.DataFrame


def opinions(board: Board) -> Opinions:
    """The order of every set of ranked peers under each of METHODS."""
    kept = fixed(board)
    base = board.totals.set_index("body")["base"].astype(np.float64)
    places = pd.DataFrame(index=base.index, columns=[IN_FORCE, *METHODS], dtype=np.float64)
    rows = []
    for peer in np.unique(kept.peers):
        mine = base.index[(kept.peers == peer) & kept.ranked]
        if not len(mine):
            continue
        matter = _matter(board, mine)
        places.loc[mine, IN_FORCE] = _placed(_earned(board, mine))
        for name, method in METHODS.items():
            failed = ""
            try:
                places.loc[mine, name] = _placed(method(matter))
            except Impossible as problem:
                failed = str(problem)
            compared = _compared(places.loc[mine], name)
            rows.append((int(peer), name, *compared, failed or ("" if compared[0] else "nothing_to_compare")))
    return Opinions(places, pd.DataFrame(rows, columns=list(SUMMARY)))


def _earned(board: Board, mine: pd.Index) -> pd.Series[float]:
    """The base before rounding."""
    totals = board.totals.set_index("body").loc[mine]
    return (totals["points"] / totals["full_marks"]).astype(np.float64)


def _placed(scores: pd.Series[float]) -> pd.Series[float]:
    return ranks(scores.to_frame("score"))["score"]


def _compared(places: pd.DataFrame, method: str) -> tuple[int, float, int, float, str]:
    """bodies (that have a place under both), same_order, moved, largest, body."""
    both = places[[IN_FORCE, method]].dropna()
    if both.empty:
        return 0, float("nan"), 0, float("nan"), ""
    upper = np.triu_indices(len(both), 1)
    ours, theirs = (both[name].to_numpy(dtype=np.float64) for name in both)
    first, second = (np.sign(np.subtract.outer(one, one)[upper]) for one in (ours, theirs))
    steps = np.abs(ours - theirs)
    at = int(steps.argmax())
    same = float((first == second).mean()) if len(first) else 1.0
    return len(both), same, int((steps > 0).sum()), float(steps[at]), str(both.index[at])


# -- the methods -----------------------------------------------------------------------------------


def _by(method: str, mean: str = "arithmetic", tree: str = "flat", **params: float) -> Method:
    def made(matter: _Matter) -> pd.Series[float]:
        scaled = normalise(matter.shares, None, method, **params)
        return aggregate(scaled, getattr(matter, tree), mean)[TOTAL]

    return made


def _equal(matter: _Matter) -> pd.Series[float]:
    """Every indicator counts the same."""
    return aggregate(matter.shares, matter.flat.assign(weight=1.0))[TOTAL]


def _uncompensated(matter: _Matter) -> pd.Series[float]:
    """Geometric over the sections: a weak section is not made good by a strong one (1..100, so that no
    section at 0 decides alone)."""
    return aggregate(1.0 + 99.0 * matter.shares, matter.sections, {2: "arithmetic", 3: "geometric"})[TOTAL]


Method = Callable[[_Matter], "pd.Series[float]"]
METHODS: Mapping[str, Method] = {
    "stretched": _by("minmax"),  # each indicator over the range that the peers really use
    "zscores": _by("zscore"),
    "ranks": _by("borda"),
    "duels": _by("rank", mean="copeland"),
    "uncompensated": _uncompensated,
    "equal_weights": _equal,
}


# -- what they are given ---------------------------------------------------------------------------


def _matter(board: Board, mine: pd.Index) -> _Matter:
    """Only indicators that some of these bodies have; weights are the marks that count for them."""
    catalogue = board.catalogue
    status = board.status.loc[mine]
    away = status.isin([NOT_APPLICABLE, OUT])
    codes = [one.code for one in catalogue.scored if not away[one.code].all()]
    shares = board.share.loc[mine, codes].mask(status[codes] == MISSING, 0.0).mask(away[codes])
    weight = _weights(board, mine)
    node_of = {one.code: one.node or TOTAL for one in catalogue.scored}
    section = {code: _section(catalogue, node_of[code]) for code in codes}
    flat = [(code, TOTAL, 1, weight[code]) for code in codes]
    above: dict[str, float] = {}
    for code in codes:
        above[section[code]] = above.get(section[code], 0.0) + weight[code]
    in_sections = [(code, section[code], 1, weight[code]) for code in codes]
    in_sections += [(name, TOTAL, 2, total) for name, total in above.items()]
    return _Matter(shares.astype(np.float64), _tree(flat, 2), _tree(in_sections, 3))


def _tree(rows: list[tuple[str, str, int, float]], top: int) -> pd.DataFrame:
    return pd.DataFrame([*rows, (TOTAL, "", top, 1.0)], columns=["code", "parent", "level", "weight"])


def _section(catalogue: Catalogue, node: str) -> str:
    """The node right below the total ("-" for what hangs at the total itself)."""
    parents = {one.code: one.parent for one in catalogue.nodes}
    while parents.get(node, TOTAL) != TOTAL:
        node = parents[node]
    return node if node in parents else "-"


def _weights(board: Board, mine: pd.Index) -> dict[str, float]:
    """What each code weighs in the total (1): marks that count where they are added up, weights in means."""
    catalogue = board.catalogue
    counted = board.full.loc[mine].mean().fillna(0.0).to_dict()
    size = {one.code: float(counted[one.code]) for one in catalogue.scored}
    below: dict[str, list[tuple[str, float]]] = {}
    for one in catalogue.scored:
        below.setdefault(one.node or TOTAL, []).append((one.code, one.weight))
    upwards = [one for level in catalogue.levels for one in catalogue.nodes if one.level == level.code]
    for node in upwards:
        made = sum(weight * size[code] for code, weight in below.get(node.code, []))
        marks = catalogue.totals.scale if node.marks is None else node.marks
        size[node.code] = made if catalogue.level_above(node.code).mean == "sum" else marks
        below.setdefault(node.parent or TOTAL, []).append((node.code, node.weight))
    share: dict[str, float] = {TOTAL: 1.0}
    for name in [TOTAL, *(node.code for node in reversed(upwards))]:
        adding = catalogue.level_above(name).mean == "sum"
        parts = {code: weight * size[code] if adding else weight for code, weight in below.get(name, [])}
        whole = sum(parts.values())
        for code, part in parts.items():
            share[code] = share.get(name, 0.0) * part / whole if whole else 0.0
    return share
