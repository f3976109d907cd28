"""From bases to totals, places and grades, for many draws at once, by the board's own rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.engine.board import Board
from metrics.engine.rank import peer_sets
from metrics.model import Catalogue
from metrics.scales import TIE, round_half_up

Floats = NDArray[np.float64]
DIGITS = 9  # totals that differ further behind are the same total (as in `engine.rank`)


@dataclass(frozen=True)
class Fixed:
    """What stays as it is, per body: adjustments, effects of vetoes, who is ranked among whom."""

    catalogue: Catalogue
    deductions: Floats
    bonus: Floats
    cap: Floats  # highest total that vetoes leave open, else infinite
    best: NDArray[np.int64]  # position of the best grade that vetoes leave open
    ranked: NDArray[np.bool_]
    peers: NDArray[np.int64]


def fixed(board: Board) -> Fixed:
    """What the board says of these; bonuses as they are before their gate."""
    catalogue, totals = board.catalogue, board.totals
    cap, best = np.full(len(totals), np.inf), np.zeros(len(totals), dtype=np.int64)
    order = {grade.code: position for position, grade in enumerate(catalogue.grades)}
    struck = [set(str(codes).split(";")) for codes in totals["veto"]]
    for one in catalogue.indicators:
        if one.effect is None:
            continue
        hit = np.array([one.code in codes for codes in struck], dtype=bool)
        if one.effect.total is not None:
            cap[hit] = np.minimum(cap[hit], one.effect.total)
        if one.effect.grade is not None:
            best[hit] = np.maximum(best[hit], order[one.effect.grade])
    columns = [one.code for one in catalogue.indicators if one.role == "bonus"]
    bonus = np.nan_to_num(board.points[columns].to_numpy(dtype=np.float64)).sum(axis=1)
    if catalogue.totals.bonus_cap is not None:
        bonus = np.minimum(bonus, catalogue.totals.bonus_cap)
    return Fixed(
        catalogue=catalogue,
        deductions=totals["deductions"].to_numpy(dtype=np.float64),
        bonus=round_half_up(bonus, 10),
        cap=cap,
        best=best,
        ranked=totals["place"].notna().to_numpy(dtype=np.bool_),
        peers=np.asarray(peer_sets(catalogue, totals)),
    )


@dataclass(frozen=True)
class Standings:
    """Draws x bodies: printed total, the key of the places, place (NaN: none), grade (-1: none)."""

    total: Floats
    key: Floats
    place: Floats
    grade: NDArray[np.int8]


def standings(kept: Fixed, base: Floats) -> Standings:
    """base: draws x bodies, before rounding."""
    total, raw = _totals(kept, base)
    rules = kept.catalogue.totals
    key = {"printed": total, "raw": raw}.get(rules.places_from)
    if key is None:
        key = round_half_up(raw, rules.places_decimals)
    key = np.round(key, DIGITS)
    place = np.full(key.shape, np.nan)
    for peer in np.unique(kept.peers):
        mine = np.flatnonzero((kept.peers == peer) & kept.ranked)
        place[:, mine] = _places(key[:, mine])
    return Standings(total, key, place, _grades(kept, total, place))


def _totals(kept: Fixed, base: Floats) -> tuple[Floats, Floats]:
    """Printed and raw totals: stretched, less deductions, plus bonus above its gate, floor, vetoes."""
    rules = kept.catalogue.totals
    if rules.rescale == "minmax":
        base = _stretched(kept, base)
    printed = round_half_up(base, rules.decimals)
    bonus: Any = kept.bonus
    if rules.bonus_gate is not None:
        bonus = np.where(printed >= rules.bonus_gate - TIE, bonus, 0.0)
    raw = base - kept.deductions + bonus
    total = round_half_up(printed - kept.deductions + bonus, rules.decimals)
    if rules.floor is not None:
        raw, total = np.maximum(raw, rules.floor), np.maximum(total, rules.floor)
    return np.minimum(total, kept.cap), np.minimum(raw, kept.cap)


def _stretched(kept: Fixed, base: Floats) -> Floats:
    out = np.full(base.shape, np.nan)
    for peer in np.unique(kept.peers):
        mine = base[:, kept.peers == peer]
        low = np.fmin.reduce(mine, axis=1, keepdims=True)
        high = np.fmax.reduce(mine, axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            way = np.where(high > low, (mine - low) / (high - low), 1.0)
        out[:, kept.peers == peer] = np.where(np.isnan(mine), np.nan, way * kept.catalogue.totals.scale)
    return out


def _places(key: Floats) -> Floats:
    """1 + how many have a higher key, along the second axis."""
    order = np.argsort(-key, axis=1)
    ordered = np.take_along_axis(key, order, axis=1)
    first = np.zeros(key.shape, dtype=np.int32)
    first[:, 1:] = np.where(ordered[:, 1:] != ordered[:, :-1], np.arange(1, key.shape[1]), 0)
    np.maximum.accumulate(first, axis=1, out=first)
    place = np.empty(key.shape)
    np.put_along_axis(place, order, first + 1.0, axis=1)
    return place


def _grades(kept: Fixed, total: Floats, place: Floats) -> NDArray[np.int8]:
    """Positions of grades; a quota keeps those before the first place that has no seat."""
    grade = np.full(total.shape, -1, dtype=np.int8)
    for position, one in enumerate(kept.catalogue.grades):
        fits = (grade < 0) & (total >= one.at_least - TIE) & (kept.best <= position)
        if one.quota is not None:
            fits &= kept.ranked
            for peer in np.unique(kept.peers):
                mine = np.flatnonzero(kept.peers == peer)
                seats = int(np.floor(one.quota * len(mine) + TIE))
                inside = fits[:, mine]
                if seats < len(mine):
                    taken = np.where(inside, place[:, mine], np.inf)
                    inside &= place[:, mine] < np.partition(taken, seats, axis=1)[:, seats, None]
                    fits[:, mine] = inside
        grade[fits] = position
    return grade


def shown(board: Board) -> pd.DataFrame:
    """Per body what the board itself says: total, key, place and grade (position, -1: none)."""
    totals, rules = board.totals, board.catalogue.totals
    key = totals["total"] if rules.places_from == "printed" else totals["raw"]
    decimals = rules.places_decimals if rules.places_from == "rounded" else None
    order = {grade.code: position for position, grade in enumerate(board.catalogue.grades)}
    return pd.DataFrame(
        {
            "total": totals["total"].to_numpy(dtype=np.float64),
            "key": np.round(round_half_up(key.to_numpy(dtype=np.float64), decimals), DIGITS),
            "place": totals["place"].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan),
            "grade": np.array([order.get(code, -1) for code in totals["grade"]], dtype=np.int64),
        },
        index=pd.Index(totals["body"], name="body"),
    )
