"""Exemplars: who put the same thing right best, and what they did; the bodies most like the one that asks."""

from __future__ import annotations

import streamlit as st

from data.queries import library
from data.queries.library import Exemplar, Library
from data.words import refusal
from metrics.errors import EvaluationError
from pages.parts import forms, frame
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Markup, as_written, show, tag
from pages.parts.rectification import whose
from pages.parts.remembered import of_record
from pages.parts.results import lost


def about(visit: Visit, told: Library) -> str:
    """Which indicator: those the body loses on first, those with an exemplar before the others."""
    helped = [code for code in told.lost if code in told.found]
    helped.sort(key=lambda code: told.found[code][0].left < 0)  # first what was put right in time
    rest = [code for code in told.lost if code not in told.found]
    known = {one.code for one in visit.board.catalogue.indicators}
    others = sorted(code for code in told.found if code not in told.lost and code in known)
    codes = [*helped, *rest, *others]
    if not codes:
        return ""

    def title(code: str) -> str:
        n = len(told.found.get(code, ()))
        name = said.indicator_name(visit, code)
        return visit.say("exemplars.counted", title=name, n=n) if n else name

    return forms.pick("indicator", visit.say("ask.indicator"), codes, title, width=520)


def sentence(visit: Visit, body: str, code: str, told: Library) -> str:
    """Who did it best, and how fast."""
    found = told.found.get(code, ())
    title = visit.board.catalogue.indicator(code).title if code else ""
    if not found:
        return visit.say("exemplars.lead_none", title=title) if code else visit.say("exemplars.lead_empty")
    best = found[0]
    key = "lead_nameless" if best.name is None else "lead_late" if best.left < 0 else "lead"
    return visit.say(f"exemplars.{key}", title=title, body=best.name, days=best.days, gained=best.gained)


def card(visit: Visit, one: Exemplar, best: bool) -> Markup:
    """One exemplar: who, how fast, what came back, what they did."""
    say = visit.say
    chips = [
        tag("span", say("exemplars.best"), class_="chip sealed") if best else None,
        tag("span", say("exemplars.alike", n=one.rank), class_="chip") if one.rank else None,
        tag("span", say("exemplars.held"), class_="chip") if one.held else None,
    ]
    told = [
        say("exemplars.days", n=one.days),
        say("exemplars.early", n=one.left) if one.left >= 0 else say("exemplars.late", n=-one.left),
        say("exemplars.gained", n=one.gained) if one.gained > 0 else "",
        say("exemplars.returns", n=one.returns) if one.returns else say("exemplars.at_once"),
        say("exemplars.closed", on=one.closed_on) if one.closed_on else "",
    ]
    number = (
        link(one.number, forms.address("handling", item=one.number))
        if one.number and visit.desk.may("rectification.read", body=one.body)
        else one.number
    )
    steps = tag("ol", [tag("li", as_written(it, visit.language)) for it in one.steps], class_="plain steps")
    return tag(
        "section",
        tag("h3", one.name[visit.language] if one.name else say("exemplars.nameless"), " ", chips),
        tag("p", [tag("span", it) for it in told if it], class_="state"),
        tag("blockquote", as_written(one.plan, visit.language)) if one.plan else tag(
            "p", say("exemplars.no_plan"), class_="note"),
        steps if one.steps else None,
        tag("p", [number, " · "] if one.number else None, say("exemplars.round", round=one.round),
            class_="note"),
        class_="card exemplar",
    )  # fmt: skip


def fallback(visit: Visit, code: str, told: Library) -> Markup | None:
    """Bodies of the kind with full marks, the most alike first, for who may see their names."""
    best = told.best.get(code, ())[: lost.FEW]
    if not best:
        return None
    one = visit.board.catalogue.indicator(code)
    items = [
        tag("li", link(said.body_name(visit, it), forms.address("method", body=it, indicator=code)),
            tag("span", visit.say("exemplars.rank", n=at), class_="muted"))
        for at, it in enumerate(best, 1)
    ]  # fmt: skip
    return tag(
        "section",
        tag("h2", visit.say("exemplars.full", n=len(told.best[code]))),
        tag("p", visit.say("exemplars.full_note", title=one.title), class_="note"),
        tag("ul", items),
        class_="list",
    )


def learnt(visit: Visit, body: str, code: str, told: Library) -> list[Markup | None]:
    """The body's own loss, who put the same right and how, who never lost it."""
    if not code:
        return []
    found = told.found.get(code, ())
    cards = [card(visit, one, at == 0 and one.left >= 0) for at, one in enumerate(found)]
    shown = [
        tag("h2", visit.say("exemplars.title", n=len(found))), tag("div", cards, class_="exemplars")
    ] if found else [tag("p", visit.say("exemplars.none"), class_="empty", role="status")]  # fmt: skip
    return [lost.own(visit, body, code), *shown, fallback(visit, code, told)]


visit = frame.enter()
top = st.container()
with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    body = whose.body(visit, "exemplars")
    try:
        told = of_record(visit, "library", lambda: library.library(visit.desk, visit.round.code, body), body)
    except EvaluationError as refused:
        frame.nothing(refusal(refused, visit.language))
    code = about(visit, told)
with top:
    frame.lead(visit, "exemplars", sentence(visit, body, code, told))
    n = sum(len(one) for one in told.found.values())
    frame.state(visit, visit.say("exemplars.state", n=n, of=len(told.found)))
show(*of_record(visit, "exemplars", lambda: learnt(visit, body, code, told), body, code))
whose.notes(visit, "exemplars", body)
