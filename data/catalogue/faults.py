"""The list in which the loader gathers every fault of a catalogue, with the nearest word for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from metrics.errors import CatalogueError, Fault


class Faults:
    """Grows while a catalogue is read and checked; nothing is raised before everything was looked at."""

    def __init__(self) -> None:
        self._list: list[Fault] = []

    def add(self, file: str, code: str, key: str, problem: str, found: Any = "", allowed: str = "") -> None:
        """Note one fault; `problem` is a fixed phrase, what differs from case to case is `found` and `allowed`."""
        self._list.append(Fault(file, code, key, problem, shown(found), allowed))

    def unknown(
        self, file: str, code: str, key: str, problem: str, found: str, known: Iterable[str]
    ) -> None:
        """Note a word that is not among the `known` ones and say which of them comes nearest."""
        self.add(file, code, key, problem, found, choices(known, near=found))

    def raise_all(self) -> None:
        """Raise CatalogueError with all faults, by file in the order in which they were found."""
        if self._list:
            once = dict.fromkeys(self._list)
            raise CatalogueError(sorted(once, key=lambda fault: fault.file))


def choices(known: Iterable[str], near: str = "") -> str:
    """The allowed words in one line, the one nearest to `near` first: "did you mean x? a, b, x"."""
    words = list(dict.fromkeys(known))
    nearest = get_close_matches(near, words, n=1) if near else []
    hint = f"did you mean {nearest[0]}? " if nearest else ""
    return hint + (", ".join(words) if words else "nothing is declared")


def shown(found: Any) -> str:
    """What was found, short enough for one line."""
    text = found if isinstance(found, str) else repr(found)
    return text if len(text) <= 80 else text[:77] + "..."
