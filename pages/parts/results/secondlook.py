"""Indicators that deserve a second look: common problems, and those that tell nobody apart."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import points, share
from metrics.model import Review
from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag
from pages.parts.readings import items
from pages.parts.readings.items import Item
from pages.parts.tables import Column, figure, table


def cards(visit: Visit, found: Sequence[Item], review: Review, kind: str) -> Markup:
    """The two lists side by side, each with the number it rests on and where that comes from."""
    return tag("div", common(visit, found, review, kind), untelling(visit, found, review), class_="pair")


def common(visit: Visit, found: Sequence[Item], review: Review, kind: str) -> Markup:
    """Most bodies fall short: one municipal measure instead of a notice to each."""
    say, listed = visit.say, items.common(found, review)
    columns = [
        Column(say("column.indicator"), lambda one: marks.indicator_link(visit, one.loss.indicator)),
        Column(
            say("indicators.head_short"),
            lambda one: say("indicators.short_of", short=one.short, n=one.loss.bodies),
            lambda one: one.failing, number=True,
        ),
        figure(say("column.lost_rate"), lambda one: one.loss.rate, share),
        Column(
            say("indicators.head_instead"), lambda one: say("indicators.instead", n=one.short),
            lambda one: one.short, number=True,
        ),
    ]  # fmt: skip
    title = say("indicators.common", n=len(listed))
    note = say(
        "indicators.common_note", kind=kind, short=review.short, common=review.common,
        part=items.part_of_losses(listed, found),
    )  # fmt: skip
    return part(visit, title, note, [review.sources.get("common", "")],
                table(listed, columns, title) if listed else say("indicators.none_common"))  # fmt: skip


def untelling(visit: Visit, found: Sequence[Item], review: Review) -> Markup:
    """Good and weak bodies earn about the same."""
    say, listed = visit.say, items.untelling(found, review)
    columns = [
        Column(say("column.indicator"), lambda one: marks.indicator_link(visit, one.loss.indicator)),
        figure(say("indicators.head_telling"), lambda one: one.telling, points),
        Column(
            say("column.full"), lambda one: say("indicators.full_of", full=one.loss.full, n=one.loss.bodies),
            lambda one: one.loss.passing, number=True,
        ),
    ]  # fmt: skip
    title = say("indicators.untelling", n=len(listed))
    note = say("indicators.untelling_note", tail=review.tail, telling=review.telling)
    return part(visit, title, note, [review.sources.get(name, "") for name in ("tail", "telling")],
                table(listed, columns, title) if listed else say("indicators.none_untelling"))  # fmt: skip


def part(visit: Visit, title: str, note: str, sources: Sequence[str], inside: Markup | str) -> Markup:
    """A heading, what the list rests on, the list; the sources in the plan's own language behind a fold."""
    told = [tag("p", one, class_="note", lang="zh") for one in sources if one]
    fold = tag("details", tag("summary", visit.say("indicators.sources")), told) if told else None
    body = inside if isinstance(inside, Markup) else tag("p", inside, class_="muted small")
    return tag("section", tag("h2", title), tag("p", note, class_="note"), body, fold)
