"""Cells and words of several tables of observations as whole numbers, to be compared all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.store.observations import WITHDRAWN
from metrics.frames import OBSERVATIONS, labelled

ABSENT = -1
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Coded:
    """One table: per row its cell, its pair (body and indicator) and its word (value, status, reason).

    `whole`: the row speaks for all of an indicator. A withdrawn row has no word (ABSENT); a reason is part
    of the word only where something does not apply.
    """

    cells: Ints
    pairs: Ints
    words: Ints
    whole: Mask

    def find(self, cells: Ints) -> tuple[Ints, Ints]:
        """Per cell the row that has it, and its word; ABSENT where there is none."""
        if not len(self.cells):
            return np.full(len(cells), ABSENT), np.full(len(cells), ABSENT)
        order = np.argsort(self.cells, kind="stable")
        place = np.minimum(np.searchsorted(self.cells, cells, sorter=order), len(order) - 1)
        at = np.where(self.cells[order[place]] == cells, order[place], ABSENT)
        return at, np.where(at == ABSENT, ABSENT, self.words[at])


def together(tables: Sequence[pd.DataFrame]) -> list[Coded]:
    """The tables (columns OBSERVATIONS; what one lacks is empty) in numbers that mean the same in each."""
    columns = {name: _codes([table.get(name) for table in tables], tables) for name in OBSERVATIONS}
    return [
        _coded({name: (codes[at], texts) for name, (codes, texts) in columns.items()})
        for at in range(len(tables))
    ]


def _coded(columns: dict[str, tuple[Ints, list[str]]]) -> Coded:
    codes = {name: column[0] for name, column in columns.items()}
    size = {name: len(column[1]) for name, column in columns.items()}
    place = {name: {text: at for at, text in enumerate(column[1])} for name, column in columns.items()}
    status = codes["status"]
    refused = status == place["status"].get("not_applicable", ABSENT)
    pairs = codes["body"] * size["indicator"] + codes["indicator"]
    cells = (pairs * size["item"] + codes["item"]) * size["field"] + codes["field"]
    explained = np.where(refused, codes["reason"] + 1, 0)
    words = (codes["value"] * size["status"] + status) * (size["reason"] + 1) + explained
    words[status == place["status"].get(WITHDRAWN, ABSENT)] = ABSENT
    return Coded(cells, pairs, words, refused | (codes["field"] == place["field"].get("", ABSENT)))


def _codes(columns: Sequence[Any], tables: Sequence[pd.DataFrame]) -> tuple[list[Ints], list[str]]:
    """Positions in one list of texts, per table; a column that is not there is the empty text."""
    texts: dict[str, int] = {}
    found = []
    for column, table in zip(columns, tables, strict=True):
        if column is None:
            found.append(np.full(len(table), texts.setdefault("", len(texts)), dtype=np.int64))
            continue
        own, categories = categories_of(column)
        here = np.array([texts.setdefault(one, len(texts)) for one in categories], dtype=np.int64)
        found.append(here[own] if len(here) else own.astype(np.int64))
    return found, list(texts)


def categories_of(column: pd.Series) -> tuple[NDArray[Any], list[str]]:
    """A column of texts as positions in its different texts."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), [str(one) for one in column.cat.categories]
    codes, categories = pd.factorize(column.to_numpy(dtype=object))
    return codes, [str(one) for one in categories]


def picked(column: pd.Series, at: Ints) -> Any:
    """The texts of a column in the rows `at`, "" for ABSENT; texts that repeat are kept once (categories)."""
    if len(at) == len(column) and len(at) and column.dtype != object and (at == np.arange(len(at))).all():
        return column.array
    if not isinstance(column.dtype, pd.CategoricalDtype) and str(column.dtype) == "str":
        # Texts that hardly repeat (values, addresses) lie close together as they are.
        return column.array.take(at, allow_fill=True, fill_value="")
    codes, texts = categories_of(column)
    if "" not in texts:
        texts = [*texts, ""]
    nothing = texts.index("")
    return labelled(np.where(at == ABSENT, nothing, codes[at] if len(codes) else nothing), texts)


def either(first: pd.Series, at: Ints, second: pd.Series, otherwise: Ints) -> Any:
    """From the first column in the rows `at`; from the second where that is ABSENT; else ""."""
    here = picked(first, at)
    rest = np.flatnonzero(at == ABSENT)
    if not len(rest):
        return here
    both = pd.concat([_plain(first, at[at != ABSENT]), _plain(second, otherwise[rest])], ignore_index=True)
    place = np.empty(len(at), dtype=np.int64)
    place[at != ABSENT], place[rest] = np.arange(len(at) - len(rest)), np.arange(len(at) - len(rest), len(at))
    return both.take(place).array


def _plain(column: pd.Series, at: Ints) -> pd.Series:
    return pd.Series(picked(column, at)).astype("str")
