"""What ought to be so on each day, counted the slow way: a day at a time, from the calendar's own file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from metrics.procedure.items import Item
from metrics.procedure.lifecycle import ENDED, SUSPENDED
from metrics.procedure.terms import Rung, Terms


def days_of(file: Path) -> Mapping[date, str]:
    """The exceptions of a calendar: day → holiday or workday."""
    with file.open(encoding="utf-8", newline="") as rows:
        return {date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(rows)}


@dataclass
class Oracle:
    """Counts the working days of every item by looking at it each morning, and what they bring.

    elapsed: by number. drafted: by (number, days allowed), the steps of the ladder that had a letter.
    """

    exceptions: Mapping[date, str]
    terms: Terms
    elapsed: dict[str, int] = field(default_factory=dict)
    drafted: dict[tuple[str, int], set[str]] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Is it a working day?"""
        kind = self.exceptions.get(day)
        return kind == "workday" or (kind is None and day.weekday() < 5)

    def morning(self, item: Item, day: date) -> None:
        """Count `day` for an item as it stood the evening before."""
        if item.issued_on is None or item.state in ENDED or day <= item.issued_on:
            return
        resting = item.state == SUSPENDED and item.suspended_until is not None and day > item.suspended_until
        stands = item.state in self.terms.pauses and not resting
        if self.works(day) and not stands:
            self.elapsed[item.number] = self.elapsed.get(item.number, 0) + 1

    def late(self, item: Item) -> int:
        """Working days late today."""
        return max(0, self.elapsed.get(item.number, 0) - item.allowed - item.extension)

    def rung(self, item: Item) -> Rung | None:
        """The letter that is due for an open item whose clock goes, above those it had."""
        if item.state in self.terms.pauses or item.state in ENDED or item.issued_on is None:
            return None
        over = self.elapsed.get(item.number, 0) - item.allowed - item.extension
        behind = any(
            one.done_on is None and self.elapsed.get(item.number, 0) > one.due for one in item.milestones
        )
        had = self.drafted.get((item.number, item.allowed + item.extension), set())
        codes = [one.code for one in self.terms.rungs]
        highest = max((codes.index(code) for code in had), default=-1)
        due = None
        for at, one in enumerate(self.terms.rungs):
            reached = over >= one.late or (one.behind and behind)
            if at > highest and (reached or (one.returns and item.returns >= one.returns)):
                due = one
        return due

    def lamp(self, item: Item) -> str:
        """The colour of an open item."""
        over = self.elapsed.get(item.number, 0) - item.allowed - item.extension
        behind = any(
            one.done_on is None and self.elapsed.get(item.number, 0) > one.due for one in item.milestones
        )
        if over > self.terms.red_after or item.returns >= self.terms.red_returns:
            return "red"
        if over > 0 or behind:
            return "yellow"
        return "blue" if -over <= self.terms.blue else "green"
