"""Cells and words of several tables of observations as whole numbers, to be compared all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.narrow import kind, narrow
from metrics.frames import CELL, OBSERVATIONS, WITHDRAWN, labelled

ABSENT = -1
Ints = NDArray[Any]  # whole numbers, as narrow as they may be
Places = NDArray[Any]  # positions of rows
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

    def find(self, cells: Ints) -> tuple[Places, Ints]:
        """Per cell the row that has it, and its word; ABSENT where there is none."""
        if not len(self.cells):
            return nowhere(len(cells)), nowhere(len(cells))
        order = np.argsort(self.cells, kind="stable")
        place = np.minimum(np.searchsorted(self.cells, cells, sorter=order), len(order) - 1)
        at = np.where(self.cells[order[place]] == cells, order[place], ABSENT).astype(np.int32)
        return at, np.where(at == ABSENT, ABSENT, self.words[at])


def nowhere(count: int) -> Places:
    """As many times ABSENT; to be read only."""
    return np.broadcast_to(np.int32(ABSENT), (count,))


def together(tables: Sequence[pd.DataFrame]) -> list[Coded]:
    """The tables (columns OBSERVATIONS; what one lacks is empty) in numbers that mean the same in each."""
    pairs, cells = (_slim(*_combined(tables, names)) for names in (("body", "indicator"), CELL))
    words, whole = _words(tables), _whole(tables)
    return [Coded(*one) for one in zip(cells, pairs, words, whole, strict=True)]


def beneath(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Rows of OBSERVATIONS, those of the second under those of the first; a text is kept once."""
    if first.empty:
        return second
    made = {}
    for name in OBSERVATIONS:
        codes, texts = _codes([first[name], second[name]], [first, second])
        made[name] = labelled(np.concatenate(codes), texts)
    return pd.DataFrame(made)


def _combined(tables: Sequence[pd.DataFrame], names: Sequence[str]) -> tuple[list[Ints], int]:
    """One number per row for several columns, and how many there may be; one column is in hand at a time."""
    made, width = [np.zeros(len(table), dtype=np.int64) for table in tables], 1
    for name in names:
        codes, texts = _codes([table.get(name) for table in tables], tables)
        width *= max(len(texts), 1)
        for one, more in zip(made, codes, strict=True):
            one *= len(texts)
            one += more
    return made, width


def _slim(numbers: list[Ints], width: int) -> list[Ints]:
    return [narrow(one, width) for one in numbers]


def _words(tables: Sequence[pd.DataFrame]) -> list[Ints]:
    words, width = _combined(tables, ("value", "status"))
    reasons, texts = _codes([table.get("reason") for table in tables], tables)
    for table, word, reason in zip(tables, words, reasons, strict=True):
        word *= len(texts) + 1
        word += np.where(_says(table, "status", "not_applicable"), reason + np.int32(1), np.int32(0))
        word[_says(table, "status", WITHDRAWN)] = ABSENT
    return _slim(words, width * (len(texts) + 1))


def _whole(tables: Sequence[pd.DataFrame]) -> list[Mask]:
    return [_says(table, "status", "not_applicable") | _says(table, "field", "") for table in tables]


def _says(table: pd.DataFrame, name: str, text: str) -> Mask:
    """Rows in which a column says this; a column that is not there is empty."""
    if name not in table:
        return np.full(len(table), text == "")
    return (table[name] == text).to_numpy(dtype=bool)


def _codes(columns: Sequence[Any], tables: Sequence[pd.DataFrame]) -> tuple[list[Places], list[str]]:
    """Positions in one list of texts, per table; a column that is not there is the empty text."""
    texts: dict[str, int] = {}
    found = []
    for column, table in zip(columns, tables, strict=True):
        own, categories = (
            (np.zeros(len(table), dtype=np.int8), [""]) if column is None else categories_of(column)
        )
        here = np.array([texts.setdefault(one, len(texts)) for one in categories], dtype=np.int32)
        here = narrow(here, len(texts))
        found.append(here[own] if len(here) else np.zeros(len(table), dtype=np.int8))
    return found, list(texts)


def categories_of(column: pd.Series) -> tuple[NDArray[Any], list[str]]:
    """A column of texts as positions in its different texts."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), [str(one) for one in column.cat.categories]
    codes, categories = pd.factorize(column.to_numpy(dtype=object))
    return codes, [str(one) for one in categories]


def picked(column: pd.Series, at: Places) -> Any:
    """The texts of a column in the rows `at`, "" for ABSENT; texts that repeat are kept once (categories)."""
    if len(at) == len(column) and len(at) and column.dtype != object and (at == np.arange(len(at))).all():
        return column.array
    if not isinstance(column.dtype, pd.CategoricalDtype) and str(column.dtype) == "str":
        # Texts that hardly repeat (values, addresses) lie close together as they are.
        return column.array.take(at, allow_fill=True, fill_value="")
    codes, texts = categories_of(column)
    if "" not in texts:
        texts = [*texts, ""]
    codes = np.append(narrow(codes, len(texts)), kind(len(texts))(texts.index("")))
    return labelled(codes[at], texts)


def either(first: pd.Series, at: Places, second: pd.Series, otherwise: Places) -> Any:
    """From the first column in the rows `at`; from the second where that is ABSENT; else ""."""
    here = picked(first, at)
    rest = np.flatnonzero(at == ABSENT)
    if not len(rest):
        return here
    both = pd.concat([_plain(first, at[at != ABSENT]), _plain(second, otherwise[rest])], ignore_index=True)
    place = np.empty(len(at), dtype=np.int64)
    place[at != ABSENT], place[rest] = np.arange(len(at) - len(rest)), np.arange(len(at) - len(rest), len(at))
    return both.take(place).array


def _plain(column: pd.Series, at: Places) -> pd.Series:
    return pd.Series(picked(column, at)).astype("str")
