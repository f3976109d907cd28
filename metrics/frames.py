"""The tables in bulk: declared columns, and long observations made one wide table per indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metrics.model import NUMERIC_TYPES, Catalogue, Indicator

# One fact a row, as evaluators hand it in and as the record keeps it; values are canonical text.
OBSERVATIONS = ("body", "indicator", "item", "field", "value", "status", "reason")
CELL = OBSERVATIONS[:4]  # where a fact belongs: it has one value at a time
WITHDRAWN = "withdrawn"  # status of a row that says its cell is empty again

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

    Rows of indicators or fields that the catalogue does not know are left out. Columns may be
    categorical, which is faster.
    """
    stated = (observations["status"] == "not_applicable").to_numpy()
    refused = observations.loc[stated, ["body", "indicator", "reason"]]
    long = _Long.of(observations.loc[~stated] if stated.any() else observations)
    wide = {one.code: long.wide(one) for one in catalogue.indicators if one.code in long.places}
    return Facts(wide, refused.drop_duplicates(["body", "indicator"]).reset_index(drop=True))


@dataclass(frozen=True)
class _Long:
    """Observations as numbers, sorted by indicator: every column as positions among its words."""

    codes: Mapping[str, Any]
    words: Mapping[str, Any]
    nil: Any
    roll: pd.CategoricalDtype
    places: Mapping[str, slice]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> _Long:
        found = {name: _numbered(rows[name]) for name in ("indicator", "body", "item", "field", "value")}
        words = {name: names for name, (_, names) in found.items()}
        nil = (rows["status"] == "nil").to_numpy()
        codes = {name: column for name, (column, _) in found.items()}
        if len(words["indicator"]) > 1:
            order = np.argsort(codes["indicator"], kind="stable")
            codes, nil = {name: column[order] for name, column in codes.items()}, nil[order]
        ends = np.searchsorted(codes["indicator"], np.arange(len(words["indicator"]) + 1))
        places = {code: slice(ends[k], ends[k + 1]) for k, code in enumerate(words["indicator"])}
        return cls(codes, words, nil, pd.CategoricalDtype(pd.Index(words["body"], dtype=object)), places)

    def wide(self, one: Indicator) -> pd.DataFrame:
        """One row per body and case of this indicator, one column per field."""
        body, item, field, value = (
            self.codes[name][self.places[one.code]] for name in ("body", "item", "field", "value")
        )
        items = len(self.words["item"])
        keys, case = _sorted_keys(body.astype(np.int64) * items + item)
        nil = np.zeros(len(keys), dtype=bool)
        nil[case[self.nil[self.places[one.code]]]] = True
        columns: dict[str, Any] = {
            "body": pd.Categorical.from_codes(keys // items, dtype=self.roll),
            "item": self.words["item"][keys % items],
            "nil": nil,
        }
        position = {name: code for code, name in enumerate(self.words["field"])}
        for each in one.fields:
            mine = field == position.get(each.code, -1)
            columns[each.code] = _column(each.type, self.words["value"], value[mine], case[mine], len(keys))
        return pd.DataFrame(columns, copy=False)


def _numbered(column: pd.Series[Any]) -> tuple[Any, Any]:
    """A column as positions among its words in the order they come; as narrow numbers as will do."""
    codes, names = pd.factorize(column)
    return codes.astype(np.min_scalar_type(-max(len(names), 1))), np.asarray(names, dtype=object)


def _sorted_keys(given: Any) -> tuple[Any, Any]:
    """The different keys in order, and which of them each one is (as np.unique, without sorting all)."""
    codes, keys = pd.factorize(given)
    del given  # of a million rows it is the largest thing at hand
    order = np.argsort(keys)
    rank = np.empty(len(keys), dtype=np.int32)
    rank[order] = np.arange(len(keys))
    return keys[order], rank[codes]


def _column(kind: str, words: Any, codes: Any, case: Any, length: int) -> Any:
    """Values of one field put at their cases; where words are few, each is read once."""
    if len(words) > len(codes):
        values = _read(kind, words[codes])
    else:
        used = np.flatnonzero(np.bincount(codes, minlength=len(words)))
        at = np.zeros(len(words), dtype=np.int64)
        at[used] = np.arange(len(used))
        values = _read(kind, words[used])[at[codes]]
    column = np.repeat(_read(kind, np.array([""], dtype=object)), length)
    column[case] = values
    return column


def _read(kind: str, words: Any) -> Any:
    """Texts as values of a field type; empty text is no value (NaN, NaT, "")."""
    if kind in NUMERIC_TYPES:
        numbers = np.full(len(words), np.nan)
        given = words != ""
        numbers[given] = np.where(words[given] == "NA", ENTRY_NA, words[given]).astype(np.float64)
        return numbers
    if kind in ("date", "datetime"):
        return np.where(words == "", "NaT", words).astype("datetime64[s]")
    return words


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
    body = observations["body"]
    if one_case_each(body):
        single = {name: observations[name].array for name in columns}
        return pd.DataFrame(single, index=pd.Index(body.array, name="body"), copy=False)
    groups = observations[["body", *columns]].groupby("body", sort=False)
    if over == "sum" and not whole:
        return groups.sum(min_count=1)
    table: pd.DataFrame = getattr(groups, over)(skipna=not whole)
    return table
