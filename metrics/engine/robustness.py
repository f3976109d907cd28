"""How sure is the order: rank bands, who cannot be told apart, where the doubt comes from, and a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine import apart
from metrics.engine.bases import bases, ground
from metrics.engine.board import Board
from metrics.engine.draws import SOURCES, Floats, draw, varied
from metrics.engine.standings import Fixed, fixed, shown, standings
from metrics.errors import Reason
from metrics.model import Robustness

BATCH, LEAST = 320_000, 500  # bodies x draws, and draws, at once; part of what a seed means, so no setting
HELD = ("facts", "rules", "not_applicable", "deductions", "bonus", "veto", "ranked")


@dataclass(frozen=True)
class Bands:
    """What came of the draws.

    bodies: by body, in the order of the board: place, low..high (its band: from 1 - confidence to
    confidence of the draws), median, total, total_low, total_high, doubt (standard deviation of the base
    against the mean of its peers, in points), weights, judgement, missing (shares of that doubt, each
    drawn alone; they add up to 1), peers (number of the set ranked together), group (who has the same
    number cannot be told apart from the first of them), grade, sure (share of the draws with that
    grade), likely (its most frequent grade).
    grades: by body the share of the draws with each grade ("" = none).
    pairs: body, other (of the same peers, further down), ahead: share of the draws in which it is in
    front (ties half), for every pair that is not told apart.
    verdicts: one per set of peers. varied: what was drawn and how often; held: what was not.
    """

    bodies: pd.DataFrame
    grades: pd.DataFrame
    pairs: pd.DataFrame
    verdicts: tuple[Verdict, ...]
    varied: Mapping[str, float]
    held: tuple[str, ...] = HELD


@dataclass(frozen=True)
class Verdict:
    """Whether the data supports the order of one set of peers, and what to publish where it does not.

    reason: order_supported or order_not_supported, with neighbours, apart, share, least, groups, bodies,
    unsure (bodies whose grade is not settled). publish: "ranking" or "grades".
    """

    peers: int
    kind: str
    group: str
    supported: bool
    reason: Reason
    publish: str


def bands(board: Board, robustness: Robustness) -> Bands:
    """Draw weights, judgements and missing evidence together, `robustness.drawn` times for so many bodies.

    The same board and settings give the same result. A place may lie outside its band: what is missing
    counts nothing on the board, but is drawn from nothing to full. Memory: about 12 bytes x bodies x draws.
    """
    robustness = replace(robustness, draws=robustness.drawn(len(board.bodies)))
    tally = _drawn(board, robustness)
    kept, own = fixed(board), shown(board)
    table = own[["place", "total"]].copy()
    table[["low", "median", "high"]] = quantiles(
        tally.places, (1 - robustness.confidence, 0.5, robustness.confidence)
    )
    ends = (1 - robustness.confidence, robustness.confidence)
    table["total_low"], table["total_high"] = _ends(tally.totals, ends)
    table["doubt"] = np.sqrt(tally.spread[0])
    by_source = tally.spread[1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        table[list(SOURCES)] = np.nan_to_num(by_source / by_source.sum(axis=0)).T
    table["peers"] = kept.peers
    compared = apart.compare(tally.keys, own, kept, robustness.confidence)
    table["group"] = compared.group
    codes = [*(grade.code for grade in board.catalogue.grades), ""]
    grades = pd.DataFrame(tally.grades / robustness.draws, index=table.index, columns=codes)
    held = own["grade"].to_numpy()
    table["grade"] = [codes[at] for at in held]
    table["sure"] = grades.to_numpy()[np.arange(len(grades)), held]
    table["likely"] = [codes[at] for at in tally.grades.argmax(axis=1)] if len(table) else []
    order = ["place", "low", "high", "median", "total", "total_low", "total_high", "doubt", *SOURCES]
    order += ["peers", "group", "grade", "sure", "likely"]
    return Bands(
        bodies=table[order],
        grades=grades,
        pairs=compared.pairs,
        verdicts=_verdicts(board, table, compared, robustness),
        varied=_told(board, robustness),
    )


# -- the draws -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Tally:
    """grades: counts over all draws, bodies x grades; places, keys and totals: bodies x draws.

    spread: variance of the centred base, all sources together and each alone (4 x bodies).
    """

    grades: Floats
    places: Any
    keys: Any
    totals: Any
    spread: Floats


def _drawn(board: Board, robustness: Robustness) -> _Tally:
    open_ = varied(board, robustness)
    start, kept = ground(board, open_), fixed(board)
    size, levels = len(board.bodies), len(board.catalogue.grades) + 1
    grades = np.zeros((size, levels))
    keys = np.empty((size, robustness.draws), dtype=np.float32)
    totals, places = np.empty_like(keys), np.empty_like(keys)
    moments = np.zeros((2, 1 + len(SOURCES), size))
    chance = np.random.default_rng(robustness.seed)
    step = max(LEAST, BATCH // max(size, 1))
    for first in range(0, robustness.draws, step):
        batch = draw(board, open_, chance, min(step, robustness.draws - first))
        found = bases(start, batch)
        centred = _centred(found, kept)
        moments[0] += centred.sum(axis=2)
        moments[1] += np.einsum("wbd,wbd->wb", centred, centred)
        stood = standings(kept, np.ascontiguousarray(found[0].T))
        for at in range(levels):
            grades[:, at] += (stood.grade == (at if at < levels - 1 else -1)).sum(axis=0)
        for kept_, of in ((keys, stood.key), (totals, stood.total), (places, stood.place)):
            kept_[:, first : first + step] = of.T
    mean, square = moments / robustness.draws
    return _Tally(grades, places, keys, totals, np.maximum(square - mean**2, 0.0))


def _centred(base: Floats, kept: Fixed) -> Floats:
    """Against the mean of the ranked peers in the same draw: what moves all alike changes no order."""
    out = np.nan_to_num(base)
    for peer in np.unique(kept.peers):
        mine = kept.peers == peer
        if (mine & kept.ranked).any():
            out[:, mine] -= out[:, mine & kept.ranked].mean(axis=1, keepdims=True)
    return np.asarray(out)


def quantiles(places: Any, shares: tuple[float, ...]) -> Floats:
    """Bodies x shares: the first place up to which at least that share of the draws lies; NaN unranked."""
    draws = places.shape[1]
    at = [max(int(np.ceil(share * draws - 1e-9)), 1) - 1 for share in shares]
    return np.asarray(np.partition(places, at, axis=1)[:, at], dtype=np.float64)


def _ends(totals: Any, shares: tuple[float, float]) -> Floats:
    """The totals between which the rest of the draws lie, per body."""
    at = [round(share * (totals.shape[1] - 1)) for share in shares]
    return np.partition(totals, at, axis=1)[:, at].T.astype(np.float64)


# -- the verdict -----------------------------------------------------------------------------------


def _verdicts(
    board: Board, table: pd.DataFrame, compared: apart.Apart, robustness: Robustness
) -> tuple[Verdict, ...]:
    """One for each set of peers with a ranking."""
    peers = table["peers"].to_numpy()
    verdicts = []
    for peer, (neighbours, told) in compared.neighbours.items():
        mine = np.flatnonzero(peers == peer)
        body = board.bodies[mine[0]]
        share = told / neighbours if neighbours else 1.0
        supported = share >= robustness.least_apart - 1e-9
        numbers = {
            "bodies": int(table["place"].iloc[mine].notna().sum()),
            "neighbours": neighbours,
            "apart": told,
            "share": share,
            "least": robustness.least_apart,
            "groups": int(np.nan_to_num(table["group"].to_numpy()[mine]).max()),
            "unsure": int((table["sure"].iloc[mine] < robustness.confidence).sum()),
        }
        by = board.catalogue.totals.peers
        verdicts.append(
            Verdict(
                peers=int(peer),
                kind=body.kind if by in ("kind", "group") else "",
                group=body.group if by == "group" else "",
                supported=bool(supported),
                reason=Reason("order_supported" if supported else "order_not_supported", numbers),
                publish="ranking" if supported else "grades",
            )
        )
    return tuple(verdicts)


def _told(board: Board, robustness: Robustness) -> dict[str, float]:
    """Exactly what was drawn: how many weights and cells, how far, how often."""
    open_ = varied(board, robustness)
    return {
        **{source: open_.count(source) for source in SOURCES},
        "weight_spread": robustness.weight_spread,
        **{f"judgement_spread.{rule}": spread for rule, spread in robustness.judgement_spread.items()},
        "draws": robustness.draws,
        "sampling": robustness.sampling(len(board.bodies)),
        "seed": robustness.seed,
        "confidence": robustness.confidence,
    }
