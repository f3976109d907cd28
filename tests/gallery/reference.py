"""Where the published indices lie, and how a table of them is read without losing Namibia."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / ".." / "shared" / "reference"
GALLERY = Path(__file__).parent
ABSENT = "the published indices are not here (../shared/reference)"
needed = pytest.mark.skipif(not ROOT.is_dir(), reason=ABSENT)


def rows(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file as text: an empty cell is "", and "NA" stays the code of Namibia."""
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
