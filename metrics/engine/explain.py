"""How one number came about, step by step: from the facts through the rule up to place and grade."""

from __future__ import annotations

from typing import Any

import pandas as pd

from metrics.engine.board import Board
from metrics.engine.ledger import facts_of
from metrics.errors import Reason
from metrics.frames import STATUSES
from metrics.model import TOTAL, Catalogue


def explain(board: Board, body: str, indicator: str) -> list[Reason]:
    """The steps in order; each is a code for `data/words` ("step." + code) and its numbers.

    rule (or missing, not_applicable) · points · node (one per level) · base · deductions · bonus ·
    veto · total · place · grade. Raises KeyError for a body or indicator that is not on the board.
    """
    return [
        *_indicator(board, body, indicator),
        *_nodes(board, body, indicator),
        *_total(board, body),
    ]


def _indicator(board: Board, body: str, indicator: str) -> list[Reason]:
    one = board.catalogue.indicator(indicator)
    status = STATUSES[int(board.status.loc[body, indicator])]
    numbers: dict[str, Any] = {
        "indicator": indicator,
        "status": status,
        "value": float(board.value.loc[body, indicator]),
        "share": float(board.share.loc[body, indicator]),
        "points": float(board.points.loc[body, indicator]),
        "full_marks": float(board.full.loc[body, indicator]),
        "decimals": one.decimals,
    }
    if status in ("missing", "not_applicable", "out", "none"):
        said = board.na_reason.get((body, indicator), "")
        return [Reason(status, {**numbers, "said": said})]
    facts = facts_of(board, body, indicator)
    return [Reason(f"rule.{one.rule}", {**facts, **numbers}), Reason(f"points.{one.role}", numbers)]


def _nodes(board: Board, body: str, indicator: str) -> list[Reason]:
    """The nodes above the indicator, from the bottom up, without the total."""
    if board.catalogue.indicator(indicator).role != "scored":
        return []
    mine = board.rollups[board.rollups["body"] == body].set_index("node")
    steps = []
    for code in _line(board.catalogue, indicator):
        if code in mine.index:
            level = next(one for one in board.catalogue.levels if one.code == mine.loc[code, "level"])
            row = mine.loc[code]
            steps.append(
                Reason(
                    f"node.{level.mean}",
                    {
                        "node": code,
                        "level": level.code,
                        "points": float(row["points"]),
                        "full_marks": float(row["full_marks"]),
                        "score": float(row["score"]),
                    },
                )
            )
    return steps


def _line(catalogue: Catalogue, indicator: str) -> list[str]:
    parent = {node.code: node.parent for node in catalogue.nodes}
    line, node = [], catalogue.indicator(indicator).node
    while node and node != TOTAL:
        line.append(node)
        node = parent.get(node, "")
    return line


def _total(board: Board, body: str) -> list[Reason]:
    row = board.totals.set_index("body").loc[body].to_dict()
    numbers = {**row, "scale": board.catalogue.totals.scale, "peers": board.catalogue.totals.peers}
    steps = [Reason(f"base.{board.catalogue.totals.top.mean}", numbers)]
    steps += [Reason(name, numbers) for name in ("deductions", "bonus") if row[name]]
    steps += [Reason("veto", {**numbers, "code": code}) for code in str(row["veto"]).split(";") if code]
    steps.append(Reason("total", numbers))
    steps.append(Reason("unranked" if pd.isna(row["place"]) else "place", numbers))
    if row["grade"]:
        steps.append(Reason("grade", numbers))
    return steps
