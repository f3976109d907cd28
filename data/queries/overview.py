"""An overview of a round: how the kinds did, where points are lost, what is missing, what is new."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import boards, trail
from data.queries.boards import Standing
from metrics.engine.board import Board
from metrics.frames import MISSING, STATUSES


@dataclass(frozen=True, slots=True)
class Overview:
    """A round at a glance.

    kinds: kind, bodies, ranked, lowest, median, highest (totals of the ranked). losses: indicator, node,
    bodies (that lose points there), lost (points, over all bodies), share (of the points at stake), the
    largest first. statuses: how many scores are scored, missing, not applicable, ... gaps: body, missing
    (indicators without any fact), the most first; of a reporter only their own. feed: the last acts,
    newest first, columns at, person, act, about, after; empty for who may not read observations of all.
    """

    standing: Standing
    kinds: pd.DataFrame
    losses: pd.DataFrame
    statuses: dict[str, int]
    gaps: pd.DataFrame
    feed: pd.DataFrame


def overview(desk: Desk, round_code: str, *, feed: int = 12) -> Overview:
    """The overview of a round as this person may see it."""
    standing = boards.standing(desk, round_code)
    board = boards.whole(desk, round_code)
    gaps = _gaps(board)
    if desk.reach("boards.read") == permits.OWN:
        gaps = gaps[gaps["body"] == desk.body].reset_index(drop=True)
    counts = np.bincount(board.status.to_numpy().ravel(), minlength=len(STATUSES))
    return Overview(
        standing=standing,
        kinds=_kinds(board),
        losses=_losses(board),
        statuses=dict(zip(STATUSES, (int(one) for one in counts), strict=True)),
        gaps=gaps,
        feed=trail.feed(desk, round_code, feed),
    )


def _kinds(board: Board) -> pd.DataFrame:
    ranked = board.totals["total"].where(board.totals["place"].notna())
    groups = ranked.groupby(board.totals["kind"], sort=False)
    made = groups.agg(bodies="size", ranked="count", lowest="min", median="median", highest="max")
    return made.rename_axis("kind").reset_index()


def _losses(board: Board) -> pd.DataFrame:
    scored = board.catalogue.scored
    lost = board.ledger[board.ledger["lost"] > 0]
    by = lost.groupby(lost["indicator"].astype(object))["lost"].agg(["size", "sum"])
    codes = [one.code for one in scored]
    at_stake = board.full[codes].where(board.status[codes] != STATUSES.index("not_applicable")).sum()
    made = pd.DataFrame({"indicator": codes, "node": [one.node for one in scored]})
    made["bodies"] = by["size"].reindex(codes).fillna(0).astype(int).to_numpy()
    made["lost"] = by["sum"].reindex(codes).fillna(0.0).to_numpy()
    made["share"] = made["lost"] / at_stake.where(at_stake > 0).to_numpy()
    return made.sort_values("lost", ascending=False, kind="stable").reset_index(drop=True)


def _gaps(board: Board) -> pd.DataFrame:
    missing = (board.status == MISSING).sum(axis=1)
    made = pd.DataFrame({"body": board.status.index.to_numpy(), "missing": missing.to_numpy()})
    return (
        made[made["missing"] > 0]
        .sort_values("missing", ascending=False, kind="stable")
        .reset_index(drop=True)
    )
