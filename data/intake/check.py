"""Checks observations against catalogue and bodies, all rows at once: the clean rows and every fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.intake.across import check_across
from data.intake.cells import check_cells
from data.intake.narrow import narrow
from data.intake.problem import Findings
from data.intake.read import Table
from data.intake.rows import ABSENT, NOT_APPLICABLE, UNKNOWN, Looked, look_up
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS, labelled
from metrics.model import Body, Catalogue, Indicator

STATUS_TEXTS = ("", "not_applicable", "nil")


def observations(
    table: Table, catalogue: Catalogue, bodies: Sequence[Body]
) -> tuple[pd.DataFrame, list[CellProblem]]:
    """The rows without an error (columns frames.OBSERVATIONS, values as they are kept) and all problems.

    `table.cells` has the text columns OBSERVATIONS, absent = "". Nothing may be taken in while a
    problem has the severity "error"; warnings are told and do no harm.
    """
    findings = Findings(table.name, table.cells, table.lines)
    looked = look_up(findings, catalogue, bodies)
    tables = _tables(looked)
    outside = looked.rows(_known(looked) & ~tables[looked.body, looked.indicator])
    findings.tell(outside, "not_in_table", found=[bodies[at].kind for at in looked.body[outside]])
    values = check_cells(looked)
    check_across(looked, values)
    _warn(looked)
    return _clean(looked, values), findings.problems


def _known(looked: Looked) -> np.ndarray:
    """Rows that speak of a known body and a known indicator."""
    return np.asarray((looked.body != ABSENT) & (looked.indicator != ABSENT))


def _tables(looked: Looked) -> np.ndarray:
    """Bodies x indicators: is the indicator in the body's table? (A last row and column stand for ABSENT.)"""
    kinds = {body.kind: body for body in looked.bodies}
    rows = {
        kind: [one.applies_to(body) for one in looked.catalogue.indicators] for kind, body in kinds.items()
    }
    tables = np.zeros((len(looked.bodies) + 1, len(looked.catalogue.indicators) + 1), dtype=bool)
    for at, body in enumerate(looked.bodies):
        tables[at, :-1] = rows[body.kind]
    return tables


def out_of_scope(one: Indicator, body: Body) -> bool:
    """By trait or lead units the indicator does not apply to this body, whatever is reported."""
    if one.trait and one.trait not in body.traits:
        return True
    return bool(one.units) and body.kind == (one.units_kind or body.kind) and body.code not in one.units


def _warn(looked: Looked) -> None:
    """What will not count, or stands without a rule of the catalogue: told once per body and indicator."""
    indicators = looked.catalogue.indicators
    out = np.zeros((len(looked.bodies) + 1, len(indicators) + 1), dtype=bool)
    for at, one in enumerate(indicators):
        if one.trait or one.units:
            out[:-1, at] = [out_of_scope(one, body) for body in looked.bodies]
    ruled = np.array([bool(one.na_rule.zh or one.na_rule.en) for one in indicators] + [True])
    scope = out[looked.body, looked.indicator]
    refused = looked.status == NOT_APPLICABLE
    no_rule = refused & ~ruled[looked.indicator]
    known = _known(looked) & ~looked.findings.faulty
    for code, mask in (("out_of_scope", scope & ~refused), ("na_without_rule", no_rule & ~scope)):
        rows = looked.rows(mask & known)
        pair = looked.body[rows].astype(np.int64) * len(indicators) + looked.indicator[rows]
        _, first = np.unique(pair, return_index=True)
        looked.findings.tell(rows[np.sort(first)], code, severity="warning")


def _clean(looked: Looked, values: np.ndarray) -> pd.DataFrame:
    """The rows without an error; texts that repeat are stored once (categories)."""
    good: Any = looked.rows(~looked.findings.faulty & (looked.status != UNKNOWN))
    if len(good) == len(values):
        good = slice(None)
    columns = looked.columns
    frame = {
        **{name: labelled(columns[name].codes[good], columns[name].texts) for name in OBSERVATIONS[:4]},
        "value": labelled(*_numbered(values[good])),
        "status": labelled(looked.status[good], STATUS_TEXTS),
        "reason": looked.findings.cells["reason"].array[good],
    }
    return pd.DataFrame(frame, columns=list(OBSERVATIONS), copy=False)


def _numbered(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    codes, texts = pd.factorize(values)
    return narrow(codes, len(texts)), texts
