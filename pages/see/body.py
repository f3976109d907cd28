"""Scorecard of one body: why this score, where the points went, what would bring them back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import scorecards
from data.words import points
from pages.parts import exports, forms, frame, ledger, marks, scoretables
from pages.parts.charts import Band, Caption, Fall, bullet, draw, hover, waterfall
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import lossbook
from pages.parts.readings import standings as read
from pages.parts.readings.lossbook import Loss
from pages.parts.readings.standings import Standing


def ask(visit: Visit, rows: Sequence[Standing]) -> Standing:
    """Whose scorecard: a kind, then a body of it in the order of the list."""
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
        said = visit.say("body.lead", name=name, total=row.total, grade=row.grade.title, place=place)
    else:
        said = visit.say("body.lead_ungraded", name=name, total=row.total, place=place)
    return said + (visit.say("body.worst", title=worst.indicator.title, lost=worst.lost) if worst else "")


def account(visit: Visit, row: Standing) -> None:
    """From points earned to the total, as one line of figures."""
    say = visit.say
    cells = [
        (
            say("column.points"),
            say("body.of_full", points=row.points, full=row.full_marks),
            say("body.earned_note"),
        ),
        (say("column.base"), points(row.base), say("body.base_note")),
        (say("column.deductions"), f"−{points(row.deductions)}", say("body.deductions_note")),
        (say("column.bonus"), f"+{points(row.bonus)}", say("body.bonus_note")),
        (say("column.total"), points(row.total), marks.place_words(visit, row)),
    ]
    drawn = [
        tag(
            "div",
            tag("dt", name),
            tag("dd", value),
            tag("dd", note, class_="note"),
            class_="last" if last else None,
        )
        for last, (name, value, note) in (
            (position == len(cells) - 1, cell) for position, cell in enumerate(cells)
        )
    ]
    grade = tag(
        "div", tag("dt", say("column.grade")), tag("dd", marks.grade_chip(visit, row)), grade_note(visit, row)
    )
    show(tag("dl", drawn, grade, class_="account"))


def grade_note(visit: Visit, row: Standing) -> Markup:
    """What is special about the grade."""
    return tag("dd", visit.say("join.list").join(marks.remarks(visit, row)), class_="note")


def position(visit: Visit, row: Standing, rows: Sequence[Standing], path: lossbook.Path | None) -> None:
    """The bullet bar: the total on the grades, the peers' median, the next grade."""
    catalogue = visit.board.catalogue
    low, high = 0.0, read.span(rows, catalogue)[1]
    cuts = sorted({low, *(one.at_least for one in read.cutoffs(catalogue, low, high)), high})
    names = [read.grade_at(catalogue, start, visit.language) for start in cuts[:-1]]
    bands = [Band(name, start, end) for name, start, end in zip(names, cuts, cuts[1:], strict=False)]
    peers = [one for one in rows if one.body.kind == row.body.kind]
    median = read.median(peers)
    kind = read.kind_title(catalogue, row.body.kind, visit.language)
    finding = visit.say(
        "body.above" if row.total >= median else "body.below", kind=kind, gap=abs(row.total - median)
    )
    if path is not None:
        key = (
            "body.path_barred"
            if path.barred
            else "body.path"
            if 0 < len(path.steps) <= lossbook.LARGEST
            else "body.path_far"
        )
        finding += visit.say(key, grade=path.grade.title, gap=path.gap, needed=path.needed, n=len(path.steps))
    ticks = [(median, visit.say("body.median", total=median))] if median == median else []
    caption = Caption(finding, visit.say("body.bullet_measure", n=len(peers)), visit.demo, wide=64)
    draw(bullet(row.total, bands, ticks, caption), "bullet", finding)


def fall(visit: Visit, row: Standing, rows: Sequence[Loss]) -> None:
    """The waterfall from full marks to the points earned."""
    large, small = lossbook.pooled(rows)
    say, spoken = visit.say, visit.language
    falls = [
        Fall(
            f"{one.indicator.code} {one.indicator.title[spoken]}", one.lost,
            hover(one.indicator.title[spoken], say("ledger.lost", lost=one.lost, full=one.full_marks)),
            one.indicator.code,
        )
        for one in large
    ]  # fmt: skip
    others = sum(one.lost for one in small)
    rest = (
        Fall(say("body.others", n=len(small)), others, hover(say("body.others", n=len(small))))
        if small
        else None
    )
    total, top = sum(one.lost for one in large) + others, sum(one.lost for one in large)
    finding = say("body.fall", n=len(large), rate=top / total if total else 0.0)
    caption = Caption(
        finding, say("body.fall_measure", full=row.full_marks, n=len(large) + len(small)), visit.demo, wide=32
    )
    picture = waterfall(
        (say("body.full"), row.full_marks), falls, rest, (say("body.left"), row.points), caption
    )
    draw(picture, "waterfall", finding)


visit = frame.enter()
everyone = read.standings(visit.board)
top = st.container()
row = ask(visit, everyone)
card = scorecards.scorecard(visit.desk, visit.round.code, row.body.code)
rows = lossbook.losses(visit.board, card.ledger, row.body.code)
path = lossbook.next_grade(visit.board.catalogue, row, rows)

with top:
    frame.lead(visit, "body", sentence(visit, row, rows))
    frame.state(
        visit,
        read.kind_title(visit.board.catalogue, row.body.kind, visit.language),
        visit.say("body.base_share", full=row.full_marks),
        downloads=exports.scorecard(visit, card),
    )
account(visit, row)
if row.scored:
    position(visit, row, everyone, path)
    left, right = frame.beside(7, 6)
    with left:
        fall(visit, row, rows)
    with right:
        show(scoretables.sections(visit, card))

with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container(width="stretch"):
        show(tag("h2", visit.say("ledger.title", n=len(rows))))
    order = forms.segments(
        "order",
        visit.say("ask.order"),
        ["clause", "size"],
        lambda one: visit.say(f"ledger.by_{one}"),
        quiet=True,
    )
groups = lossbook.grouped(visit.board.catalogue, rows)
if order == "clause" and groups:
    show(ledger.by_clause(visit, groups, row.body.code))
else:
    show(ledger.by_size(visit, rows, row.body.code))
show(scoretables.adjustments(visit, card), scoretables.everything(visit, card, row.body.code))
frame.notes(
    visit.say("body.note"),
    link(visit.say("overview.note_method"), forms.address("method", body=row.body.code)),
)
