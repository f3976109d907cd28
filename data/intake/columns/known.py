"""What a reader of tables knows: catalogue, bodies, year, and every name a field goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from data.catalogue.crosschecks import Crosschecks
from data.intake.columns.words import captions, plain, roles, statuses, without_bracket
from data.intake.names import Names
from metrics.model import Calendar, Catalogue, Field, Indicator


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of an indicator."""

    indicator: Indicator
    field: Field

    def __str__(self) -> str:
        return f"{self.indicator.code}.{self.field.code}"


class Labels(frozenset[str]):
    """Plain names; a label is among them however it is written."""

    def __contains__(self, label: object) -> bool:
        return isinstance(label, str) and super().__contains__(plain(label))


@dataclass(frozen=True)
class Known:
    """`year`: for days written without one. `calendar`: for figures made from a register of documents."""

    catalogue: Catalogue
    names: Names
    year: int
    crosschecks: Crosschecks = field(default_factory=Crosschecks)
    calendar: Calendar | None = None

    @cached_property
    def fields(self) -> dict[str, list[Asked]]:
        """Plain name → the fields it may mean: by code, by indicator and code, by title."""
        found: dict[str, list[Asked]] = {}
        for one in self.catalogue.indicators:
            for own in one.fields:
                asked = Asked(one, own)
                for name in _names(one, own):
                    several = found.setdefault(plain(name), [])
                    if asked not in several:
                        several.append(asked)
        return found

    @cached_property
    def indicators(self) -> dict[str, list[Indicator]]:
        """Plain name → the indicators it may mean: by code, title, or both together."""
        found: dict[str, list[Indicator]] = {}
        for one in self.catalogue.indicators:
            for title in dict.fromkeys((one.title.zh, one.title.en)):
                for name in dict.fromkeys((one.code, title, f"{one.code}{title}", f"{one.code}、{title}")):
                    several = found.setdefault(plain(name), [])
                    if one not in several:
                        several.append(one)
        return found

    @cached_property
    def labels(self) -> Labels:
        """All labels that name a column for sure, for finding the header."""
        return Labels({*self.fields, *self.indicators, *roles()} - set(statuses()) - set(captions()))

    def indicator(self, written: str) -> Indicator | None:
        """The indicator that a label or cell names; None where it names none, or several."""
        for name in _readings(written):
            several = self.indicators.get(name, ())
            if len(several) == 1:
                return several[0]
        return None

    def asked(self, written: str, within: Indicator | None = None) -> list[Asked]:
        """The fields that a label or cell may mean; those of one indicator where it is known which."""
        for name in _readings(written):
            several = self.fields.get(name, [])
            if within is not None:
                several = [one for one in several if one.indicator.code == within.code]
            if several:
                return several
        return []


def role(written: str) -> str:
    """What a column of this name is for, other than a field; "" where it is not known."""
    return next((roles()[name] for name in _readings(written) if name in roles()), "")


def _readings(written: str) -> Iterator[str]:
    name = plain(written)
    yield name
    shorter, _ = without_bracket(name)
    if shorter != name:
        yield shorter


def _names(one: Indicator, own: Field) -> Iterator[str]:
    yield from (own.code, f"{one.code}.{own.code}", own.title.zh, own.title.en)
    yield from (f"{one.code}.{own.title.zh}", f"{one.code}{own.title.zh}", f"{one.code}{own.title.en}")
