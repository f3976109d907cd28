"""Checks each observation row by itself: is the value of the field's type, does the status fit the row."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.coded import categories_of
from data.intake.rows import ABSENT, NIL, NOT_APPLICABLE, PLAIN, SLICE, Looked
from data.intake.values import kept, whole, written
from metrics.model import NUMERIC_TYPES, Field

ISO_DAY = 10  # characters of 2012-07-09


def check_cells(looked: Looked) -> NDArray[np.object_]:
    """Tell every faulty row; return the values as they are kept ("" where a row has none)."""
    _statuses(looked)
    return _values(looked)


def _statuses(looked: Looked) -> None:
    """A plain row needs field and value, a not-applicable one a reason, a nil one no value but 0."""
    findings, empty = looked.findings, looked.empty
    value = findings.cells["value"]
    plain, refused = looked.status == PLAIN, looked.status == NOT_APPLICABLE
    unnamed = looked.columns["field"].says("")
    unexplained = (findings.cells["reason"] == "").to_numpy(dtype=bool)
    findings.tell(looked.rows(plain & empty), "empty_value", allowed="not_applicable, nil")
    findings.tell(looked.rows(plain & unnamed & ~empty), "no_field")
    findings.tell(looked.rows(refused & unexplained), "no_reason")
    filled = looked.rows(refused & ~empty)
    findings.tell(filled, "na_with_value", found=value.iloc[filled])
    said = looked.rows((looked.status == NIL) & ~empty)
    more = said[[whole(written(str(one))) != "0" for one in value.iloc[said]]]
    findings.tell(more, "nil_with_value", found=value.iloc[more], allowed="0")


def _values(looked: Looked) -> NDArray[np.object_]:
    cells = looked.findings.cells["value"]
    values = cells.to_numpy(dtype=object).copy()
    values[looked.status != PLAIN] = ""
    plain = (looked.status == PLAIN) & (looked.field != ABSENT) & ~looked.empty
    types = np.array([field.type for field in looked.fields], dtype=object)
    for kind in dict.fromkeys(types):
        of_kind = plain & np.isin(looked.field, np.flatnonzero(types == kind))
        groups = [looked.rows(of_kind)]
        if kind == "enum":
            groups = [looked.rows(of_kind & (looked.field == at)) for at in np.flatnonzero(types == kind)]
        for rows in groups:
            for at in range(0, len(rows), SLICE):
                values[rows[at : at + SLICE]] = _typed(looked, rows[at : at + SLICE], kind)
    signed = looked.rows((looked.status == NIL) & (looked.field != ABSENT))
    numeric = np.isin(types, list(NUMERIC_TYPES))
    values[signed] = np.where(numeric[looked.field[signed]], "0", "")
    return values


def _typed(looked: Looked, rows: NDArray[np.int64], kind: str) -> NDArray[np.object_]:
    """The values of rows whose fields are all of one type (and, for an enum, one field)."""
    field = looked.fields[int(looked.field[rows[0]])]
    given = looked.findings.cells["value"].iloc[rows]
    found, wrong = _kept(given, kind, field)
    faulty = rows[wrong]
    looked.findings.tell(faulty, f"not_{kind}", found=given[wrong], allowed=", ".join(field.choices))
    if kind == "datetime":
        daily = (given.str.len() == ISO_DAY).to_numpy(dtype=bool) & ~wrong
        looked.findings.tell(rows[daily], "day_without_time", found=given[daily], severity="warning")
    return found


def _kept(given: pd.Series, kind: str, field: Field) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """The values as they are kept, and which are not of that type; a text that repeats is read once."""
    codes, texts = categories_of(given)
    used, places = np.unique(codes, return_inverse=True)
    different = pd.Series(np.array(texts, dtype=object)[used], dtype="str")
    found, wrong = kept(different, kind, field.choices)
    return found.to_numpy(dtype=object)[places], wrong[places]
