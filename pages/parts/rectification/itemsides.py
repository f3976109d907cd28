"""Before and after: the row of the ledger and the evidence, as an item was drafted and as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.queries.rectification import Dossier
from data.queries.rectified import Standpoint
from data.words import reason
from metrics.procedure.items import MUNICIPAL
from pages.parts.frame import Visit
from pages.parts.intake import proofs
from pages.parts.markup import Child, Markup, tag
from pages.parts.results.ledger import lost_words


def before_after(visit: Visit, dossier: Dossier) -> Markup:
    """The row of the ledger and the evidence: as it was drafted, and as it is now."""
    say = visit.say
    sides = [
        side(visit, dossier, "item.before", dossier.before, dossier.proofs_before),
        side(visit, dossier, "item.after", dossier.after, dossier.proofs_after),
    ]
    return tag(
        "section",
        tag("h2", say("item.before_after")),
        tag("p", say("item.before_after_note"), class_="note"),
        tag("div", sides, class_="pair"),
    )


def side(visit: Visit, dossier: Dossier, key: str, stands: Standpoint, found: Sequence[Any]) -> Markup:
    """One of the two: points, what was lost and why, the evidence that stood."""
    say = visit.say
    earned = (
        say("body.of_full", points=stands.points, full=stands.full_marks)
        if stands.points is not None
        else "–"
    )
    rows: list[tuple[str, Child]] = [
        (say("column.points"), earned),
        (say("column.lost"), tag("b", lost_words(stands.lost))),
        (say("item.why"), why(visit, dossier, stands)),
    ]
    cells = [tag("div", tag("dt", name), tag("dd", words)) for name, words in rows]
    return tag(
        "section",
        tag("h3", say(key)),
        tag("dl", cells, class_="facts"),
        proofs.listing(visit, tuple(found)),
        class_="card",
    )


def why(visit: Visit, dossier: Dossier, stands: Standpoint) -> str:
    """Why points are lost, in words; that none are."""
    if not stands.reason:
        return visit.say("item.nothing_lost")
    if dossier.item.kind == MUNICIPAL:
        return visit.say("item.losing", losing=stands.facts.get("losing", 0), of=stands.facts.get("of", 0))
    return reason(dossier.indicator, stands.reason, stands.facts, visit.language)
