"""Finds words of the wrong language on a page: English on a Chinese one, Chinese on an English one.

An element that is meant to be in another language says so in its `lang` (readers aloud need that too);
what stands in such an element is left out before a text comes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
MISSING = re.compile(r"⟦[^⟧]*⟧")

# What may stand in Latin letters on a Chinese screen, and why.
ALLOWED = {
    "formats of files have no Chinese name": {"xlsx", "csv", "docx", "pdf", "png", "jpg", "Excel", "Word"},
    "the answer to type into a cell where nothing applies": {"NA"},
    "authors of the papers that a number is taken from": {"Ebel", "Kelley"},
    "what the menu of Streamlit says of its maker": {"Streamlit"},
    "units": {"MB", "KB"},
}
# Whole texts that are verbatim: a name of a file, an address, a command to type, a code.
VERBATIM = (
    re.compile(r"\b[A-Z]{2}-\w+-\w+-\d{3}\b"),  # the number of an item
    re.compile(r"\bGB/T \d+-\d{4}\b"),  # a national standard goes by its number
    re.compile(r"\S+\.(?:xlsx|csv|docx|pdf|png|toml|zip|json)\b"),
    re.compile(r"https?://\S*"),
    re.compile(r"\b[0-9a-f]{8,64}\b"),  # a fingerprint
    re.compile(r"python -m data[a-z -]*"),
    re.compile(r"\b[A-Z]{1,3}\d+\b"),  # B32, a cell such as AB12
    re.compile(r"演示：对应网址或文号"),  # what the demonstration wrote into a remark: a person's own words
)
FREE = frozenset(word.lower() for words in ALLOWED.values() for word in words)


def foreign(said: Iterable[str], language: str) -> set[str]:
    """What is in the wrong language, and every sentence that is missing (⟦key⟧)."""
    found: set[str] = set()
    for text in said:
        found.update(MISSING.findall(text))
        left = MISSING.sub(" ", text)
        for one in VERBATIM:
            left = one.sub(" ", left)
        if language == "en":
            found.update(f"{word}  <  {left.strip()[:80]}" for word in HAN.findall(left))
        else:
            wrong = [word for word in LATIN.findall(left) if word.lower() not in FREE]
            found.update(f"{word}  <  {left.strip()[:80]}" for word in wrong)
    return found
