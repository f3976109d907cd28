"""Overview: what is new, what waits for a signature, who stands where, who needs someone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.queries import catalogues
from data.queries.changes import Years
from data.queries.robustness import Doubt
from data.words import points, share
from pages.parts import exports, forms, frame, marks, roundwide
from pages.parts.charts import Dot, Mark
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.spread import Past, Strip
from pages.parts.charts.spread import spread as drawn
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, escape, show, tag
from pages.parts.readings import attention, doubt, losses
from pages.parts.readings import former as last
from pages.parts.readings import standings as read
from pages.parts.readings.former import Former
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record, remembered
from pages.parts.results import milestones, news, signing, tiles
from pages.parts.theme import grade_colour, palette

LONGEST = 6  # entries of a short list
DROPS = 3
ROOM = 380  # pixels of the strips: as tall as the tile map beside them


def sentence(visit: Visit, rows: Sequence[Standing]) -> str:
    """How many of each kind have which grade, and how many need someone."""
    catalogue = visit.board.catalogue
    told = []
    for kind in read.kinds(visit.board):
        mine = [row for row in rows if row.body.kind == kind]
        counts = [(grade.title, n) for grade, n in read.graded(mine, catalogue) if n]
        grades = [visit.say("grade.count", grade=grade, n=n) for grade, n in counts]
        key = "overview.kind" if grades else "overview.kind_ungraded"
        title = read.kind_title(catalogue, kind, visit.language, many=len(mine) != 1)
        told.append(visit.say(key, kind=title, n=len(mine), grades=grades))
    if visit.desk.may("observations.read"):
        need = attention.urgent(attention.cases(rows))
        told.append(visit.say("overview.need", n=len(need)) if need else visit.say("overview.no_need"))
    return visit.say("rankings.join").join(told)


def strip(
    visit: Visit, kind: str, rows: Sequence[Standing], before: Mapping[str, Former], year: str
) -> Strip:
    """The dots of one kind, with last year's."""
    catalogue, colours = visit.board.catalogue, palette()
    mine = [row for row in rows if row.body.kind == kind and row.scored]
    dots = [
        Dot(
            row.body.code, row.body.name[visit.language], row.total,
            grade_colour(colours, row.depth, len(catalogue.grades)), marks.spoken(visit, row),
            chosen=row.body.code == visit.desk.body, hollow=not row.ranked,
        )
        for row in mine
    ]  # fmt: skip
    old = [(row, before[row.body.code]) for row in mine if row.body.code in before]
    past = [
        Past(
            row.body.code,
            one.total,
            visit.say("overview.past", name=row.body.name, year=year, total=one.total),
        )
        for row, one in old
        if not one.broken and one.total == one.total
    ]
    broken = frozenset(row.body.code for row, one in old if one.broken)
    middle = read.median(mine)
    known = Mark(middle, visit.say("body.median", total=middle)) if middle == middle else None
    title = read.kind_title(catalogue, kind, visit.language, many=True)
    return Strip(title, dots, known, past, year, broken)


def spread(visit: Visit, rows: Sequence[Standing], beside: Years | None) -> None:
    """Two strips of dots: how the totals of each kind spread over the grades, this year and last."""
    before = last.former(beside)
    year = visit.say("overview.year", year=beside.plan_before.year) if beside else ""
    figure, finding = of_record(visit, "spread", lambda: drawing(visit, rows, before, year))
    data = Data("spread", visit.say("overview.spread"), lambda: behind(visit, rows, before),
                {"before": year}, {"total": "points", "before": "points"})  # fmt: skip
    opened = panel(visit, "spread", figure, finding, data, clicks=True)
    if opened:
        forms.go("body", body=opened)


