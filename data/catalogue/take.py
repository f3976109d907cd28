"""Takes the values out of one written table by its declared keys; every fault is noted, none stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.catalogue import values
from data.catalogue.faults import Faults, choices
from data.catalogue.keys import Key


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: the file, the code of its entry and the key under which it hangs."""

    file: str
    code: str
    key: str = ""

    def at(self, key: str) -> str:
        """The full name of a key in this table, e.g. "fields.item_1.type"."""
        return f"{self.key}.{key}" if self.key else key


def take(
    written: Mapping[str, Any], keys: Mapping[str, Key], place: Place, faults: Faults
) -> dict[str, Any]:
    """A value for every declared key: the written one converted, or the default."""
    for key in written:
        if key not in keys:
            faults.unknown(place.file, place.code, place.at(key), "unknown key", key, keys)
    return {name: _one(written, name, key, place, faults) for name, key in keys.items()}


def _one(written: Mapping[str, Any], name: str, key: Key, place: Place, faults: Faults) -> Any:
    if name not in written:
        if key.must:
            faults.add(place.file, place.code, place.at(name), "missing key")
        return _fallback(key)
    value = written[name]
    if key.type == "choice":
        return _choice(value, name, key, place, faults)
    try:
        return values.TYPES[key.type](value)
    except values.Unfit as unfit:
        faults.add(place.file, place.code, place.at(name), "does not fit", value, str(unfit))
        return _fallback(key)


def _choice(value: Any, name: str, key: Key, place: Place, faults: Faults) -> Any:
    if isinstance(value, str) and value in key.choices:
        return value
    if isinstance(value, str):
        faults.unknown(place.file, place.code, place.at(name), "unknown word", value, filter(None, key.choices))
    else:
        faults.add(place.file, place.code, place.at(name), "does not fit", value, choices(key.choices))
    return _fallback(key)


def _fallback(key: Key) -> Any:
    """What stands in for a value that is not there, so that the rest can still be looked at."""
    if not key.must:
        return key.default
    return {"text": values.Text("", ""), "year": 0, "number": 0.0}.get(key.type, "")
