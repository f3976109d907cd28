"""The days of a round as a strip, with today on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metrics.model import Milestone
from pages.parts.frame import Visit
from pages.parts.markup import LOCALES, Markup, lang_of, tag
from pages.parts.readings.steps import Course, course


def strip(visit: Visit, steps: Sequence[Milestone], today: date) -> Markup | None:
    """One step after another, those past filled; None where the plan names no days."""
    if not steps:
        return None
    found = course(steps, today)
    line = tag("ol", [step(visit, one, at < found.past) for at, one in enumerate(found.steps)], class_="days")
    head = tag("p", tag("b", visit.say("days.title")), " ", where(visit, found, today), class_="small")
    return tag(
        "section", head, tag("div", line, mark(visit, found, today), class_="course"), class_="card strip"
    )


def step(visit: Visit, one: Milestone, past: bool) -> Markup:
    """One day: a point, its name, the date; the paper behind it on hover."""
    own = LOCALES[visit.language]
    return tag(
        "li",
        tag("b", one.title[visit.language], lang=own),
        tag("span", visit.say("days.on", on=one.on), class_="note", lang=own),
        class_="past" if past else None,
        title=one.source or None,
        lang=lang_of(one.source, visit.language) if one.source else None,
    )


def where(visit: Visit, found: Course, today: date) -> str:
    """How far the round is, in words."""
    if found.following is None:
        return visit.say("days.over", n=len(found.steps), today=today)
    left = (found.following.on - today).days
    return visit.say("days.next", title=found.following.title, on=found.following.on, left=left)


def mark(visit: Visit, found: Course, today: date) -> Markup | None:
    """Today as a tick; none where it lies outside the days (the words say so)."""
    if found.today is None:
        return None
    half = 50 / len(found.steps)  # the points stand in the middle of equal columns
    at = half + found.today * (100 - 2 * half)
    return tag("span", visit.say("days.today", on=today), class_="today", style=f"left:{at:.2f}%")
