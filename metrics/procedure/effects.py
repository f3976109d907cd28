"""What an act writes into an item besides moving it; which acts there are says `lifecycle.STEPS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from metrics.errors import Lacking
from metrics.procedure.items import Doing, Item
from metrics.procedure.terms import WORDS, Terms

AMENDABLE = (
    "problem", "measure", "proof_wanted", "problem_type", "origin", "severity", "deadline_class", "target",
)  # fmt: skip


def fit(words: Mapping[str, object], terms: Terms) -> None:
    """Lacking("not_in_terms", field=, found=, allowed=) for a word the terms do not know; "" is none yet."""
    for name in WORDS:
        found = words.get(name, "")
        if found and found not in terms.known(name):
            raise Lacking("not_in_terms", field=name, found=found, allowed=", ".join(terms.known(name)))


def _amend(item: Item, doing: Doing, terms: Terms) -> Item:
    strange = [name for name in doing.changes if name not in AMENDABLE]
    if strange or not doing.changes:
        raise Lacking("changes", found=", ".join(strange), allowed=", ".join(AMENDABLE))
    if not 0 <= float(doing.changes.get("target", item.target)) <= item.lost:
        raise Lacking("target", found=doing.changes.get("target"), allowed=item.lost)
    fit(doing.changes, terms)
    return replace(item, **doing.changes)


def _issue(item: Item, doing: Doing, terms: Terms) -> Item:
    days = terms.deadline_class(item.deadline_class).days
    return replace(item, issued_by=doing.person, issued_on=doing.on, allowed=days)


def _sign(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, contacts=doing.contacts)


def _plan(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, plan=doing.plan, milestones=doing.milestones)


def _progress(item: Item, doing: Doing, _: Terms) -> Item:
    milestones = tuple(
        replace(one, done_on=one.done_on or doing.on) if position in doing.done else one
        for position, one in enumerate(item.milestones)
    )
    return replace(item, progress=doing.progress or 0, milestones=milestones)


def _report(item: Item, doing: Doing, _: Terms) -> Item:
    proofs = tuple(dict.fromkeys((*item.proofs, *doing.proofs)))
    return replace(item, proofs=proofs, reported_on=doing.on, progress=100)


def _send_back(item: Item, _: Doing, __: Terms) -> Item:
    if item.reported_on is None:  # it was the plan that was sent back
        return item
    return replace(
        item, returns=item.returns + 1, reported_on=None, verified_by="", verified_on=None,
        deviation_until=None, deviation_by="",
    )  # fmt: skip


def _accept_deviation(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, deviation_until=doing.until, deviation_by=doing.person)


def _verify(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, verified_by=doing.person, verified_on=doing.on)


def _close(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, closed_by=doing.person, closed_on=doing.on)


def _ask_extension(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, asked=doing.days, asked_by=doing.person)


def _grant_extension(item: Item, _: Doing, __: Terms) -> Item:
    return replace(
        item, extension=item.extension + item.asked, extensions=item.extensions + 1, asked=0, asked_by=""
    )


def _refuse_extension(item: Item, _: Doing, __: Terms) -> Item:
    return replace(item, extensions=item.extensions + 1, asked=0, asked_by="")


def _contest(item: Item, _: Doing, __: Terms) -> Item:
    return replace(item, contests=item.contests + 1)


def _suspend(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, suspended_until=doing.until)


def _hold(item: Item, doing: Doing, _: Terms) -> Item:
    return replace(item, held_on=doing.on)


EFFECTS: Mapping[str, Callable[[Item, Doing, Terms], Item]] = {
    "amend": _amend,
    "issue": _issue,
    "sign": _sign,
    "plan": _plan,
    "progress": _progress,
    "report": _report,
    "send_back": _send_back,
    "accept_deviation": _accept_deviation,
    "verify": _verify,
    "close": _close,
    "ask_extension": _ask_extension,
    "grant_extension": _grant_extension,
    "refuse_extension": _refuse_extension,
    "contest": _contest,
    "suspend": _suspend,
    "hold": _hold,
}
