"""The map of losses: indicators by bodies, as a picture and as a table."""

from __future__ import annotations

import plotly.graph_objects as go

from data.words import percent
from metrics.frames import STATUSES
from metrics.model import Body
from pages.parts import exports, marks
from pages.parts.charts import Heat, heat_map, hover
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.frame import Visit
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import matrix
from pages.parts.readings.matrix import Matrix
from pages.parts.remembered import remembered
from pages.parts.tables import Column, table


def picture(visit: Visit, one: Matrix, finding: str, choices: tuple[str, ...]) -> None:
    """The heat map with the pass rates beside it, and the table twin."""
    say = visit.say
    show(keys(visit))
    behind = Data(
        "indicators", say("indicators.table"), lambda: exports.rates(visit, one),
        table=lambda: matrix_table(visit, one),
    )  # fmt: skip
    drawn = remembered(visit, "heat", lambda: drawing(visit, one, finding), *choices)
    panel(visit, "heat", drawn, finding, behind)


def drawing(visit: Visit, one: Matrix, finding: str) -> go.Figure:
    """The heat map itself."""
    say, spoken = visit.say, visit.language
    rows = [f"{loss.indicator.code} {loss.indicator.title[spoken]}" for loss in one.losses]
    across = range(len(one.bodies))
    heat = Heat(
        rows=rows,
        columns=[short_name(visit, body) for body in one.bodies],
        lost=one.lost,
        words=[[cell_words(visit, one, row, column) for column in across] for row in range(len(rows))],
        heads={row: marks.section_title(visit, node) for row, node in one.heads.items()},
        passing=[loss.passing for loss in one.losses],
        not_applicable=one.cells(matrix.NOT_APPLICABLE),
        missing=one.cells(matrix.MISSING),
        nil=one.cells(matrix.NIL),
    )
    over = caption(visit, finding, say("indicators.measure", rows=len(rows), n=len(one.bodies)), wide=60)
    return heat_map(heat, say("indicators.passing"), over, upright=spoken == "zh")


def short_name(visit: Visit, body: Body) -> str:
    """The name over a column: without what all names of the kind share."""
    return marks.short_name(body.name[visit.language])


def cell_words(visit: Visit, one: Matrix, row: int, column: int) -> str:
    """What a cell says: body, indicator, points or why there are none."""
    status = STATUSES[one.status[row, column]]
    known = status not in ("not_applicable", "out")
    said = (
        visit.say("ledger.score", points=one.points[row, column], full=one.full[row, column]) if known else ""
    )
    indicator = one.losses[row].indicator
    return hover(
        one.bodies[column].name[visit.language],
        f"{indicator.code} {indicator.title[visit.language]}",
        said,
        "" if status == "scored" else visit.say(f"status.{status}"),
    )


def keys(visit: Visit) -> Markup:
    """What the marks of the heat map mean."""
    shades = tag("span", tag("i", class_="shade"), visit.say("indicators.key_lost"))
    others = [
        tag("span", tag("i", class_=f"cell {name}"), visit.say(f"status.{name}"))
        for name in ("not_applicable", "missing")
    ]
    return tag("div", shades, others, tag("span", visit.say("status.nil")), class_="keys")


def matrix_table(visit: Visit, one: Matrix) -> Markup:
    """The same as figures: the rate of every body on every indicator."""
    head = Column(
        visit.say("column.indicator"),
        lambda row: f"{one.losses[row].indicator.code} {one.losses[row].indicator.title[visit.language]}",
        lambda row: one.losses[row].indicator.code,
    )
    columns = [
        Column(
            short_name(visit, body),
            lambda row, at=at: cell(visit, one, row, at),
            lambda row, at=at: float(1 - one.lost[row, at]),
            number=True,
        )
        for at, body in enumerate(one.bodies)
    ]
    title = visit.say("indicators.table")
    return table(range(len(one.losses)), [head, *columns], title, tall=True, broad=True)


def cell(visit: Visit, one: Matrix, row: int, column: int) -> Markup | str:
    """A rate, or the mark of what is no number."""
    status = STATUSES[one.status[row, column]]
    if status == "scored":
        return percent(round(1 - one.lost[row, column], 3))
    if status == "nil":
        return f"∅ {percent(round(1 - one.lost[row, column], 3))}"
    return tag("span", visit.say(f"status.short_{status}"), class_=f"status {status}")
