"""The board: the result of one run over all bodies, which publishing stores so that it never moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from metrics.engine import ledger as ledgers
from metrics.engine.aggregate import OK, Part, aggregate
from metrics.engine.rank import totals
from metrics.engine.score import mark_nil, score_indicators
from metrics.frames import OUT, ROLLUPS, SCORES, STATUSES, Facts, labelled
from metrics.model import TOTAL, Body, Catalogue, Setting
from metrics.scales import round_half_up


@dataclass(frozen=True)
class Board:
    """Matrices bodies x indicators, and the tables made from them (columns in `metrics.frames`).

    `totals` has `points`, `full_marks`, `raw` and `of` besides `frames.TOTALS`. `facts`: what each
    rule said, per indicator, indexed by body. `na_reason`: why (body, indicator) does not apply.
    """

    catalogue: Catalogue
    bodies: tuple[Body, ...]
    full: pd.DataFrame
    value: pd.DataFrame
    share: pd.DataFrame
    points: pd.DataFrame
    status: pd.DataFrame
    totals: pd.DataFrame
    rollups: pd.DataFrame
    ledger: pd.DataFrame
    facts: Mapping[str, pd.DataFrame]
    na_reason: Mapping[tuple[str, str], str]

    def body(self, code: str) -> Body:
        """The body with this code; KeyError where there is none."""
        return self.roll[code]

    @cached_property
    def roll(self) -> Mapping[str, Body]:
        """The bodies by code."""
        return {one.code: one for one in self.bodies}

    def kind_of(self, code: str) -> str:
        """The kind of this body; KeyError where there is no such body."""
        return self.body(code).kind


def score(
    catalogue: Catalogue,
    bodies: Sequence[Body],
    facts: Facts,
    setting: Setting,
    accepted: frozenset[str] = frozenset(),
) -> Board:
    """One run: rules, roll-ups, totals, places, grades and the ledger.

    accepted: bodies whose thin base was accepted by name, so that they are ranked.
    """
    roster = pd.Index([body.code for body in bodies], dtype=object)
    matrices = score_indicators(catalogue, bodies, facts, setting)
    mark_nil(matrices, catalogue, facts, roster)
    parts = aggregate(catalogue, matrices.points, matrices.full, matrices.status)
    columns = [one.code for one in catalogue.indicators]

    def framed(array: Any) -> pd.DataFrame:
        return pd.DataFrame(array, index=roster, columns=columns, copy=False)

    return Board(
        catalogue=catalogue,
        bodies=tuple(bodies),
        full=framed(matrices.full),
        value=framed(matrices.value),
        share=framed(matrices.share),
        points=framed(matrices.points),
        status=framed(matrices.status),
        totals=totals(
            catalogue, bodies, parts[TOTAL], matrices.points, matrices.status, matrices.full,
            matrices.value, accepted,
        ),
        rollups=_rollups(catalogue, roster, parts),
        ledger=ledgers.ledger(catalogue, roster, matrices),
        facts=matrices.facts,
        na_reason=matrices.na_reason,
    )  # fmt: skip


def _rollups(catalogue: Catalogue, roster: pd.Index, parts: Mapping[str, Part]) -> pd.DataFrame:
    """Every node of every body in whose table it is: points, full marks that count, score on the scale.

    A node without a score (missing, not applicable) has empty points and score.
    """
    level_of = {node.code: node.level for node in catalogue.nodes} | {TOTAL: TOTAL}
    nodes = list(parts)
    points = np.column_stack([np.where(one.state == OK, one.points, np.nan) for one in parts.values()])
    full = np.column_stack([np.where(one.state == OK, one.full, 0.0) for one in parts.values()])
    inside = np.column_stack([one.state != OUT for one in parts.values()])
    rows, columns = np.nonzero(inside)
    with np.errstate(invalid="ignore", divide="ignore"):
        score_ = points / full * catalogue.totals.scale
    levels = sorted(set(level_of.values()))
    level_codes = np.array([levels.index(level_of[node]) for node in nodes])
    return pd.DataFrame(
        {
            "body": labelled(rows, roster),
            "level": labelled(level_codes[columns], levels),
            "node": labelled(columns, nodes),
            "points": round_half_up(points, 12)[rows, columns],
            "full_marks": round_half_up(full, 12)[rows, columns],
            "score": score_[rows, columns],
        },
        columns=list(ROLLUPS),
        copy=False,
    )


def scores(board: Board) -> pd.DataFrame:
    """Columns `frames.SCORES`: one row per body and indicator of its table."""
    status = board.status.to_numpy()
    rows, columns = np.nonzero(status != OUT)

    def column(frame: pd.DataFrame) -> Any:
        return frame.to_numpy()[rows, columns]

    return pd.DataFrame(
        {
            "body": labelled(rows, board.status.index),
            "indicator": labelled(columns, board.status.columns),
            "status": labelled(status[rows, columns], list(STATUSES)),
            "value": column(board.value),
            "share": column(board.share),
            "points": column(board.points),
            "full_marks": column(board.full),
        },
        columns=list(SCORES),
    )
