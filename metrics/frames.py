"""The tables in bulk: declared columns, and the step from long observations to one wide table per indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.model import Catalogue

# One fact a row, as evaluators hand it in and as the record keeps it (all text but for the checked value).
OBSERVATIONS = ("body", "indicator", "item", "field", "value", "status", "reason")

# What a rule returns besides its facts, indexed by body.
RULE_RESULT = ("value", "share", "status", "reason")

# Statuses of a score; the position is the code in `Board.status`.
SCORED, MISSING, NOT_APPLICABLE, NIL, FILLED, OUT, NONE = range(7)
STATUSES = ("scored", "missing", "not_applicable", "nil", "filled", "out", "none")

TOTALS = (
    "body", "kind", "group", "base", "applicable_points", "deductions", "bonus",
    "veto", "total", "place", "grade", "flags",
)  # fmt: skip
ROLLUPS = ("body", "level", "node", "points", "full_marks", "score")
SCORES = ("body", "indicator", "status", "value", "share", "points", "full_marks")
LEDGER = ("body", "indicator", "clause", "lost", "reason", "facts", "regain")
