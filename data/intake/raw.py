"""How raw cells travel from the child process: arrays and one block of texts behind a line of JSON."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import IO, Any

from data.intake.limits import Limits
from data.intake.unfit import Unfit, size

# What a cell can be. "formula" has no stored value (its value is the formula's text), "error" is one of
# #REF!, #N/A ... Durations and times of day are text, written as one sees them. "percent" is a number
# that the sheet shows as a percentage.
KINDS = ("empty", "text", "number", "bool", "date", "error", "formula", "percent")
EMPTY, TEXT, NUMBER, BOOL, DATE, ERROR, FORMULA, PERCENT = range(len(KINDS))
ALIGNED = 8
WIDTH = 1 << 16  # a cell's key is row * WIDTH + column; a sheet has at most 16,384 columns


def address(row: int, column: int) -> str:
    """A1 notation of a cell; row and column count from 1: address(7, 2) is "B7"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


class Pile:
    """The filled cells of one sheet as they are read, in any order."""

    def __init__(self) -> None:
        self.keys, self.kinds, self.refs = array("q"), array("B"), array("I")

    def sort(self, sheet: str) -> None:
        """Put them in reading order; a cell that is there twice makes the file unfit."""
        keys = self.keys
        if all(earlier < later for earlier, later in pairwise(keys)):
            return
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self.keys = array("q", (keys[at] for at in order))
        self.kinds = array("B", (self.kinds[at] for at in order))
        self.refs = array("I", (self.refs[at] for at in order))
        for earlier, later in pairwise(self.keys):
            if earlier == later:
                raise Unfit("cell_twice", place=(sheet, ""))


class Words:
    """Every different text of a workbook once, with its place."""

    def __init__(self, limits: Limits) -> None:
        self.places: dict[str, int] = {}
        self.limits, self.bytes = limits, 0

    def place(self, text: str) -> int:
        """Where the text stands in the list; a new one is added."""
        known = self.places.get(text)
        if known is not None:
            return known
        if len(text) > self.limits.text:
            raise Unfit("text_too_long", f"{len(text):,}", f"{self.limits.text:,}")
        self.bytes += len(text.encode("utf-8", "replace"))
        if self.bytes > self.limits.texts:
            raise Unfit("texts_too_big", size(self.bytes), size(self.limits.texts))
        self.places[text] = len(self.places)
        return len(self.places) - 1


def write(out: IO[bytes], head: Mapping[str, Any], piles: Sequence[Pile], words: Words) -> None:
    """One line of JSON (`head` and the lengths of what follows), then the arrays and the block of texts.

    Keys of all sheets, then refs of all, the texts' ends, kinds of all, the texts: so every array lies
    on a multiple of its own width and is used where it lies.
    """
    parts = [one.encode("utf-8", "replace") for one in words.places]
    ends = array("I", accumulate(len(part) for part in parts))
    lengths = {"cells": [len(pile.keys) for pile in piles], "texts": len(parts)}
    line = json.dumps({**head, **lengths}, ensure_ascii=True).encode()
    out.write(line + b" " * (-(len(line) + 1) % ALIGNED) + b"\n")
    for column in (
        *(pile.keys for pile in piles), *(pile.refs for pile in piles), ends, *(pile.kinds for pile in piles)
    ):  # fmt: skip
        out.write(column.tobytes())
    for part in parts:
        out.write(part)
    out.flush()
