"""Annual reports that were filed: which there are, and what adds up in them.

    standing(desk, round_code, year) -> tuple[Filed, ...]         reports that stand, checked again as of now
    find(desk, round_code, number) -> Filed                       one of them, also one that was replaced
    story(desk, round_code, body, year) -> tuple[Filing, ...]     whatever was filed and withdrawn
    file(desk, round_code, number) -> (name, bytes)               the file as it was handed in

A reporter is answered about their own body only. Their tables to take away are made in `report_tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data import permits
from data.catalogue.identities import Form, Identity, forms
from data.desk import Desk
from data.intake.annual_report import Outcome, Report, blind, outcomes
from data.intake.annual_report.formula import formula, where
from data.queries import annual_reports, rounds
from data.store import annual_reports as kept
from data.store import files
from data.store.annual_reports import Filing
from data.store.db import Connection
from metrics.errors import NotFound, NotPermitted
from metrics.model import Round

__all__ = [
    "Checked", "Filed", "Filing", "Outcome", "checked", "file", "find", "own", "standing", "story",
]  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """An identity of a form with every place where it was looked at; none: a figure is missing."""

    identity: Identity
    formula: str
    where: str
    outcomes: tuple[Outcome, ...]

    @property
    def broken(self) -> tuple[Outcome, ...]:
        """The places where it does not hold."""
        return tuple(one for one in self.outcomes if not one.holds)

    @property
    def state(self) -> str:
        """The worst that is to be said: unchecked, holds, warning or error."""
        if not self.outcomes:
            return "unchecked"
        return self.identity.severity if self.broken else "holds"


@dataclass(frozen=True)
class Filed:
    """A report that stands, and its identities as of now: the report before it may have changed since."""

    filing: Filing
    form: Form
    report: Report
    outcomes: tuple[Outcome, ...]

    @property
    def broken(self) -> int:
        """Identities that do not hold somewhere."""
        return len({one.identity.code for one in self.outcomes if not one.holds})

    @property
    def faulty(self) -> bool:
        """Whether one of them must hold: the report before it was changed after this one was filed."""
        return any(not one.holds and one.identity.severity == "error" for one in self.outcomes)

    @property
    def looked_at(self) -> int:
        """Identities that were looked at."""
        return len({one.identity.code for one in self.outcomes})

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Codes of the identities of which a figure is missing."""
        return blind(self.form, self.outcomes)


def checked(form: Form, looked: Sequence[Outcome], language: str) -> tuple[Checked, ...]:
    """Every identity of the form in its order, with the outcomes of it."""
    return tuple(
        Checked(
            one,
            formula(one, form, language),
            where(one, form, language),
            tuple(it for it in looked if it.identity.code == one.code),
        )
        for one in form.identities
    )


def standing(desk: Desk, round_code: str, year: int = 0) -> tuple[Filed, ...]:
    """The reports of a round that stand (of one year), by body, year and month."""
    one = rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        found = kept.standing(connection, round_code, own(desk))
        wanted = [it for it in found if not year or it.year == year]
        return tuple(_filed(desk, connection, one, it) for it in wanted)


def find(desk: Desk, round_code: str, number: int) -> Filed:
    """One report that was filed, also one that no longer stands; NotFound("annual_report")."""
    one = rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        return _filed(desk, connection, one, _found(desk, connection, round_code, number))


def story(desk: Desk, round_code: str, body: str, year: int) -> tuple[Filing, ...]:
    """Whatever was filed and withdrawn for a body's year, oldest first."""
    rounds.find(desk, round_code)
    desk.check("observations.read", body=body)
    with desk.database.reading() as connection:
        return kept.every(connection, round_code, body, year)


def file(desk: Desk, round_code: str, number: int) -> tuple[str, bytes]:
    """The file as it was handed in, under its name; NotFound("annual_report", "file_...")."""
    rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        one = _found(desk, connection, round_code, number)
    return one.name, files.read(desk.files, one.sha256)


def _filed(desk: Desk, connection: Connection, one: Round, filing: Filing) -> Filed:
    form = next(it for it in forms() if it.code == filing.form)
    report = Report.of_written(form.code, filing.content)
    before = annual_reports.previous(connection, one, filing.body, filing.year, filing.month, form)
    return Filed(filing, form, report, outcomes(report, form, before, language=desk.language))


def _found(desk: Desk, connection: Connection, round_code: str, number: int) -> Filing:
    one = kept.find(connection, number)
    desk.check("observations.read", body=one.body)
    if one.round != round_code or not one.stands:
        raise NotFound("annual_report", id=number)
    return one


def own(desk: Desk) -> str:
    """ "" for who may read every body, a reporter's own; NotPermitted for anybody else."""
    far = desk.reach("observations.read")
    if not far:
        raise NotPermitted("not_permitted", role=desk.role, act="observations.read", body="")
    return desk.body if far == permits.OWN else ""
