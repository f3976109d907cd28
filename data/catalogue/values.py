"""Turns one written value into the value that is meant, or says what would have been allowed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from metrics.model import Text

FRACTION = re.compile(r"\s*(\d+)\s*/\s*([1-9]\d*)\s*")
CODE = re.compile(r"[^\s,|/\\\"'.][^\s,|/\\\"']*")


class Unfit(ValueError):
    """A value that does not fit; the message says what is allowed."""


def text(value: Any) -> Text:
    """One string for both languages, or `{ zh = "…", en = "…" }`."""
    if isinstance(value, str) and value.strip():
        return Text(value, value)
    both = isinstance(value, dict) and set(value) == {"zh", "en"}
    if both and all(isinstance(one, str) and one.strip() for one in value.values()):
        return Text(value["zh"], value["en"])
    raise Unfit('a text: "…" or { zh = "…", en = "…" }')


def string(value: Any) -> str:
    """A string."""
    if isinstance(value, str):
        return value
    raise Unfit('a string: "…"')


def code(value: Any) -> str:
    """A short name without blanks, commas, quotes, bars and slashes, not starting with a dot."""
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    raise Unfit('a code: "…" without blank, comma, quote, bar or slash')


def number(value: Any) -> float:
    """A finite number (true and false are none)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        with suppress(OverflowError):  # a whole number of 400 digits
            if math.isfinite(value):
                return float(value)
    raise Unfit("a number")


def weight(value: Any) -> float:
    """A number from 0 on, or a fraction such as "1/3"."""
    if isinstance(value, str) and (parts := FRACTION.fullmatch(value)):
        return float(Fraction(int(parts[1]), int(parts[2])))
    return _number(value, lambda one: one >= 0, 'a number from 0 on, or a fraction such as "1/3"')


def not_negative(value: Any) -> float:
    """A number from 0 on."""
    return _number(value, lambda one: one >= 0, "a number from 0 on")


def positive(value: Any) -> float:
    """A number above 0."""
    return _number(value, lambda one: one > 0, "a number above 0")


def share(value: Any) -> float:
    """A number from 0 to 1."""
    return _number(value, lambda one: 0 <= one <= 1, "a share from 0 to 1")


def decimals(value: Any) -> int:
    """A whole number from 0 to 12."""
    return _whole(value, 0, 12)


def year(value: Any) -> int:
    """A year of the calendar."""
    return _whole(value, 1900, 2200)


def count(value: Any) -> int:
    """A whole number from 0 on: of days, of times."""
    return _whole(value, 0, 10_000)


def whole(value: Any) -> int:
    """A whole number, of either sign."""
    return _whole(value, -10_000, 10_000)


def seed(value: Any) -> int:
    """A whole number that numbers by chance start from, so that they can be drawn again."""
    return _whole(value, 0, 2**32 - 1)


def draws(value: Any) -> int:
    """How often something is drawn: enough to say something, not so often that nobody waits for it."""
    return _whole(value, 100, 1_000_000)


def body_draws(value: Any) -> int:
    """How many bodies x draws a round may take before it is drawn less often."""
    return _whole(value, 10_000, 1_000_000_000)


def day(value: Any) -> date:
    """A day, written as TOML writes it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise Unfit("a day without quotes: 2012-11-30")


def flag(value: Any) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    raise Unfit("true or false")


def strings(value: Any) -> tuple[str, ...]:
    """A list of strings, each once."""
    return _list(value, string, 'a list of strings: ["…", "…"], each once')


def codes(value: Any) -> tuple[str, ...]:
    """A list of at least one code, each once."""
    allowed = 'a list of codes: ["…", "…"], each once'
    found = _list(value, code, allowed)
    if not found:
        raise Unfit(allowed)
    return found


def marks(value: Any) -> float | dict[str, float]:
    """Full marks: a number above 0, or a table kind → number."""
    allowed = "a number above 0, or one per kind: { district = 2.5, bureau = 3 }"
    try:
        if isinstance(value, dict) and value:
            return {kind: positive(one) for kind, one in value.items()}
        return positive(value)
    except Unfit as unfit:
        raise Unfit(allowed) from unfit


def table(value: Any) -> dict[str, Any]:
    """A table, to be read further by whoever knows its keys."""
    if isinstance(value, dict):
        return value
    raise Unfit("a table: { key = value }")


def string_table(value: Any) -> dict[str, str]:
    """A table of strings."""
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return value
    raise Unfit('a table of strings: { name = "…" }')


def share_table(value: Any) -> dict[str, float]:
    """A table of shares."""
    try:
        if isinstance(value, dict):
            return {name: share(one) for name, one in value.items()}
    except Unfit:
        pass
    raise Unfit("a table of shares from 0 to 1: { level = 0.1 }")


def tables(value: Any) -> tuple[dict[str, Any], ...]:
    """A list of tables."""
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return tuple(value)
    raise Unfit("a list of tables: [{ … }, { … }]")


def table_of_tables(value: Any) -> dict[str, dict[str, Any]]:
    """A table whose values are tables."""
    if isinstance(value, dict) and all(isinstance(one, dict) for one in value.values()):
        return value
    raise Unfit("a table of tables: { bureau = { … } }")


TYPES: Mapping[str, Callable[[Any], Any]] = {
    "text": text,
    "string": string,
    "code": code,
    "number": number,
    "weight": weight,
    "not negative": not_negative,
    "positive": positive,
    "share": share,
    "decimals": decimals,
    "year": year,
    "count": count,
    "whole": whole,
    "seed": seed,
    "draws": draws,
    "body draws": body_draws,
    "day": day,
    "flag": flag,
    "strings": strings,
    "codes": codes,
    "marks": marks,
    "table": table,
    "string table": string_table,
    "share table": share_table,
    "tables": tables,
    "table of tables": table_of_tables,
}


def _number(value: Any, fits: Callable[[float], bool], allowed: str) -> float:
    try:
        one = number(value)
    except Unfit as unfit:
        raise Unfit(allowed) from unfit
    if fits(one):
        return one
    raise Unfit(allowed)


def _whole(value: Any, least: int, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise Unfit(f"a whole number from {least} to {most}")


def _list(value: Any, convert: Callable[[Any], str], allowed: str) -> tuple[str, ...]:
    try:
        found = tuple(convert(one) for one in value) if isinstance(value, list) else ()
    except Unfit as unfit:
        raise Unfit(allowed) from unfit
    if not isinstance(value, list) or len(set(found)) < len(found):
        raise Unfit(allowed)
    return found
