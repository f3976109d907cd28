"""The page of comparison in its parts: who is asked for, the sentence, the account, sections, differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data import permits
from data.words import points, reason, share
from metrics.model import Node
from pages.parts import choosing, forms, marks, roundwide
from pages.parts.charts import hover
from pages.parts.charts.pairs import Series, begins, together
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.frame import Visit, link
from pages.parts.markup import Child, Markup, show, tag
from pages.parts.readings import doubt, lossbook, standings
from pages.parts.readings import together as read
from pages.parts.readings.doubt import Band
from pages.parts.readings.standings import Standing
from pages.parts.readings.together import Row
from pages.parts.remembered import remembered
from pages.parts.results import scoretables
from pages.parts.tables import Column, figure, table

FEWEST, MOST = 2, 4
DIFFERING = 12  # indicators listed with clause and reason


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


def sections(seen: Sight) -> None:
    """The sections as dots on one axis."""
    say, visit = seen.visit.say, seen.visit
    every = remembered(
        visit, "sections_together", lambda: read.sections(visit.board, seen.bodies, seen.rows), seen.codes
    )
    found = [(node, rates) for node, rates in every if any(rate == rate for rate in rates)]
    if not found:
        return
    plain = [node.title[visit.language] for node, _ in found]
    picture, finding = remembered(visit, "compared", lambda: drawing(seen, found), seen.codes)

    def frame() -> pd.DataFrame:
        made = [(title, *rates) for title, (_, rates) in zip(plain, found, strict=True)]
        return pd.DataFrame(made, columns=["section", *seen.codes])

    heads = {"section": say("column.section"), **dict(zip(seen.codes, seen.names, strict=True))}
    formats = dict.fromkeys(seen.codes, "share")
    data = Data("compare-sections", say("compare.sections_title"), frame, heads, formats)
    panel(visit, "sections", picture, finding, data)


def drawing(seen: Sight, found: Sequence[tuple[Node, Sequence[float]]]) -> tuple[go.Figure, str]:
    """The picture of the sections, and what it shows in a sentence."""
    say, visit = seen.visit.say, seen.visit
    titles = [marks.section_title(visit, node) for node, _ in found]
    plain = [node.title[visit.language] for node, _ in found]
    series = [
        Series(
            name,
            [rates[at] for _, rates in found],
            [hover(title, say("compare.rate", name=name, rate=rates[at])) for title, (_, rates) in
             zip(plain, found, strict=True)],
        )
        for at, name in enumerate(seen.names)
    ]  # fmt: skip
    node, rates = max(found, key=lambda one: gap(one[1]))
    finding = say("compare.sections", section=node.title, gap=gap(rates) * 100)
    key = "compare.sections_measure" if read.alike(seen.bodies) else "compare.sections_shared"
    low = begins([rate for _, rates in found for rate in rates])
    measure = say(key, n=len(seen.bodies), items=len(seen.shared), low=low)
    over = caption(visit, finding, measure, wide=66)
    return together([str(title) for title in titles], series, over), finding


def gap(rates: Sequence[float]) -> float:
    """From the lowest rate to the highest of those there are."""
    there = [rate for rate in rates if rate == rate]
    return max(there) - min(there) if there else 0.0


def differing(seen: Sight) -> Markup:
    """The indicators on which they differ most, with clause and why points were lost."""
    say = seen.visit.say
    rows = read.apart(seen.rows, DIFFERING)
    title = say("compare.differing", n=len(rows))
    if not rows:
        return tag("div", tag("h2", title), tag("p", say("compare.no_difference"), class_="muted"))
    columns = [
        Column(say("column.indicator"), lambda row: named(seen, row), lambda row: row.indicator.code),
        figure(say("compare.at_stake"), lambda row: row.at_stake, points),
        *[why(seen, at) for at in range(len(seen.bodies))],
    ]
    note = tag("p", say("compare.differing_note"), class_="note")
    return tag("div", tag("h2", title), note, table(rows, columns, title, broad=True))


def named(seen: Sight, row: Row) -> Markup:
    """The indicator, and under it the clause it belongs to."""
    node = lossbook.clause_of(seen.visit.board.catalogue, row.indicator.node)
    clause = None
    if node is not None:
        clause = tag(
            "p", seen.visit.say("ledger.clause", citation=node.citation, title=node.title), class_="note"
        )
    return tag("div", marks.indicator_link(seen.visit, row.indicator), clause)


def why(seen: Sight, at: int) -> Column:
    """What one body earned and why it lost points, sorted by its rate."""

    def cell(row: Row) -> Markup:
        loss = row.losses[at]
        spoken = seen.visit.language
        said = reason(loss.indicator, loss.reason, loss.facts, spoken) if loss else ""
        return tag(
            "div", tag("b", share(row.rates[at])), tag("p", said, class_="small muted") if said else None
        )

    return Column(seen.names[at], cell, lambda row: row.rates[at])


def everything(seen: Sight) -> Markup:
    """Every indicator of any of them, folded away."""
    say = seen.visit.say
    columns = [
        Column(
            say("column.indicator"), lambda row: marks.indicator_link(seen.visit, row.indicator),
            lambda row: row.indicator.code,
        ),
        *[earned(seen, at) for at in range(len(seen.bodies))],
        figure(say("compare.at_stake"), lambda row: row.at_stake, points),
    ]  # fmt: skip
    title = say("compare.everything", n=len(seen.rows))
    return tag("details", tag("summary", title), table(seen.rows, columns, title), class_="fold")


def earned(seen: Sight, at: int) -> Column:
    """Points of full marks and the rate, or the status of what was not scored."""

    def cell(row: Row) -> Markup:
        status = row.statuses[at]
        if status not in ("scored", "nil", "filled"):
            return tag("span", seen.visit.say(f"status.{status}"), class_=f"status {status} small")
        full = seen.visit.say("body.of_full", points=row.points[at], full=row.full_marks[at])
        return tag("span", full, "　", tag("span", share(row.rates[at]), class_="muted"), class_="nowrap")

    return Column(seen.names[at], cell, lambda row: row.rates[at], number=True)
