"""Notifications as a list, day by day, newest first; what nobody has seen yet is marked in shape and word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from data.queries import notifications
from data.queries.notifications import Notification
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, as_written, tag

NEW, SEEN = "●", "○"


def lists(visit: Visit, found: Sequence[Notification], first: int) -> list[Markup | None]:
    """The `first` of them, and what came before folded."""
    return [listing(visit, found[:first]), older(visit, found[first:])]


def listing(visit: Visit, found: Sequence[Notification]) -> Markup:
    """The days, and under each what was told."""
    days = groupby(found, key=lambda one: said.moment(one.at).date())  # type: ignore[union-attr]
    return tag("div", [_day(visit, day, list(those)) for day, those in days], class_="inbox")


def older(visit: Visit, found: Sequence[Notification]) -> Markup | None:
    """What came before, folded."""
    if not found:
        return None
    title = tag("summary", visit.say("inbox.older", n=len(found)))
    return tag("details", title, listing(visit, found), class_="fold")


def _day(visit: Visit, day: object, those: Sequence[Notification]) -> Markup:
    return tag(
        "section",
        tag("h2", visit.say("days.on", on=day)),
        tag("ul", [entry(visit, one) for one in those], class_="card"),
    )


def entry(visit: Visit, one: Notification) -> Markup:
    """One notification: seen or not, when, what, and the way to the item."""
    fresh = one.seen_at is None
    sign = tag(
        "span",
        f"{NEW if fresh else SEEN} {visit.say('inbox.new' if fresh else 'inbox.seen')}",
        class_="lamp near" if fresh else "lamp rest",
        title=None if fresh else _reader(visit, one),
    )
    at = tag("span", visit.say("inbox.at", at=said.moment(one.at)), class_="muted number")
    words, reason = said_by(visit, one)
    body = said.body_name(visit, one.whose) if one.whose and not one.body else ""
    below: list[Child] = [body] if body else []
    return tag(
        "li",
        sign,
        at,
        tag(
            "span",
            tag("b", words) if fresh else words,
            reason,
            [tag("span", it, class_="note") for it in below],
        ),
        _way(visit, one),
        class_="fresh" if fresh else None,
    )


def said_by(visit: Visit, one: Notification) -> tuple[str, Child]:
    """The sentence, and the words of a person it ends with, in the language they are written in."""
    whole = notifications.sentence(visit.desk, one)
    bare = notifications.sentence(visit.desk, replace(one, facts={**one.facts, "reason": ""}))
    if whole == bare:  # the sentence quotes nobody
        return whole, None
    return bare, as_written(str(one.facts["reason"]), visit.language)


def _way(visit: Visit, one: Notification) -> Markup:
    """Into the item; letters are there too."""
    if not one.number:
        return tag("span")
    key = "inbox.to_letter" if one.letter else "inbox.to_item"
    return tag(
        "span", link(visit.say(key), forms.address("handling", item=one.number)), class_="nowrap small"
    )


def _reader(visit: Visit, one: Notification) -> str:
    """Who saw it first, and when."""
    return visit.say("inbox.by", by=said.person(one.seen_by, visit.language), at=said.moment(one.seen_at))
