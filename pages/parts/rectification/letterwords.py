"""How letters of the ladder are told: step, reason, number; those of one item as a table."""

from __future__ import annotations

from collections.abc import Sequence

from data.queries.letters import Letter
from metrics.procedure.terms import Rung, Terms
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, tag
from pages.parts.rectification import lamps
from pages.parts.tables import Column, table

SENT = "sent"  # state of a letter


def step(visit: Visit, rung: Rung) -> Markup:
    """The step of the ladder with the colour of its letter, in shape and word."""
    sign = lamps.SIGNS[rung.lamp]
    return tag("span", f"{sign} {rung.title[visit.language]}", class_=f"lamp {lamps.LEVELS[rung.lamp]}")


def why(visit: Visit, one: Letter) -> str:
    """How the clock stood when it was drafted."""
    late, left = int(one.facts.get("late") or 0), int(one.facts.get("left") or 0)
    if late:
        return visit.say("lamp.late", n=late)
    if one.facts.get("behind"):
        return visit.say("lamp.behind", n=left)
    returns = int(one.facts.get("returns") or 0)
    return visit.say("lamp.returned", n=returns) if returns else visit.say("lamp.left", n=left)


def numbered(visit: Visit, one: Letter, terms: Terms) -> str:
    """〔2026〕3号 of the office's code."""
    return visit.say("paper.number", code=terms.sender.code, year=one.year, serial=one.serial)


def of_item(visit: Visit, found: Sequence[Letter], terms: Terms) -> Markup:
    """The letters of one item as a table."""
    say = visit.say
    told = [
        Column(say("letters.step"), lambda one: step(visit, terms.rung(one.step))),
        Column(say("letters.state"), lambda one: say(f"letter_state.{one.state}")),
        Column(say("letters.number"), lambda one: numbered(visit, one, terms) if one.state == SENT else "–"),
        Column(say("letters.drafted_on"), lambda one: day(visit, one.drafted_on)),
        Column(say("letters.sent_at"), lambda one: by(visit, one)),
        Column(say("letters.why"), lambda one: why(visit, one)),
    ]
    return table(found, told, say("letters.of_item", n=len(found)))


def day(visit: Visit, on: object) -> Markup:
    """A day in one piece."""
    return tag("span", visit.say("days.on", on=on), class_="nowrap")


def by(visit: Visit, one: Letter) -> Child:
    """Who sent it and when."""
    if one.sent_at is None:
        return "–"
    at = said.moment(one.sent_at)
    return visit.say("letters.by", by=said.person(one.sent_by, visit.language), at=at)
