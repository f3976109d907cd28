"""What a plan says besides its rules: what might be otherwise, its days, when it is looked into itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from metrics.model.text import Text


@dataclass(frozen=True, slots=True)
class Robustness:
    """What may reasonably be otherwise, and how much doubt is too much (`metrics.engine.robustness`).

    `weight_spread`: every weight is drawn evenly from w (1 - s) .. w (1 + s). `judgement_spread`: by
    rule, how far a judged share may lie from the true one (evenly to both sides, held to 0..1).
    `confidence`: the share of draws that settles a matter. `least_apart`: the share of neighbours in
    the ranking that must be told apart, or the order is not supported. `sources`: where they come from.
    `draws`: how often; a round in which that is more than `body_draws` bodies x draws is drawn less
    often, but `least_draws` times at least.
    """

    seed: int
    weight_spread: float = 0.0
    judgement_spread: Mapping[str, float] = field(default_factory=dict)
    draws: int = 10_000
    confidence: float = 0.95
    least_apart: float = 0.5
    sources: Mapping[str, str] = field(default_factory=dict)
    body_draws: int = 3_000_000
    least_draws: int = 1_000

    def drawn(self, bodies: int) -> int:
        """How often a round of so many bodies is drawn."""
        affordable = max(self.body_draws // max(bodies, 1), self.least_draws)
        return min(self.draws, affordable)

    def sampling(self, bodies: int) -> float:
        """How far the share of draws at an end of a band may be off by chance (two standard errors)."""
        return 2 * sqrt(self.confidence * (1 - self.confidence) / self.drawn(bodies))


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day by which a step of the round is due (节点). No score depends on it."""

    code: str
    title: Text
    on: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """When an indicator itself is looked into after a round. No score depends on it.

    `short`: share of full marks below which a body falls short; `common`: share of the bodies that must
    fall short for one municipal measure. `tail`: share of the bodies at each end of the ranking whose
    rates are compared; `telling`: least difference between them (区分度) that still tells bodies apart.
    """

    short: float = 0.8
    common: float = 0.5
    tail: float = 0.27
    telling: float = 0.2
    sources: Mapping[str, str] = field(default_factory=dict)
