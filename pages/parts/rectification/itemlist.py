"""Rectification items as a table with lamps, filtered by what stands in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import papers, rectification
from pages.parts import forms
from pages.parts.frame import Download, Visit, link
from pages.parts.intake import said
from pages.parts.markup import Markup, as_written, show, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import filters, lamps
from pages.parts.remembered import of_record
from pages.parts.results.ledger import lost_words
from pages.parts.tables import Column, table

ALL, MINE, RUNNING = "all", "mine", "open"
TALL = 60
SHORT = 48  # characters of a problem in a list


def lines(visit: Visit) -> tuple[Line, ...]:
    """The register of the round as rows, as far as this person sees it; a refusal is not remembered."""
    return of_record(
        visit, "register", lambda: read.lines(rectification.register(visit.desk, visit.round.code))
    )


def register(visit: Visit) -> tuple[Download, ...]:
    """The register, as far as this person sees it."""
    book, plain = f"{visit.round.code}-rectification.xlsx", f"{visit.round.code}-rectification.csv"
    return (
        Download(
            visit.say("oversee.register"),
            book,
            papers.XLSX,
            lambda: papers.register(visit.desk, visit.round.code).content,
        ),
        Download(
            visit.say("download.csv"),
            plain,
            papers.CSV,
            lambda: papers.register_csv(visit.desk, visit.round.code).content,
        ),
    )


def show_list(visit: Visit, lines: Sequence[Line], mine: Sequence[Line]) -> None:
    """The filters in one row, the table below them."""
    found = ask(visit, lines, mine)
    say = visit.say
    if not found:
        show(tag("p", say("handle.none_fit"), class_="empty", role="status"))
        return
    show(tag("h2", say("handle.found", n=len(found))), listing(visit, found))


def ask(visit: Visit, lines: Sequence[Line], mine: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that are wanted."""
    say = visit.say
    known = read.bodies(lines, [one.code for one in visit.board.bodies])
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        scope = forms.segments(
            "scope",
            say("handle.scope"),
            [MINE, RUNNING, ALL],
            lambda one: say(f"handle.scope_{one}"),
            default=MINE if mine else RUNNING,
        )
        lamp = filters.one_of(
            visit, "lamp", "register.lamp", read.lamps(lines), lambda one: lamps.name(visit, one), 150
        )
        state = filters.one_of(
            visit, "state", "register.state", read.states(lines), lambda one: say(f"item_state.{one}"), 170
        )
        body = filters.one_of(visit, "body", "ask.body", known, lambda one: said.body_name(visit, one), 220)
        codes = list(dict.fromkeys(sorted(one.indicator for one in lines)))
        indicator = filters.one_of(
            visit, "indicator", "ask.indicator", codes, lambda one: said.indicator_name(visit, one), 300
        )
    chosen = mine if scope == MINE else lines
    return read.kept(
        chosen, body=body, lamp=lamp, state=state, indicator=indicator, open_only=scope == RUNNING
    )


def listing(visit: Visit, found: Sequence[Line]) -> Markup:
    """The table."""
    say = visit.say
    order = {one.number: at for at, one in enumerate(found)}
    columns = [
        Column(say("handle.item"), lambda one: named(visit, one), lambda one: order[one.number]),
        Column(say("register.body"), lambda one: said.body_name(visit, one.body), lambda one: one.body),
        Column(say("column.indicator"), lambda one: problem(visit, one), lambda one: one.indicator),
        Column(say("handle.state"), lambda one: state(visit, one), lambda one: one.state),
        Column(
            say("register.deadline"), lambda one: deadline(visit, one), lambda one: str(one.deadline or "9")
        ),
        Column(say("column.lost"), lambda one: lost_words(one.lost), lambda one: one.lost, number=True),
    ]
    title = say("handle.found", n=len(found))
    return tag("div", table(found, columns, title, tall=len(found) > TALL), class_="itemlist")


def named(visit: Visit, one: Line) -> Markup:
    """Its lamp, and its number as the way to it."""
    number = link(one.number, forms.address("handling", item=one.number))
    return tag("div", lamps.lamp(visit, one), tag("div", number, class_="small nowrap"))


def state(visit: Visit, one: Line) -> Markup:
    """The state, more time that was asked for, and who has to move."""
    more = tag("div", visit.say("item.asked_days", n=one.asked), class_="note") if one.asked else None
    moving = waits(visit, one)
    who = tag("div", visit.say("handle.waits", who=moving), class_="note") if moving else None
    return tag("div", visit.say(f"item_state.{one.state}"), more, who)


def problem(visit: Visit, one: Line) -> Markup:
    """The indicator, and in short what is wrong."""
    words = one.problem if len(one.problem) <= SHORT else one.problem[:SHORT].rstrip() + "…"
    return tag(
        "div",
        said.indicator_name(visit, one.indicator),
        tag("div", as_written(words, visit.language), class_="note"),
    )


def deadline(visit: Visit, one: Line) -> Markup:
    """The last day in time; that the calendar does not know it yet."""
    if one.deadline is None:
        return tag("span", "–")
    mark = tag("div", visit.say("handle.by_weekends"), class_="note") if one.open and not one.known else None
    return tag("div", tag("span", visit.say("days.on", on=one.deadline), class_="nowrap"), mark)


def waits(visit: Visit, one: Line) -> str:
    """The roles that have to move today."""
    roles = read.movers(one, visit.desk.today)
    return visit.say("handle.or").join(visit.say(f"role.{role}") for role in roles)
