"""A round: the bodies that are evaluated, its year, its working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.model.text import Text


@dataclass(frozen=True, slots=True)
class Body:
    """A district or bureau (被评估单位); `traits` are marks such as "pilot"; lineage by codes and days."""

    code: str
    name: Text
    kind: str
    group: str = ""
    traits: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    succeeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days: weekends are free but for `workdays`, so are `holidays`; known for first..last."""

    code: str
    holidays: frozenset[date]
    workdays: frozenset[date]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may know besides its facts: the year under evaluation and the working-day calendar."""

    year: int
    calendar: Calendar | None = None

    @property
    def working_days(self) -> Calendar:
        """The calendar; ValueError where the catalogue names none (its loader refuses that earlier)."""
        if self.calendar is None:
            raise ValueError("a rule counts working days, but the catalogue names no calendar")
        return self.calendar


@dataclass(frozen=True, slots=True)
class Round:
    """One evaluation round (评估批次) of a year."""

    code: str
    year: int
    title: Text
    catalogue: str
    state: str
    demo: bool
    version: int = 1
