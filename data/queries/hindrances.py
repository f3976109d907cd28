"""What stands in the way of an act whatever one writes into its form, so that the screen says so before.

hindrances(desk, dossier) -> {act: Refused}     acts of `dossier.choices` that cannot be done now, and why
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.desk import Desk
from data.queries import rectified, rounds
from data.queries.rectification import Dossier, calendar_of, terms_of
from data.store import evidence as kept_evidence
from metrics.errors import Refused
from metrics.procedure.items import Doing
from metrics.procedure.needs import Case, unmet

# What the form itself asks for: whether it was filled in well is said when the act is tried.
WRITTEN = frozenset({"reason", "contacts", "plan", "progress", "end_date", "short_rest"})


def hindrances(desk: Desk, dossier: Dossier) -> Mapping[str, Refused]:
    """Acts that this person cannot do today, each with the first thing that stands in their way."""
    of_round = rounds.find(desk, dossier.item.round)
    doing, proofs = _doing(desk, dossier)
    item = replace(dossier.item, proofs=proofs)
    case = Case(item, doing, terms_of(desk, of_round), calendar_of(desk, of_round))
    found = {}
    for step in dossier.choices:
        refusal = unmet(tuple(code for code in step.needs if code not in WRITTEN), case)
        if refusal is not None:
            found[step.act] = refusal
    return found


def _doing(desk: Desk, dossier: Dossier) -> tuple[Doing, tuple[int, ...]]:
    """The act as it would be done now: with what was handed in, one day asked for, and the rule run again.

    And the proof that was reported and still stands.
    """
    handed_in = [int(one.detail["evidence"]) for one in dossier.events if one.act == "prove"]
    with desk.database.reading() as connection:
        outcome = rectified.outcome(desk, connection, dossier.item)
        proofs = kept_evidence.standing(connection, handed_in)
        reported = kept_evidence.standing(connection, dossier.item.proofs)
    doing = Doing(
        person=desk.person,
        role=desk.role,
        on=desk.today,
        body=desk.body,
        days=1,
        outcome=outcome,
        proofs=proofs,
    )
    return doing, reported
