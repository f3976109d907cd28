"""The page of comparison: who is asked for, the sentence that answers, the account of each body."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data import permits
from data.words import points
from pages.parts import choosing, forms, marks, roundwide
from pages.parts.frame import Visit, link
from pages.parts.markup import Child, Markup, show, tag
from pages.parts.readings import doubt, standings
from pages.parts.readings import together as read
from pages.parts.readings.doubt import Band
from pages.parts.readings.standings import Standing
from pages.parts.readings.together import Row
from pages.parts.remembered import remembered
from pages.parts.results import scoretables
from pages.parts.tables import Column, table

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Sight:
    """What the page is about: the bodies, their bands, their rows per indicator."""

    visit: Visit
    bodies: list[Standing]
    bands: Mapping[str, Band]
    rows: list[Row]

    @property
    def codes(self) -> tuple[str, ...]:
        """The bodies by code."""
        return tuple(one.body.code for one in self.bodies)

    @property
    def names(self) -> list[str]:
        """The bodies by name."""
        return [one.body.name[self.visit.language] for one in self.bodies]

    @property
    def shared(self) -> list[Row]:
        """The indicators that can be compared."""
        return [row for row in self.rows if row.shared]


def barred(visit: Visit) -> bool:
    """Whether this person sees the details of one body only."""
    return visit.desk.reach("boards.read") == permits.OWN


def ask(visit: Visit) -> list[Standing]:
    """Which bodies, kept in the address; the first two of the first kind where nobody was named."""
    rows = {row.body.code: row for row in roundwide.standings(visit) if row.named}
    names = {code: row.body.name[visit.language] for code, row in rows.items()}
    order = [one.code for one in visit.board.bodies if one.code in rows]
    with st.container(width=720):
        chosen = choosing.several(
            "bodies", visit.say("compare.ask"), order, names.__getitem__, most=MOST,
            hint=visit.say("compare.hint"), default=[*rows][:FEWEST],
        )  # fmt: skip
    return [rows[code] for code in chosen]


def sight(visit: Visit, bodies: Sequence[Standing]) -> Sight:
    """Everything about them."""
    codes = tuple(one.body.code for one in bodies)
    rows = remembered(visit, "together", lambda: read.rows(visit.board, bodies), codes)
    return Sight(visit, list(bodies), roundwide.bands(visit), rows)


def sentence(seen: Sight) -> str:
    """Who is ahead and by how much, whether that is sure, and where the difference is."""
    say, worst = seen.visit.say, next(iter(read.apart(seen.rows, 1)), None)
    end = say("compare.where", title=worst.indicator.title, amount=worst.at_stake) if worst else ""
    if not read.alike(seen.bodies):
        rates = [
            say("compare.rate", name=name, rate=read.overall(seen.shared, at))
            for at, name in enumerate(seen.names)
        ]
        return say("compare.lead_kinds", names=seen.names, n=len(seen.shared), rates=rates) + end
    ordered = sorted((one for one in seen.bodies if one.scored), key=lambda one: -one.total)
    if len(ordered) < FEWEST:
        return say("compare.lead_unscored", names=seen.names)
    first, last = ordered[0], ordered[-1]
    key = "compare.lead_two" if len(ordered) == FEWEST else "compare.lead"
    said = say(key, name=first.body.name, total=first.total, other=last.body.name,
               gap=first.total - last.total)  # fmt: skip
    if doubt.clear(first, last, seen.bands) is False:
        said += say("compare.not_apart")
    return said + end


def account(seen: Sight) -> Markup:
    """Totals, places with their bands, grades, adjustments: a column per body."""
    say, visit = seen.visit.say, seen.visit
    lines: list[tuple[str, Callable[[Standing], Child]]] = [
        (say("column.total"), lambda row: tag("b", points(row.total))),
        (say("column.place"), lambda row: placed(seen, row)),
        (say("column.grade"), lambda row: marks.grade_chip(visit, row)),
        (say("column.base"), lambda row: points(row.base)),
        (say("column.earned"), lambda row: say("body.of_full", points=row.points, full=row.full_marks)),
        (say("column.deductions"), lambda row: scoretables.signed(-row.deductions)),
        (say("column.bonus"), lambda row: scoretables.signed(row.bonus)),
        (say("compare.missing"), lambda row: str(missing(seen, row))),
        (say("column.remarks"), lambda row: say("join.list").join(marks.remarks(visit, row)) or "–"),
    ]
    columns = [Column(say("compare.measure"), lambda line: tag("span", line[0], class_="muted"))]
    columns += [column(seen, one) for one in seen.bodies]
    title = say("compare.account", names=seen.names)
    return table(lines, columns, title)


def column(seen: Sight, one: Standing) -> Column:
    """The column of one body; its head is its name and kind."""
    kind = standings.kind_title(seen.visit.board.catalogue, one.body.kind, seen.visit.language)
    head = one.body.name[seen.visit.language]
    if not read.alike(seen.bodies):
        head = seen.visit.say("compare.head", name=head, kind=kind)
    return Column(head, lambda line: line[1](one))


def placed(seen: Sight, row: Standing) -> Markup:
    """The place among how many, and between which places it stays."""
    say, band = seen.visit.say, seen.bands.get(row.body.code)
    place = marks.place_words(seen.visit, row)
    if not row.ranked:
        return tag("span", place)
    words = say("compare.place", place=place, of=row.of)
    if band is not None:
        words = say("compare.place_band", place=place, of=row.of, low=band.low, high=band.high)
    return tag("span", words)


def missing(seen: Sight, row: Standing) -> int:
    """How many indicators were not reported."""
    at = [one.body.code for one in seen.bodies].index(row.body.code)
    return sum(one.statuses[at] == "missing" for one in seen.rows)


def cards(seen: Sight) -> Markup:
    """Links to the scorecards."""
    said = [
        link(seen.visit.say("compare.card", name=name), forms.address("body", body=one.body.code))
        for name, one in zip(seen.names, seen.bodies, strict=True)
    ]
    return tag("p", [(one, "　") for one in said], class_="small")


def kinds(seen: Sight) -> None:
    """Said where bodies of different kinds stand beside each other: what can be compared and what cannot."""
    if read.alike(seen.bodies):
        return
    say = seen.visit.say
    alone = [
        say("compare.alone", name=name, n=read.only(seen.rows, at))
        for at, name in enumerate(seen.names)
        if read.only(seen.rows, at)
    ]
    said = say("compare.kinds", n=len(seen.shared))
    if alone:
        said += say("compare.kinds_alone", alone=alone)
    show(tag("p", said, class_="banner"))


