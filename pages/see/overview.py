"""Overview: how the round stands, what needs attention, where points are lost."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import overview
from data.words import points, share
from pages.parts import exports, forms, frame, marks, tiles
from pages.parts.charts import Caption, Dot, Mark, draw, strips
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import attention, losses
from pages.parts.readings import standings as read
from pages.parts.readings.standings import Standing
from pages.parts.theme import grade_colour, palette

LONGEST = 6  # entries of a short list
LATEST = 4  # acts in the list of what was done lately
ROOM = 380  # pixels of the strips: as tall as the tile map beside them


def sentence(visit: Visit, rows: Sequence[Standing]) -> str:
    """How many of each kind have the best grade, and how many need someone."""
    catalogue = visit.board.catalogue
    said = []
    for kind in read.kinds(visit.board):
        mine = [row for row in rows if row.body.kind == kind]
        counts = [(grade.title, n) for grade, n in read.graded(mine, catalogue) if n]
        title = read.kind_title(catalogue, kind, visit.language)
        grades = [visit.say("grade.count", grade=grade, n=n) for grade, n in counts]
        key = "overview.kind" if grades else "overview.kind_ungraded"
        said.append(visit.say(key, kind=title, n=len(mine), grades=grades))
    need = attention.urgent(attention.cases(rows))
    said.append(visit.say("overview.need", n=len(need)) if need else visit.say("overview.no_need"))
    return visit.say("rankings.join").join(said)


def spread(visit: Visit, rows: Sequence[Standing]) -> None:
    """Two strips of dots: how the totals of each kind spread over the grades."""
    catalogue, colours = visit.board.catalogue, palette()
    low, high = read.span(rows, catalogue)
    panels = []
    for kind in read.kinds(visit.board):
        dots = [
            Dot(
                row.body.code, row.body.name[visit.language], row.total,
                grade_colour(colours, row.depth, len(catalogue.grades)), marks.spoken(visit, row),
                chosen=row.body.code == visit.desk.body, hollow=not row.ranked,
            )
            for row in rows
            if row.body.kind == kind and row.scored
        ]  # fmt: skip
        middle = read.median([row for row in rows if row.body.kind == kind])
        known = Mark(middle, visit.say("body.median", total=middle)) if middle == middle else None
        panels.append((read.kind_title(catalogue, kind, visit.language), dots, known))
    cuts = [
        Mark(one.at_least, visit.say("chart.cutoff", grade=one.title, at=one.at_least))
        for one in read.cutoffs(catalogue, low, high)
    ]
    finding = visit.say("overview.finding", middles=middles(visit, rows))
    caption = Caption(
        finding, visit.say("overview.measure", n=sum(row.scored for row in rows)), visit.demo, wide=34
    )
    opened = draw(strips(panels, cuts, caption, (low, high), ROOM), "spread", finding, clicks=True)
    if opened:
        forms.go("body", body=opened)


def middles(visit: Visit, rows: Sequence[Standing]) -> list[str]:
    """The median of each kind, in words."""
    said = []
    for kind in read.kinds(visit.board):
        mine = [row for row in rows if row.body.kind == kind]
        title = read.kind_title(visit.board.catalogue, kind, visit.language)
        said.append(visit.say("overview.median", kind=title, total=read.median(mine)))
    return said


def city(visit: Visit, rows: Sequence[Standing]) -> None:
    """The tile map of the districts."""
    districts = [row for row in rows if row.body.kind == "district" and row.scored]
    drawn = tiles.tile_map(visit, districts)
    if drawn is None:
        return
    best = read.graded(districts, visit.board.catalogue)[:1]
    finding = [visit.say("overview.map", n=n, grade=grade.title) for grade, n in best]
    title = tag("h2", finding or visit.say("overview.map_ungraded", n=len(districts)))
    measure = tag("p", visit.say("overview.map_measure", n=len(districts)), class_="note")
    mark = tag("span", visit.demo, class_="chip demo") if visit.demo else None
    show(tag("div", title, measure, drawn, mark, class_="card map"))


def lamp(visit: Visit, case: attention.Case) -> Markup:
    """How pressing: a shape, a word and a colour."""
    return tag("span", visit.say(f"mark.{case.level}"), class_=f"lamp {case.level}")


def needs(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """Who needs a decision or a hand."""
    cases = attention.cases(rows)
    items = [
        (
            tag("span", lamp(visit, case), " ", marks.body_link(visit, case.row)),
            tag("span", points(case.row.total), class_="number"),
            tag("p", marks.why(visit, case), class_="note"),
        )
        for case in cases[:LONGEST]
    ]  # fmt: skip
    return marks.short_list(
        visit.say("overview.needs"),
        visit.say("overview.needs_note", n=len(cases)),
        items,
        visit.say("overview.no_needs"),
    )


def costly(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """The indicators on which most is lost."""
    say = visit.say
    found = losses.heaviest(
        losses.by_indicator(visit.board, [row.body.code for row in rows if row.named]), LONGEST
    )
    items = [
        (
            marks.indicator_link(visit, one.indicator),
            tag("span", share(one.rate), class_="number"),
            tag("p", say("overview.costly_row", lost=one.lost, full=one.full, n=one.bodies), class_="note"),
        )
        for one in found
    ]  # fmt: skip
    return marks.short_list(
        visit.say("overview.costly"), visit.say("overview.costly_note"), items, visit.say("overview.no_needs")
    )


def unreported(visit: Visit) -> Markup:
    """Who has not reported what."""
    found = losses.gaps(visit.board)
    items = [
        (
            link(one.body.name[visit.language], forms.address("body", body=one.body.code)),
            tag("span", visit.say("overview.gap", n=one.missing), class_="number"),
        )
        for one in found[:LATEST]
    ]
    total = sum(one.missing for one in found)
    note = visit.say("overview.gaps_note", bodies=len(found), n=total)
    return marks.short_list(visit.say("overview.gaps"), note, items, visit.say("overview.no_gaps"))


def news(visit: Visit) -> Markup | None:
    """What was done lately; nothing for who may not read the trail of the round."""
    feed = overview.overview(visit.desk, visit.round.code, feed=LATEST).feed
    items = [
        (
            tag("span", visit.say(f"act.{str(row['act']).replace('.', '_')}")),
            tag("span", visit.say("overview.at", at=row["at"]), class_="number small muted"),
        )
        for row in feed.to_dict("records")
    ]
    return (
        marks.short_list(visit.say("overview.news"), visit.say("overview.news_note"), items, "")
        if items
        else None
    )


visit = frame.enter()
rows = read.standings(visit.board)

frame.lead(visit, "overview", sentence(visit, rows))
frame.state(
    visit,
    visit.say("state.bodies", n=len(rows)),
    visit.say("state.complete", rate=losses.completeness(visit.board)),
    downloads=exports.book(visit),
)

left, right = frame.beside(7, 5)
with left:
    spread(visit, rows)
with right:
    city(visit, rows)
for column, drawn in zip(
    st.columns(3, gap="medium"),
    (needs(visit, rows), costly(visit, rows), (unreported(visit), news(visit))),
    strict=True,
):
    with column:
        show(drawn)
frame.notes(visit.say("overview.note"), link(visit.say("overview.note_method"), forms.address("method")))
