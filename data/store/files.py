"""Files that were handed in, named by their SHA-256, kept outside the database, each content once.

A file is written whole before any row speaks of it, so a row never lacks its file; a file that no row speaks
of is harmless. What is only looked at (a preview) waits apart and is swept away unless it is kept.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from metrics.errors import Lacking, NotFound

KEPT, WAITING = "kept", "waiting"
PATIENCE = 24 * 3600  # seconds a file waits for somebody to decide
BLOCK = 1 << 20


def sha256(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def park(folder: Path, content: bytes) -> str:
    """Let a content wait; returns its digest. What waited too long is swept away."""
    digest = sha256(content)
    _write(folder / WAITING / digest, content)
    _sweep(folder / WAITING)
    return digest


def keep(folder: Path, content: bytes) -> str:
    """Keep a content for good; returns its digest. Lacking("disk_full")."""
    digest = sha256(content)
    _write(_place(folder, digest), content)
    return digest


def keep_parked(folder: Path, digest: str) -> None:
    """Keep for good what waits (or is kept already); NotFound("file_gone") where it waited too long."""
    keep(folder, read(folder, digest))
    drop(folder, digest)


def drop(folder: Path, digest: str) -> None:
    """Forget what waits."""
    (folder / WAITING / digest).unlink(missing_ok=True)


def find(folder: Path, digest: str) -> Path:
    """Where a content lies, kept or waiting; NotFound("file_gone")."""
    for place in (_place(folder, digest), folder / WAITING / digest):
        if place.is_file():
            return place
    raise NotFound("file_gone", sha256=digest)


def read(folder: Path, digest: str) -> bytes:
    """A content, if it is still the one it is named after; NotFound("file_gone" | "file_damaged")."""
    content = find(folder, digest).read_bytes()
    if sha256(content) != digest:
        raise NotFound("file_damaged", sha256=digest)
    return content


def is_sound(folder: Path, digest: str) -> bool:
    """Whether a content is kept, and is what its name says."""
    total = hashlib.sha256()
    try:
        with _place(folder, digest).open("rb") as file:
            while block := file.read(BLOCK):
                total.update(block)
    except OSError:
        return False
    return total.hexdigest() == digest


def kept(folder: Path) -> Iterator[str]:
    """The digests of all that is kept."""
    for place in sorted((folder / KEPT).glob("??/*")):
        yield place.name


def _place(folder: Path, digest: str) -> Path:
    return folder / KEPT / digest[:2] / digest


def _write(place: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk when this returns."""
    if place.is_file() and place.stat().st_size == len(content):
        os.utime(place)
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    door, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(door, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, place)
        _sync(place.parent)
    except OSError as trouble:
        Path(name).unlink(missing_ok=True)
        raise Lacking("disk_full") from trouble


def _sync(folder: Path) -> None:
    """A name is on the disk only when its folder is."""
    door = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(door)
    finally:
        os.close(door)


def _sweep(folder: Path) -> None:
    """Leftovers go when they are a day older than the newest: the files' own times, no clock of ours."""
    written = {}
    for place in folder.glob("*"):
        with suppress(OSError):
            written[place] = place.stat().st_mtime
    for place, at in written.items():
        if at < max(written.values()) - PATIENCE:
            with suppress(OSError):
                place.unlink(missing_ok=True)
