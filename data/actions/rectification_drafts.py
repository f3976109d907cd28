"""Drafting rectification items from lost points, in bulk; nothing is issued by it.

    draft(desk, round_code, proposals, *, key="") -> tuple[Item, ...]

Proposals come from `queries.proposals`, as they are or changed by hand; what they say of lost points is taken
from the board again. An item is issued by another person: `rectification.do(desk, number, "issue", ...)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from data.actions.deed import Deed, deed
from data.actions.rectification_telling import plain
from data.desk import Desk
from data.queries import rectified
from data.queries.proposals import Ground, Proposal, ground
from data.queries.rectified import Standpoint
from data.store import bodies as kept_bodies
from data.store import rectification as kept
from data.store import rounds as kept_rounds
from metrics.errors import Lacking, NotFound, WrongState
from metrics.frames import OUT, STATUSES
from metrics.model import Round
from metrics.procedure.effects import fit
from metrics.procedure.items import FINDING, KINDS, MUNICIPAL, Event, Item
from metrics.procedure.lifecycle import DRAFTED
from metrics.procedure.terms import WORDS

Stands = Mapping[str, Mapping[str, Standpoint]]  # indicator: body: its score


def draft(desk: Desk, round_code: str, proposals: Sequence[Proposal], *, key: str = "") -> tuple[Item, ...]:
    """Draft one item for each proposal, all or none.

    Lacking("proposals") for none; WrongState: "another_item_open", "not_lost" (nothing is lost there),
    "not_common" (a municipal measure where not most bodies lose); NotFound: "body", "indicator";
    Lacking("not_in_terms") for words that the terms of the round do not know.
    """
    given = [asdict(one) for one in proposals]
    with deed(desk, "rectification.draft", round_code=round_code, key=key, given=given) as act:
        if act.earlier is not None:
            return tuple(kept.find(act.connection, number) for number in act.earlier["numbers"])
        if not proposals:
            raise Lacking("proposals")
        of_round = kept_rounds.find(act.connection, round_code)
        here = ground(desk, act.connection, of_round)
        known = {it.code for it in here.board.catalogue.indicators}
        codes = {one.indicator for one in proposals} & known
        stands = {code: rectified.standpoints(here.board, code) for code in codes}
        taken = dict(here.open)
        made = []
        for one in proposals:
            _check(act, here, of_round, one, taken.get((one.body, one.indicator), ""), stands)
            made.append(_keep(act, desk, here, of_round, one, stands))
            taken[one.body, one.indicator] = made[-1].number
        numbers = [one.number for one in made]
        act.tell(f"rectifications:{round_code}", after={"items": len(made), "numbers": numbers})
        return tuple(made)


def _check(act: Deed, here: Ground, of_round: Round, one: Proposal, taken: str, stands: Stands) -> None:
    kept_bodies.find(act.connection, of_round.code, one.body)
    if one.indicator not in stands:
        raise NotFound("indicator", indicator=one.indicator)
    if one.kind not in KINDS:
        raise Lacking("kind", found=one.kind, allowed=" ".join(KINDS))
    fit({name: getattr(one, name) for name in WORDS}, here.terms)
    if taken:
        raise WrongState("another_item_open", body=one.body, indicator=one.indicator, number=taken)
    if one.kind == MUNICIPAL:
        losing, of, _ = rectified.spread(here.board, one.indicator)
        if not of or losing / of <= here.terms.most:
            raise WrongState("not_common", indicator=one.indicator, losing=losing, of=of)
        return
    at = stands[one.indicator][one.body]
    if at.status == STATUSES[OUT]:
        raise NotFound("indicator", indicator=one.indicator)
    if one.kind == FINDING and not at.reason:
        raise WrongState("not_lost", body=one.body, indicator=one.indicator)


def _lost(here: Ground, one: Proposal, stands: Stands) -> tuple[float, str]:
    """The points at stake and why they are lost: of the whole city, or of one body."""
    if one.kind == MUNICIPAL:
        return rectified.spread(here.board, one.indicator)[2], MUNICIPAL
    at = stands[one.indicator][one.body]
    return at.lost, at.reason or one.kind


def _keep(act: Deed, desk: Desk, here: Ground, of_round: Round, one: Proposal, stands: Stands) -> Item:
    lost, reason = _lost(here, one, stands)
    if not 0 <= one.target <= max(lost, 0.0):
        raise Lacking("target", found=one.target, allowed=lost)
    plan = here.board.catalogue.indicator(one.indicator)
    earlier = here.earlier.get((one.body, one.indicator)) or here.earlier.get((one.body, plan.formerly))
    count = kept.serial(act.connection, of_round.code, one.body) + 1
    item = kept.insert(
        act.connection,
        Item(
            round=of_round.code,
            number=f"{here.terms.prefix}-{of_round.code}-{one.body}-{count:03d}",
            body=one.body,
            indicator=one.indicator,
            clause=plan.node,
            kind=one.kind,
            state=DRAFTED,
            reason=reason,
            lost=lost,
            problem=one.problem,
            measure=one.measure,
            severity=one.severity,
            deadline_class=one.deadline_class,
            drafted_by=desk.person,
            drafted_on=desk.today,
            proof_wanted=one.proof_wanted,
            problem_type=one.problem_type,
            origin=one.origin,
            target=one.target,
            edition=here.edition,
            about=one.about,
            previous=earlier.id if earlier else None,
        ),
    )
    detail = {"before": before(here, item, stands), "source": one.source}
    kept.note(
        act.connection, Event(item.id, "draft", desk.person, desk.role, "", DRAFTED, desk.now, detail=detail)
    )
    return item


def before(here: Ground, item: Item, stands: Stands) -> dict[str, object]:
    """The score that an item is drafted from, kept with it: an open round moves on."""
    whole = item.kind == MUNICIPAL
    told = asdict(rectified.standpoint_of(here.board, item) if whole else stands[item.indicator][item.body])
    return told | {"facts": {name: plain(one) for name, one in told["facts"].items()}}
