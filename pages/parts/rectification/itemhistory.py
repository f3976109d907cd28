"""What happened to an item, the newest first: who, when, why, with what."""

from __future__ import annotations

from collections.abc import Mapping

from data.queries.rectification import Dossier
from data.words import has
from metrics.model import Text
from metrics.procedure.items import Event
from metrics.procedure.terms import Terms
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, as_written, tag


def who(visit: Visit, person: str) -> str:
    """Who it was; of a reporter which body's."""
    words = said.person(person, visit.language).split(" ")
    return " ".join(said.body_name(visit, one) for one in words)


def history(visit: Visit, dossier: Dossier, terms: Terms) -> Markup:
    """Everything that happened, the newest first; reasons are kept for ever."""
    entries = [entry(visit, one, terms) for one in reversed(dossier.events)]
    title = visit.say("item.history", n=len(dossier.events))
    # A long one scrolls: the keyboard has to get at it.
    listed = tag("ol", entries, class_="timeline card", tabindex="0", aria_label=title)
    return tag("section", tag("h2", title), listed)


def entry(visit: Visit, one: Event, terms: Terms) -> Markup:
    """One thing that happened: what, who, when, why, with what."""
    by = who(visit, one.person)
    told = visit.say("item.event", by=by, at=said.moment(one.at))
    moved = None
    if one.came_from and one.came_from != one.led_to:
        moved = visit.say("item.moved", to=visit.say(f"item_state.{one.led_to}"))
    quoted = tag("blockquote", as_written(one.reason, visit.language)) if one.reason else None
    more = [tag("li", words) for words in details(visit, one, terms)]
    return tag(
        "li",
        tag(
            "p",
            tag("b", what(visit, one, terms)),
            " ",
            tag("span", moved, class_="muted small") if moved else None,
        ),
        tag("p", told, class_="note"),
        quoted,
        tag("ul", more, class_="small") if more else None,
        class_=f"act-{one.act}",
    )


def what(visit: Visit, one: Event, terms: Terms) -> str:
    """The act in words."""
    if one.act in ("letter_drafted", "letter_sent"):
        return visit.say(f"item.{one.act}", step=terms.rung(str(one.detail["step"])).title)
    return visit.say(f"item_act.{one.act}")


def details(visit: Visit, one: Event, terms: Terms) -> list[Child]:
    """What was brought along: days, dates, a plan, a file, what the rule said."""
    told: list[Child] = []
    for name, value in one.detail.items():
        key = f"item.detail_{name}"
        if has(key, visit.language) and isinstance(value, str | int | float) and not isinstance(value, bool):
            before, after = visit.say(key, value="\n").split("\n")
            told.append([before, as_written(str(value), visit.language), after])
    outcome = one.detail.get("outcome")
    if isinstance(outcome, Mapping):
        told.append(visit.say("item.detail_outcome", lost=float(outcome["lost"])))
    notice = one.detail.get("notice")
    if isinstance(notice, Mapping):
        number = visit.say("paper.number", **notice | {"code": Text(**notice["code"])})
        told.append(visit.say("item.notice_number", number=number))
    if one.act == "remeasure":
        told.append(visit.say("item.detail_rows", n=len(one.detail.get("rows", ()))))
    if "child" in one.detail:
        number = str(one.detail["child"])
        told.append([visit.say("item.child"), " ", link(number, forms.address("handling", item=number))])
    return told
