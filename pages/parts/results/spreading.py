"""How the totals of each kind of body spread over the grades, this year and last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from data.queries.changes import Years
from pages.parts import forms, marks
from pages.parts.charts import Dot, Mark
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.spread import Past, Strip
from pages.parts.charts.spread import spread as drawn
from pages.parts.frame import Visit
from pages.parts.readings import former as last
from pages.parts.readings import standings as read
from pages.parts.readings.former import Former
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record
from pages.parts.theme import grade_colour, palette

ROOM = 380  # pixels of the strips: as tall as the tile map beside them


def strip(
    visit: Visit, kind: str, rows: Sequence[Standing], before: Mapping[str, Former], year: str
) -> Strip:
    """The dots of one kind, with last year's."""
    catalogue, colours = visit.board.catalogue, palette()
    mine = [row for row in rows if row.body.kind == kind and row.scored]
    dots = [
        Dot(
            row.body.code, row.body.name[visit.language], row.total,
            grade_colour(colours, row.depth, len(catalogue.grades)), marks.spoken(visit, row),
            chosen=row.body.code == visit.desk.body, hollow=not row.ranked,
        )
        for row in mine
    ]  # fmt: skip
    old = [(row, before[row.body.code]) for row in mine if row.body.code in before]
    past = [
        Past(
            row.body.code,
            one.total,
            visit.say("overview.past", name=row.body.name, year=year, total=one.total),
        )
        for row, one in old
        if not one.broken and one.total == one.total
    ]
    broken = frozenset(row.body.code for row, one in old if one.broken)
    middle = read.median(mine)
    known = Mark(middle, visit.say("body.median", total=middle)) if middle == middle else None
    title = read.kind_title(catalogue, kind, visit.language, many=True)
    return Strip(title, dots, known, past, year, broken)


def spread(visit: Visit, rows: Sequence[Standing], beside: Years | None) -> None:
    """Two strips of dots: how the totals of each kind spread over the grades, this year and last."""
    before = last.former(beside)
    year = visit.say("overview.year", year=beside.plan_before.year) if beside else ""
    figure, finding = of_record(visit, "spread", lambda: drawing(visit, rows, before, year))
    data = Data("spread", visit.say("overview.spread"), lambda: behind(visit, rows, before),
                {"before": year}, {"total": "points", "before": "points"})  # fmt: skip
    opened = panel(visit, "spread", figure, finding, data, clicks=True)
    if opened:
        forms.go("body", body=opened)


def drawing(
    visit: Visit, rows: Sequence[Standing], before: Mapping[str, Former], year: str
) -> tuple[go.Figure, str]:
    """The strips, and what they show in a sentence."""
    catalogue = visit.board.catalogue
    strips = [strip(visit, kind, rows, before, year) for kind in read.kinds(visit.board)]
    low, high = read.span(rows, catalogue)
    low = min(low, *(past.at // 10 * 10 for one in strips for past in one.past), low)
    cuts = [
        Mark(one.at_least, visit.say("chart.cutoff", grade=one.title, at=one.at_least))
        for one in read.cutoffs(catalogue, low, high)
    ]
    finding = middles(visit, strips)
    n = sum(row.scored for row in rows)
    keys = ["overview.measure" + "_past" * bool(before)]
    keys += ["overview.measure_broken"] if any(one.broken for one in strips) else []
    keys += ["overview.measure_n"] if before else []
    measure = "".join(visit.say(key, n=n, year=year) for key in keys)
    return drawn(strips, cuts, caption(visit, finding, measure, 34), (low, high), ROOM), finding


def behind(visit: Visit, rows: Sequence[Standing], before: Mapping[str, Former]) -> pd.DataFrame:
    """The table behind the strips."""
    titles = {
        kind: read.kind_title(visit.board.catalogue, kind, visit.language) for kind in read.kinds(visit.board)
    }
    table = pd.DataFrame(
        {
            "kind": [titles[row.body.kind] for row in rows],
            "body_name": [row.body.name[visit.language] for row in rows],
            "total": [row.total for row in rows],
            "place": pd.array([row.place for row in rows], dtype="Int64"),
            "grade": [row.grade.title[visit.language] if row.grade else "" for row in rows],
        }
    )
    if before:
        known = {code: one.total for code, one in before.items() if not one.broken}
        table["before"] = [known.get(row.body.code, float("nan")) for row in rows]
    return table


def middles(visit: Visit, strips: Sequence[Strip]) -> str:
    """How the medians moved since last year; the medians themselves where there is none."""
    known = [one for one in strips if one.middle is not None]
    past = [one for one in known if one.past]
    if not past:
        told = [
            visit.say("overview.median", kind=one.name, total=one.middle.at) for one in known if one.middle
        ]
        return visit.say("overview.finding", middles=told)
    moved = []
    for one in past:
        gap = (one.middle.at if one.middle else 0.0) - read.middle([dot.at for dot in one.past])
        key = "overview.median_up" if gap >= 0 else "overview.median_down"
        moved.append(visit.say(key, kind=one.name, gap=abs(gap)))
    return visit.say("overview.finding_past", year=past[0].year, moves=moved)
