"""The table of all places, and short lists of who is just below a cut-off and who shares a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from data.words import points
from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag
from pages.parts.readings import standings as read
from pages.parts.readings.doubt import Band
from pages.parts.readings.standings import Standing
from pages.parts.results.rankbands import place_band
from pages.parts.tables import Column, figure, table

LISTED, TIES = 24, 12  # bodies at a cut-off and shared places listed by the picture; others are counted


def listing(visit: Visit, rows: Sequence[Standing], known: Mapping[str, Band]) -> Markup:
    """How every total is made, best first or as asked."""
    say, spoken = visit.say, visit.language
    columns = [
        Column(
            say("column.place"), lambda row: place_band(visit, row, known.get(row.body.code)),
            lambda row: None if row.place is None else float(row.place), number=True,
        ),
        Column(say("column.body"), lambda row: marks.body_link(visit, row), name_of(spoken)),
        Column(say("column.kind"), lambda row: kind_of(visit, row), lambda row: row.body.kind),
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
    title = say("rankings.table", n=len(rows))
    made = table(rows, columns, title, chosen=lambda row: row.body.code == visit.desk.body)
    return tag("div", tag("h2", title), made)


def nearest(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """Who is closest below each cut-off, where the plan says nothing about doubt."""
    items = [
        (
            tag("span", marks.body_link(visit, row)),
            tag("span", visit.say("rankings.short_of", gap=gap), class_="number"),
            note(visit, "rankings.near_row", row, grade=grade.title, total=row.total),
        )
        for row, grade, gap in read.nearest_below(rows, visit.board.catalogue)
    ]  # fmt: skip
    say = visit.say
    return marks.short_list(say("rankings.near"), say("rankings.near_note"), items, say("overview.no_needs"))


def shared(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """Who has the same total as a peer."""
    groups = read.tied(rows)
    items: list[tuple[Markup, ...]] = [
        (
            tag("span", [(marks.body_link(visit, row), " ") for row in group]),
            tag("span", points(group[0].total), class_="number"),
            note(visit, "rankings.tie_row", group[0], place=marks.place_words(visit, group[0])),
        )
        for group in groups[:TIES]
    ]  # fmt: skip
    say = visit.say
    if len(groups) > TIES:
        items.append((tag("p", say("rankings.more_ties", n=len(groups) - TIES), class_="note"),))
    return marks.short_list(
        say("rankings.shared"), say("rankings.shared_note"), items, say("rankings.no_ties")
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


def remarked(visit: Visit, row: Standing) -> Markup:
    """What is special about a standing, small."""
    return tag("span", visit.say("join.list").join(marks.remarks(visit, row)), class_="small muted")


def minus(taken: float) -> str:
    """Points taken: −1.00, nothing for none."""
    return f"−{points(taken)}" if taken > 0 else "–"


def plus(added: float) -> str:
    """Points added: +0.50, nothing for none."""
    return f"+{points(added)}" if added > 0 else "–"
