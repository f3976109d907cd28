"""What a rule says of the numbers it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a rule, as its module declares it.

    `type`: field (code of a field), number, anchor (number, "max" or "min"), bool, word (one of
    `allowed`), tiers, map, items, due (field code or "Y+1-03-31"), int, text.
    """

    type: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    default: Any = None
