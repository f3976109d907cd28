"""What an act needs besides state and role: one small question per code; a refusal carries that code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from metrics import workdays
from metrics.errors import Closed, Lacking, NotPermitted, Refused, WrongState
from metrics.model import Calendar
from metrics.procedure import clocks
from metrics.procedure.items import Doing, Item
from metrics.procedure.terms import Terms


@dataclass(frozen=True, slots=True)
class Case:
    """What a need may look at."""

    item: Item
    doing: Doing
    terms: Terms
    calendar: Calendar

    @property
    def clock(self) -> clocks.Clock:
        """The clock on the day of the act."""
        return clocks.read(self.item, self.doing.on, self.calendar, self.terms)


Need = Callable[[Case], Refused | None]


def unmet(codes: tuple[str, ...], case: Case) -> Refused | None:
    """The first need that is not met, as the refusal to raise; None where all are."""
    return next((refusal for code in codes if (refusal := NEEDS[code](case)) is not None), None)


def _reason(case: Case) -> Refused | None:
    return None if case.doing.reason.strip() else Lacking("reason")


def _complete(case: Case) -> Refused | None:
    """A draft says what is wrong, what to do, by what proof, how bad it is and how long it may take."""
    item, terms = case.item, case.terms
    texts = {"problem": item.problem, "measure": item.measure, "proof_wanted": item.proof_wanted}
    empty = [name for name, words in texts.items() if not (words.zh.strip() and words.en.strip())]
    if item.severity not in {one.code for one in terms.severities}:
        empty.append("severity")
    if item.deadline_class not in {one.code for one in terms.classes}:
        empty.append("deadline_class")
    return Lacking("draft_incomplete", field=empty[0]) if empty else None


def _another_than_drafter(case: Case) -> Refused | None:
    same = case.doing.person == case.item.drafted_by
    return NotPermitted("drafted_it", person=case.doing.person) if same else None


def _another_than_handler(case: Case) -> Refused | None:
    """Nobody judges what they or their own body did."""
    doing, item = case.doing, case.item
    same = doing.person in item.handlers or (doing.body != "" and doing.body == item.body)
    return NotPermitted("handled_it", person=doing.person) if same else None


def _another_than_asker(case: Case) -> Refused | None:
    same = case.doing.person == case.item.asked_by
    return NotPermitted("asked_for_it", person=case.doing.person) if same else None


def _contacts(case: Case) -> Refused | None:
    given = case.doing.contacts
    return None if given.handler.strip() and given.phone.strip() else Lacking("contacts")


def _plan(case: Case) -> Refused | None:
    if not case.doing.plan.strip():
        return Lacking("plan")
    wanted = case.terms.deadline_class(case.item.deadline_class).milestones
    allowed = case.item.allowed + case.item.extension
    if wanted and not case.doing.milestones:
        return Lacking("milestones")
    for one in case.doing.milestones:
        if not one.title.strip() or not 0 < one.due <= allowed:
            return Lacking("milestone_unfit", title=one.title, due=one.due, allowed=allowed)
    return None


def _no_plan_wanted(case: Case) -> Refused | None:
    wanted = case.terms.deadline_class(case.item.deadline_class).plan
    return WrongState("plan_first") if wanted else None


def _progress(case: Case) -> Refused | None:
    progress, done = case.doing.progress, case.doing.done
    known = range(len(case.item.milestones))
    if progress is None or not 0 <= progress <= 100 or any(one not in known for one in done):
        return Lacking("progress")
    return None


def _proof(case: Case) -> Refused | None:
    return None if case.doing.proofs or case.item.proofs else Lacking("proof")


def _in_time(case: Case) -> Refused | None:
    late = case.clock.left < 0
    return Closed("deadline_passed", deadline=case.clock.deadline) if late else None


def _extension_open(case: Case) -> Refused | None:
    """Once (`Terms.extensions`), for 1 to `Terms.extension_days` days, and one request at a time."""
    item, terms, days = case.item, case.terms, case.doing.days
    if item.asked:
        return WrongState("extension_asked")
    if item.extensions >= terms.extensions:
        return Closed("extension_used", allowed=terms.extensions)
    fits = 0 < days <= terms.extension_days
    return None if fits else Lacking("extension_days", found=days, allowed=terms.extension_days)


def _asked(case: Case) -> Refused | None:
    return None if case.item.asked else WrongState("no_extension_asked")


def _contest_open(case: Case) -> Refused | None:
    item, terms = case.item, case.terms
    if item.contests >= terms.contests:
        return Closed("contest_used", allowed=terms.contests)
    late = case.clock.elapsed > terms.contest_days
    return Closed("contest_late", allowed=terms.contest_days) if late else None


def _end_date(case: Case) -> Refused | None:
    until = case.doing.until
    return None if until is not None and until > case.doing.on else Lacking("end_date")


def _short_rest(case: Case) -> Refused | None:
    until, allowed = case.doing.until, case.terms.suspension_days
    last = workdays.add(case.doing.on, allowed, case.calendar)
    too_long = until is not None and until > last
    return Lacking("suspension_long", allowed=allowed, last=last) if too_long else None


def _passes(case: Case) -> Refused | None:
    """The rule that took the point passes on new observations, or a deviation that a leader signed holds."""
    item, doing = case.item, case.doing
    if item.deviation_until is not None and doing.on <= item.deviation_until:
        return None
    if doing.outcome is None or not doing.outcome.renewed:
        return Lacking("not_measured_again")
    if item.passes(doing.outcome, case.terms.most):
        return None
    return WrongState("still_lost", lost=doing.outcome.lost, allowed=item.target)


def _fails(case: Case) -> Refused | None:
    """The rule takes the point again on new observations."""
    if case.doing.outcome is None or not case.doing.outcome.renewed:
        return Lacking("not_measured_again")
    return WrongState("still_passes") if case.item.passes(case.doing.outcome, case.terms.most) else None


def _look_due(case: Case) -> Refused | None:
    window = clocks.look_window(case.item, case.terms)
    early = window is not None and case.doing.on < window[0]
    return WrongState("look_early", first=window[0]) if window and early else None


def _measured_pass(case: Case) -> Refused | None:
    """Like `_passes`, but an accepted deviation does not do: what was put off is looked at for itself."""
    if case.doing.outcome is None or not case.doing.outcome.renewed:
        return Lacking("not_measured_again")
    if case.item.passes(case.doing.outcome, case.terms.most):
        return None
    return WrongState("still_lost", lost=case.doing.outcome.lost, allowed=case.item.target)


NEEDS: Mapping[str, Need] = {
    "reason": _reason,
    "complete": _complete,
    "another_than_drafter": _another_than_drafter,
    "another_than_handler": _another_than_handler,
    "another_than_asker": _another_than_asker,
    "contacts": _contacts,
    "plan": _plan,
    "no_plan_wanted": _no_plan_wanted,
    "progress": _progress,
    "proof": _proof,
    "in_time": _in_time,
    "extension_open": _extension_open,
    "asked": _asked,
    "contest_open": _contest_open,
    "end_date": _end_date,
    "short_rest": _short_rest,
    "passes": _passes,
    "fails": _fails,
    "look_due": _look_due,
    "measured_pass": _measured_pass,
}
