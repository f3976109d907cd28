"""The tables of a scorecard: adjustments, every indicator."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import pandas as pd

from data.queries.scorecards import Scorecard
from data.words import points, share
from metrics.model import Indicator
from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, as_written, tag
from pages.parts.results import ledger
from pages.parts.tables import Column, figure, table


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
