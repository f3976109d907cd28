"""A round with facts of every sort, for questions about it."""

from __future__ import annotations

import pytest

from data.actions import observations
from data.desk import Desk
from tests.data.small import DISTRICTS, rows

# Points of the seven districts: a full score falls with the share published; the last one is missing in b.
PUBLISHED = (10, 10, 9, 8, 7, 6, 4)
CANARY = "canary-7f3a"


@pytest.fixture
def scored(opened: str, evaluator: Desk) -> str:
    """Code of a round: seven districts with facts, B01 on a thin base, B02 without any fact."""
    given = [(code, "a", "n_all", "10") for code in DISTRICTS]
    given += [(code, "a", "n_published", str(n)) for code, n in zip(DISTRICTS, PUBLISHED, strict=True)]
    given += [(code, "b", "has_rule", "1") for code in DISTRICTS[:-1]]
    given += [(DISTRICTS[1], "d", "n_notices", "1")]
    given += [("B01", "a", "", "", "not_applicable", CANARY), ("B01", "b", "has_rule", "1")]
    observations.record(evaluator, opened, rows(*given), source="all.csv")
    return opened