def drawing(
    visit: Visit, rows: Sequence[Standing], before: Mapping[str, Former], year: str
) -> tuple[go.Figure, str]:
    """The strips, and what they show in a sentence."""
    catalogue = visit.board.catalogue
    strips = [strip(visit, kind, rows, before, year) for kind in read.kinds(visit.board)]
    low, high = read.span(rows, catalogue)
    low = min(low, *(past.at // 10 * 10 for one in strips for past in one.past), low)
    cuts = [
        Mark(one.at_least, visit.say("chart.cutoff", grade=one.title, at=one.at_least))
        for one in read.cutoffs(catalogue, low, high)
    ]
    finding = middles(visit, strips)
    n = sum(row.scored for row in rows)
    keys = ["overview.measure" + "_past" * bool(before)]
    keys += ["overview.measure_broken"] if any(one.broken for one in strips) else []
    keys += ["overview.measure_n"] if before else []
    measure = "".join(visit.say(key, n=n, year=year) for key in keys)
    return drawn(strips, cuts, caption(visit, finding, measure, 34), (low, high), ROOM), finding


def behind(visit: Visit, rows: Sequence[Standing], before: Mapping[str, Former]) -> pd.DataFrame:
    """The table behind the strips."""
    titles = {
        kind: read.kind_title(visit.board.catalogue, kind, visit.language) for kind in read.kinds(visit.board)
    }
    table = pd.DataFrame(
        {
            "kind": [titles[row.body.kind] for row in rows],
            "body_name": [row.body.name[visit.language] for row in rows],
            "total": [row.total for row in rows],
            "place": pd.array([row.place for row in rows], dtype="Int64"),
            "grade": [row.grade.title[visit.language] if row.grade else "" for row in rows],
        }
    )
    if before:
        known = {code: one.total for code, one in before.items() if not one.broken}
        table["before"] = [known.get(row.body.code, float("nan")) for row in rows]
    return table


def middles(visit: Visit, strips: Sequence[Strip]) -> str:
    """How the medians moved since last year; the medians themselves where there is none."""
    known = [one for one in strips if one.middle is not None]
    past = [one for one in known if one.past]
    if not past:
        told = [
            visit.say("overview.median", kind=one.name, total=one.middle.at) for one in known if one.middle
        ]
        return visit.say("overview.finding", middles=told)
    moved = []
    for one in past:
        gap = (one.middle.at if one.middle else 0.0) - read.middle([dot.at for dot in one.past])
        key = "overview.median_up" if gap >= 0 else "overview.median_down"
        moved.append(visit.say(key, kind=one.name, gap=abs(gap)))
    return visit.say("overview.finding_past", year=past[0].year, moves=moved)


def city(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """The tile map of the districts; nothing where there are none."""
    districts = [row for row in rows if row.body.kind == "district" and row.scored]
    map_ = tiles.tile_map(visit, districts)
    if map_ is None:
        return Markup()
    best = read.graded(districts, visit.board.catalogue)[:1]
    finding = [visit.say("overview.map", n=n, grade=grade.title) for grade, n in best]
    title = tag("h2", finding or visit.say("overview.map_ungraded", n=len(districts)))
    measure = tag("p", visit.say("overview.map_measure", n=len(districts)), class_="note")
    mark = tag("p", tag("span", visit.demo, class_="chip demo"), class_="foot") if visit.demo else None
    return tag("div", title, measure, map_, mark, class_="card map")


def case(visit: Visit, one: attention.Case) -> tuple[Markup, Markup, Markup]:
    """One body of a short list: how pressing, who, its total, why."""
    lamp = tag("span", visit.say(f"mark.{one.level}"), class_=f"lamp {one.level}")
    return (
        tag("span", lamp, " ", marks.body_link(visit, one.row)),
        tag("span", points(one.row.total), class_="number"),
        tag("p", marks.why(visit, one), class_="note"),
    )


def unsettled(visit: Visit, rows: Sequence[Standing], found: Doubt | None) -> list[attention.Case]:
    """Bodies whose grade might be another one, the nearest to a cut-off first."""
    grades = {one.code: one.title[visit.language] for one in visit.board.catalogue.grades}
    return [
        attention.Case(one.row, "cutoff", attention.SOON, one.chance, grades.get(one.other, one.other))
        for one in doubt.near(found, rows)
        if one.row.named and not one.bar
    ]


def decisions(visit: Visit, rows: Sequence[Standing], found: Doubt | None) -> Markup:
    """What somebody has to decide; whether the order may be published at all."""
    cases = attention.decisions(rows, unsettled(visit, rows, found))
    listed = marks.short_list(
        visit.say("overview.decide"), visit.say("overview.decide_note", n=len(cases)),
        [case(visit, one) for one in cases[:LONGEST]], visit.say("overview.no_needs"),
    )  # fmt: skip
    return Markup(listed + escape(support(visit, found)))


def support(visit: Visit, found: Doubt | None) -> Markup | None:
    """Kinds of body whose order the data does not support."""
    weak = [one for one in doubt.verdicts(found) if not one.supported]
    if not weak:
        return None
    told = [
        visit.say(
            "overview.unsupported", **one.reason.numbers,
            kind=read.kind_title(visit.board.catalogue, one.kind, visit.language, many=True),
        )
        for one in weak
    ]  # fmt: skip
    words = link(visit.say("overview.see_doubt"), forms.address("rankings"))
    return tag("p", visit.say("join.list").join(told), " ", words, class_="banner small")


def pushes(visit: Visit, rows: Sequence[Standing], beside: Years | None) -> Markup:
    """Whom somebody has to push."""
    drops = last.drops(rows, last.former(beside), DROPS)
    gaps = losses.gaps(visit.board)
    total = sum(one.missing for one in gaps)
    return marks.short_list(
        visit.say("overview.push"), visit.say("overview.gaps_note", bodies=len(gaps), n=total),
        [case(visit, one) for one in attention.pushes(rows, drops, gaps, LONGEST)],
        visit.say("overview.no_needs"),
    )  # fmt: skip


def costly(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """The indicators on which most is lost."""
    say = visit.say
    known = [row.body.code for row in rows if row.named]
    found = losses.heaviest(losses.by_indicator(visit.board, known), LONGEST)
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


visit = frame.enter()
rows = roundwide.standings(visit)

frame.lead(visit, "overview", of_record(visit, "overview", lambda: sentence(visit, rows)))
frame.state(
    visit,
    visit.say("state.bodies", n=len(rows)),
    visit.say("state.complete", rate=remembered(visit, "complete", lambda: losses.completeness(visit.board))),
    downloads=exports.book(visit),
)
roundwide.waiting(visit)

feed = news.card(visit)
if feed is not None:
    left, right = frame.beside(7, 5, name="abreast_news")
    with left:
        show(feed)
    with right:
        signing.card(visit)
days = catalogues.plan(visit.desk, visit.round.code).milestones
show(of_record(visit, "milestones", lambda: milestones.strip(visit, days, visit.desk.today)))

beside = roundwide.year_before(visit)
tiled = remembered(visit, "city", lambda: city(visit, rows))
if tiled:
    left, right = frame.beside(7, 5, name="abreast_pictures")
    with left:
        spread(visit, rows, beside)
    with right:
        show(tiled)
else:
    spread(visit, rows, beside)
if visit.desk.may("observations.read"):
    with st.container(key="abreast_lists"):
        columns = st.columns(3, gap="medium")
    with columns[0]:
        show(of_record(visit, "decisions", lambda: decisions(visit, rows, roundwide.doubt(visit))))
    with columns[1]:
        show(of_record(visit, "pushes", lambda: pushes(visit, rows, beside)))
    with columns[2]:
        show(remembered(visit, "costly", lambda: costly(visit, rows)))
else:
    show(remembered(visit, "costly", lambda: costly(visit, rows)))
frame.notes(visit.say("overview.note"), link(visit.say("overview.note_method"), forms.address("method")))
