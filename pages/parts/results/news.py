"""What is new since this person last looked: who did what, and what it moved in points and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from data.actions import looks
from data.queries import since
from data.queries.since import News, Since
from data.words import place
from metrics.errors import EvaluationError
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings import moves
from pages.parts.remembered import of_record
from pages.parts.results import scoretables

SESSION = "session"
NAMED = 3  # bodies named in one piece of news
MOST = 5  # pieces shown before the rest is folded


def look(visit: Visit) -> looks.Look | None:
    """The look of this session, noted the first time; None for who is nobody in particular (a viewer)."""
    if not visit.desk.may("observations.read", body=visit.desk.body):
        return None
    name = f"look:{visit.round.code}:{visit.desk.person}"
    if name not in st.session_state:
        session = st.session_state.setdefault(SESSION, uuid4().hex)
        try:
            st.session_state[name] = looks.note(visit.desk, visit.round.code, session)
        except EvaluationError:  # the database is busy: no reason to keep the page from anybody
            return None
    found: looks.Look = st.session_state[name]
    return found


def card(visit: Visit) -> Markup | None:
    """The feed as a card; None for a viewer."""
    seen = look(visit)
    if seen is None:
        return None
    return of_record(visit, "news", lambda: drawn(visit, seen), seen.seen_before, seen.at_before)


def drawn(visit: Visit, seen: looks.Look) -> Markup:
    """The pieces of news since the look before."""
    first = seen.seen_before is None
    found = since.since(visit.desk, visit.round.code, seen.seen_before or 0)
    note = (
        visit.say("since.first")
        if first
        else visit.say("since.last", at=said.moment(seen.at_before), n=len(found.news) + found.earlier)
    )
    items = [piece(visit, one, first=first) for one in found.news]
    body: Child = [listed(items[:MOST]), rest(visit, items[MOST:], found.earlier)]
    if not items:
        body = [tag("p", visit.say("since.nothing"), class_="muted small"), seen_before(visit)]
    return tag(
        "section",
        tag("h2", visit.say("since.title_first" if first else "since.title")),
        tag("p", note, class_="note"),
        None if first else summary(visit, found),
        body,
        class_="list news",
    )


def seen_before(visit: Visit) -> Markup | None:
    """What this person has seen already, folded, so that a second look finds it again."""
    old = since.since(visit.desk, visit.round.code, 0)
    return rest(visit, [piece(visit, one, first=True) for one in old.news], old.earlier)


def summary(visit: Visit, found: Since) -> Markup | None:
    """All of it together in one line."""
    if not found.news:
        return None
    counted = moves.tally(found.moved)
    key = (
        "since.nobody" if counted.nothing
        else "since.all_grades" if counted.grades
        else "since.all" if counted.totals
        else "since.all_places"
    )  # fmt: skip
    return tag("p", visit.say(key, **numbers(counted)), class_="sum")


def numbers(counted: moves.Tally) -> dict[str, int]:
    """What the sentences about moves may quote."""
    return {
        "n": counted.totals, "up": counted.up, "down": counted.down, "grades": counted.grades,
        "places": counted.only_places,
    }  # fmt: skip


def listed(items: Sequence[Markup]) -> Markup:
    """Pieces of news under one another."""
    return tag("ul", items)


def rest(visit: Visit, items: Sequence[Markup], earlier: int) -> Markup | None:
    """The older pieces, folded; how many more the record has."""
    if not items and not earlier:
        return None
    words = visit.say("since.more", n=len(items) + earlier)
    more = tag("p", visit.say("since.earlier", n=earlier), class_="note") if earlier else None
    return tag("details", tag("summary", words), listed(items), more, class_="small")


def piece(visit: Visit, one: News, *, first: bool) -> Markup:
    """One piece: what, by whom, when; and below what it moved."""
    by = said.person(one.person, visit.language)
    told = visit.say(
        f"since.{one.what}", who=by, acts=one.acts, cells=one.cells, bodies=len(one.bodies),
        names=[said.body_name(visit, code) for code in one.bodies[:NAMED]], edition=one.edition or 0,
    )  # fmt: skip
    time = tag("span", visit.say("overview.at", at=one.at), class_="number small muted")
    return tag("li", tag("span", told, batches(visit, one)), time, effect(visit, one, first=first))


def batches(visit: Visit, one: News) -> Child:
    """Links to the batches in the log, the last few."""
    shown = one.batches[-NAMED:]
    return [
        [" ", link(visit.say("since.batch", n=number), forms.address("intake", batch=str(number)))]
        for number in shown
    ]


def effect(visit: Visit, one: News, *, first: bool) -> Markup | None:
    """What it moved: how many totals and grades, the largest by name."""
    if first or one.what in ("computed", "sealed", "opened"):
        return None
    counted = moves.tally(one.moved)
    if counted.nothing:
        return tag("p", visit.say("since.no_effect"), class_="note")
    key = (
        "since.effect_grades" if counted.grades
        else "since.effect" if counted.totals
        else "since.effect_places"
    )  # fmt: skip
    named = moves.largest(one.moved, NAMED)
    lines: list[Child] = [visit.say(key, **numbers(counted))]
    lines += [[" ", moved(visit, row)] for row in named]
    return tag("p", lines, class_="note moves")


def moved(visit: Visit, row: Mapping[Any, Any]) -> Markup:
    """One body: from which total and place to which; another grade is said."""
    code = str(row["body"])
    name = said.body_name(visit, code)
    gap = float(row["total"]) - float(row["total_before"])
    words = visit.say(
        "since.move", before=row["total_before"], after=row["total"], gap=scoretables.signed(gap)
    )
    places = [place(one, visit.language) if one == one else "" for one in (row["place_before"], row["place"])]
    if places[0] != places[1]:
        words += visit.say("since.places", before=places[0] or "–", after=places[1] or "–")
    grades = {one.code: one.title[visit.language] for one in visit.board.catalogue.grades}
    old, new = (grades.get(str(row[key]), "–") for key in ("grade_before", "grade"))
    if old != new:
        words += visit.say("since.grades", before=old, after=new)
    return tag("span", link(name, forms.address("body", body=code)), " ", words, class_="move")
