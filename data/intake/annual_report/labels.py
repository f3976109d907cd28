"""Names of rows and columns of a form, found whatever blanks, brackets and numbering stand around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from data.catalogue.identities import Line

NUMBERING = re.compile(r"^(其中[:：]?|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|[0-9]+[.、])+")
ENDING = re.compile(r"[:：*]+$")


def plain(label: str) -> str:
    """Plain forms, no blanks, no colon at the end."""
    text = "".join(unicodedata.normalize("NFKC", label).split()).casefold()
    return ENDING.sub("", text)


def names(line: Line) -> Iterator[str]:
    """All that a row or column may be called."""
    for name in (line.code, line.number, line.title.zh, line.title.en, *line.aliases):
        if name:
            yield plain(name)


def found(label: str, lines: Sequence[Line], after: int = -1, taken: frozenset[str] = frozenset()) -> int:
    """Position of the line that this label names; -1 for none.

    Where several have the same name, the next one after position `after` that is not yet taken.
    """
    written = plain(label)
    for reading in dict.fromkeys((written, NUMBERING.sub("", written))):
        fitting = [at for at, line in enumerate(lines) if reading and reading in names(line)]
        fitting = [at for at in fitting if lines[at].code not in taken]
        if fitting:
            return next((at for at in fitting if at > after), fitting[0])
    return -1
