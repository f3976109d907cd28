"""A scorecard: where one body's points went, beside what its peers (bodies of the same kind) got on average.

An average over few peers would tell what each of them got, so below `FEWEST` peers there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import boards
from data.queries.boards import Standing
from metrics.engine.board import Board, scores
from metrics.errors import NotFound
from metrics.model import Body

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One body of a round.

    totals: the body's row of `Board.totals`. nodes: `frames.ROLLUPS` of the body, and `peer_score` (mean
    score of its peers). scores: `frames.SCORES` of the body, and `node`, `lost` (full marks minus points,
    of what carries marks), `peer_share` (mean share of its peers), `reason` it does not apply. ledger: the
    body's losses, the largest first. peers: how many bodies of its kind there are besides it. rates: node,
    body, score of each of them; empty for a reporter.
    """

    body: Body
    standing: Standing
    totals: dict[str, Any]
    nodes: pd.DataFrame
    scores: pd.DataFrame
    ledger: pd.DataFrame
    peers: int
    rates: pd.DataFrame


def scorecard(desk: Desk, round_code: str, body: str) -> Scorecard:
    """The scorecard of a body; NotPermitted for somebody else's reporter, NotFound where there is none."""
    standing = boards.standing(desk, round_code)
    desk.check("boards.read", body=body, sealed=standing.sealed)
    board = boards.whole(desk, round_code)
    one = next((it for it in board.bodies if it.code == body), None)
    if one is None:
        raise NotFound("body", round=round_code, body=body)
    peers = [it.code for it in board.bodies if it.kind == one.kind and it.code != body]
    row = board.totals[board.totals["body"] == body].to_dict("records")[0]
    losses = board.ledger[board.ledger["body"] == body]
    return Scorecard(
        body=one,
        standing=standing,
        totals={str(name): value for name, value in row.items()},
        nodes=_nodes(board, body, peers),
        scores=_scores(board, body, peers),
        ledger=losses.sort_values("lost", ascending=False, kind="stable").reset_index(drop=True),
        peers=len(peers),
        rates=_rates(board, peers) if desk.reach("boards.read") != permits.OWN else _rates(board, []),
    )


def _rates(board: Board, peers: list[str]) -> pd.DataFrame:
    """The score of each named peer at each node."""
    others = board.rollups[board.rollups["body"].isin(peers)]
    made = others[["node", "body", "score"]].astype({"node": object, "body": object})
    return made[made["score"].notna()].reset_index(drop=True)


def _nodes(board: Board, body: str, peers: list[str]) -> pd.DataFrame:
    own = board.rollups[board.rollups["body"] == body].reset_index(drop=True)
    others = board.rollups[board.rollups["body"].isin(peers)]
    mean = _mean(others.groupby("node", observed=True)["score"])
    return own.assign(peer_score=own["node"].astype(object).map(mean).astype(float))


def _scores(board: Board, body: str, peers: list[str]) -> pd.DataFrame:
    made = scores(board)
    own = made[made["body"] == body].reset_index(drop=True)
    mean = _mean(
        board.share.loc[peers].melt(var_name="indicator", value_name="share").groupby("indicator")["share"]
    )
    indicators = {one.code: one for one in board.catalogue.indicators}
    code = own["indicator"].astype(object)
    weighs = (code.map(lambda it: indicators[it].role) == "scored") & (own["status"] != "not_applicable")
    return own.assign(
        node=code.map(lambda it: indicators[it].node),
        lost=np.where(weighs, own["full_marks"] - own["points"].fillna(0.0), np.nan),
        peer_share=code.map(mean).astype(float),
        reason=[board.na_reason.get((body, it), "") for it in code],
    )


def _mean(groups: Any) -> dict[str, float]:
    """Mean per group, where there are enough peers to hide each one."""
    return {str(name): float(of.mean()) for name, of in groups if of.notna().sum() >= FEWEST}
