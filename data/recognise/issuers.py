"""Who issues documents: the bodies of the round, other issuers, and the series of their document numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.model import Text

NATIONAL = "national"  # kind of the ministries and the State Council
DISTRICT = "district"  # kind of the bodies whose departments issue documents in their name


@dataclass(frozen=True, slots=True)
class Issuer:
    """Somebody who issues documents.

    `counts_for` is the body of the round they count for: itself, the body that goes on under this
    name, or the body an office is seated at; "" where there is none or where there are several.
    """

    code: str
    name: Text
    kind: str
    aliases: tuple[str, ...] = ()
    counts_for: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A series of document numbers: its letters, whether more letters may follow, its issuer and years."""

    letters: str
    more: bool
    issuer: str
    since: int = 0
    until: int = 9999

    def covers(self, letters: str, year: int) -> bool:
        """Whether a number with these letters of this year (0: not known) belongs to the series."""
        alike = letters.startswith(self.letters) if self.more else letters == self.letters
        return alike and (year == 0 or self.since <= year <= self.until)

    def clashes(self, other: Series) -> bool:
        """Whether a number could belong to both."""
        alike = (self.letters, self.more) == (other.letters, other.more)
        return alike and self.since <= other.until and other.since <= self.until


@dataclass(frozen=True, slots=True)
class Issuers:
    """All issuers by code, and the series of numbers, the longest letters first."""

    by_code: Mapping[str, Issuer]
    series: tuple[Series, ...]

    def house(self, code: str) -> str:
        """The body an issuer counts for, else the issuer: the same for two names of one house."""
        return self.by_code[code].counts_for or code
