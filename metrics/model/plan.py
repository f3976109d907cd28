"""A year's plan: indicators, the levels and nodes above them, and how they become totals and grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from metrics.model.aside import Milestone, Review, Robustness
from metrics.model.round import Body
from metrics.model.text import NOTHING, Text

TOTAL = "total"  # code of the implicit top node and of its level


@dataclass(frozen=True, slots=True)
class Field:
    """One thing an evaluator fills in.

    `type` is one of FIELD_TYPES: int (whole, >= 0), number, bool (1 or 0), text, enum (one of
    `choices`), date, datetime, list, entry (checklist answer 1, 0.5, 0 or NA).
    """

    code: str
    title: Text
    type: str
    choices: tuple[str, ...] = ()


FIELD_TYPES = ("int", "number", "bool", "text", "enum", "date", "datetime", "list", "entry")
NUMERIC_TYPES = frozenset({"int", "number", "bool", "entry"})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a veto does: caps the grade, takes the body out of the ranking, caps the total."""

    grade: str | None = None
    ranked: bool = True
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the year's plan; the rule is named, its numbers are in `params`.

    `marks` are full marks per kind of body; `weight` counts only where the node above is a mean.
    `trait`: only bodies with that mark; `units`: of the kinds in `units_kind` only these bodies.
    `role` is "scored", "deduction", "bonus" or "veto". `missing` and `not_applicable` override
    the policy of the level above.
    """

    code: str
    node: str
    title: Text
    kinds: tuple[str, ...]
    rule: str
    params: Mapping[str, Any] = field(default_factory=dict)
    params_by_kind: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    marks: Mapping[str, float] = field(default_factory=dict)
    weight: float = 1.0
    role: str = "scored"
    decimals: int | None = None
    trait: str = ""
    units: frozenset[str] = frozenset()
    units_kind: str = ""
    missing: str | None = None
    not_applicable: str | None = None
    effect: Effect | None = None
    reads: str = ""
    unit: Text = NOTHING
    full_rule: Text = NOTHING
    zero_rule: Text = NOTHING
    na_rule: Text = NOTHING
    evidence: Text = NOTHING
    source: str = ""
    judge: str = ""
    formerly: str = ""

    def applies_to(self, body: Body) -> bool:
        """In the body's table at all (its kind); out of scope by trait or unit is not applicable."""
        return not self.kinds or body.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Level:
    """How the nodes of one level are made from their children.

    `mean`: sum, arithmetic, geometric or harmonic. `missing` / `not_applicable`: what a child that
    is missing or not applicable does (see MISSING_POLICIES, NA_POLICIES). `min_available`: share of
    the children's weight that must be there, or the node is blank. `decimals`: half-up rounding.
    """

    code: str
    title: Text
    mean: str = "sum"
    missing: str = "zero"
    not_applicable: str = "pass_up"
    min_available: float = 0.0
    decimals: int | None = None


MEANS = ("sum", "arithmetic", "geometric", "harmonic")
FILLS = ("group_mean", "group_median", "kind_mean", "kind_median", "mean", "median")
MISSING_POLICIES = ("zero", "renew", "blank", *FILLS)
NA_POLICIES = ("pass_up", "renew", "zero", "full", "blank", *FILLS)


@dataclass(frozen=True, slots=True)
class Node:
    """A clause, section, pillar ... between the indicators and the total."""

    code: str
    level: str
    parent: str
    title: Text
    weight: float = 1.0
    marks: float | None = None
    citation: str = ""
    text: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body with a table of its own; `full_marks` is what its indicators must add up to."""

    code: str
    title: Text
    aliases: tuple[str, ...] = ()
    full_marks: float | None = None
    plural: Text = NOTHING  # what several are called, where that is another word


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade (等次): from how many points on, and at most which share of the peers."""

    code: str
    title: Text
    at_least: float
    quota: float | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """From the top nodes to the total, the place and the grade (all numbers from the catalogue).

    `top` is the level of the total. `scale`: full marks of the base. `rebase`: earned over
    applicable times scale. `rescale`: "minmax" stretches the totals over 0..scale.
    `places_from`: "printed" or "raw" totals, or "rounded" to `places_decimals`.
    `peers`: ranked and graded together: "kind", "group" or "all".
    """

    top: Level
    scale: float = 100.0
    decimals: int | None = None
    rebase: bool = True
    rescale: str = ""
    places_from: str = "printed"
    places_decimals: int | None = None
    peers: str = "kind"
    floor: float | None = None
    deductions_cap: float | None = None
    bonus_cap: float | None = None
    bonus_gate: float | None = None
    thin_base: float | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A year's plan (指标体系). `version` is a hash of its content; `levels` run from the bottom up."""

    code: str
    year: int
    title: Text
    kinds: tuple[Kind, ...]
    levels: tuple[Level, ...]
    nodes: tuple[Node, ...]
    indicators: tuple[Indicator, ...]
    totals: Totals
    grades: tuple[Grade, ...] = ()
    calendar: str = ""
    source: str = ""
    previous: str = ""
    demo: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    robustness: Robustness | None = None
    milestones: tuple[Milestone, ...] = ()
    review: Review | None = None

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code; KeyError where there is none."""
        return {one.code: one for one in self.indicators}[code]

    def node(self, code: str) -> Node:
        """The node with this code; KeyError where there is none."""
        return {one.code: one for one in self.nodes}[code]

    def level_above(self, node: str) -> Level:
        """The level that makes this node (its means and policies act on what hangs below it)."""
        code = {one.code: one.level for one in self.nodes}.get(node)
        return next((level for level in self.levels if level.code == code), self.totals.top)

    @property
    def scored(self) -> tuple[Indicator, ...]:
        """The indicators that carry marks (no deduction, bonus or veto)."""
        return tuple(one for one in self.indicators if one.role == "scored")
