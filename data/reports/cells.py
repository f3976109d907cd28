"""What may stand in a cell of an export: text that no spreadsheet program takes for a formula or a link."""

from __future__ import annotations

import re
import unicodedata

from data.words import text

LONGEST = 32_767  # characters of a cell; programs cut the rest without a word
CUT = " […]"
# Control characters and halves of characters break the file for everyone who opens it.
BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?%?")
ACTIVE = "=+-@|%\t\n"


def demo_mark() -> str:
    """The mark of made-up data, in both languages, since a file is passed on without its screen."""
    return f"{text('book.demo', 'zh')} · {text('book.demo', 'en')}"


def readable(words: str) -> str:
    """Text that every program can open, lines ending one way; what is too long is cut visibly."""
    words = BROKEN.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))
    return words if len(words) <= LONGEST else words[: LONGEST - len(CUT)] + CUT


def guarded(words: str) -> str:
    """Readable text for a CSV cell: an apostrophe before what a spreadsheet program would run."""
    words = readable(words)
    shown = _first_shown(words)
    if shown and shown in ACTIVE and not PLAIN_NUMBER.fullmatch(words):
        return f"'{words}"
    return words


def _first_shown(words: str) -> str:
    """The first character a reader sees, full-width forms as plain ones; a tab or line end counts at once."""
    for sign in words:
        if sign in "\t\n":
            return sign
        plain = unicodedata.normalize("NFKC", sign)[:1]
        if plain.strip() and plain not in "\"'" and unicodedata.category(sign) not in ("Cf", "Mn"):
            return plain
    return ""
