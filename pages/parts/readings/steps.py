"""Where a round stands among its days: which are past, which comes next, where today lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.model import Milestone


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a round on a line of equal steps.

    `today`: 0 at the first day, 1 at the last, in equal steps from one to the next; None outside of them.
    `following`: the next day, None after the last.
    """

    steps: tuple[Milestone, ...]
    past: int
    today: float | None
    following: Milestone | None


def course(steps: Sequence[Milestone], today: date) -> Course:
    """The days `steps` (in order of time) seen from `today`; a day is past once it is over."""
    past = sum(one.on < today for one in steps)
    following = steps[past] if past < len(steps) else None
    return Course(tuple(steps), past, _between(steps, today), following)


def _between(steps: Sequence[Milestone], today: date) -> float | None:
    if len(steps) < 2 or not steps[0].on <= today <= steps[-1].on:
        return None
    before = max(at for at, one in enumerate(steps) if one.on <= today)
    if before == len(steps) - 1:
        return 1.0
    left, right = steps[before].on, steps[before + 1].on
    return (before + (today - left).days / (right - left).days) / (len(steps) - 1)
