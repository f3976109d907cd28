"""What a template is made from: round, catalogue, bodies, what is stored, and what to check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import pandas as pd

from data.catalogue.crosschecks import Crosschecks
from data.intake.check import out_of_scope
from metrics.errors import NotFound
from metrics.frames import OBSERVATIONS
from metrics.model import Body, Calendar, Catalogue, Indicator, Round


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored observation; `id` is its number in the record ("" where it is not known)."""

    body: str
    indicator: str
    item: str
    field: str
    value: str
    status: str
    reason: str
    id: str = ""


@dataclass(frozen=True)
class Ground:
    """`stored`: what counts now, columns OBSERVATIONS and, where known, `id`; `sequence`: number of the
    last change that is in it (batch or audit number). `made_at` comes from the desk, never from a clock.
    """

    round: Round
    catalogue: Catalogue
    bodies: tuple[Body, ...]
    stored: pd.DataFrame
    sequence: int
    language: str
    made_at: datetime
    calendar: Calendar | None = None
    crosschecks: Crosschecks = field(default_factory=Crosschecks)

    def body(self, code: str) -> Body:
        """The body of the round with this code; NotFound("body")."""
        for one in self.bodies:
            if one.code == code:
                return one
        raise NotFound("body", body=code)

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code; NotFound("indicator"), NotFound("no_fields")."""
        for one in self.catalogue.indicators:
            if one.code == code:
                if not one.fields:
                    raise NotFound("no_fields", indicator=code, reads=one.reads)
                return one
        raise NotFound("indicator", indicator=code)

    def name(self, code: str) -> str:
        """A body's name in the template's language; the code itself where it is not in the round."""
        return {one.code: one.name[self.language] for one in self.bodies}.get(code, code)

    @cached_property
    def kept(self) -> Mapping[tuple[str, str], list[Stored]]:
        """The stored rows by body and indicator, in their order."""
        ids = self.stored["id"].tolist() if "id" in self.stored else [""] * len(self.stored)
        columns = [[str(one) for one in self.stored[name]] for name in OBSERVATIONS]
        found: dict[tuple[str, str], list[Stored]] = {}
        for body, indicator, *rest, key in zip(*columns, ids, strict=True):
            item, name, value, status, reason = rest
            stored = Stored(body, indicator, item, name, value, status, reason, str(key))
            found.setdefault((body, indicator), []).append(stored)
        return found

    def of(self, body: str, indicator: str) -> list[Stored]:
        """The stored rows of a body's indicator."""
        return self.kept.get((body, indicator), [])

    def concerns(self, one: Indicator, body: Body) -> bool:
        """Is the indicator asked of this body? What is stored already is shown in any case."""
        asked = one.applies_to(body) and not out_of_scope(one, body)
        return bool(one.fields) and (asked or bool(self.of(body.code, one.code)))
