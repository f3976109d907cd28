"""Who needs somebody: what is to be decided, whom to push, on which indicators most is lost."""

from __future__ import annotations

from collections.abc import Sequence

from data.queries.changes import Years
from data.queries.robustness import Doubt
from data.words import points, share
from pages.parts import forms, marks
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, escape, tag
from pages.parts.readings import attention, doubt, losses
from pages.parts.readings import former as last
from pages.parts.readings import standings as read
from pages.parts.readings.standings import Standing

LONGEST = 6  # entries of a short list
DROPS = 3


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
