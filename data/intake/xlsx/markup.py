"""Streams one XML part through expat: no entities, no document type, bounded depth, constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from data.intake.unfit import Unfit

Start = Callable[[str, dict[str, str]], Any]
End = Callable[[str], Any]
Words = Callable[[str], Any]
MALFORMED = (expat.ExpatError, UnicodeDecodeError, LookupError, ValueError)


def local(name: str) -> str:
    """An element's or attribute's name without its prefix: strict and transitional files read alike."""
    return name if ":" not in name else name.rpartition(":")[2]


def plain(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without prefix."""
    return {local(name): value for name, value in attributes.items()}


def parser(part: str) -> Any:
    """An expat parser that refuses document types and entities, so nothing can expand or reach out."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def forbidden(*_: object) -> Any:
        raise Unfit("entities", part[:80])

    made.StartDoctypeDeclHandler = forbidden
    made.EntityDeclHandler = forbidden
    made.UnparsedEntityDeclHandler = forbidden
    made.ExternalEntityRefHandler = forbidden
    return made


def stream(part: str, blocks: Iterable[bytes], start: Start, end: End, words: Words) -> None:
    """Run a part through handlers, which watch its depth themselves; a malformed part is unfit."""
    made = parser(part)
    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, words
    try:
        for block in blocks:
            made.Parse(block, False)
        made.Parse(b"", True)
    except MALFORMED as error:
        raise Unfit("damaged", part[:80]) from error


def forbid_entities(part: str, blocks: Iterable[bytes]) -> None:
    """For parts that are not read: only that they declare no document type (their form is no concern)."""
    made = parser(part)
    for block in blocks:
        try:
            made.Parse(block, False)
        except MALFORMED:
            return


class Walk:
    """Base of handlers: keeps the path of open elements and refuses to go deeper than `depth`."""

    def __init__(self, part: str, depth: int) -> None:
        self.part, self.depth = part, depth
        self.path: list[str] = []
        self.words: list[str] = []

    def run(self, blocks: Iterable[bytes]) -> None:
        """Walk the whole part."""
        stream(self.part, blocks, self._start, self._end, self.words.append)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `path` ends with it."""

    def closed(self, name: str, words: str) -> None:
        """An element ends; `words` stood since the last tag, `path` ends with its parent."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = local(name)
        self.path.append(short)
        if len(self.path) > self.depth:
            raise Unfit("too_deep", self.part[:80], self.depth)
        self.words.clear()
        self.opened(short, attributes)

    def _end(self, name: str) -> None:
        self.path.pop()
        words = "".join(self.words)
        self.words.clear()
        self.closed(local(name), words)
