"""Where the bodies of a comparison differ: by section, on which indicators and why, on all of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from data.words import points, reason, share
from metrics.model import Node
from pages.parts import marks
from pages.parts.charts import hover
from pages.parts.charts.pairs import Series, begins, together
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.markup import Markup, tag
from pages.parts.readings import lossbook
from pages.parts.readings import together as read
from pages.parts.readings.together import Row
from pages.parts.remembered import remembered
from pages.parts.results.besides import Sight
from pages.parts.tables import Column, figure, table

DIFFERING = 12  # indicators listed with clause and reason


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
