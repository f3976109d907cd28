"""Who plays which part: how strong each body is, and what befalls it; drawn once from a fixed seed."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.random import Generator

from metrics.model import Body, Catalogue, Indicator

SEED = 2012
NO_APPROVALS, NO_ENFORCEMENT = "无行政审批事项", "无行政执法职能"
NO_FUNDS, NO_EMERGENCY, NO_DUTY = "不管理财政专项资金", "本年度无重大突发事件", "与本部门职能无关"
APPROVALS = ("2.1.1", "2.1.2", "2.1.3", "2.1.4", "6.1.4", "6.1.6")
FUNDS = ("4.3.1", "4.3.2")
EMERGENCIES = ("3.2.1", "3.2.2")

# How well each body does (0..1), from the best down; the quota of the best grade cuts through both lists.
DISTRICTS = (
    0.975, 0.97, 0.965, 0.955, 0.95, 0.945, 0.935, 0.915, 0.89, 0.875, 0.86, 0.84, 0.81, 0.77, 0.73, 0.69,
    0.52,
)  # fmt: skip
# Thirteen clearly ahead, then the twins, who tie for the last place within the quota.
BUREAUS = (*np.linspace(0.985, 0.96, 13), 0.94, 0.94, *np.linspace(0.92, 0.71, 29), 0.64, 0.58, 0.47)
TWINS = (13, 14)
NARROW = "subordinate"  # group of the bureaus to which little applies


@dataclass(frozen=True)
class Part:
    """One body in the play.

    strength: 0..1. refused: indicator → why it does not apply. nil: indicators with a nil return.
    absent: nodes of which nothing was handed in. values: (indicator, field) → what is reported in any case.
    events: emergencies of the year. voice: whose chance draws its numbers (twins share one).
    accepted: its thin base was accepted by name. wobble: how far its single indicators are from what its
    voice alone would say.
    """

    body: Body
    strength: float
    refused: Mapping[str, str] = field(default_factory=dict)
    nil: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    events: int = 0
    voice: str = ""
    accepted: bool = False
    wobble: float = 0.0


def chance(*about: str) -> Generator:
    """Chance that depends on nothing but what it is about: a new indicator leaves all others as they were."""
    return np.random.default_rng([SEED, *(zlib.crc32(one.encode()) for one in about)])


def cast(bodies: Sequence[Body], plan: Catalogue) -> tuple[Part, ...]:
    """A part for every body, in the order of `bodies`."""
    districts = [body for body in bodies if body.kind == "district"]
    bureaus = [body for body in bodies if body.kind == "bureau"]
    parts = [*_districts(_shuffled(districts)), *_bureaus(_shuffled(bureaus), plan)]
    of = {part.body.code: part for part in parts}
    return tuple(of[body.code] for body in bodies)


def _shuffled(bodies: list[Body]) -> list[Body]:
    return [bodies[at] for at in chance("order", *(one.kind for one in bodies[:1])).permutation(len(bodies))]


def _strengths(levels: Sequence[float], count: int) -> list[float]:
    """As many levels as there are bodies, spread the same way."""
    return [float(one) for one in np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(levels)), levels)]


def _districts(order: list[Body]) -> list[Part]:
    parts = [
        Part(
            body=body,
            strength=strength,
            nil=nil_returns(body),
            values=adjustments(body, strength),
            events=int(chance("events", body.code).integers(0, 4)),
            voice=body.code,
        )
        for body, strength in zip(order, _strengths(DISTRICTS, len(order)), strict=True)
    ]
    parts[1] = _with(parts[1], V4={"v_accountable": "1", "doc_ref": "演示认定材料"})
    parts[13] = _with(parts[13], J1={"j_innov": "1", "detail": "演示明细"})  # below the gate
    parts[-1] = replace(parts[-1], absent=frozenset({"4.3", "8.1"}))
    return [refuse_events(part) for part in parts]


def _bureaus(order: list[Body], plan: Catalogue) -> list[Part]:
    order = _twins_first(order, plan)
    parts = []
    for at, (body, strength) in enumerate(zip(order, _strengths(BUREAUS, len(order)), strict=True)):
        voice = order[TWINS[0]].code if at == TWINS[1] else body.code
        alias = order[TWINS[0]] if at == TWINS[1] else body
        refused = {} if at in TWINS else _refusals(body, plan)
        events = int(chance("events", voice).integers(0, 8)) // 6
        values = adjustments(alias, strength)
        parts.append(Part(body, strength, refused, nil_returns(alias), frozenset(), values, events, voice))
    parts[-2] = _with(parts[-2], V2={"v_fraud": "1", "doc_ref": "演示核查结论"})
    parts[-3] = replace(parts[-3], absent=frozenset({"2.2"}))
    narrow = [at for at in range(TWINS[1] + 1, len(parts) - 3) if parts[at].body.group == NARROW]
    for at, accepted in zip(narrow, (True, False), strict=False):
        parts[at] = replace(_thin(parts[at], plan), accepted=accepted)
    return [refuse_events(part) for part in parts]


def _twins_first(order: list[Body], plan: Catalogue) -> list[Body]:
    """Two bodies without lead duties at the places of the twins: only with equal tables do they tie."""
    duties = {unit for one in plan.indicators for unit in one.units}
    order = list(order)
    for at in TWINS:
        free = next(place for place in range(at, len(order)) if order[place].code not in duties)
        order[at], order[free] = order[free], order[at]
    return order


def nil_returns(body: Body) -> frozenset[str]:
    """Nil returns: nothing of the kind happened in the year."""
    draw = chance("nil", body.code)
    likely = {"3.3.5": 0.6, "3.3.9": 0.35, "8.1.3": 0.25, "K1": 0.3, "K2": 0.3}
    return frozenset(code for code, share in likely.items() if draw.random() < share)


def _refusals(body: Body, plan: Catalogue) -> dict[str, str]:
    """What does not concern this bureau, by its (invented) duties."""
    draw = chance("duties", body.code)
    refused: dict[str, str] = {}
    if draw.random() < 0.3:
        refused |= dict.fromkeys(APPROVALS, NO_APPROVALS)
    if draw.random() < 0.35:
        refused["2.2.3"] = NO_ENFORCEMENT
    if draw.random() < 0.4:
        refused |= dict.fromkeys(FUNDS, NO_FUNDS)
    if draw.random() < 0.5:
        refused["2.4.2"] = NO_DUTY
    known = {one.code for one in plan.indicators}
    return {code: why for code, why in refused.items() if code in known}


def _thin(part: Part, plan: Catalogue) -> Part:
    """So much does not apply that few points are left to judge by."""
    open_ = [one for one in plan.scored if one.applies_to(part.body) and not _out(one, part.body)]
    open_ = [one for one in open_ if one.code not in part.refused]
    left = sum(_marks(one, part.body) for one in open_)
    refused = dict(part.refused)
    for one in sorted(open_, key=lambda one: -_marks(one, part.body)):
        if left >= (plan.totals.thin_base or 0) and one.na_rule.zh and one.code not in EMERGENCIES:
            refused[one.code] = NO_DUTY
            left -= _marks(one, part.body)
    return replace(part, refused=refused)


def _marks(one: Indicator, body: Body) -> float:
    return one.marks.get(body.kind, one.marks.get("", 0.0))


def _out(one: Indicator, body: Body) -> bool:
    lead = bool(one.units) and body.kind == one.units_kind and body.code not in one.units
    return lead or (bool(one.trait) and one.trait not in body.traits)


def refuse_events(part: Part) -> Part:
    if part.events:
        return part
    return replace(part, refused={**part.refused, **dict.fromkeys(EMERGENCIES, NO_EMERGENCY)})


def adjustments(body: Body, strength: float) -> dict[tuple[str, str], str]:
    """Deductions where a body is weak, bonuses where it is strong, no veto but where the play says so."""
    draw = chance("adjustments", body.code)
    weak = 1.0 - strength
    often = {"K1": ("k_overdue", 1.2), "K2": ("k_lost", 0.5), "K3": ("k_criticised", 0.4),
             "K4": ("k_stale", 6.0), "K5": ("k_data", 4.0)}  # fmt: skip
    counts = {(code, name): int(draw.poisson(many * weak)) for code, (name, many) in often.items()}
    if strength > 0.95:
        counts[("J1", "j_innov")] = int(draw.integers(0, 2))
        counts[("J2", "j_convert")] = int(draw.poisson(1.5))
        if body.kind == "district" and "pilot" not in body.traits:
            counts[("J3", "j_pilot")] = int(draw.integers(0, 3))
    vetoes = {"V1": "v_leak", "V2": "v_fraud", "V3": "v_noreport", "V4": "v_accountable"}
    return {
        **{where: str(count) for where, count in counts.items()},
        **dict.fromkeys(vetoes.items(), "0"),
    }


def _with(part: Part, **indicators: Mapping[str, str]) -> Part:
    more = {(code, name): value for code, fields in indicators.items() for name, value in fields.items()}
    return replace(part, values={**part.values, **more})
