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
    row, column = board.status.index.get_loc(body), board.status.columns.get_loc(indicator)

    def at(frame: pd.DataFrame) -> float:
        return float(frame.to_numpy()[row, column])

    status = STATUSES[int(at(board.status))]
    numbers: dict[str, Any] = {
        "indicator": indicator,
        "status": status,
        "value": at(board.value),
        "share": at(board.share),
        "points": at(board.points),
        "full_marks": at(board.full),
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
    mine = board.rollups[board.rollups["body"] == body]
    found = {row["node"]: row for row in mine.to_dict("records")}
    mean_of = {level.code: level.mean for level in board.catalogue.levels}
    return [
        Reason(
            f"node.{mean_of[found[code]['level']]}", {str(name): item for name, item in found[code].items()}
        )
        for code in _line(board.catalogue, indicator)
        if code in found
    ]


def _line(catalogue: Catalogue, indicator: str) -> list[str]:
    parent = {node.code: node.parent for node in catalogue.nodes}
    line, node = [], catalogue.indicator(indicator).node
    while node and node != TOTAL:
        line.append(node)
        node = parent.get(node, "")
    return line


def _total(board: Board, body: str) -> list[Reason]:
    [record] = board.totals[board.totals["body"] == body].to_dict("records")
    row = {str(name): item for name, item in record.items()}
    numbers = {**row, "scale": board.catalogue.totals.scale, "peers": board.catalogue.totals.peers}
    steps = [Reason(f"base.{board.catalogue.totals.top.mean}", numbers)]
    steps += [Reason(name, numbers) for name in ("deductions", "bonus") if row[name]]
    steps += [Reason("veto", {**numbers, "code": code}) for code in str(row["veto"]).split(";") if code]
    steps.append(Reason("total", numbers))
    steps.append(Reason("unranked" if pd.isna(row["place"]) else "place", numbers))
    if row["grade"]:
        steps.append(Reason("grade", numbers))
    return steps
