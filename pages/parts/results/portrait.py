"""The pictures of one body: where it stands, where points went, its sections beside the peers, its years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from data.queries.changes import Years
from data.queries.scorecards import Scorecard
from data.queries.years import Year
from data.words import place, share
from metrics.engine.path import Path
from metrics.model import Node
from pages.parts import forms, marks
from pages.parts.charts import Band, Fall, Mark, hover, waterfall
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.peers import Peer, Rates, peers
from pages.parts.charts.position import Position, Tick, position
from pages.parts.charts.years import Point, years
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.portions import MOST
from pages.parts.readings import doubt, lossbook
from pages.parts.readings import portrait as read
from pages.parts.readings import standings as places
from pages.parts.readings.lossbook import Group, Loss
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record, remembered
from pages.parts.results import scoretables
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


def beside(visit: Visit, card: Scorecard) -> None:
    """The sections beside the peers: their rates, their mean, the best by name."""
    code, say = card.body.code, visit.say
    found = remembered(visit, "sections_of", lambda: read.sections(visit.board.catalogue, card), code)
    if not found:
        return
    data = Data(f"sections-{code}", say("body.sections"), lambda: sections_frame(visit, found),
                {"section": say("column.section"), "own": say("column.rate"), "mean": say("column.peers"),
                 "best_rate": say("body.best"), "best": say("body.who_best")},
                {"points": "points", "full_marks": "points", "own": "share", "mean": "share",
                 "best_rate": "share"})  # fmt: skip
    picture, finding = remembered(visit, "peers", lambda: compared(visit, card, found), code)
    opened = panel(visit, "sections", picture, finding, data, clicks=True)
    if opened:
        forms.go("body", body=opened)


def compared(visit: Visit, card: Scorecard, found: Sequence[read.Section]) -> tuple[go.Figure, str]:
    """The picture of the sections, and what it shows in a sentence."""
    say = visit.say
    rows = [
        Rates(
            marks.section_title(visit, one.node), one.own, one.mean, others(visit, one), share(one.own),
            spoken(visit, one), read.middle_most(one) if many(one) else (),
        )
        for one in found
    ]  # fmt: skip
    worst = read.weakest(found)
    finding = (
        say("body.weakest", section=section(visit, worst.node), gap=(worst.mean - worst.own) * 100)
        if worst
        else say("body.none_below")
    )
    keys = (
        said.body_name(visit, card.body.code),
        say("body.mean_key"),
        say("body.middle_key" if any(map(many, found)) else "body.peers_key"),
        say("body.best"),
    )
    measure = say("body.sections_many" if any(map(many, found)) else "body.sections_measure", n=card.peers)
    return peers(rows, keys, caption(visit, finding, measure, 32)), finding


def section(visit: Visit, node: Node) -> str:
    """A section by its number, short enough for a heading; by its title where it has none."""
    if node.citation:
        return visit.say("body.section_number", citation=node.citation)
    return node.title[visit.language]


def many(one: read.Section) -> bool:
    """Whether the peers are too many to be dots."""
    return len(one.peers) > MOST


def others(visit: Visit, one: read.Section) -> list[Peer]:
    """The peers of a section by name; of a crowd only the best."""
    return [
        Peer(
            code, rate, visit.say("body.peer", name=said.body_name(visit, code), rate=rate), code == one.best
        )
        for code, rate in one.peers.items()
        if code == one.best or not many(one)
    ]


def spoken(visit: Visit, one: read.Section) -> str:
    """A section in words."""
    told = visit.say("body.section_words", title=one.node.title, rate=one.own, mean=one.mean)
    if one.best:
        told += visit.say("body.best_words", name=said.body_name(visit, one.best), rate=one.best_rate)
    return told


def sections_frame(visit: Visit, found: Sequence[read.Section]) -> pd.DataFrame:
    """The table behind the rows; the best only where peers may be named."""
    table = pd.DataFrame(
        {
            "section": [marks.section_title(visit, one.node) for one in found],
            "points": [one.points for one in found],
            "full_marks": [one.full for one in found],
            "own": [one.own for one in found],
            "mean": [one.mean for one in found],
        }
    )
    if any(one.best for one in found):
        table["best_rate"] = [one.best_rate for one in found]
        table["best"] = [said.body_name(visit, one.best) if one.best else "" for one in found]
    return table


def line(visit: Visit, row: Standing, found: Sequence[Year], beside: Years | None) -> None:
    """The total over the years, with breaks where years cannot be compared, and what made the difference."""
    code, say = row.body.code, visit.say
    picture, finding = of_record(visit, "years", lambda: over_years(visit, row, found, beside), code)
    data = Data(f"years-{code}", say("body.years"), lambda: years_frame(visit, found),
                {"year": say("body.year"), "name": say("column.body"), "note": say("column.remarks")},
                {"total": "points"})  # fmt: skip
    panel(visit, "years", picture, finding, data)


def over_years(
    visit: Visit, row: Standing, found: Sequence[Year], beside: Years | None
) -> tuple[go.Figure, str]:
    """The line, and what it shows in a sentence."""
    catalogue, say = visit.board.catalogue, visit.say
    points = [point(visit, one) for one in found]
    first, last = found[-2], found[-1]
    key = (
        "body.years_broken" if first.how in ("merged", "split")
        else "body.years_up" if last.total >= first.total
        else "body.years_down"
    )  # fmt: skip
    finding = say(key, year=first.round.year, gap=abs(last.total - first.total)) + parts(visit, row, beside)
    cuts = [Mark(one.at_least, one.title[visit.language]) for one in catalogue.grades]
    measure = say("body.years_measure", n=len(found))
    return years(points, cuts, caption(visit, finding, measure, 32)), finding


def parts(visit: Visit, row: Standing, beside: Years | None) -> str:
    """How much of the difference is own performance and how much is rules and the like; "" where unknown."""
    if beside is None:
        return ""
    [mine] = beside.bodies[beside.bodies["body"] == row.body.code].to_dict("records")
    if mine["own"] != mine["own"] or mine["broken"]:
        return ""
    rest = float(mine["difference"]) - float(mine["own"])
    return visit.say("body.parts", own=scoretables.signed(mine["own"]), rest=scoretables.signed(rest))


def point(visit: Visit, one: Year) -> Point:
    """One year as a point of the line."""
    where = place(one.place, visit.language) if one.place else ""
    words = hover(
        visit.say("body.in_year", year=one.round.year, total=one.total), where,
        visit.say("join.list").join(name.name[visit.language] for name in one.names),
        visit.say("state.sealed" if one.sealed else "state.provisional"),
    )  # fmt: skip
    label = (
        visit.say("body.year_label", total=one.total, place=where)
        if where
        else visit.say("number.points", n=one.total)
    )
    return Point(str(one.round.year), one.total, label, words, one.broken, one.sealed, why(visit, one))


def why(visit: Visit, one: Year) -> str:
    """What breaks the line after a year."""
    told = [visit.say(f"body.how_{one.how}")] if one.how in ("merged", "split") else []
    return visit.say("join.list").join(told + ([visit.say("body.how_method")] if one.method else []))


def years_frame(visit: Visit, found: Sequence[Year]) -> pd.DataFrame:
    """The table behind the line."""
    return pd.DataFrame(
        {
            "year": [str(one.round.year) for one in found],
            "name": [
                visit.say("join.list").join(name.name[visit.language] for name in one.names) for one in found
            ],
            "total": [one.total for one in found],
            "place": pd.array([one.place for one in found], dtype="Int64"),
            "note": [why(visit, one) for one in found],
        }
    )
