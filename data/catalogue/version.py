"""The version of a catalogue: a hash of what it says, not of how it is written down."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from metrics.model import Catalogue

# Lists whose order says nothing: they may be split over files in any way. Levels and grades are ordered.
UNORDERED = ("kinds", "nodes", "indicators")

# A day put off, or a look at the indicators after the round, makes no score and no workbook handed out
# stale: they do not count.
APART = ("version", "milestones", "review")


def version(catalogue: Catalogue) -> str:
    """Sha256 (hex) over the content; the same for any split into files, order of keys, comment or
    spelling of a number, and for a default that is written out."""
    content = {key: value for key, value in canonical(catalogue).items() if key not in APART}
    for table in UNORDERED:
        content[table] = sorted(content.get(table, []), key=lambda one: one["code"])
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:
    """A thing as plain JSON; keys that hold their default are left out, so that a new optional
    field of the model does not change the version of a catalogue that does not use it."""
    if is_dataclass(value):
        return {
            one.name: canonical(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != _default(one)
        }
    if isinstance(value, Mapping):
        return {key: canonical(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [canonical(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default
