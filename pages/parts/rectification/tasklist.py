"""What is asked of one body, as cards: what is wrong, which proof counts, which letter comes when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from data.queries.tasks import Task
from metrics.procedure.terms import Rung
from pages.parts import forms, marks
from pages.parts.frame import Visit, link
from pages.parts.markup import Child, Markup, as_written, tag
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import lamps
from pages.parts.tables import Column, table


def cards(visit: Visit, found: Sequence[Task], lines: Mapping[str, Line]) -> Markup:
    """Open items, what is due first on top."""
    return tag("div", [card(visit, one, lines[one.item.number]) for one in found], class_="tasks")


def card(visit: Visit, one: Task, line: Line) -> Markup:
    """One item."""
    item, say = one.item, visit.say
    asked = visit.board.catalogue.indicator(item.indicator)
    head = tag(
        "div",
        lamps.lamp(visit, line),
        tag("span", say("days.on", on=one.clock.deadline), class_="nowrap") if one.clock.deadline else None,
        tag("span", say(f"item_state.{item.state}")),
        link(item.number, forms.address("handling", item=item.number)),
        class_="taskhead",
    )
    title = tag("h3", marks.indicator_link(visit, asked, item.body))
    return tag("section", head, title, asks(visit, one), ladder(visit, one), doing(visit, one), class_="card")


def asks(visit: Visit, one: Task) -> Markup:
    """What is wrong, what is to be done, what counts as proof."""
    item, spoken = one.item, visit.language
    rows = [
        (key, as_written(words[spoken], spoken))
        for key, words in (
            ("mine.problem", item.problem), ("mine.measure", item.measure), ("mine.proof", item.proof_wanted),
        )
        if words[spoken]
    ]  # fmt: skip
    if item.asked:
        rows.append(("mine.asked", Markup(visit.say("item.asked_days", n=item.asked))))
    cells = [tag("div", tag("dt", visit.say(key)), tag("dd", words)) for key, words in rows]
    return tag("dl", cells, class_="facts")


def ladder(visit: Visit, one: Task) -> Markup | None:
    """Which letter comes on which day to whom, if nothing is done; those whose day has come are marked."""
    if not one.ladder:
        return None
    key = "mine.ladder" if one.clock.running else "mine.ladder_stopped"
    head = tag("span", visit.say(key), class_="note")
    rungs = [step(visit, rung, day, past) for rung, day, past in one.ladder]
    return tag("div", head, tag("ol", rungs, class_="rungs"), class_="ladder")


def step(visit: Visit, rung: Rung, day: date, past: bool) -> Markup:
    """One step: its day, its letter in the colour and shape of its lamp, to whom it goes."""
    sign = tag("span", lamps.SIGNS[rung.lamp], class_=f"lamp {lamps.LEVELS[rung.lamp]}")
    when = visit.say("mine.came" if past else "mine.comes", on=day)
    return tag(
        "li",
        tag("b", sign, " ", rung.title[visit.language]),
        tag("span", when),
        tag("span", rung.to[visit.language], class_="note"),
        class_="past" if past else None,
    )


def doing(visit: Visit, one: Task) -> Markup:
    """What the body may do now; each leads into the item, where its form stands."""
    if not one.acts:
        return tag("p", visit.say("mine.waits"), class_="note")
    href = forms.address("handling", item=one.item.number)
    first = [act for act in one.acts if act in one.onward]
    rest = [act for act in one.acts if act not in one.onward]
    links: list[Child] = [
        link(visit.say(f"item_act.{act}"), href, class_="do first" if act in first else "do")
        for act in (*first, *rest)
    ]
    return tag("p", tag("span", visit.say("mine.can"), class_="note"), links, class_="can")


def ended(visit: Visit, found: Sequence[Task], lines: Mapping[str, Line]) -> Markup | None:
    """What has ended, folded."""
    if not found:
        return None
    say = visit.say
    columns = [
        Column(say("register.lamp"), lambda one: lamps.lamp(visit, lines[one.item.number])),
        Column(say("register.number"), lambda one: tag("span", link(
            one.item.number, forms.address("handling", item=one.item.number)), class_="nowrap")),
        Column(say("register.state"), lambda one: say(f"item_state.{one.item.state}")),
        Column(say("column.indicator"), lambda one: marks.indicator_link(
            visit, visit.board.catalogue.indicator(one.item.indicator), one.item.body)),
        Column(say("mine.ended_on"), lambda one: tag(
            "span", say("days.on", on=one.item.ended_on), class_="nowrap") if one.item.ended_on else "–",
            lambda one: str(one.item.ended_on or "")),
    ]  # fmt: skip
    title = say("mine.ended", n=len(found))
    return tag("details", tag("summary", title), table(found, columns, title), class_="fold")
