"""The ledger of lost points (失分账本): one row per loss; it adds up to full marks minus points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from metrics.engine.score import Matrices
from metrics.frames import MISSING, NOT_APPLICABLE, OUT, STATUSES, labelled
from metrics.model import TOTAL, Catalogue, Indicator
from metrics.scales import round_half_up

if TYPE_CHECKING:
    from metrics.engine.board import Board

LEDGER_ROWS = ("body", "indicator", "clause", "lost", "reason", "status", "value", "share", "full_marks")
CENT = 1e-10  # what is below is float dust, not a loss


def ledger(catalogue: Catalogue, roster: pd.Index, matrices: Matrices) -> pd.DataFrame:
    """Rows LEDGER_ROWS: every loss, every missing indicator (even where it costs nothing), every veto.

    `lost` is in points of the indicator: full marks minus points, both as rounded at the indicator;
    a deduction loses what it takes, a veto 0 (its effect is in the totals).
    """
    codes = [one.code for one in catalogue.indicators]
    scored = np.array([one.role == "scored" for one in catalogue.indicators])
    weighs = (matrices.status != OUT) & ~_left_out(catalogue, matrices.status)
    earned = np.where(np.isin(matrices.status, (MISSING, NOT_APPLICABLE)), 0.0, matrices.points)
    lost = np.where(scored, matrices.full, 0.0) - earned
    lost = np.where(weighs, round_half_up(np.nan_to_num(lost), 10), 0.0)
    lost[:, [one.role == "bonus" for one in catalogue.indicators]] = 0.0
    veto = np.array([one.role == "veto" for one in catalogue.indicators]) & (matrices.value == 1)
    rows, columns = np.nonzero((np.abs(lost) > CENT) | ((matrices.status == MISSING) & scored) | veto)
    clauses = [one.node or TOTAL for one in catalogue.indicators]
    known = sorted(set(clauses))
    clause_codes = np.array([known.index(clause) for clause in clauses])
    return pd.DataFrame(
        {
            "body": labelled(rows, roster),
            "indicator": labelled(columns, codes),
            "clause": labelled(clause_codes[columns], known),
            "lost": lost[rows, columns],
            "reason": _reasons(catalogue, roster, matrices, rows, columns),
            "status": labelled(matrices.status[rows, columns], STATUSES),
            "value": matrices.value[rows, columns],
            "share": matrices.share[rows, columns],
            "full_marks": matrices.full[rows, columns],
        },
        columns=list(LEDGER_ROWS),
    )


def _left_out(catalogue: Catalogue, status: Any) -> Any:
    """Scores that are not there and that the catalogue does not count as 0."""
    above = [catalogue.level_above(one.node) for one in catalogue.indicators]
    both = list(zip(catalogue.indicators, above, strict=True))
    missing = np.array([(one.missing or level.missing) != "zero" for one, level in both])
    refused = np.array([(one.not_applicable or level.not_applicable) != "zero" for one, level in both])
    return ((status == MISSING) & missing) | ((status == NOT_APPLICABLE) & refused)


def _reasons(catalogue: Catalogue, roster: pd.Index, matrices: Matrices, rows: Any, columns: Any) -> Any:
    """Reason codes of the losses; without a word from the rule the reason is "missing"."""
    words = ["missing"]
    codes = np.zeros(matrices.status.shape, dtype=np.int16)
    for column, one in enumerate(catalogue.indicators):
        if one.code not in matrices.facts:
            continue
        said = matrices.facts[one.code]["reason"]
        found, labels = pd.factorize(said)
        position = [_position(words, str(label)) for label in labels]
        where = roster.get_indexer(said.index)
        codes[where, column] = np.array(position, dtype=np.int16)[found]
    codes[matrices.status == NOT_APPLICABLE] = _position(words, "empty")
    return labelled(codes[rows, columns], words)


def _position(words: list[str], word: str) -> int:
    if word not in words:
        words.append(word)
    return words.index(word)


def facts_of(board: Board, body: str, indicator: str) -> dict[str, Any]:
    """The numbers behind one score: what the rule said of this body, and the rule's own parameters."""
    one = board.catalogue.indicator(indicator)
    facts = dict(_params(one, board.kind_of(body)))
    said = board.facts.get(indicator)
    if said is not None and body in said.index:
        row = said.loc[body].drop("reason")
        facts |= {str(name): item for name, item in row.items() if item == item and item != ""}
    return {name: item.item() if isinstance(item, np.generic) else item for name, item in facts.items()}


def _params(one: Indicator, kind: str) -> Mapping[str, Any]:
    """The rule's numbers and words for this kind of body (role parameters name fields, not numbers)."""
    params = {**one.params, **one.params_by_kind.get(kind, {})}
    return {name: item for name, item in params.items() if isinstance(item, int | float)}
