"""The picture of the rankings: totals with their bands, groups that cannot be told apart, cut-offs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from data.words import place, points, share
from metrics.engine.draws import SOURCES
from metrics.model import Grade
from pages.parts import forms, marks
from pages.parts.charts.grammar import hover
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.ranks import Row, Scale, ranks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag
from pages.parts.portions import MOST
from pages.parts.readings import doubt
from pages.parts.readings import standings as read
from pages.parts.readings.doubt import Band
from pages.parts.readings.standings import Standing
from pages.parts.remembered import remembered
from pages.parts.tables import Column, figure, table
from pages.parts.theme import grade_colour, palette

TALL = 24  # rows above which the table scrolls under its head
LINE = 42  # Chinese characters in a line of the finding


def picture(visit: Visit, kind: str, rows: Sequence[Standing], known: Mapping[str, Band]) -> None:
    """The dot plot of one kind with its bands; a click opens the scorecard."""
    catalogue = visit.board.catalogue
    codes = tuple(row.body.code for row in rows)
    drawn = remembered(visit, "rankbands", lambda: figure_of(visit, kind, rows, known), kind, codes)
    title = visit.say("rankings.bands_table", kind=read.kind_title(catalogue, kind, visit.language))
    behind = Data(
        f"rankings-{kind}", title, lambda: frame(visit, rows, known), heads=heads(visit),
        formats=dict.fromkeys(("total", "total_low", "total_high", "doubt"), "points")
        | dict.fromkeys([*SOURCES, *(one.code for one in catalogue.grades)], "share"),
        table=lambda: listing(visit, rows, known, title),
    )  # fmt: skip
    opened = panel(visit, f"rank_{kind}", drawn, found(visit, kind, rows), behind, clicks=True)
    if opened and not opened.startswith("#"):
        forms.go("body", body=opened)


def figure_of(visit: Visit, kind: str, rows: Sequence[Standing], known: Mapping[str, Band]) -> go.Figure:
    """The picture itself: totals and places of who has a total, cut-offs, groups."""
    scored = [row for row in rows if row.scored]
    catalogue, say = visit.board.catalogue, visit.say
    last = max((row.of for row in rows), default=1)
    first, crowd = 1, last > MOST  # of a crowd a stretch is seen close
    low, high = doubt.closeup(rows, known) if crowd else doubt.span(rows, known, catalogue)
    if crowd:
        first, last = doubt.places(rows, known)
    measure = say("rankings.measure", n=len(scored), low=low)
    cuts = [
        (one.at_least, say("chart.cutoff", grade=one.title, at=one.at_least))
        for one in read.cutoffs(catalogue, low, high)
    ]
    scale = Scale(low, high, cuts, last, say("rankings.places") if known else "", first)
    over = caption(visit, found(visit, kind, rows), measure, wide=LINE)
    return ranks([dot(visit, row, known) for row in scored], doubt.runs(scored, known), scale, over)


def found(visit: Visit, kind: str, rows: Sequence[Standing]) -> str:
    """How many of each grade."""
    catalogue, say = visit.board.catalogue, visit.say
    counts = [(grade, n) for grade, n in read.graded(rows, catalogue) if n]
    return say(
        "rankings.finding" if counts else "overview.kind_ungraded",
        kind=read.kind_title(catalogue, kind, visit.language, many=True),
        n=len(rows),
        grades=[say("grade.count", grade=grade.title, n=n) for grade, n in counts],
    )


def dot(visit: Visit, row: Standing, known: Mapping[str, Band]) -> Row:
    """One body as a dot with its band and its words."""
    colours, catalogue = palette(), visit.board.catalogue
    band = known.get(row.body.code)
    said = [marks.spoken(visit, row), *(spread(visit, band) if band else ())]
    return Row(
        code=row.body.code,
        name=row.body.name[visit.language],
        at=row.total,
        colour=grade_colour(colours, row.depth, len(catalogue.grades)),
        words="<br>".join(said),
        total=points(row.total),
        label=visit.say("join.list").join((place_band(visit, row, band), *marks.short_remarks(visit, row))),
        low=band.total_low if band else None,
        high=band.total_high if band else None,
        place=row.place,
        best=band.low if band else None,
        worst=band.high if band else None,
        before=row.base if row.named and abs(row.base - row.total) > 0 else None,
        chosen=row.body.code == visit.desk.body,
        hollow=not row.ranked,
    )


def place_band(visit: Visit, row: Standing, band: Band | None) -> str:
    """第3名（2–5）; the place alone where it is sure or nothing is known."""
    if band is None or not row.ranked or not band.wide:
        return marks.place_words(visit, row)
    said = place(row.place, visit.language)
    return visit.say("rankings.place_band", place=said, low=band.low, high=band.high)


def spread(visit: Visit, band: Band) -> tuple[str, ...]:
    """What is said of the doubt at a dot, escaped."""
    say = visit.say
    chances = [say("rankings.chance", grade=grade_name(visit, code), share=share)
               for code, share in sorted(band.chances.items(), key=lambda pair: -pair[1])]  # fmt: skip
    sources = [say("rankings.source", source=say(f"doubt.{name}"), share=part)
               for name, part in band.sources.items()]  # fmt: skip
    return (
        hover(say("rankings.hover_band", low=band.total_low, high=band.total_high)),
        hover(say("rankings.hover_chances", chances=chances)),
        hover(say("rankings.hover_sources", doubt=band.doubt, sources=sources)),
    )


def grade_name(visit: Visit, code: str) -> str:
    """What a grade is called; that there is none."""
    named = {one.code: one.title[visit.language] for one in visit.board.catalogue.grades}
    return named.get(code) or visit.say("rankings.no_grade")


def frame(visit: Visit, rows: Sequence[Standing], known: Mapping[str, Band]) -> pd.DataFrame:
    """The picture as figures."""
    made = []
    for row in rows:
        band = known.get(row.body.code)
        told = {
            "body": row.body.code, "name": row.body.name[visit.language], "place": row.place,
            "total": row.total, "grade": row.grade.title[visit.language] if row.grade else "",
        }  # fmt: skip
        if band:
            told |= {
                "place_low": band.low, "place_high": band.high, "group": band.group,
                "total_low": band.total_low, "total_high": band.total_high, "doubt": band.doubt,
                **band.sources,
                **{one.code: band.chances.get(one.code, 0.0) for one in visit.board.catalogue.grades},
            }  # fmt: skip
        made.append(told)
    return pd.DataFrame(made)


def heads(visit: Visit) -> dict[str, str]:
    """The words over the columns of `frame`."""
    say = visit.say
    own = ("place_low", "place_high", "total_low", "total_high", "group", "doubt")
    return {
        **{name: say(f"rankings.head_{name}") for name in own},
        **{name: say("rankings.head_source", source=say(f"doubt.{name}")) for name in SOURCES},
        **{
            one.code: say("rankings.head_chance", grade=one.title) for one in visit.board.catalogue.grades
        },
    }  # fmt: skip


def listing(
    visit: Visit, rows: Sequence[Standing], known: Mapping[str, Band], title: str
) -> Markup:  # fmt: skip
    """The picture as a table: band, group, chances of the grades, doubt and where it comes from."""
    say = visit.say
    there = [row for row in rows if row.body.code in known]
    if not there:
        return table(rows, plain(visit), title, tall=len(rows) > TALL)

    def of(row: Standing) -> Band:
        return known[row.body.code]

    columns = [
        Column(
            say("column.place"),
            lambda row: place_band(visit, row, of(row)),
            lambda row: row.place,
            number=True,
        ),
        Column(say("column.body"), lambda row: marks.body_link(visit, row)),
        figure(say("rankings.head_group"), lambda row: of(row).group, str),
        figure(say("column.total"), lambda row: row.total, points),
        Column(
            say("rankings.head_span"),
            lambda row: say("rankings.span", low=of(row).total_low, high=of(row).total_high),
            lambda row: of(row).total_low, number=True,
        ),
        *(chance_column(visit, one, known) for one in visit.board.catalogue.grades),
        figure(say("rankings.head_doubt"), lambda row: of(row).doubt, points),
        Column(
            say("rankings.head_sources"),
            lambda row: stack(visit, of(row)),
            lambda row: of(row).sources["judgement"],
        ),
    ]  # fmt: skip
    return table(
        there, columns, title, tall=len(there) > TALL, chosen=lambda row: row.body.code == visit.desk.body
    )


def plain(visit: Visit) -> list[Column]:
    """The columns of a plan that says nothing about doubt."""
    return [
        Column(visit.say("column.place"), lambda row: marks.place_words(visit, row), lambda row: row.place),
        Column(visit.say("column.body"), lambda row: marks.body_link(visit, row)),
        figure(visit.say("column.total"), lambda row: row.total, points),
    ]


def chance_column(visit: Visit, grade: Grade, known: Mapping[str, Band]) -> Column:
    """The share of the draws with one grade."""

    def chance(row: Standing) -> float:
        return known[row.body.code].chances.get(grade.code, 0.0)

    def write(amount: float) -> str:
        return share(amount) if amount else "–"

    return figure(visit.say("rankings.head_chance", grade=grade.title), chance, write)


def stack(visit: Visit, band: Band) -> Markup:
    """Where the doubt comes from: a thin bar in three parts, the largest named."""
    say, shares = visit.say, band.sources
    parts = [tag("i", class_=f"part {name}", style=f"width:{part:.1%}") for name, part in shares.items()]
    said = {
        name: say("rankings.source", source=say(f"doubt.{name}"), share=part)
        for name, part in shares.items()
    }
    most = max(shares, key=lambda name: shares[name])
    hint = say("join.list").join(said.values())
    return tag("span", tag("span", parts, class_="stack"), said[most], class_="stacked small", title=hint)
