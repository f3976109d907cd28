"""What was checked against the world (docs/proof.json): published indices, promptness of real documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.queries.memo import Memo
from data.settings import ROOT

FILE = ROOT / "docs" / "proof.json"
COMMAND = "python -m tests.gallery.proof"  # makes the file, where the reference data lie

_read: Memo[dict[str, Any]] = Memo(size=2)


@dataclass(frozen=True, slots=True)
class Proof:
    """together: scores, equal, explained, places, mismatches. indices: one mapping per published column.

    documents: source, `summary` (numbers of all documents), `promptness` (one mapping per issuer).
    """

    together: dict[str, Any]
    indices: tuple[dict[str, Any], ...]
    documents: dict[str, Any]


def proof(file: Path = FILE) -> Proof | None:
    """The proof as it was last produced; None where it never was."""
    if not file.is_file():
        return None
    told = _read.get((file, file.stat().st_mtime_ns), lambda: json.loads(file.read_text(encoding="utf-8")))
    return Proof(told["together"], tuple(told["indices"]), told["documents"])
