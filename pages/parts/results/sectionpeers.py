"""The sections of one body beside those of its peers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from data.queries.scorecards import Scorecard
from data.words import share
from metrics.model import Node
from pages.parts import forms, marks
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.peers import Peer, Rates, peers
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.portions import MOST
from pages.parts.readings import portrait as read
from pages.parts.remembered import remembered


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
