"""The bases of all bodies in many draws: plain sums at once, any other tree by the real roll-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.engine.aggregate import OK, aggregate
from metrics.engine.board import Board
from metrics.engine.draws import SOURCES, Cells, Draw, Floats, Varied
from metrics.frames import MISSING, NOT_APPLICABLE, SCORED
from metrics.model import TOTAL, Catalogue, Indicator

ROWS = 20_000  # bodies x draws that are rolled up at once


@dataclass(frozen=True)
class Ground:
    """A board ready to be drawn upon: bodies x indicators, and the plain sums where it is made of them."""

    catalogue: Catalogue
    open: Varied
    points: Floats
    full: Floats
    status: NDArray[np.int8]
    sums: Sums | None


def ground(board: Board, open_: Varied) -> Ground:
    """What every draw starts from."""
    points, full = board.points.to_numpy(dtype=np.float64), board.full.to_numpy(dtype=np.float64)
    status = board.status.to_numpy()
    return Ground(
        board.catalogue, open_, points, full, status, plain_sums(board.catalogue, points, full, status)
    )


def bases(start: Ground, drawn: Draw) -> Floats:
    """Earned over applicable (before rounding), 1 + sources x bodies x draws; NaN where there is no base.

    First with everything otherwise at once, then with each of SOURCES alone, the rest as on the board.
    """
    if start.sums is not None:
        return _summed(start.sums, start.open.cells, drawn)
    stay = np.ones_like(drawn.factors)
    worlds: list[tuple[Floats, Sequence[str]]] = [(drawn.factors, SOURCES)]
    worlds += [(drawn.factors if source == "weights" else stay, (source,)) for source in SOURCES]
    return np.array(
        [
            np.concatenate(list(_rolled(start, factors, drawn.shares, sources))).T
            for factors, sources in worlds
        ]
    )


# -- where everything is a sum ---------------------------------------------------------------------


@dataclass(frozen=True)
class Sums:
    """Bodies x scored indicators: points and full marks in the total.

    `place`: where each column of the board stands here. `ruler`: the scale to which the base is
    re-based; None where it is not.
    """

    place: NDArray[np.int64]
    points: Floats
    full: Floats
    ruler: float | None


def plain_sums(catalogue: Catalogue, points: Floats, full: Floats, status: Any) -> Sums | None:
    """The plain sums behind the total; None where some level is a mean, rounds, or shares weights out."""
    plain = all(
        level.mean == "sum"
        and level.missing == "zero"
        and level.not_applicable == "pass_up"
        and level.min_available == 0
        and level.decimals is None
        for level in (*catalogue.levels, catalogue.totals.top)
    )
    columns = [k for k, one in enumerate(catalogue.indicators) if one.role == "scored"]
    if not plain or not all(_counts(catalogue.indicators[k], status[:, k]) for k in columns):
        return None
    scored = [catalogue.indicators[k] for k in columns]
    factor = np.array([_factor(catalogue, one) for one in scored])
    nominal = np.nan_to_num(full[:, columns]) * factor
    earned = np.nan_to_num(points[:, columns]) * factor
    gone = status[:, columns] == NOT_APPLICABLE
    place = np.full(full.shape[1], -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    return Sums(
        place=place,
        points=np.where(gone & _kept(scored, ("full",)), nominal, earned),
        full=np.where(gone & ~_kept(scored, ("zero", "full")), 0.0, nominal),
        ruler=catalogue.totals.scale if catalogue.totals.rebase else None,
    )


def _counts(one: Indicator, status: Any) -> bool:
    """What is missing counts 0; what does not apply leaves the sum, or counts 0 or full."""
    missing = one.missing in (None, "zero") or not (status == MISSING).any()
    policies = (None, "pass_up", "zero", "full")
    return missing and (one.not_applicable in policies or not (status == NOT_APPLICABLE).any())


def _kept(scored: list[Indicator], policies: tuple[str, ...]) -> Any:
    return np.array([one.not_applicable in policies for one in scored])


def _factor(catalogue: Catalogue, one: Indicator) -> float:
    """What a point of the indicator is in the total: the factors of the sums above it."""
    factor, nodes = one.weight, {node.code: node for node in catalogue.nodes}
    node = nodes.get(one.node)
    while node is not None:
        factor, node = factor * node.weight, nodes.get(node.parent)
    return factor


def _summed(sums: Sums, cells: Sequence[Cells], drawn: Draw) -> Floats:
    """A body's draws lie side by side in memory."""
    factors = np.ascontiguousarray(drawn.factors.T)
    applicable = sums.full @ factors
    earned = np.empty((1 + len(SOURCES), *applicable.shape))
    earned[SOURCES.index("weights") + 1] = sums.points @ factors
    earned[0] = earned[SOURCES.index("weights") + 1]
    for source in ("judgement", "missing"):
        earned[SOURCES.index(source) + 1] = sums.points.sum(axis=1)[:, None]
    for one, shares in zip(cells, drawn.shares, strict=True):
        at = sums.place[one.columns]
        moved = shares * sums.full[one.row, at, None]
        moved -= sums.points[one.row, at, None]
        earned[SOURCES.index(one.source) + 1, one.row] += moved.sum(axis=0)
        earned[0, one.row] += np.einsum("kd,kd->d", moved, factors[at])
    # Without re-basing, heavier weights must not make a longer ruler.
    plain = sums.full.sum(axis=1)[:, None]
    ruler = plain if sums.ruler is None else sums.ruler
    varied = [True, *(source == "weights" for source in SOURCES)]
    with np.errstate(invalid="ignore", divide="ignore"):
        for world, by_weight in enumerate(varied):
            earned[world] /= np.where(plain > 0, applicable, np.nan) if by_weight else plain
    earned *= ruler
    earned[:, plain[:, 0] <= 0] = np.nan
    return earned


