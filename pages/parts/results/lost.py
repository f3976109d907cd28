"""What one body loses on one indicator, in a line: why, and what would bring it back."""

from __future__ import annotations

from data.queries import scorecards
from data.words import reason, regain
from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import Markup, tag
from pages.parts.readings import lossbook
from pages.parts.results.ledger import lost_words

FEW = 5


def own(visit: Visit, body: str, code: str) -> Markup:
    """The body's own loss, or that it has none."""
    card = scorecards.scorecard(visit.desk, visit.round.code, body)
    rows = lossbook.losses(visit.board, card.ledger, body)
    one = next((it for it in rows if it.indicator.code == code), None)
    asked = visit.board.catalogue.indicator(code)
    if one is None:
        words = visit.say("exemplars.own_none", body=said.body_name(visit, body))
        return tag("p", marks.indicator_link(visit, asked, body), " ", words, class_="banner course")
    return tag(
        "div",
        tag("p", marks.indicator_link(visit, asked, body), " ", tag("b", lost_words(one.lost))),
        tag("p", reason(asked, one.reason, one.facts, visit.language)),
        tag("p", regain(asked, one.reason, one.facts, visit.language), class_="muted"),
        class_="banner",
    )
