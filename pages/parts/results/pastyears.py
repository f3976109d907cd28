"""The totals of one body over the years, and what moved the last one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from data.queries.changes import Years
from data.queries.years import Year
from data.words import place
from pages.parts.charts import Mark, hover
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.years import Point, years
from pages.parts.frame import Visit
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record
from pages.parts.results import scoretables


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
