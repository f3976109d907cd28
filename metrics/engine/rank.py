"""From base to total, place and grade: adjustments, vetoes, peers, ties, thresholds and quotas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.engine.aggregate import OK, Part
from metrics.frames import NOT_APPLICABLE, OUT
from metrics.model import Body, Catalogue
from metrics.scales import TIE, round_half_up

Floats = NDArray[np.float64]


def totals(
    catalogue: Catalogue,
    bodies: Sequence[Body],
    top: Part,
    points: Floats,
    status: Any,
    full: Floats,
    value: Floats,
    accepted: frozenset[str],
) -> pd.DataFrame:
    """One row per body: `frames.TOTALS` plus `points` (earned), `full_marks`, `raw` and `of` (ranked peers).

    Order: base (re-based), minus deductions (capped), plus bonus (capped, above its gate), vetoes.
    accepted: codes of bodies whose thin base was accepted by name.
    """
    rules = catalogue.totals
    table = pd.DataFrame(
        {
            "body": pd.array([body.code for body in bodies], dtype=object),
            "kind": pd.array([body.kind for body in bodies], dtype=object),
            "group": pd.array([body.group for body in bodies], dtype=object),
        }
    )
    peers = peer_sets(catalogue, table)
    raw_base = _base(catalogue, top, peers)
    base = round_half_up(raw_base, rules.decimals)
    deductions, capped = _deductions(catalogue, points)
    bonus, gated = _bonus(catalogue, points, base)
    raw = raw_base - deductions + bonus
    total = round_half_up(base - deductions + bonus, rules.decimals)
    if rules.floor is not None:
        raw, total = np.maximum(raw, rules.floor), np.maximum(total, rules.floor)
    hit = _vetoes(catalogue, value, status)
    for column, one in enumerate(catalogue.indicators):
        if one.effect is not None and one.effect.total is not None:
            struck = hit[:, column]
            total = np.where(struck, np.minimum(total, one.effect.total), total)
            raw = np.where(struck, np.minimum(raw, one.effect.total), raw)

    applicable = _applicable(catalogue, top, full, status)
    thin = np.zeros(len(bodies), dtype=bool)
    if rules.thin_base is not None:
        thin = applicable < rules.thin_base - TIE
    unaccepted = thin & ~table["body"].isin(accepted).to_numpy()
    barred = _barred(catalogue, hit)
    ranked = ~np.isnan(total) & ~unaccepted & ~barred
    place, of = _places(catalogue, peers, total, raw, ranked)
    grade, over_quota, at_edge = _grades(catalogue, peers, total, place, hit)

    table["base"], table["applicable_points"] = base, applicable
    table["deductions"], table["bonus"] = deductions, bonus
    table["veto"] = _joined({one.code: hit[:, k] for k, one in enumerate(catalogue.indicators)}, len(bodies))
    table["total"] = total
    table["place"] = pd.array(place, dtype="Int64")
    table["grade"] = grade
    table["flags"] = _joined(
        {
            "thin_base": thin, "unranked": ~ranked, "quota": over_quota, "quota_tie": at_edge,
            "deductions_capped": capped, "bonus_gated": gated,
        },
        len(bodies),
    )  # fmt: skip
    table["points"], table["full_marks"] = np.where(top.state == OK, top.points, np.nan), top.full
    table["raw"], table["of"] = raw, of
    return table


def peer_sets(catalogue: Catalogue, table: pd.DataFrame) -> Any:
    """A number per set of bodies that are ranked together."""
    by = {"kind": ["kind"], "group": ["kind", "group"]}.get(catalogue.totals.peers)
    return table.groupby(by, sort=False).ngroup().to_numpy() if by else np.zeros(len(table), dtype=np.int64)


def _base(catalogue: Catalogue, top: Part, peers: Any) -> Floats:
    rules = catalogue.totals
    base: Floats = top.points
    if rules.top.mean == "sum" and rules.rebase:
        with np.errstate(invalid="ignore", divide="ignore"):
            base = top.points / top.full * rules.scale
    base = np.where(top.state == OK, base, np.nan)
    if rules.rescale == "minmax":
        groups = pd.Series(base).groupby(peers)
        low, high = groups.transform("min").to_numpy(), groups.transform("max").to_numpy()
        with np.errstate(invalid="ignore", divide="ignore"):
            stretched = np.where(high > low, (base - low) / (high - low), 1.0) * rules.scale
        base = np.where(np.isnan(base), np.nan, stretched)
    return np.asarray(base, dtype=np.float64)


def _applicable(catalogue: Catalogue, top: Part, full: Floats, status: Any) -> Floats:
    """Full marks that the base rests on: of the total where points are summed, else of the indicators."""
    if catalogue.totals.top.mean == "sum" and all(level.mean == "sum" for level in catalogue.levels):
        return np.where(top.state == OK, top.full, 0.0)
    out = np.isin(status, (NOT_APPLICABLE, OUT))
    applicable: Floats = np.where(out, 0.0, np.nan_to_num(full)).sum(axis=1)
    return applicable


def _role(catalogue: Catalogue, role: str) -> list[int]:
    return [column for column, one in enumerate(catalogue.indicators) if one.role == role]


def _deductions(catalogue: Catalogue, points: Floats) -> tuple[Floats, Any]:
    taken = -np.nan_to_num(points[:, _role(catalogue, "deduction")]).sum(axis=1) + 0.0
    cap = catalogue.totals.deductions_cap
    capped = taken > cap + TIE if cap is not None else np.zeros(len(taken), dtype=bool)
    return round_half_up(np.where(capped, cap, taken), 10), capped


def _bonus(catalogue: Catalogue, points: Floats, base: Floats) -> tuple[Floats, Any]:
    added = np.nan_to_num(points[:, _role(catalogue, "bonus")]).sum(axis=1)
    rules = catalogue.totals
    gated = np.zeros(len(added), dtype=bool)
    if rules.bonus_gate is not None:
        gated = (added > 0) & ~(base >= rules.bonus_gate - TIE)
    if rules.bonus_cap is not None:
        added = np.minimum(added, rules.bonus_cap)
    return round_half_up(np.where(gated, 0.0, added), 10), gated


def _vetoes(catalogue: Catalogue, value: Floats, status: Any) -> Any:
    """Bodies x indicators: a veto that was triggered."""
    hit = np.zeros(value.shape, dtype=bool)
    columns = _role(catalogue, "veto")
    hit[:, columns] = (value[:, columns] == 1) & ~np.isin(status[:, columns], (NOT_APPLICABLE, OUT))
    return hit


def _barred(catalogue: Catalogue, hit: Any) -> Any:
    columns = [k for k, one in enumerate(catalogue.indicators) if one.effect and not one.effect.ranked]
    return hit[:, columns].any(axis=1)


def _places(
    catalogue: Catalogue, peers: Any, total: Floats, raw: Floats, ranked: Any
) -> tuple[Any, NDArray[np.int64]]:
    """Standard competition places (1, 2, 2, 4) within the peers; missing where not ranked."""
    rules = catalogue.totals
    key = {"printed": total, "raw": raw}.get(rules.places_from)
    if key is None:
        key = round_half_up(raw, rules.places_decimals)
    # Totals that differ only in the last bits of a float are the same total.
    series = pd.Series(np.where(ranked, np.round(key, 9), np.nan))
    place = series.groupby(peers).rank(method="min", ascending=False)
    of = pd.Series(ranked.astype(np.int64)).groupby(peers).transform("sum").to_numpy(dtype=np.int64)
    return place.astype("Int64"), of


def _grades(catalogue: Catalogue, peers: Any, total: Floats, place: Any, hit: Any) -> tuple[Any, Any, Any]:
    """Grade codes; who fell out by quota; who is tied across a quota's edge.

    A quota is a share of all peers, rounded down. Who is capped by a veto, unranked or on an
    unaccepted thin base takes no seat of a quota.
    """
    size, grades = len(total), catalogue.grades
    grade = np.full(size, "", dtype=object)
    over, edge = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    best = _best_grade(catalogue, hit)
    places = pd.Series(place, dtype="Float64").astype(float).to_numpy()
    for rank, one in enumerate(grades):
        fits = (grade == "") & ~np.isnan(total) & (best <= rank)
        fits &= total >= one.at_least - TIE
        if one.quota is not None:
            fits &= ~np.isnan(places)
            for peer in np.unique(peers):
                mine = fits & (peers == peer)
                seats = int(np.floor(one.quota * np.count_nonzero(peers == peer) + TIE))
                last = pd.Series(places[mine]).rank(method="max").to_numpy()
                first = pd.Series(places[mine]).rank(method="min").to_numpy()
                where = np.flatnonzero(mine)
                fits[where[last > seats]] = False
                edge[where[(first <= seats) & (last > seats)]] = True
                over[where[first > seats]] = True
        grade[fits] = one.code
    return grade, over, edge


def _best_grade(catalogue: Catalogue, hit: Any) -> Any:
    """Position of the best grade that vetoes leave open."""
    order = {one.code: rank for rank, one in enumerate(catalogue.grades)}
    best = np.zeros(len(hit), dtype=np.int64)
    for column, one in enumerate(catalogue.indicators):
        if one.effect is not None and one.effect.grade in order:
            best = np.where(hit[:, column], np.maximum(best, order[one.effect.grade]), best)
    return best


def _joined(marks: dict[str, Any], size: int) -> Any:
    """Names of the marks that are set, joined by ";"."""
    text = np.full(size, "", dtype=object)
    for name, mark in marks.items():
        text[mark] = [f"{had};{name}" if had else name for had in text[mark]]
    return text
