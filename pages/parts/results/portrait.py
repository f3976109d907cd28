"""The pictures of one body: where it stands, and where its points went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from data.queries.years import Year
from metrics.engine.path import Path
from pages.parts import forms, marks
from pages.parts.charts import Band, Fall, hover, waterfall
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.position import Position, Tick, position
from pages.parts.frame import Visit
from pages.parts.readings import doubt, lossbook
from pages.parts.readings import portrait as read
from pages.parts.readings import standings as places
from pages.parts.readings.lossbook import Group, Loss
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record, remembered
from pages.parts.results.sectionpeers import section
from pages.parts.results.way import HAIR

LARGEST = 7  # losses drawn one by one


def stands(visit: Visit, row: Standing, rows: Sequence[Standing], band: doubt.Band | None,
           way: Path | None, before: Year | None) -> None:  # fmt: skip
    """The total on the grades: its doubt, the median, the next cut-off, last year."""
    mine, say, code = [one for one in rows if one.body.kind == row.body.kind], visit.say, row.body.code
    picture, finding = of_record(visit, "position", lambda: placed(visit, row, mine, band, way, before), code)
    panel(
        visit, "position", picture, finding,
        Data(f"position-{code}", say("body.position"), lambda: peers_frame(visit, mine),
             {"own": say("body.own")}, {"total": "points"}),
    )  # fmt: skip


def placed(visit: Visit, row: Standing, mine: Sequence[Standing], band: doubt.Band | None,
           way: Path | None, before: Year | None) -> tuple[go.Figure, str]:  # fmt: skip
    """The picture of where the total lies, and what it shows in a sentence."""
    catalogue, say = visit.board.catalogue, visit.say
    median = places.median(mine)
    border = way.border if way else None
    cut = border.cut if border else math.nan
    ends = [band.total_low, band.total_high] if band else []
    old = before.total if before and not before.broken else math.nan
    low, high = read.window(row, [median, cut, old, *ends], catalogue)
    cuts = read.cuts(catalogue, low, high)
    bands = [
        Band(places.grade_at(catalogue, start, visit.language), start, end) for start, end in pairwise(cuts)
    ]
    ticks = [Tick(median, say("body.median", total=median))] if median == median else []
    if border is not None and low < cut < high:
        title = next(one.title for one in catalogue.grades if one.code == border.grade)
        gap = max(cut - row.total, 0.0)
        words = say("body.cut" if gap >= HAIR else "body.cut_tie", grade=title, gap=gap)
        ticks.append(Tick(cut, words, dashed=True))
    year = say("body.in_year", year=before.round.year, total=old) if before else ""
    one = Position(row.total, say("number.points", n=row.total), band.total_low if band else None,
                   band.total_high if band else None, (old, year) if old == old else None)  # fmt: skip
    finding = where(visit, row, mine, median, band)
    key = "body.position_measure" if band else "body.position_plain"
    measure = say(key, start=low, n=len(mine))
    return position(one, bands, ticks, caption(visit, finding, measure, 64)), finding


def where(
    visit: Visit, row: Standing, mine: Sequence[Standing], median: float, band: doubt.Band | None
) -> str:
    """Above or below the middle of its kind, and how sure its place is."""
    kind = places.kind_title(visit.board.catalogue, row.body.kind, visit.language)
    told = visit.say(
        "body.above" if row.total >= median else "body.below", kind=kind, gap=abs(row.total - median)
    )
    if band is None:
        return told
    if band.low == band.high:
        return told + visit.say("body.sure_place")
    return told + visit.say("body.place_band", low=band.low, high=band.high)


def peers_frame(visit: Visit, mine: Sequence[Standing]) -> pd.DataFrame:
    """The totals of the kind, the best first."""
    return pd.DataFrame(
        {
            "body_name": [one.body.name[visit.language] for one in mine],
            "total": [one.total for one in mine],
            "place": pd.array([one.place for one in mine], dtype="Int64"),
            "grade": [one.grade.title[visit.language] if one.grade else "" for one in mine],
        }
    )


def fall(visit: Visit, row: Standing, rows: Sequence[Loss]) -> None:
    """From full marks down to the points earned: by indicator where few weigh most, else by section."""
    say, code = visit.say, row.body.code
    rate = read.concentrated(rows, LARGEST)
    way = forms.chosen(
        "fall", ["indicator", "section"], "indicator" if rate >= read.CONCENTRATED else "section"
    )
    picture, finding, table = remembered(visit, "fall", lambda: falling(visit, row, rows, way), code, way)
    heads = {"name": say(f"body.by_{way}"), "lost": say("column.lost")}
    data = Data(f"losses-{code}", say("body.where_lost"), lambda: table, heads, {"lost": "points"})
    panel(visit, "waterfall", picture, finding, data)


def falling(
    visit: Visit, row: Standing, rows: Sequence[Loss], way: str
) -> tuple[go.Figure, str, pd.DataFrame]:
    """The waterfall, what it shows in a sentence, the table behind it."""
    say, rate = visit.say, read.concentrated(rows, LARGEST)
    groups = lossbook.grouped(visit.board.catalogue, rows)
    if way == "section":
        falls, rest = [by_section(visit, one) for one in groups], None
    else:
        large, small = lossbook.pooled(rows)
        falls = [by_indicator(visit, one) for one in large]
        lost = sum(one.lost for one in small)
        words = say("body.others", n=len(small))
        rest = Fall(words, lost, hover(words, say("ledger.lost_only", lost=lost))) if small else None
    worst = read.heaviest(groups)
    finding = say(
        f"body.fall_{way}", n=len(lossbook.of_marks(rows)), most=min(LARGEST, len(rows)), rate=rate,
        section=section(visit, worst.node) if worst else "", lost=worst.lost if worst else 0.0,
    )  # fmt: skip
    measure = say("body.fall_measure", full=row.full_marks, n=len(lossbook.of_marks(rows)))
    picture = waterfall((say("body.full"), row.full_marks), falls, rest, (say("body.left"), row.points),
                        caption(visit, finding, measure, 32))  # fmt: skip
    table = pd.DataFrame({"name": [one.name for one in (*falls, *([rest] if rest else []))],
                          "lost": [one.lost for one in (*falls, *([rest] if rest else []))]})  # fmt: skip
    return picture, finding, table


def by_section(visit: Visit, one: Group) -> Fall:
    """A section as one fall."""
    name = marks.section_title(visit, one.node)
    return Fall(name, one.lost, hover(name, visit.say("ledger.lost_only", lost=one.lost)), one.node.code)


def by_indicator(visit: Visit, one: Loss) -> Fall:
    """An indicator as one fall."""
    title = one.indicator.title[visit.language]
    words = hover(title, visit.say("ledger.lost", lost=one.lost, full=one.full_marks))
    return Fall(f"{one.indicator.code} {title}", one.lost, words, one.indicator.code)


