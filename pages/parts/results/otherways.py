"""Would another defensible method change the places: in a sentence per kind, with the table behind it."""

from __future__ import annotations

from collections.abc import Sequence

from data.queries.robustness import Doubt
from data.words import share
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag
from pages.parts.readings import doubt
from pages.parts.readings.doubt import Opinion
from pages.parts.tables import Column, figure, table


def section(visit: Visit, found: Doubt, titles: Sequence[tuple[int, str]]) -> Markup:
    """`titles`: number and name of each set of peers that is shown."""
    say = visit.say
    parts = []
    for peers, title in titles:
        listed = doubt.opinions(found, peers)
        if listed:
            parts.append(tag("div", tag("p", sentence(visit, listed, title)), methods(visit, listed, title)))
    note = tag("p", say("rankings.methods_note"), class_="note")
    return tag("div", tag("h2", say("rankings.methods")), note, tag("div", parts, class_="pair"))


def sentence(visit: Visit, listed: Sequence[Opinion], title: str) -> str:
    """How much of the order stays under the method that changes most of it."""
    least = doubt.least_same(listed)
    if least is None:
        return visit.say("rankings.methods_nothing", kind=title)
    key = "rankings.methods_same" if not least.moved else "rankings.methods_most"
    return visit.say(
        key, kind=title, n=len(listed), method=visit.say(f"method.{least.method}"), same=least.same,
        moved=least.moved, bodies=least.bodies, largest=least.largest, body=name_of(visit, least.body),
    )  # fmt: skip


def methods(visit: Visit, listed: Sequence[Opinion], title: str) -> Markup:
    """One row per method: what it does, how many places move, who moves most."""
    say = visit.say
    columns = [
        Column(say("rankings.head_method"), lambda one: named(visit, one)),
        figure(say("rankings.head_same"), lambda one: one.same, share),
        figure(say("rankings.head_moved"), lambda one: one.moved, lambda n: say("rankings.count", n=n)),
        Column(say("rankings.head_most"), lambda one: most(visit, one), lambda one: one.largest, number=True),
    ]  # fmt: skip
    return table(listed, columns, say("rankings.methods_table", kind=title))


def named(visit: Visit, one: Opinion) -> Markup:
    """The method's name and what it does."""
    return tag(
        "span", visit.say(f"method.{one.method}"), tag("br"),
        tag("span", visit.say(f"method.{one.method}_how"), class_="note"),
    )  # fmt: skip


def most(visit: Visit, one: Opinion) -> str:
    """Who moves furthest; why the method says nothing."""
    if one.failed:
        return visit.say(f"impossible.{one.failed}")
    if not one.largest:
        return "–"
    name = name_of(visit, one.body)
    return visit.say("rankings.most" if name else "rankings.most_nameless", body=name, n=one.largest)


def name_of(visit: Visit, code: str) -> str:
    """The body's name; "" where the reader may not know it."""
    return next((one.name[visit.language] for one in visit.board.bodies if one.code == code), "")
