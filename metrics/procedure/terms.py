"""The terms of rectification (整改规程): every number and list of the procedure, as a catalogue says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.model import Text


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a list (severity, kind of problem, where a finding came from).

    `share`: of a severity, proposed from this share of full marks lost on. `reasons`: of a kind of
    problem, proposed for these reasons of the ledger.
    """

    code: str
    title: Text
    share: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineClass:
    """How long an item of this class may take: `days` working days from its issue.

    `plan`: a plan has to be handed in and agreed to first. `milestones`: the plan names milestones.
    `reasons`: proposed for these reasons of the ledger; a class without any is proposed for the rest.
    """

    code: str
    title: Text
    days: int
    plan: bool = True
    milestones: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder of reminders (升级督办): a letter, and what it takes for it to be due.

    `late`: due from so many working days after the deadline on (-3: when three are left). `behind`: or
    as soon as a milestone is missed. `returns`: or after so many reports sent back (0: never for that).
    `lamp`: colour of the letter. `to`: to whom it goes. `talk`: somebody is asked to come and explain.
    `criticism`: counts as public criticism. `refers`: the matter is handed to those who call to account.
    """

    code: str
    title: Text
    to: Text
    late: int
    lamp: str
    behind: bool = False
    returns: int = 0
    talk: bool = False
    criticism: bool = False
    refers: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """The office that writes the letters: its name, its code in their numbers, whom to call."""

    name: Text
    code: Text
    contact: Text


@dataclass(frozen=True, slots=True)
class Feed:
    """A field of an indicator of the next round that is filled from the record of this one.

    `what`: one of FEEDS: items that fell due, items closed out in time, letters of public criticism.
    """

    indicator: str
    field: str
    what: str


FEEDS = ("due", "in_time", "criticised")
WORDS = ("severity", "deadline_class", "problem_type", "origin")  # what an item says in words of the terms


@dataclass(frozen=True, slots=True)
class Terms:
    """All of it. Days are working days, counted from the day after; months are of the calendar.

    `extension_days`, `extensions`: at most so many days, so many times. `contest_days`, `contests`: the
    same for objections, from the issue on. `suspension_days`: how long an item may rest at once.
    `pauses`: states in which the clock stands. `blue`: days left from which on it is blue; `red_after`:
    days late after which it is red; `red_returns`: reports sent back after which it is red.
    `again_from`, `again_until`: months after closing between which it is looked at again. `most`: an
    indicator that more than this share of its bodies lose points on is a matter for the municipality.
    `prefix`: of the numbers of items; `notice`: the code in the numbers of notices (整改通知书), which are
    counted apart from letters.
    """

    classes: tuple[DeadlineClass, ...]
    severities: tuple[Named, ...]
    problems: tuple[Named, ...]
    origins: tuple[Named, ...]
    rungs: tuple[Rung, ...]
    extension_days: int
    extensions: int
    contest_days: int
    contests: int
    suspension_days: int
    pauses: frozenset[str]
    blue: int
    red_after: int
    red_returns: int
    again_from: int
    again_until: int
    most: float
    sender: Sender
    notice: Text
    feeds: tuple[Feed, ...] = ()
    prefix: str = "ZG"
    sources: Mapping[str, str] = field(default_factory=dict)

    def deadline_class(self, code: str) -> DeadlineClass:
        """The class with this code; KeyError."""
        return {one.code: one for one in self.classes}[code]

    def propose_class(self, reason: str) -> str:
        """The class for a reason of the ledger."""
        named = [one.code for one in self.classes if reason in one.reasons]
        rest = [one.code for one in self.classes if not one.reasons]
        return (named or rest or [self.classes[-1].code])[0]

    def propose_problem(self, reason: str) -> str:
        """The kind of problem for a reason of the ledger; "" where no kind claims it."""
        return next((one.code for one in self.problems if reason in one.reasons), "")

    def propose_severity(self, share_lost: float) -> str:
        """The highest severity whose share of full marks is lost."""
        ordered = sorted(self.severities, key=lambda one: one.share)
        fitting = [one.code for one in ordered if share_lost >= one.share]
        return fitting[-1] if fitting else ordered[0].code

    def known(self, name: str) -> tuple[str, ...]:
        """The codes that this word of an item (one of WORDS) may have."""
        lists: Mapping[str, Sequence[Named | DeadlineClass]] = {
            "severity": self.severities,
            "deadline_class": self.classes,
            "problem_type": self.problems,
            "origin": self.origins,
        }
        return tuple(one.code for one in lists[name])

    def rung(self, code: str) -> Rung:
        """The step of the ladder with this code; KeyError."""
        return {one.code: one for one in self.rungs}[code]
