"""The child process that reads one handed-in file: it limits itself, reads, writes the result, ends.

Run as `python -m data.intake.child FILE KIND LIMITS` (kind "xlsx", "csv" or "parts", limits as JSON); the
result goes to standard output (see `raw.write`). A file that is not fit is a result too: {"unfit": ...}.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from data.intake.delimited import delimited
from data.intake.limits import Limits
from data.intake.raw import Words, write
from data.intake.unfit import Unfit
from data.intake.xlsx.directory import directory
from data.intake.xlsx.read import workbook

READERS = {"xlsx": workbook, "csv": delimited, "parts": directory}
# Nothing that reads figures out of a file does any of this.
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "ctypes.",
)
WRITING = ("w", "a", "x", "+")


def main(arguments: list[str]) -> int:
    """Read the file and write the result; 0 unless there was no way to write it."""
    path, kind, numbers = arguments
    limits = Limits(**json.loads(numbers))
    confine(limits)
    words = Words(limits)
    try:
        head, piles = READERS[kind](Path(path), limits, words)
    except Unfit as trouble:
        told = {
            "code": trouble.code,
            "found": trouble.found,
            "allowed": trouble.allowed,
            "place": trouble.place,
        }
        head, piles, words = {"unfit": told}, [], Words(limits)
    except MemoryError:
        head, piles, words = {"unfit": {"code": "too_heavy"}}, [], Words(limits)
    write(sys.stdout.buffer, head, piles, words)
    return 0


def confine(limits: Limits) -> None:
    """From here on: so much memory, time and output, no network, no other process, no file written."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.result),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))
    # At the soft limit the kernel says why (SIGXCPU), a second later it kills without a word.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    sys.addaudithook(watch)


def watch(event: str, given: tuple[Any, ...]) -> None:
    """Stops what a reader of figures has no business doing."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open":
        _, mode, flags = given
        if flags & (os.O_WRONLY | os.O_RDWR) or any(mark in (mode or "") for mark in WRITING):
            raise PermissionError(event)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
