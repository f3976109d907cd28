"""Scorecard of one body: why this score, where points went, how it stands among others, what would help."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import paths, scorecards, years
from data.queries.scorecards import Scorecard
from data.words import points
from pages.parts import exports, forms, frame, marks, roundwide
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, escape, show, tag
from pages.parts.readings import lossbook
from pages.parts.readings import standings as read
from pages.parts.readings.lossbook import Loss
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record, remembered
from pages.parts.results import (
    filed,
    ledger,
    pastyears,
    portrait,
    scoretables,
    sectionpeers,
    way,
)  # fmt: skip

LARGEST = 5  # losses shown in full before the sections


def ask(visit: Visit, rows: Sequence[Standing]) -> Standing:
    """Whose scorecard: a body in the order of the list."""
    named = {row.body.code: row for row in rows if row.named}
    order = [one.code for one in visit.board.bodies if one.code in named]
    asked = forms.chosen("body", order, visit.desk.body if visit.desk.body in named else order[0])
    names = {code: named[code].body.name[visit.language] for code in order}
    code = forms.pick("body", visit.say("ask.body"), order, names.__getitem__, default=asked, width=280)
    return named[code]


def sentence(visit: Visit, row: Standing, rows: Sequence[Loss]) -> str:
    """Total, grade, place, and where most was lost."""
    name, worst = row.body.name, next(iter(lossbook.of_marks(rows)), None)
    if not row.scored:
        return visit.say("body.unscored", name=name)
    place = (
        visit.say("body.place", place=row.place, of=row.of) if row.ranked else visit.say("standing.unranked")
    )
    if row.grade:
        told = visit.say("body.lead", name=name, total=row.total, grade=row.grade.title, place=place)
    else:
        told = visit.say("body.lead_ungraded", name=name, total=row.total, place=place)
    return told + (visit.say("body.worst", title=worst.indicator.title, lost=worst.lost) if worst else "")


def account(visit: Visit, row: Standing) -> Markup:
    """From points earned to the total, as one line of figures."""
    say = visit.say
    cells = [
        (say("column.points"), say("body.of_full", points=row.points, full=row.full_marks),
         say("body.earned_note")),
        (say("column.base"), points(row.base), say("body.base_note")),
        (say("column.deductions"), f"−{points(row.deductions)}", say("body.deductions_note")),
        (say("column.bonus"), f"+{points(row.bonus)}", say("body.bonus_note")),
        (say("column.total"), points(row.total), marks.place_words(visit, row)),
    ]  # fmt: skip
    drawn = [
        tag("div", tag("dt", name), tag("dd", value), tag("dd", note, class_="note"),
            class_="last" if at == len(cells) - 1 else None)
        for at, (name, value, note) in enumerate(cells)
    ]  # fmt: skip
    grade = tag(
        "div", tag("dt", say("column.grade")), tag("dd", marks.grade_chip(visit, row)), grade_note(visit, row)
    )
    return tag("dl", drawn, grade, class_="account")


def grade_note(visit: Visit, row: Standing) -> Markup:
    """What is special about the grade."""
    return tag("dd", visit.say("join.list").join(marks.remarks(visit, row)), class_="note")


def pictures(visit: Visit, row: Standing, rows: Sequence[Loss]) -> None:
    """Where it stands; where points went and the sections beside the peers; the way up and the years."""
    code = row.body.code
    band = roundwide.bands(visit).get(code)
    onward = remembered(visit, "path", lambda: paths.path(visit.desk, visit.round.code, code), code)
    line = of_record(visit, "line", lambda: years.line(visit.desk, visit.round.code, code), code)
    beside = roundwide.year_before(visit, line[-2].round.code) if len(line) > 1 else None
    portrait.stands(visit, row, everyone, band, onward, line[-2] if len(line) > 1 else None)
    left, right = frame.beside(1, 1, name="abreast")
    with left:
        portrait.fall(visit, row, rows)
    with right:
        sectionpeers.beside(visit, card)
    left, right = frame.beside(1, 1, name="abreast_onward") if len(line) > 1 else (st.container(), None)
    with left:
        show(remembered(visit, "way", lambda: way.card(visit, onward, rows), code))
    if right is not None:
        with right:
            pastyears.line(visit, row, line, beside)


def book(visit: Visit, row: Standing, rows: Sequence[Loss]) -> None:
    """The ledger: the largest in full and all of them by clause, or all by size."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width="stretch"):
            show(tag("h2", visit.say("ledger.title", n=len(rows))))
        order = forms.segments(
            "order", visit.say("ask.order"), ["clause", "size"], lambda one: visit.say(f"ledger.by_{one}"),
            quiet=True,
        )  # fmt: skip
    show(of_record(visit, "ledger", lambda: listed(visit, row, rows, order), row.body.code, order))


def listed(visit: Visit, row: Standing, rows: Sequence[Loss], order: str) -> list[Markup]:
    """The rows of the ledger in the order asked for, with what was handed in as evidence."""
    own = ledger.Book(row.body.code, filed.by_indicator(visit, row.body.code))
    groups = lossbook.grouped(visit.board.catalogue, rows)
    if order == "size" or not groups:
        return [ledger.by_size(visit, rows, own)]
    large = rows[:LARGEST]
    free = lossbook.unlost(visit.board, rows, row.body.code)
    return [
        tag("h3", visit.say("ledger.largest", n=len(large))), ledger.by_size(visit, large, own),
        tag("h3", visit.say("ledger.sections")), ledger.by_clause(visit, groups, own),
        escape(ledger.unlost(visit, free)),
    ]  # fmt: skip


def tables(visit: Visit, card: Scorecard) -> list[Markup]:
    """Adjustments, and every indicator."""
    return [scoretables.adjustments(visit, card), scoretables.everything(visit, card, card.body.code)]


visit = frame.enter()
everyone = roundwide.standings(visit)
top = st.container()
row = ask(visit, everyone)
code = row.body.code
card = remembered(visit, "scorecard", lambda: scorecards.scorecard(visit.desk, visit.round.code, code), code)
rows = remembered(visit, "losses_of", lambda: lossbook.losses(visit.board, card.ledger, code), code)

with top:
    frame.lead(visit, "body", remembered(visit, "body", lambda: sentence(visit, row, rows), code))
    frame.state(
        visit,
        read.kind_title(visit.board.catalogue, row.body.kind, visit.language),
        visit.say("body.base_share", full=row.full_marks),
        downloads=exports.scorecard(visit, card),
    )
    roundwide.waiting(visit)
show(remembered(visit, "account", lambda: account(visit, row), code))
if row.scored:
    pictures(visit, row, rows)
book(visit, row, rows)
show(remembered(visit, "scores_of", lambda: tables(visit, card), code))
frame.notes(
    visit.say("body.note"),
    link(visit.say("overview.note_method"), forms.address("method", body=row.body.code)),
)
