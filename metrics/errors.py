"""What can go wrong, as one tree: wrong data is a value, a forbidden act an exception, a bug a crash.

EvaluationError
├── CatalogueError      every fault of a catalogue at once
├── Refused             an act that may not be done
│   ├── NotPermitted    not this person
│   ├── WrongState      not in this state
│   ├── Lacking         something is missing (evidence, a reason)
│   └── Closed          the time for it is over
├── Conflict            someone else changed it since it was read
└── NotFound            there is no such thing
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a catalogue: where it is, what was found, what is allowed."""

    file: str
    code: str
    key: str
    problem: str
    found: str = ""
    allowed: str = ""

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.code, self.key) if part)
        found = f"; found {self.found}" if self.found else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        return f"{place}: {self.problem}{found}{allowed}"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One faulty cell or row of a table that somebody handed in (a value, never an exception).

    `code` is a key of `data/words` ("problem." + code); `sheet` is the file or sheet, `cell` the
    cell address or "line N". `severity` is "error" (nothing is taken in) or "warning".
    """

    sheet: str
    cell: str
    code: str
    body: str = ""
    indicator: str = ""
    field: str = ""
    found: str = ""
    allowed: str = ""
    severity: str = "error"


class EvaluationError(Exception):
    """Anything this program refuses or cannot do, with a code and numbers for `data/words`."""

    def __init__(self, code: str = "", **numbers: object) -> None:
        super().__init__(code, numbers)
        self.code = code or type(self).__name__
        self.numbers: Mapping[str, object] = numbers

    def __str__(self) -> str:
        detail = ", ".join(f"{name}={value}" for name, value in self.numbers.items())
        return f"{self.code} ({detail})" if detail else self.code


class CatalogueError(EvaluationError):
    """A catalogue that cannot be used; carries every fault found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("catalogue", faults=len(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class Refused(EvaluationError):
    """An act that may not be done."""


class NotPermitted(Refused):
    """This person may not do it."""


class WrongState(Refused):
    """It may not be done in this state."""


class Lacking(Refused):
    """Something that the act needs is missing."""


class Closed(Refused):
    """The time for it is over."""


class Conflict(EvaluationError):
    """Someone else changed it since it was read (numbers say who and when)."""


class NotFound(EvaluationError):
    """There is no such thing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so: a code and its numbers; `data/words` makes the sentence."""

    code: str
    numbers: Mapping[str, object] = field(default_factory=dict)
