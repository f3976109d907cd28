"""Checks observation rows against each other: said twice, contradicted, more than the whole, out of order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.problem import Rows
from data.intake.rows import ABSENT, NIL, NOT_APPLICABLE, PLAIN, Looked
from metrics.model import Indicator

Values = NDArray[np.object_]  # texts as they are kept, row by row
ISO_DAY = 10  # characters of 2012-07-09
LARGEST = 2**62  # a number for four texts at once; beyond it they are numbered anew


def check_across(looked: Looked, values: Values) -> None:
    """Tell duplicates, contradictions, parts above their whole and dates out of order."""
    _duplicates(looked)
    _contradictions(looked)
    sound = (looked.status == PLAIN) & ~looked.findings.faulty & (looked.field != ABSENT)
    sound &= looked.body != ABSENT
    for at, one in enumerate(looked.catalogue.indicators):
        if one.rule not in ("ratio", "timeliness", "on_time"):
            continue
        mine = looked.rows(sound & (looked.indicator == at))
        if len(mine):
            for kind, params in _params(one, looked):
                of_kind = mine[kind[looked.body[mine]]]
                _parts(looked, values, of_kind, one, params)
                _days(looked, values, of_kind, one, params)


def _duplicates(looked: Looked) -> None:
    """The same body, indicator, item and field may stand once; told with the line where it stood first."""
    key, width = np.zeros(len(looked.body), dtype=np.int64), 1
    for one in (looked.columns[name] for name in ("body", "indicator", "item", "field")):
        width *= max(len(one.texts), 1)
        if width > LARGEST:
            key, _ = pd.factorize(key)
            width = (len(key) + 1) * max(len(one.texts), 1)
        key *= max(len(one.texts), 1)
        key += one.codes
    ordered = np.sort(key)
    if (ordered[1:] == ordered[:-1]).any():
        again = looked.rows(pd.Series(key).duplicated().to_numpy())
        several = np.flatnonzero(np.isin(key, key[again]))
        lines = pd.Series(looked.findings.lines[several]).groupby(key[several], sort=False).min()
        looked.findings.tell(again, "duplicate_row", allowed=[str(line) for line in lines[key[again]]])


def _contradictions(looked: Looked) -> None:
    """Not applicable, or a nil return for the whole indicator, and yet values for it from the same body."""
    columns, status = looked.columns, looked.status
    refused = status == NOT_APPLICABLE
    nothing = (status == NIL) & columns["field"].says("") & columns["item"].says("")
    for code, whole, others in (
        ("na_with_values", refused, ~refused), ("nil_with_values", nothing, status == PLAIN),
    ):  # fmt: skip
        if not whole.any():
            continue
        pair = columns["body"].codes.astype(np.int64) * max(len(columns["indicator"].texts), 1)
        pair += columns["indicator"].codes
        rows = looked.rows(whole & np.isin(pair, pair[others]))
        if len(rows):
            beside = looked.rows(others & np.isin(pair, pair[rows]))
            lines = pd.Series(looked.findings.lines[beside]).groupby(pair[beside]).agg(list)
            found = [", ".join(str(line) for line in lines[one]) for one in pair[rows]]
            looked.findings.tell(rows, code, found=found)


def _params(one: Indicator, looked: Looked) -> Iterator[tuple[NDArray[np.bool_], Mapping[str, Any]]]:
    """The rule's parameters with the bodies (by position) for which they hold."""
    kinds = np.array([body.kind for body in looked.bodies], dtype=object)
    for kind in dict.fromkeys(kinds) if one.params_by_kind else [None]:
        own = one.params_by_kind.get(str(kind), {})
        yield (kinds == kind if kind is not None else np.ones(len(kinds), dtype=bool)), {**one.params, **own}


def _parts(looked: Looked, values: Values, rows: Rows, one: Indicator, params: Mapping[str, Any]) -> None:
    """A part is not more than its whole, unless the index asks for more than one apiece."""
    if one.rule != "ratio" or max(float(params["full_at"]), float(params["zero_at"])) > 1:
        return
    part, whole = _paired(looked, rows, one, params["num"], params["den"])
    more = values[part].astype(np.float64) > values[whole].astype(np.float64)
    told = [f"{values[x]} > {values[y]}" for x, y in zip(part[more], whole[more], strict=True)]
    looked.findings.tell(part[more], "num_over_den", found=told, allowed=str(params["den"]))


def _days(looked: Looked, values: Values, rows: Rows, one: Indicator, params: Mapping[str, Any]) -> None:
    """Nothing ends before it begins; ISO texts sort as days do."""
    if "from" not in params or "to" not in params:
        return
    start, end = _paired(looked, rows, one, params["from"], params["to"])
    types = {field.code: field.type for field in one.fields}
    length = None if types[params["from"]] == types[params["to"]] else ISO_DAY
    pairs = zip(values[start], values[end], strict=True)
    before = np.array([ended[:length] < begun[:length] for begun, ended in pairs], dtype=bool)
    told = [f"{y} < {x}" for x, y in zip(values[start[before]], values[end[before]], strict=True)]
    # Where the rule says what becomes of a negative lag, it is counted openly instead of refused.
    severity = "warning" if "unknown" in params else "error"
    looked.findings.tell(
        end[before], "dates_out_of_order", found=told, allowed=str(params["from"]), severity=severity
    )


def _paired(looked: Looked, rows: Rows, one: Indicator, first: str, second: str) -> tuple[Rows, Rows]:
    """Rows of two fields of an indicator that belong to the same body and item."""
    items, sides = looked.columns["item"], []
    for name in (first, second):
        named = [at for at, field in enumerate(looked.fields) if field.code == name]
        mine = rows[np.isin(looked.field[rows], named)]
        case = looked.body[mine].astype(np.int64) * max(len(items.texts), 1) + items.codes[mine]
        sides.append(pd.Series(mine, index=case))
    left, right = (side[~side.index.duplicated()] for side in sides)
    both = left.index.intersection(right.index)
    return left[both].to_numpy(dtype=np.int64), right[both].to_numpy(dtype=np.int64)
