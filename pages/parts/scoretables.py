"""The tables of a scorecard: sections beside the peers, adjustments, every indicator."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import pandas as pd

from data.queries.scorecards import Scorecard
from data.words import points, share
from metrics.model import Indicator
from pages.parts import ledger, marks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, as_written, tag
from pages.parts.readings import lossbook
from pages.parts.tables import Column, figure, table


def sections(visit: Visit, card: Scorecard) -> Markup:
    """Each section: points, rate, and the rate of the peers."""
    catalogue = visit.board.catalogue
    top = {one.code: one for one in catalogue.nodes if lossbook.clause_of(catalogue, one.parent) is None}
    nodes = card.nodes.assign(node=card.nodes["node"].astype(str))
    rows = [row for row in nodes.to_dict("records") if row["node"] in top]
    if not rows:
        return Markup()
    scale = catalogue.totals.scale
    say = visit.say
    columns = [
        Column(say("column.section"), lambda row: marks.section_title(visit, top[row["node"]])),
        Column(
            say("column.earned"), lambda row: of_full(visit, row["points"], row["full_marks"]),
            lambda row: row["points"], number=True,
        ),
        Column(
            say("column.rate"), lambda row: rate_bar(visit, row["score"] / scale, row["peer_score"] / scale),
            itemgetter("score"), number=True,
        ),
    ]  # fmt: skip
    note = tag("p", say("body.sections_note", n=card.peers), class_="note")
    title = say("body.sections")
    return tag("div", tag("h2", title), note, table(rows, columns, title), class_="card flat")


def of_full(visit: Visit, earned: float, full: float) -> str:
    """Points of the points that apply; a dash where none do."""
    return visit.say("body.of_full", points=earned, full=full) if full > 0 else "–"


def rate_bar(visit: Visit, own: float, peers: float) -> Markup:
    """A rate as figure and bar, with a tick for the peers' mean."""
    if own != own:
        return tag("span", visit.say("status.not_applicable"), class_="muted small")
    tick = (
        tag("em", style=f"left:{peers * 100:.1f}%", title=visit.say("body.peers", rate=peers))
        if peers == peers
        else None
    )
    bar = tag("span", tag("i", style=f"width:{own * 100:.1f}%"), tick, class_="bar rate")
    return tag("span", share(own), bar, class_="rated")


def adjustments(visit: Visit, card: Scorecard) -> Markup:
    """Deductions, bonuses and vetoes that were observed."""
    catalogue, say = visit.board.catalogue, visit.say

    def of(row: dict[str, Any]) -> Indicator:
        return catalogue.indicator(row["indicator"])

    rows = card.scores.assign(
        indicator=card.scores["indicator"].astype(str), status=card.scores["status"].astype(str)
    )
    observed = [
        row
        for row in rows.to_dict("records")
        if catalogue.indicator(row["indicator"]).role != "scored"
        and row["status"] == "scored"
        and row["value"] > 0
    ]
    columns = [
        Column(say("column.kind"), lambda row: say(f"role_of.{of(row).role}")),
        Column(say("column.indicator"), lambda row: marks.indicator_link(visit, of(row), card.body.code)),
        Column(say("column.value"), lambda row: visit.say("number.plain", n=row["value"]), number=True),
        Column(say("column.points"), lambda row: signed(row["points"]), number=True),
        Column(say("column.source"), lambda row: of(row).full_rule[visit.language]),
    ]  # fmt: skip
    title = say("body.adjustments")
    if not observed:
        return tag("div", tag("h2", title), tag("p", say("body.no_adjustments"), class_="muted"))
    return tag("div", tag("h2", title), table(observed, columns, title))


def signed(amount: float) -> str:
    """+0.50, −1.00."""
    return points(amount) if amount == 0 else f"{'+' if amount > 0 else '−'}{points(abs(amount))}"


def everything(visit: Visit, card: Scorecard, body: str) -> Markup:
    """Every indicator of the body's table, folded away."""
    catalogue, say = visit.board.catalogue, visit.say
    made: pd.DataFrame = card.scores.assign(
        indicator=card.scores["indicator"].astype(str), status=card.scores["status"].astype(str)
    )
    rows = [row for row in made.to_dict("records") if catalogue.indicator(row["indicator"]).role == "scored"]
    columns = [
        Column(
            say("column.indicator"),
            lambda row: marks.indicator_link(visit, catalogue.indicator(row["indicator"]), body),
            itemgetter("indicator"),
        ),
        Column(say("column.status"), lambda row: status_words(visit, row), lambda row: row["status"]),
        figure(say("column.points"), itemgetter("points"), points),
        figure(say("column.full_marks"), itemgetter("full_marks"), points),
        figure(say("column.lost"), itemgetter("lost"), ledger.lost_words),
        figure(say("column.rate"), itemgetter("share"), share),
        figure(say("column.peers"), itemgetter("peer_share"), share),
    ]  # fmt: skip
    title = say("body.everything", n=len(rows))
    return tag("details", tag("summary", title), table(rows, columns, title), class_="fold")


def status_words(visit: Visit, row: dict[str, object]) -> Markup:
    """The status with its mark, and why it does not apply."""
    status = str(row["status"])
    reason = str(row["reason"])
    why = tag("span", as_written(reason, visit.language), class_="muted small") if reason else None
    return tag("span", tag("span", visit.say(f"status.{status}"), class_=f"status {status}"), " ", why)
