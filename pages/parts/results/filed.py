"""What a body handed in as evidence, as links beside its scores."""

from __future__ import annotations

from data import permits
from data.queries import evidence
from pages.parts import evidence as served
from pages.parts.frame import Visit
from pages.parts.markup import Child, Markup


def by_indicator(visit: Visit, body: str) -> dict[str, Child]:
    """Links to files and addresses by indicator; nothing for who may not see evidence."""
    if visit.desk.reach("evidence.read") == permits.OWN and visit.desk.body != body:
        return {}
    if not visit.desk.may("evidence.read", body=body):
        return {}
    known = evidence.counts(visit.desk, visit.round.code, body)
    return {
        code: [[one, " "] for one in linked(visit, body, code)]
        for (owner, code), n in known.items()
        if n and owner == body
    }


def linked(visit: Visit, body: str, indicator: str) -> list[Markup]:
    """The pieces that stand now, oldest first."""
    pieces = evidence.beside(visit.desk, visit.round.code, body, indicator)
    return [served.named(one, visit.language) for one in pieces]
