"""Names as they are compared, and what columns are called that name no field of the catalogue."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from data.intake.shapes import REMEMBERED, closed_up

FILE = Path(__file__).parent / "headings.toml"
QUOTES = str.maketrans("", "", "“”\"‘’'「」*")
ENDING = re.compile(r"[:：。.]+$")
BRACKET = re.compile(r"[(\[【]([^()\[\]]*)[)\]】]$")


@lru_cache(maxsize=REMEMBERED)
def plain(name: str) -> str:
    """A name as it is compared: plain forms, no blanks or quotes, lower case, no colon at the end."""
    return ENDING.sub("", closed_up(name).casefold().translate(QUOTES)) or closed_up(name)


def without_bracket(name: str) -> tuple[str, str]:
    """A plain name without the bracket at its end, and what stood in it."""
    match = BRACKET.search(name)
    return (name[: match.start()], match[1]) if match and match.start() else (name, "")


@cache
def roles() -> Mapping[str, str]:
    """Plain name → role of the column (body, indicator, field, item, value ...)."""
    return _turned("columns")


@cache
def statuses() -> Mapping[str, str]:
    """Plain word → status."""
    return _turned("status")


@cache
def captions() -> frozenset[str]:
    """Plain words before the name of the body whose table it is."""
    return frozenset(_turned("caption"))


@cache
def _turned(part: str) -> Mapping[str, str]:
    with FILE.open("rb") as file:
        written = tomllib.load(file)[part]
    found: dict[str, str] = {}
    for role, names in written.items():
        for name in names:
            if found.setdefault(plain(name), role) != role:
                raise ValueError(f"{name} stands for {found[plain(name)]} and {role} in {FILE.name}")
    return found
