"""Overview: what is new, what waits for a signature, who stands where, who needs someone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.queries import catalogues
from pages.parts import exports, forms, frame, roundwide
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import attention, losses
from pages.parts.readings import standings as read
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record, remembered
from pages.parts.results import milestones, needs, news, signing, spreading, tiles


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
        spreading.spread(visit, rows, beside)
    with right:
        show(tiled)
else:
    spreading.spread(visit, rows, beside)
if visit.desk.may("observations.read"):
    with st.container(key="abreast_lists"):
        columns = st.columns(3, gap="medium")
    with columns[0]:
        show(of_record(visit, "decisions", lambda: needs.decisions(visit, rows, roundwide.doubt(visit))))
    with columns[1]:
        show(of_record(visit, "pushes", lambda: needs.pushes(visit, rows, beside)))
    with columns[2]:
        show(remembered(visit, "costly", lambda: needs.costly(visit, rows)))
else:
    show(remembered(visit, "costly", lambda: needs.costly(visit, rows)))
frame.notes(visit.say("overview.note"), link(visit.say("overview.note_method"), forms.address("method")))