# -- any tree --------------------------------------------------------------------------------------


def _rolled(
    start: Ground, factors: Floats, shares: Sequence[Floats], sources: Sequence[str]
) -> Iterator[Floats]:
    """The real roll-up over batches of draws, one row per draw and body."""
    catalogue, size = start.catalogue, len(start.points)
    longer = catalogue.totals.top.mean == "sum" and not catalogue.totals.rebase and (factors != 1).any()
    step = max(1, ROWS // max(size, 1))
    for first in range(0, len(factors), step):
        batch = factors[first : first + step]
        points, full = np.tile(start.points, (len(batch), 1)), np.tile(start.full, (len(batch), 1))
        status = np.tile(start.status, (len(batch), 1))
        for one, share in zip(start.open.cells, shares, strict=True):
            if one.source in sources:
                cells = np.ix_(np.arange(len(batch)) * size + one.row, one.columns)
                points[cells] = share[:, first : first + step].T * full[cells]
                status[cells] = SCORED
        ruler = _top(catalogue, points, full, status, {})[1] if longer else None
        by_row = {code: np.repeat(batch[:, k], size) for k, code in enumerate(start.open.codes)}
        weights = _reweighed(catalogue, by_row, points, full)
        base, whole = _top(catalogue, points, full, status, weights)
        if ruler is not None:  # heavier weights must not make a longer ruler
            base = base / whole * ruler
        yield base.reshape(len(batch), size)


def _reweighed(
    catalogue: Catalogue, factors: Mapping[str, Floats], points: Floats, full: Floats
) -> dict[str, Floats]:
    """Marks are moved where they are added up (in place), weights where they make a mean (returned)."""
    weights = {
        node.code: node.weight * factors[node.code] for node in catalogue.nodes if node.code in factors
    }
    for column, one in enumerate(catalogue.indicators):
        if one.role != "scored":
            continue
        if catalogue.level_above(one.node).mean == "sum":
            points[:, column] *= factors[one.code]
            full[:, column] *= factors[one.code]
        else:
            weights[one.code] = one.weight * factors[one.code]
    return weights


def _top(
    catalogue: Catalogue, points: Floats, full: Floats, status: Any, weights: Mapping[str, Floats]
) -> tuple[Floats, Floats]:
    """The base before rounding (NaN where there is none), and the full marks it rests on."""
    top, rules = aggregate(catalogue, points, full, status, weights)[TOTAL], catalogue.totals
    base = top.points
    with np.errstate(invalid="ignore", divide="ignore"):
        if rules.top.mean == "sum" and rules.rebase:
            base = top.points / top.full * rules.scale
        return np.where(top.state == OK, base, np.nan), np.where(top.full > 0, top.full, np.nan)
