"""A mapping that nobody can change and that, unlike MappingProxyType, can be pickled into a cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Table(Mapping[str, Any]):
    """A read-only mapping; equal to any mapping with the same content."""

    __slots__ = ("_content",)

    def __init__(self, content: Mapping[str, Any] | None = None) -> None:
        self._content: dict[str, Any] = dict(content or {})

    def __getitem__(self, key: str) -> Any:
        return self._content[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    def __repr__(self) -> str:
        return f"Table({self._content!r})"


def freeze(value: Any) -> Any:
    """The same value with lists as tuples and mappings as tables, all the way down."""
    if isinstance(value, Mapping):
        return Table({key: freeze(one) for key, one in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(freeze(one) for one in value)
    return value
