"""A list of documents as it is kept in one value: a line each, number｜title｜start｜end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.intake.values import day

BAR = "｜"  # the full-width bar; an upright bar in a title stays what it is


@dataclass(frozen=True, slots=True)
class Document:
    """A document: number (文号), title, and two days as ISO text ("" where one is not known)."""

    number: str
    title: str
    start: str
    end: str

    def __str__(self) -> str:
        return BAR.join((_flat(self.number), _flat(self.title), self.start, self.end))


def listing(several: Iterable[Document]) -> str:
    """The value in which these documents are kept."""
    return "\n".join(str(one) for one in several)


def documents(value: str) -> tuple[Document, ...] | None:
    """The documents of such a value; None where it was written by somebody in another way."""
    found = []
    for line in value.splitlines():
        parts = line.split(BAR)
        if len(parts) != 4 or any(one and day(one) != one for one in parts[2:]):
            return None
        found.append(Document(*parts))
    return tuple(found)


def _flat(text: str) -> str:
    return " ".join(text.replace(BAR, "|").split())
