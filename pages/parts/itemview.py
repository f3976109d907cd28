"""One rectification item on the page: what is asked, when what comes, before and after, its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.queries import papers
from data.queries.rectification import REGISTER, Dossier
from data.queries.rectified import Standpoint
from data.words import has, reason
from metrics.procedure.items import MUNICIPAL, Event, Item
from metrics.procedure.lifecycle import CLOSED
from metrics.procedure.terms import Terms
from pages.parts import forms, frame, lamps, letterqueue, proofs, said
from pages.parts.frame import Visit, link
from pages.parts.ledger import lost_words
from pages.parts.markup import Child, Markup, as_written, show, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line


def line(dossier: Dossier) -> Line:
    """The item as a row of a list."""
    item, clock = dossier.item, dossier.clock
    row: dict[str, Any] = {name: getattr(item, name, None) for name in REGISTER}
    row |= {
        name: getattr(clock, name)
        for name in ("lamp", "deadline", "left", "late", "running", "behind", "known")
    }
    row |= {
        "look_from": dossier.look_window[0] if dossier.look_window else None,
        "problem": "",
        "measure": "",
        "waits_for": " ".join(dossier.waits_for),
    }
    return read.lines(pd.DataFrame([row], dtype=object))[0]


def sentence(visit: Visit, dossier: Dossier) -> str:
    """Whose, what, in which state, how its clock stands, and who has to move."""
    one = line(dossier)
    code, clock = read.timed(one)
    roles = read.movers(one, visit.desk.today)
    numbers = {
        "body": dossier.body.name,
        "title": dossier.indicator.title,
        "state": visit.say(f"item_state.{one.state}"),
        "clock": visit.say(f"lamp.{code}", **clock),
        "who": [visit.say(f"role.{role}") for role in roles],
    }
    return visit.say("item.lead_waits" if roles else "item.lead", **numbers)


def state(visit: Visit, dossier: Dossier, terms: Terms) -> None:
    """Number, lamp, deadline, kind; the papers about it."""
    item, clock = dossier.item, dossier.clock
    facts = [
        tag("span", lamps.lamp(visit, line(dossier))),
        item.number,
        visit.say(f"item_kind.{item.kind}"),
        visit.say("item.deadline", on=clock.deadline, allowed=clock.allowed) if clock.deadline else "",
        look(visit, dossier),
    ]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            chips = (
                tag("span", tag("span", visit.demo, class_="chip demo"), class_="bare")
                if visit.demo
                else None
            )
            show(tag("div", chips, [tag("span", one) for one in facts if one], class_="state"))
        if item.issued_on is not None and dossier.item.state != "dropped":
            letterqueue.take(visit.say("item.notice"), papers.notice(visit.desk, [item.number]), "notice")
            letterqueue.take(visit.say("item.reply"), papers.reply(visit.desk, [item.number]), "reply")
    if item.issued_on is not None and not clock.known:
        show(tag("p", visit.say("item.unknown"), class_="banner"))


def look(visit: Visit, dossier: Dossier) -> str:
    """When a closed item is to be looked at again."""
    if dossier.look_window is None or dossier.item.state != CLOSED:
        return ""
    first, last = dossier.look_window
    return visit.say("item.look", first=first, last=last)


def who(visit: Visit, person: str) -> str:
    """Who it was; of a reporter which body's."""
    words = said.person(person, visit.language).split(" ")
    return " ".join(said.body_name(visit, one) for one in words)


def asked(visit: Visit, dossier: Dossier, terms: Terms) -> Markup:
    """What is wrong, what is to be done, what counts as proof; by whom, until when."""
    item, say, spoken = dossier.item, visit.say, visit.language
    named: dict[str, Mapping[str, Child]] = {
        "severity": {one.code: one.title[spoken] for one in terms.severities},
        "class": {one.code: one.title[spoken] for one in terms.classes},
        "type": {one.code: one.title[spoken] for one in terms.problems},
        "origin": {one.code: one.title[spoken] for one in terms.origins},
    }
    rows: list[tuple[str, Child]] = [
        ("register.problem", as_written(item.problem[spoken], spoken)),
        ("register.measure", as_written(item.measure[spoken], spoken)),
        ("register.proof_wanted", as_written(item.proof_wanted[spoken], spoken)),
        ("item.goal", say("item.goal_some", target=item.target) if item.target else say("item.goal_none")),
        (
            "item.kind_of",
            say("join.list").join(
                str(one)
                for one in (
                    named["severity"].get(item.severity),
                    named["class"].get(item.deadline_class),
                    named["type"].get(item.problem_type),
                    named["origin"].get(item.origin),
                )
                if one
            ),
        ),
        ("item.contacts", contacts(visit, item)),
        ("register.plan", as_written(item.plan, spoken) if item.plan else ""),
        ("item.milestones", milestones(visit, item)),
        ("register.progress", say("item.percent", n=item.progress) if item.progress else ""),
        ("item.extension", extension(visit, item)),
        (
            "item.deviation",
            say("item.deviation_until", on=item.deviation_until) if item.deviation_until else "",
        ),
        ("item.people", people(visit, item)),
        ("item.related", related(visit, dossier)),
    ]
    cells = [tag("div", tag("dt", say(key)), tag("dd", words)) for key, words in rows if words]
    return tag("section", tag("h2", say("item.asked")), tag("dl", cells, class_="facts card"))


def contacts(visit: Visit, item: Item) -> Child:
    """Who answers for it in the body."""
    told = [item.contacts.leader, item.contacts.handler, item.contacts.phone]
    return [[as_written(one, visit.language), " "] for one in told if one]


