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
    none = (matrices.status == MISSING) | (matrices.status == NOT_APPLICABLE)
    lost = np.where(scored, matrices.full, 0.0)
    np.subtract(lost, matrices.points, out=lost, where=~none)
    lost[~weighs] = 0.0
    lost[:, [one.role == "bonus" for one in catalogue.indicators]] = 0.0
    veto = np.array([one.role == "veto" for one in catalogue.indicators]) & (matrices.value == 1)
    at = np.flatnonzero((np.abs(lost) > CENT) | ((matrices.status == MISSING) & scored) | veto)
    rows, columns = np.divmod(at, len(codes))
    clauses = [one.node or TOTAL for one in catalogue.indicators]
    known = sorted(set(clauses))
    clause_codes = np.array([known.index(clause) for clause in clauses])
    return pd.DataFrame(
        {
            "body": labelled(rows, roster),
            "indicator": labelled(columns, codes),
            "clause": labelled(clause_codes[columns], known),
            "lost": round_half_up(lost.take(at), 10),
            "reason": _reasons(matrices, at),
            "status": labelled(matrices.status.take(at), STATUSES),
            "value": matrices.value.take(at),
            "share": matrices.share.take(at),
            "full_marks": matrices.full.take(at),
        },
        columns=list(LEDGER_ROWS),
        copy=False,
    )


def _left_out(catalogue: Catalogue, status: Any) -> Any:
    """Scores that are not there and that the catalogue does not count as 0."""
    above = [catalogue.level_above(one.node) for one in catalogue.indicators]
    both = list(zip(catalogue.indicators, above, strict=True))
    missing = np.array([(one.missing or level.missing) != "zero" for one, level in both])
    refused = np.array([(one.not_applicable or level.not_applicable) != "zero" for one, level in both])
    return ((status == MISSING) & missing) | ((status == NOT_APPLICABLE) & refused)


def _reasons(matrices: Matrices, at: Any) -> Any:
    """Reason codes of the losses; what is not applicable and counts 0 has nothing to measure (empty)."""
    words = list(dict.fromkeys([*matrices.words, "empty"]))
    gone = matrices.status.take(at) == NOT_APPLICABLE
    return labelled(np.where(gone, words.index("empty"), matrices.reason.take(at)), words)


def facts_of(board: Board, body: str, indicator: str) -> dict[str, Any]:
    """The numbers behind one score: what the rule said of this body, and the rule's own parameters."""
    one = board.catalogue.indicator(indicator)
    facts = dict(_params(one, board.kind_of(body)))
    said = board.facts.get(indicator)
    if said is not None and body in said.index:
        at = said.index.get_loc(body)  # column by column: a row across types costs pandas a millisecond
        told = {str(name): said[name].array[at] for name in said.columns if name != "reason"}
        facts |= {name: item for name, item in told.items() if item == item and item != ""}
    return {name: item.item() if isinstance(item, np.generic) else item for name, item in facts.items()}


def facts_by_body(board: Board, indicator: str) -> dict[str, dict[str, Any]]:
    """`facts_of` for every body, at once: thousands of bodies in the time of a few."""
    one = board.catalogue.indicator(indicator)
    params = {kind: dict(_params(one, kind)) for kind in {body.kind for body in board.bodies}}
    kinds = {body.code: body.kind for body in board.bodies}
    found = {code: params[kind] for code, kind in kinds.items()}
    said = board.facts.get(indicator)
    if said is None:
        return found
    columns = {str(name): said[name].tolist() for name in said.columns if name != "reason"}
    for position, body in enumerate(said.index.tolist()):
        told = {name: cells[position] for name, cells in columns.items()}
        sound = {name: cell for name, cell in told.items() if cell == cell and cell != ""}
        found[str(body)] = params.get(kinds.get(str(body), ""), {}) | sound
    return found


def _params(one: Indicator, kind: str) -> Mapping[str, Any]:
    """The rule's numbers and words for this kind of body (role parameters name fields, not numbers)."""
    params = {**one.params, **one.params_by_kind.get(kind, {})}
    return {name: item for name, item in params.items() if isinstance(item, int | float)}
