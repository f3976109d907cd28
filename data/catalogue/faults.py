"""The list in which the loader gathers every fault of a catalogue, with the nearest word for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from metrics.errors import CatalogueError, Fault


class Faults:
    """Grows while a catalogue is read and checked; nothing is raised before everything was looked at."""

    def __init__(self) -> None:
        self._list: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Note one fault."""
        self._list.append(fault)

    def at(self, file: str, code: str = "") -> Place:
        """A place at which faults are noted: a file, and the code of an entry in it."""
        return Place(self, file, code)

    def raise_all(self) -> None:
        """Raise CatalogueError with all faults, by file and within it in the order of finding."""
        if self._list:
            once = dict.fromkeys(self._list)
            raise CatalogueError(sorted(once, key=lambda fault: fault.file))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the file, the code of its entry and the key under which it hangs."""

    faults: Faults
    file: str
    code: str
    key: str = ""

    def under(self, key: str) -> Place:
        """The place of a table within this one, e.g. "fields.item_1"."""
        return replace(self, key=self._name(key))

    def fault(self, key: str, problem: str, found: Any = "", allowed: str = "") -> None:
        """Note a fault; `problem` is a fixed phrase, what differs is `found` and `allowed`."""
        self.faults.add(Fault(self.file, self.code, self._name(key), problem, shown(found), allowed))

    def unknown(self, key: str, problem: str, found: str, known: Iterable[str]) -> None:
        """Note a word that is not among the `known` ones and say which of them comes nearest."""
        self.fault(key, problem, found, choices(known, near=found))

    def _name(self, key: str) -> str:
        return ".".join(part for part in (self.key, key) if part)


def choices(known: Iterable[str], near: str = "") -> str:
    """The allowed words in one line, with the one nearest to `near`: "did you mean b? a, b, c"."""
    words = list(dict.fromkeys(known))
    nearest = get_close_matches(near, words, n=1) if near else []
    hint = f"did you mean {nearest[0]}? " if nearest else ""
    return hint + (", ".join(words) if words else "nothing is declared")


def shown(found: Any) -> str:
    """What was found, short enough for one line."""
    text = found if isinstance(found, str) else repr(found)
    return text if len(text) <= 80 else text[:77] + "..."
