"""Rankings: who is ahead, who shares a place, who sits at a cut-off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

import streamlit as st

from data.words import points
from pages.parts import exports, forms, frame, marks
from pages.parts.charts import Caption, Dot, Mark, draw, ranking
from pages.parts.frame import Visit
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import standings as read
from pages.parts.readings.standings import Standing
from pages.parts.tables import Column, figure, table
from pages.parts.theme import grade_colour, palette

ALL = "all"


def ask(visit: Visit) -> list[Standing]:
    """Which bodies: a kind, a grade, only those with a remark."""
    catalogue, spoken = visit.board.catalogue, visit.language
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        kind = forms.segments(
            "kind", visit.say("ask.kind"), [ALL, *read.kinds(visit.board)],
            lambda one: read.kind_title(catalogue, one, spoken) if one != ALL else visit.say("ask.all"),
        )  # fmt: skip
        titles = {one.code: one.title[visit.language] for one in catalogue.grades}
        grade = forms.pick(
            "grade",
            visit.say("ask.grade"),
            [ALL, *titles],
            lambda one: titles.get(one, visit.say("ask.all")),
            width=140,
        )
        only = forms.segments(
            "only", visit.say("ask.only"), [ALL, "remarked"], lambda one: visit.say(f"ask.{one}")
        )
    rows = [row for row in read.standings(visit.board) if kind in (ALL, row.body.kind)]
    rows = [row for row in rows if grade == ALL or (row.grade and row.grade.code == grade)]
    return [row for row in rows if only == ALL or row.vetoes or row.flags]


def own(visit: Visit, mine: Standing, rows: Sequence[Standing]) -> str:
    """For a reporter: where their own body stands, and how far the next place is."""
    said = {
        "name": mine.body.name, "total": mine.total, "kind": kind_of(visit, mine), "of": mine.of,
        "place": mine.place,
    }  # fmt: skip
    better = [
        row.total for row in rows if row.body.kind == mine.body.kind and row.ranked and row.total > mine.total
    ]
    if not mine.ranked:
        return visit.say("rankings.own_unranked", **said)
    if not better:
        return visit.say("rankings.own_first", **said)
    return visit.say("rankings.own", gap=min(better) - mine.total, **said)


def sentence(visit: Visit, rows: Sequence[Standing]) -> str:
    """Who leads each kind, by how much, and who shares a place."""
    mine = next((row for row in rows if row.body.code == visit.desk.body and row.scored), None)
    if mine is not None:
        return own(visit, mine, rows)
    said = []
    for kind in read.kinds(visit.board):
        ranked = [row for row in rows if row.body.kind == kind and row.ranked]
        if len(ranked) > 1:
            said.append(
                visit.say(
                    "rankings.leader",
                    kind=read.kind_title(visit.board.catalogue, kind, visit.language),
                    name=ranked[0].body.name[visit.language],
                    total=ranked[0].total,
                    gap=ranked[0].total - ranked[1].total,
                    second=ranked[1].body.name[visit.language],
                )
            )
    ties = read.tied(rows)
    said.append(visit.say("rankings.ties", n=len(ties)) if ties else visit.say("rankings.no_ties"))
    return visit.say("rankings.join").join(said)


def picture(visit: Visit, kind: str, rows: Sequence[Standing]) -> None:
    """The dot plot of one kind; a click opens the scorecard."""
    if not rows:
        return
    catalogue, colours = visit.board.catalogue, palette()
    low, high = read.span(read.standings(visit.board), catalogue)
    title = read.kind_title(catalogue, kind, visit.language)
    counts = [(grade.title[visit.language], n) for grade, n in read.graded(rows, catalogue) if n]
    finding = visit.say(
        "rankings.finding" if counts else "overview.kind_ungraded",
        kind=title,
        n=len(rows),
        grades=[visit.say("grade.count", grade=g, n=n) for g, n in counts],
    )
    caption = Caption(finding, visit.say("rankings.measure", n=len(rows)), visit.demo, wide=28)
    cuts = [
        Mark(one.at_least, visit.say("chart.cutoff", grade=one.title, at=one.at_least))
        for one in read.cutoffs(catalogue, low, high)
    ]
    dots = [
        dot(visit, row, grade_colour(colours, row.depth, len(catalogue.grades))) for row in rows if row.scored
    ]
    opened = draw(ranking(dots, cuts, caption, (low, high)), f"rank_{kind}", finding, clicks=True)
    if opened:
        forms.go("body", body=opened)


def dot(visit: Visit, row: Standing, colour: str) -> Dot:
    """One body as a dot with its words."""
    place = str(row.place) if row.ranked else "–"
    name = row.body.name[visit.language]
    label = "  ".join((points(row.total), *marks.short_remarks(visit, row)))
    moved = row.named and abs(row.base - row.total) > 0
    return Dot(
        code=row.body.code, name=f"{name}\u00a0\u00a0{place}", at=row.total, colour=colour,
        words=marks.spoken(visit, row), label=label,
        chosen=row.body.code == visit.desk.body, hollow=not row.ranked, before=row.base if moved else None,
    )  # fmt: skip


def edges(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """Who sits just below a cut-off, and who shares a place."""
    near = [
        (
            tag("span", marks.body_link(visit, row)),
            tag("span", visit.say("rankings.short_of", gap=gap), class_="number"),
            note(visit, "rankings.near_row", row, grade=grade.title, total=row.total),
        )
        for row, grade, gap in read.nearest_below(rows, visit.board.catalogue)
    ]  # fmt: skip
    shared = [
        (
            tag("span", [(marks.body_link(visit, row), " ") for row in group]),
            tag("span", points(group[0].total), class_="number"),
            note(visit, "rankings.tie_row", group[0], place=marks.place_words(visit, group[0])),
        )
        for group in read.tied(rows)
    ]  # fmt: skip
    say = visit.say
    return tag(
        "div",
        marks.short_list(say("rankings.near"), say("rankings.near_note"), near, say("overview.no_needs")),
        marks.short_list(
            say("rankings.shared"), say("rankings.shared_note"), shared, say("rankings.no_ties")
        ),
    )


def note(visit: Visit, key: str, row: Standing, **numbers: object) -> Markup:
    """The second line of an entry, which begins with the kind of the body."""
    return tag("p", visit.say(key, kind=kind_of(visit, row), **numbers), class_="note")


def kind_of(visit: Visit, row: Standing) -> str:
    """What the plan calls the kind of this body."""
    return read.kind_title(visit.board.catalogue, row.body.kind, visit.language)


def name_of(spoken: str) -> Callable[[Standing], str]:
    """What the column of bodies is sorted by."""
    return lambda row: row.body.name[spoken]


def listing(visit: Visit, rows: Sequence[Standing]) -> None:
    """The table behind the pictures."""
    say, spoken = visit.say, visit.language
    columns = [
        figure(say("column.place"), attrgetter("place"), marks.or_dash),
        Column(say("column.body"), lambda row: marks.body_link(visit, row), name_of(spoken)),
        Column(
            say("column.kind"),
            lambda row: read.kind_title(visit.board.catalogue, row.body.kind, visit.language),
            lambda row: row.body.kind,
        ),
        Column(say("column.grade"), lambda row: marks.grade_chip(visit, row), lambda row: float(row.depth)),
        figure(say("column.points"), attrgetter("points"), points),
        figure(say("column.full_marks"), attrgetter("full_marks"), points),
        figure(say("column.base"), attrgetter("base"), points),
        figure(say("column.deductions"), attrgetter("deductions"), minus),
        figure(say("column.bonus"), attrgetter("bonus"), plus),
        Column(
            say("column.total"), lambda row: tag("b", points(row.total)), lambda row: row.total, number=True
        ),
        Column(say("column.remarks"), lambda row: remarked(visit, row)),
    ]  # fmt: skip
    show(
        tag("h2", say("rankings.table", n=len(rows))),
        table(rows, columns, say("rankings.table", n=len(rows))),
    )


def remarked(visit: Visit, row: Standing) -> Markup:
    """What is special about a standing, small."""
    return tag("span", visit.say("join.list").join(marks.remarks(visit, row)), class_="small muted")


def minus(taken: float) -> str:
    """Points taken: −1.00, nothing for none."""
    return f"−{points(taken)}" if taken > 0 else "–"


def plus(added: float) -> str:
    """Points added: +0.50, nothing for none."""
    return f"+{points(added)}" if added > 0 else "–"


visit = frame.enter()
everyone = read.standings(visit.board)

frame.lead(visit, "rankings", sentence(visit, everyone))
frame.state(visit, visit.say("state.bodies", n=len(everyone)), downloads=exports.standings(visit))
rows = ask(visit)

present = [kind for kind in read.kinds(visit.board) if any(row.body.kind == kind for row in rows)]
for column, kind in zip(frame.beside(*[1] * max(len(present), 1)), present, strict=False):
    with column:
        picture(visit, kind, [row for row in rows if row.body.kind == kind])
        if kind == present[0]:
            show(edges(visit, rows))
if rows:
    listing(visit, rows)
else:
    show(tag("p", visit.say("empty.filter"), class_="empty"))

frame.notes(visit.say("rankings.note_places"), visit.say("rankings.note_base"))
