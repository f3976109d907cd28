"""Who sits within the noise of a cut-off, and which evidence would decide it."""

from __future__ import annotations

from collections.abc import Sequence

from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag
from pages.parts.readings.doubt import Evidence, Near
from pages.parts.results.placestable import LISTED, kind_of
from pages.parts.results.rankbands import grade_name
from pages.parts.results.scoretables import signed


def card(visit: Visit, listed: Sequence[Near], confidence: float) -> Markup:
    """One entry per body, nearest first."""
    say = visit.say
    items: list[tuple[Markup, ...]] = [
        (
            tag("span", marks.body_link(visit, one.row)),
            tag("span", gap_words(visit, one), class_="number"),
            tag("p", chance_words(visit, one), class_="note"),
            tag("p", evidence_words(visit, one), class_="note"),
        )
        for one in listed[:LISTED]
    ]
    if len(listed) > LISTED:
        items.append((tag("p", say("rankings.more_bodies", n=len(listed) - LISTED), class_="note"),))
    note = say("rankings.doubtful_note", share=confidence)
    return marks.short_list(
        say("rankings.doubtful", n=len(listed)), note, items, say("rankings.none_doubtful")
    )


def gap_words(visit: Visit, one: Near) -> str:
    """How far above or below the border."""
    if one.gap == 0:
        return visit.say("rankings.on_the_line", total=one.row.total)
    return visit.say(
        "rankings.above_by" if one.gap > 0 else "rankings.below_by", total=one.row.total, gap=abs(one.gap)
    )


def chance_words(visit: Visit, one: Near) -> str:
    """The grade it has, the other one, how likely."""
    grade = one.row.grade.title if one.row.grade else visit.say("rankings.no_grade")
    return visit.say(
        "rankings.other_grade", kind=kind_of(visit, one.row), grade=grade,
        other=grade_name(visit, one.other), chance=one.chance,
    )  # fmt: skip


def evidence_words(visit: Visit, one: Near) -> list[Markup | str]:
    """What would decide it: the scores that alone are enough, or that none is."""
    say = visit.say
    if one.bar:
        return [say(f"bar.{one.bar}")]
    if not one.evidence:
        return [say("rankings.no_evidence")]
    lead = say("rankings.decides" if one.decided else "rankings.none_decides")
    told: list[Markup | str] = [lead]
    for at, each in enumerate(one.evidence):
        told += [say("rankings.and") if at else "", piece(visit, one, each)]
    return [*told, say("rankings.more", n=one.more) if one.more else ""]


def piece(visit: Visit, one: Near, each: Evidence) -> Markup:
    """One score: which, why it is open, what it could do to the total."""
    indicator = visit.board.catalogue.indicator(each.indicator)
    return tag(
        "span",
        marks.indicator_link(visit, indicator, one.row.body.code),
        visit.say(
            "rankings.reach", source=visit.say(f"doubt.{each.source}"),
            low=signed(each.low), high=signed(each.high),
        ),
    )  # fmt: skip
