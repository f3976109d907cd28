"""From a handed-in file to its raw cells: past the gate, through a child process, never further at a fault.

The server process looks at the size and the first bytes; inflating, decoding and parsing happen in the
child. Whatever the child dies of, the answer is a `CellProblem` that says what to do.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any

import numpy as np

from data.intake import gate
from data.intake.limits import LIMITS, Limits
from data.intake.sheet import Cells, Merge, Sheet, Workbook
from data.intake.texts import Texts
from data.intake.unfit import Unfit
from metrics.errors import CellProblem

ROOT = Path(__file__).parents[2]
CHILD = (sys.executable, "-E", "-s", "-B", "-X", "utf8", "-m", "data.intake.child")
NEEDED = ("LD_LIBRARY_PATH",)  # all that a child knows of our environment: where its interpreter's parts are
TOLD = 4000  # bytes of a child's last words that go into the log

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: its cells, or why there are none. Warnings may stand beside cells."""

    file: str
    workbook: Workbook | None
    problems: tuple[CellProblem, ...] = ()


def read(path: Path, name: str = "", limits: Limits = LIMITS) -> Upload:
    """The file at `path`, which is called `name` where it comes from."""
    name = Path(name or path.name).name
    try:
        kind = gate.kind(path, name, limits)
        with _seat(limits), tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as last_words:
            _run(path.resolve(), kind, limits, out, last_words)
            return _result(out, name)
    except Unfit as trouble:
        return Upload(name, None, (trouble.problem(name),))
    except OSError as error:
        return Upload(
            name, None, (CellProblem(name, "", "no_file", found=name, allowed=error.strerror or ""),)
        )


def read_bytes(raw: bytes, name: str, limits: Limits = LIMITS) -> Upload:
    """A file that came in over the wire."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(raw[: limits.size + 1])
        file.flush()
        return read(Path(file.name), name, limits)


def parts(raw: bytes, limits: Limits = LIMITS) -> frozenset[str]:
    """The names of the parts in a zip package (lower case), as a child process finds them; raises `Unfit`."""
    with (
        _seat(limits),
        tempfile.NamedTemporaryFile() as file,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as last_words,
    ):
        file.write(raw)
        file.flush()
        _run(Path(file.name), "parts", limits, out, last_words)
        return frozenset(_head(out)[0]["parts"])


@cache
def _seats(children: int) -> BoundedSemaphore:
    return BoundedSemaphore(children)


@contextmanager
def _seat(limits: Limits) -> Iterator[None]:
    """One of the few places for child processes; so uploads at once never take the machine's memory."""
    seats = _seats(limits.children)
    if not seats.acquire(timeout=limits.patience):
        raise Unfit("too_busy", limits.children)
    try:
        yield
    finally:
        seats.release()


def _run(path: Path, kind: str, limits: Limits, out: IO[bytes], last_words: IO[bytes]) -> None:
    """Run the child to its end or stop it; raises `Unfit` unless it left a result."""
    env = {name: os.environ[name] for name in NEEDED if name in os.environ}
    child = subprocess.Popen(
        [*CHILD, str(path), kind, json.dumps(limits.as_numbers())],
        cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=last_words, start_new_session=True,
    )  # fmt: skip
    try:
        code = child.wait(limits.wall)
    except subprocess.TimeoutExpired:
        raise Unfit("too_slow", allowed=limits.wall) from None
    finally:
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    if code:
        last_words.seek(0)
        raise _why(code, last_words.read()[-TOLD:].decode("utf-8", "replace"), limits)


def _why(code: int, said: str, limits: Limits) -> Unfit:
    """What to tell of a child that did not end well."""
    if code == -signal.SIGXCPU:
        return Unfit("too_slow", allowed=limits.cpu)
    if code == -signal.SIGKILL or "MemoryError" in said or "File too large" in said:
        return Unfit("too_heavy")
    log.error("a child that read a handed-in file ended with %s: %s", code, said)
    return Unfit("unreadable")


def _head(out: IO[bytes]) -> tuple[dict[str, Any], bytes, int]:
    """The first line of a result, all of it, and where the rest begins; raises the child's `Unfit`."""
    out.seek(0)
    raw = out.read()
    end = raw.index(b"\n") + 1
    head: dict[str, Any] = json.loads(raw[:end])
    if unfit := head.get("unfit"):
        place = unfit.get("place", ("", ""))
        trouble = Unfit(unfit["code"], unfit.get("found", ""), unfit.get("allowed", ""), (place[0], place[1]))
        raise trouble
    return head, raw, end


def _result(out: IO[bytes], name: str) -> Upload:
    head, raw, end = _head(out)
    book = Workbook(name, _sheets(raw, end, head, name), head["epoch_1904"], head["properties"])
    warnings = (
        CellProblem(name, "", code, found=found, severity="warning") for code, found in head["warnings"]
    )
    return Upload(name, book, tuple(warnings))


def _sheets(raw: bytes, at: int, head: dict[str, Any], name: str) -> tuple[Sheet, ...]:
    """The arrays behind the first line, used where they lie (see `raw.write`)."""
    counts = head["cells"]

    def arrays(dtype: Any, lengths: list[int]) -> list[Any]:
        nonlocal at
        found = []
        for length in lengths:
            found.append(np.frombuffer(raw, dtype, length, at))
            at += found[-1].nbytes
        return found

    keys, refs = arrays(np.int64, counts), arrays(np.uint32, counts)
    (ends,), kinds = arrays(np.uint32, [head["texts"]]), arrays(np.uint8, counts)
    texts = Texts(memoryview(raw)[at:], ends)
    sheets = []
    for one, key, kind, ref in zip(head["sheets"], keys, kinds, refs, strict=True):
        title, merges = one["name"] or Path(name).stem, tuple(Merge(*merge) for merge in one["merges"])
        extent = one["rows"], one["columns"]
        hidden = frozenset(one["hidden"])
        sheets.append(Sheet(title, one["state"], Cells(key, kind, ref, texts), merges, *extent, hidden))
    return tuple(sheets)
