"""Takes the values out of one written table by its declared keys; every fault is noted, none stops."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from data.catalogue import values
from data.catalogue.faults import Place, choices
from data.catalogue.keys import NO_TEXT, Key


def take(written: Mapping[str, Any], keys: Mapping[str, Key], place: Place) -> dict[str, Any]:
    """A value for every declared key: the written one converted, or the default."""
    for key in written:
        if key not in keys:
            place.unknown(key, "unknown key", key, keys)
    return {name: _one(written, name, key, place) for name, key in keys.items()}


def _one(written: Mapping[str, Any], name: str, key: Key, place: Place) -> Any:
    if name not in written:
        if key.must:
            place.fault(name, "missing key")
        return _fallback(key)
    value = written[name]
    if key.type == "choice":
        return _choice(value, name, key, place)
    try:
        return values.TYPES[key.type](value)
    except values.Unfit as unfit:
        place.fault(name, "does not fit", value, str(unfit))
        return _fallback(key)


def _choice(value: Any, name: str, key: Key, place: Place) -> Any:
    words = [word for word in key.choices if word]
    if isinstance(value, str) and value in key.choices:
        return value
    if isinstance(value, str):
        # The wrong word stays: the default would look like a decision and raise faults of its own.
        place.unknown(name, "unknown word", value, words)
        return value
    place.fault(name, "does not fit", value, choices(words))
    return _fallback(key)


def _fallback(key: Key) -> Any:
    """What stands in for a value that is not there, so that the rest can still be looked at."""
    if not key.must:
        return key.default
    return {"text": NO_TEXT, "year": 0, "number": math.nan, "day": date.max}.get(key.type, "")
