"""Freed memory, given back to the machine: else the largest file of the day is paid for until night."""

from __future__ import annotations

import ctypes

MANY = 100_000  # rows from which it is worth the few milliseconds


def give_back(rows: int) -> None:
    """After a step over so many rows; where the C library cannot do it, nothing happens."""
    if rows < MANY:
        return
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return
    trim(0)