def milestones(visit: Visit, item: Item) -> Child:
    """The steps of the plan, done or not."""
    if not item.milestones:
        return ""
    told = [
        tag(
            "li",
            ("✓ " if one.done_on else "○ "),
            as_written(one.title, visit.language),
            " ",
            tag(
                "span",
                visit.say("item.done_on", on=one.done_on)
                if one.done_on
                else visit.say("item.due_day", n=one.due),
                class_="note",
            ),
        )
        for one in item.milestones
    ]
    return tag("ul", told)


def extension(visit: Visit, item: Item) -> str:
    """Days asked for, or granted."""
    if item.asked:
        return visit.say("item.asked_days", n=item.asked)
    return visit.say("item.granted_days", n=item.extension) if item.extension else ""


def people(visit: Visit, item: Item) -> str:
    """Who drafted, issued, verified and closed it."""
    told = [
        visit.say(f"item.by_{name}", who=who(visit, one))
        for name, one in (
            ("drafted", item.drafted_by),
            ("issued", item.issued_by),
            ("verified", item.verified_by),
            ("closed", item.closed_by),
        )
        if one
    ]
    return visit.say("join.list").join(told)


def related(visit: Visit, dossier: Dossier) -> Child:
    """The item it comes from, last year's, those that came of it."""
    told: list[Child] = []
    for key, found in (
        ("parent", [dossier.parent]),
        ("previous", [dossier.previous]),
        ("child", dossier.children),
    ):
        told += [
            [
                visit.say(f"item.{key}"),
                " ",
                link(one.number, forms.address("handling", item=one.number, round=one.round)),
                " ",
            ]
            for one in found
            if one is not None
        ]
    return told


def schedule(visit: Visit, dossier: Dossier, today: Any) -> Markup | None:
    """When it turns what, and to whom the letter goes, if nothing is done."""
    if not dossier.schedule:
        return None
    say = visit.say
    steps = [
        tag(
            "li",
            tag("b", letterqueue.step(visit, rung)),
            tag("span", say("days.on", on=day), class_="note"),
            tag("br"),
            tag("span", say("item.goes_to", to=rung.to), class_="note"),
            class_="past" if day <= today else None,
        )
        for rung, day in dossier.schedule
    ]
    note = say("item.schedule_note" if dossier.clock.running else "item.schedule_stopped")
    return tag(
        "section",
        tag("h2", say("item.schedule")),
        tag("p", note, class_="note"),
        tag("div", tag("ol", steps, class_="days"), class_="card strip"),
    )


def before_after(visit: Visit, dossier: Dossier) -> Markup:
    """The row of the ledger and the evidence: as it was drafted, and as it is now."""
    say = visit.say
    sides = [
        side(visit, dossier, "item.before", dossier.before, dossier.proofs_before),
        side(visit, dossier, "item.after", dossier.after, dossier.proofs_after),
    ]
    return tag(
        "section",
        tag("h2", say("item.before_after")),
        tag("p", say("item.before_after_note"), class_="note"),
        tag("div", sides, class_="pair"),
    )


def side(visit: Visit, dossier: Dossier, key: str, stands: Standpoint, found: Sequence[Any]) -> Markup:
    """One of the two: points, what was lost and why, the evidence that stood."""
    say = visit.say
    earned = (
        say("body.of_full", points=stands.points, full=stands.full_marks)
        if stands.points is not None
        else "–"
    )
    rows: list[tuple[str, Child]] = [
        (say("column.points"), earned),
        (say("column.lost"), tag("b", lost_words(stands.lost))),
        (say("item.why"), why(visit, dossier, stands)),
    ]
    cells = [tag("div", tag("dt", name), tag("dd", words)) for name, words in rows]
    return tag(
        "section",
        tag("h3", say(key)),
        tag("dl", cells, class_="facts"),
        proofs.listing(visit, tuple(found)),
        class_="card",
    )


def why(visit: Visit, dossier: Dossier, stands: Standpoint) -> str:
    """Why points are lost, in words; that none are."""
    if not stands.reason:
        return visit.say("item.nothing_lost")
    if dossier.item.kind == MUNICIPAL:
        return visit.say("item.losing", losing=stands.facts.get("losing", 0), of=stands.facts.get("of", 0))
    return reason(dossier.indicator, stands.reason, stands.facts, visit.language)


def history(visit: Visit, dossier: Dossier, terms: Terms) -> Markup:
    """Everything that happened, the newest first; reasons are kept for ever."""
    entries = [entry(visit, one, terms) for one in reversed(dossier.events)]
    title = tag("h2", visit.say("item.history", n=len(dossier.events)))
    return tag("section", title, tag("ol", entries, class_="timeline card"))


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
    if one.act == "remeasure":
        told.append(visit.say("item.detail_rows", n=len(one.detail.get("rows", ()))))
    if "child" in one.detail:
        number = str(one.detail["child"])
        told.append([visit.say("item.child"), " ", link(number, forms.address("handling", item=number))])
    return told


def whole(visit: Visit, dossier: Dossier, terms: Terms) -> None:
    """Everything there is to read about it, below what is to be done."""
    left, right = frame.beside(6, 5, name="item")
    with left:
        show(asked(visit, dossier, terms))
    with right:
        show(history(visit, dossier, terms))
    show(schedule(visit, dossier, visit.desk.today), before_after(visit, dossier))
    if dossier.letters:
        show(
            tag("h2", visit.say("letters.of_item", n=len(dossier.letters))),
            letterqueue.of_item(visit, dossier.letters, terms),
        )
