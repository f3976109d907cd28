"""One rectification item on the page: what is asked, when what comes, before and after, its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.queries import papers
from data.queries.notices import numbered
from data.queries.rectification import REGISTER, Dossier
from metrics.procedure.items import Item
from metrics.procedure.lifecycle import CLOSED
from metrics.procedure.terms import Terms
from pages.parts import forms, frame
from pages.parts.frame import Visit, link
from pages.parts.markup import Child, Markup, as_written, show, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import lamps, letterqueue, letterwords
from pages.parts.rectification.itemhistory import history, who
from pages.parts.rectification.itemsides import before_after


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
            for kind, made in (("notice", papers.notice), ("reply", papers.reply)):
                letterqueue.take(
                    visit.say(f"item.{kind}"),
                    f"{item.number}-{kind}",
                    lambda made=made: made(visit.desk, [item.number]),
                )
    if item.issued_on is not None and not clock.known:
        show(tag("p", visit.say("item.unknown"), class_="banner"))


def look(visit: Visit, dossier: Dossier) -> str:
    """When a closed item is to be looked at again."""
    if dossier.look_window is None or dossier.item.state != CLOSED:
        return ""
    first, last = dossier.look_window
    return visit.say("item.look", first=first, last=last)


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
        ("register.notice", notice(visit, dossier)),
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


def notice(visit: Visit, dossier: Dossier) -> str:
    """The number of the notice it was issued with, and how many problems stand on it."""
    one = dossier.notice
    if one is None:
        return ""
    return visit.say("item.notice_of", number=numbered(one, visit.language), n=len(one.items))


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
            tag("b", letterwords.step(visit, rung)),
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
            letterwords.of_item(visit, dossier.letters, terms),
        )
