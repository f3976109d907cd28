"""The things of an evaluation as frozen dataclasses; tables in bulk are in `frames`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from metrics.model.aside import Milestone, Review, Robustness
from metrics.model.param import Param
from metrics.model.plan import (
    FIELD_TYPES,
    FILLS,
    MEANS,
    MISSING_POLICIES,
    NA_POLICIES,
    NUMERIC_TYPES,
    TOTAL,
    Catalogue,
    Effect,
    Field,
    Grade,
    Indicator,
    Kind,
    Level,
    Node,
    Totals,
)
from metrics.model.round import Body, Calendar, Round, Setting
from metrics.model.text import Text

__all__ = [
    "EMPTY", "FIELD_TYPES", "FILLS", "MEANS", "MISSING_POLICIES", "NA_POLICIES", "NUMERIC_TYPES", "TOTAL",
    "Body", "Calendar", "Catalogue", "Effect", "Field", "Grade", "Indicator", "Kind", "Level", "Milestone",
    "Node", "Param", "Review", "Robustness", "Round", "Setting", "Text", "Totals",
]  # fmt: skip

EMPTY: Mapping[str, Any] = MappingProxyType({})
