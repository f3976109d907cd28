"""The tables in bulk: declared columns, and long observations made one wide table per indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metrics.model import NUMERIC_TYPES, Catalogue, Field

# One fact a row, as evaluators hand it in and as the record keeps it; values are canonical text.
OBSERVATIONS = ("body", "indicator", "item", "field", "value", "status", "reason")

# What a rule returns besides its facts, indexed by body.
RULE_RESULT = ("value", "share", "status", "reason")

# Statuses of a score; the position is the code in `Board.status`.
STATUSES = ("scored", "missing", "not_applicable", "nil", "filled", "out", "none")
SCORED, MISSING, NOT_APPLICABLE, NIL, FILLED, OUT, NONE = range(len(STATUSES))

TOTALS = (
    "body", "kind", "group", "base", "applicable_points", "deductions", "bonus",
    "veto", "total", "place", "grade", "flags",
)  # fmt: skip
ROLLUPS = ("body", "level", "node", "points", "full_marks", "score")
SCORES = ("body", "indicator", "status", "value", "share", "points", "full_marks")
LEDGER = ("body", "indicator", "clause", "lost", "reason", "facts", "regain")

ENTRY_NA = -1.0  # a checklist answer "NA" in a wide table; no answer at all is NaN


@dataclass(frozen=True)
class Facts:
    """Observations made wide.

    `wide[indicator]`: columns `body`, `item` (text), `nil` (bool) and one per field (numbers as
    float64, days as datetime64[s], others as text). `body` is categorical where `widen` made it, with
    the same categories everywhere. `not_applicable`: body, indicator, reason.
    """

    wide: Mapping[str, pd.DataFrame]
    not_applicable: pd.DataFrame


def widen(observations: pd.DataFrame, catalogue: Catalogue) -> Facts:
    """Long observations (columns OBSERVATIONS, values already checked) to `Facts`.

    Rows of indicators or fields that the catalogue does not know are left out.
    """
    status = observations["status"].to_numpy(dtype=object)
    refused = observations.loc[status == "not_applicable", ["body", "indicator", "reason"]]
    facts = observations.loc[status != "not_applicable"]
    groups = facts.groupby("indicator", sort=False, observed=True).indices
    bodies, names = pd.factorize(facts["body"])
    roll = pd.CategoricalDtype(pd.Index(names, dtype=object))
    wide = {
        one.code: _wide(facts.iloc[groups[one.code]], bodies[groups[one.code]], roll, one.fields)
        for one in catalogue.indicators
        if one.code in groups
    }
    return Facts(wide, refused.drop_duplicates(["body", "indicator"]).reset_index(drop=True))


def _wide(
    rows: pd.DataFrame, body: Any, roll: pd.CategoricalDtype, fields: tuple[Field, ...]
) -> pd.DataFrame:
    item, items = pd.factorize(rows["item"])
    keys, case = np.unique(body * max(len(items), 1) + item, return_inverse=True)
    columns: dict[str, Any] = {
        "body": pd.Categorical.from_codes(keys // max(len(items), 1), dtype=roll),
        "item": np.asarray(items, dtype=object)[keys % max(len(items), 1)],
    }
    nil = np.zeros(len(keys), dtype=bool)
    nil[case[(rows["status"] == "nil").to_numpy()]] = True
    columns["nil"] = nil
    name, names = pd.factorize(rows["field"])
    code_of = {str(one): code for code, one in enumerate(names)}
    values = rows["value"].to_numpy(dtype=object)
    for field in fields:
        mine = name == code_of.get(field.code, -2)
        columns[field.code] = _column(field.type, values[mine], case[mine], len(keys))
    return pd.DataFrame(columns)


def _column(kind: str, values: Any, case: Any, length: int) -> Any:
    """Values of one field put at their cases; empty text is no value."""
    given = values != ""
    values, case = values[given], case[given]
    if kind in NUMERIC_TYPES:
        numbers = np.full(length, np.nan)
        numbers[case] = np.where(values == "NA", ENTRY_NA, values).astype(np.float64)
        return numbers
    if kind in ("date", "datetime"):
        days = np.full(length, np.datetime64("NaT"), dtype="datetime64[s]")
        days[case] = values.astype("datetime64[s]")
        return days
    texts = np.full(length, "", dtype=object)
    texts[case] = values
    return texts


def result(body: Any, value: Any, share: Any, status: Any, reason: Any, **facts: Any) -> pd.DataFrame:
    """What a rule returns: one row per body, indexed by body; `status` are codes of STATUSES."""
    status = np.asarray(status, dtype=np.int8)
    columns = {"value": value, "share": share, "status": status, "reason": reason, **facts}
    plain = {name: one.array if isinstance(one, pd.Series) else one for name, one in columns.items()}
    return pd.DataFrame(plain, index=pd.Index(body, name="body"), copy=False)


def reasons(size: int, usual: str, **marked: Any) -> pd.Categorical:
    """A column of reason codes: the usual one, or the name of the last mask that is set."""
    codes = np.zeros(size, dtype=np.int8)
    for code, mask in enumerate(marked.values(), 1):
        codes[np.asarray(mask, dtype=bool)] = code
    return pd.Categorical.from_codes(codes, categories=pd.Index([usual, *marked], dtype=object))


def labelled(codes: Any, names: Any) -> Any:
    """A column of names from their positions; a name is stored once however often it stands."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(names), dtype=object))


def one_case_each(body: pd.Series[Any]) -> bool:
    """No body stands twice (rising numbers, as the engine passes them, are seen at a glance)."""
    numbers = body.to_numpy()
    rising = numbers.dtype.kind == "i" and bool((numbers[1:] > numbers[:-1]).all())
    return rising or bool(body.is_unique)


def per_body(
    observations: pd.DataFrame, columns: list[str], over: str = "mean", *, whole: bool = True
) -> pd.DataFrame:
    """Several cases of a body made one row (`over`: mean, max, min, sum); index is the body.

    A body with a case that is empty in a column is NaN there: leaving a bad case blank must never
    pay. With `whole=False` (where cases cost points) only a body all of whose cases are empty is.
    """
    picked = observations[["body", *columns]]
    if one_case_each(picked["body"]):
        return picked.set_index("body")
    groups = picked.groupby("body", sort=False)
    if over == "sum" and not whole:
        return groups.sum(min_count=1)
    table: pd.DataFrame = getattr(groups, over)(skipna=not whole)
    return table
