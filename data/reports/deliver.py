"""Puts finished files into a folder, all or none: written aside first, then moved."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def deliver(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (name → content) into `folder`, which is made if need be; OSError leaves it as it was.

    The files are complete on the same disk before the first of them is moved to its place.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as aside:
            for name, content in files.items():
                (Path(aside) / name).write_bytes(content)
            for name in files:
                (Path(aside) / name).replace(folder / name)
    except OSError:
        with suppress(OSError):  # the first failure is the one to tell
            for one in made:
                one.rmdir()
        raise
