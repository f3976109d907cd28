"""The directory of a zip package: which parts a document of evidence has; nothing of it is inflated."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from data.intake.limits import Limits
from data.intake.raw import Pile, Words
from data.intake.unfit import Unfit


def directory(path: Path, limits: Limits, words: Words) -> tuple[dict[str, Any], list[Pile]]:
    """The names of its parts, without regard to case; raises `Unfit`."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = [one.casefold() for one in package.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unfit("damaged", "zip") from error
    if len(parts) > limits.entries:
        raise Unfit("too_many_parts", len(parts), limits.entries)
    return {"parts": parts}, []
