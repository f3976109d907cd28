"""Filing annual reports of disclosure (年度报告) that were looked at, and taking one back.

    file(desk, shown, *, reason="", key="") -> Done
    withdraw(desk, round_code, body, number, *, reason, key="") -> Filing

A later report of the same body, year and month supersedes the one before; nothing is deleted. A reporter may
do this for their own body only, and while the round is open.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.actions.deed import Deed, deed
from data.actions.rounds import still_open
from data.desk import Desk
from data.intake.annual_report import judged
from data.queries import annual_reports as ask
from data.queries.annual_reports import Shown
from data.store import annual_reports as kept
from data.store import bodies as kept_bodies
from data.store import files
from data.store.annual_reports import FILED, WITHDRAWN, Filing
from data.store.db import Connection
from metrics.errors import Conflict, Lacking, NotFound
from metrics.model import Round


@dataclass(frozen=True, slots=True)
class Done:
    """The report, and whether this very file had been filed before, so that nothing was done."""

    filing: Filing
    again: bool = False


def file(desk: Desk, shown: Shown, *, reason: str = "", key: str = "") -> Done:
    """File a report as its preview showed it.

    `reason`: why another report is replaced, or what explains a sum that does not come out though it should.
    Its identities are checked once more, since the report before it may have changed meanwhile.

    Lacking("report_faulty", errors=); Lacking("report_reason"); Conflict("changed_meanwhile", by=, at=);
    Closed("round_sealed"); NotFound("file_gone").
    """
    if shown.found.errors:
        raise Lacking("report_faulty", errors=len(shown.found.errors))
    about = {"round_code": shown.round, "body": shown.body, "reason": reason, "key": key}
    with deed(desk, "annual_reports.file", **about, given=[shown.year, shown.month, shown.sha256]) as act:
        if act.earlier is not None:
            return Done(kept.find(act.connection, act.earlier["id"]), act.earlier["again"])
        one = still_open(act.connection, shown.round)
        kept_bodies.find(act.connection, shown.round, shown.body)
        last = kept.last(act.connection, shown.round, shown.body, shown.year, shown.month)
        if last is not None and last.stands and last.sha256 == shown.sha256:
            _tell(act, last, again=True)
            return Done(last, again=True)
        if (None if last is None else last.id) != shown.seen:
            raise _moved(last)
        warned = _still_sound(act.connection, one, shown)
        if not reason.strip() and (warned or (last is not None and last.stands)):
            raise Lacking("report_reason", warnings=warned)
        files.keep_parked(desk.files, shown.sha256)
        made = kept.insert(act.connection, _row(desk, shown, reason.strip()))
        _tell(act, made, again=False)
        return Done(made)


def withdraw(desk: Desk, round_code: str, body: str, number: int, *, reason: str, key: str = "") -> Filing:
    """Say that a report no longer stands; it stays readable in the story of the body's year.

    Lacking("reason"); NotFound("annual_report"); Closed; Conflict("changed_meanwhile") where it was replaced.
    """
    about = {"round_code": round_code, "body": body, "reason": reason, "key": key}
    with deed(desk, "annual_reports.withdraw", **about, given=number) as act:
        if act.earlier is not None:
            return kept.find(act.connection, act.earlier["id"])
        still_open(act.connection, round_code)
        if not reason.strip():
            raise Lacking("reason", id=number)
        old = kept.find(act.connection, number)
        if (old.round, old.body) != (round_code, body) or not old.stands:
            raise NotFound("annual_report", id=number)
        last = kept.last(act.connection, round_code, body, old.year, old.month)
        if last is None or last.id != number:
            raise _moved(last)
        gone = Filing(
            round_code, body, old.year, old.month, WITHDRAWN, old.form, old.name, desk.person, desk.now,
            note=reason.strip(), supersedes=number,
        )  # fmt: skip
        made = kept.insert(act.connection, gone)
        _tell(act, made, again=False)
        return made


def _still_sound(connection: Connection, one: Round, shown: Shown) -> int:
    """How many warnings there are now; Lacking("report_faulty") where an identity broke meanwhile."""
    form = shown.found.form
    if form is None:
        raise Lacking("report_faulty", errors=1)
    before = ask.previous(connection, one, shown.body, shown.year, shown.month, form)
    looked = judged(shown.found, before).outcomes
    broken = [it.identity for it in looked if not it.holds]
    errors = sum(it.severity == "error" for it in broken)
    if errors:
        raise Lacking("report_faulty", errors=errors)
    told = [it for it in shown.warnings if it.code != "identity_broken"]
    return len(broken) + len(told)


def _row(desk: Desk, shown: Shown, reason: str) -> Filing:
    report = shown.found.report
    if report is None:
        raise Lacking("report_faulty", errors=1)
    return Filing(
        shown.round, shown.body, shown.year, shown.month, FILED, report.form, shown.name, desk.person,
        desk.now, shown.sha256, shown.size, report.written(), reason, shown.seen,
    )  # fmt: skip


def _moved(last: Filing | None) -> Conflict:
    if last is None:
        raise NotFound("annual_report", id=0)
    return Conflict("changed_meanwhile", id=last.id, by=last.person, at=last.at)


def _tell(act: Deed, one: Filing, *, again: bool) -> None:
    told = ("id", "year", "month", "kind", "form", "name", "sha256", "size", "supersedes")
    about = f"annual_report:{one.round}/{one.body}/{one.year}/{one.id}"
    act.tell(about, after={**{name: getattr(one, name) for name in told}, "again": again})
