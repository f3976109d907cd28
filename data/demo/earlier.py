"""The cast a year before: most did nearly as well, some far worse or better, a few the same.

Whoever did just the same moves between the years by the rules alone. Two bodies had not yet become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.demo.cast import EMERGENCIES, Part, adjustments, chance, nil_returns, refuse_events
from metrics.model import Body

RISEN, FALLEN, SAME = 0.1, 0.07, 0.12  # shares of the bodies of a kind
LITTLE, FAR = (-0.006, 0.016), (0.06, 0.11)  # by how much somebody did less well than this year
WOBBLE = 0.03  # how far single indicators were apart, of those who did not do just the same
BEST = 0.985
MERGED = (-0.02, 0.09)  # how much less well did, of two that became one, who lent its code, and the other


def earlier(parts: Sequence[Part], bodies: Sequence[Body]) -> tuple[Part, ...]:
    """The parts of last year's `bodies`, made from this year's `parts`; in the order of `bodies`."""
    of = {part.body.code: part for part in parts}
    heirs = {old: part for part in parts for old in part.body.succeeds}
    joined = {heir.body.code for old, heir in heirs.items() if old in {body.code for body in bodies}}
    lag = _lags([part for part in parts if part.body.code not in joined])
    made = []
    for body in bodies:
        if body.code in of and body.code not in joined:
            made.append(_before(of[body.code], body, lag.get(body.code)))
        else:
            heir = of.get(body.code) or heirs[body.code]
            made.append(_forerunner(heir, body, MERGED[body.code not in of]))
    return tuple(made)


def _lags(parts: Sequence[Part]) -> dict[str, float]:
    """By how much each did less well; who did just the same is not in it."""
    found: dict[str, float] = {}
    for kind in dict.fromkeys(part.body.kind for part in parts):
        mine = [part for part in parts if part.body.kind == kind]
        order = [mine[at] for at in chance("order of change", kind).permutation(len(mine))]
        # Somebody to whom something befell this year did not do just the same last year.
        order.sort(key=lambda part: bool(part.absent) or "1" in _vetoes(part))
        same, risen, fallen = (round(share * len(mine)) for share in (SAME, RISEN, FALLEN))
        for at, part in enumerate(order[same:]):
            low, high = FAR if at < risen + fallen else LITTLE
            size = float(chance("lag", part.body.code).uniform(low, high))
            found[part.body.code] = -size if risen <= at < risen + fallen else size
    return found


def _vetoes(part: Part) -> list[str]:
    return [value for (code, _), value in part.values.items() if code.startswith("V")]


def _before(part: Part, body: Body, lag: float | None) -> Part:
    if lag is None:
        return replace(part, body=body)
    strength = min(max(part.strength - lag, 0.0), BEST)
    # Rarely what befell a body this year befell it last year too.
    mild = replace(part, body=body, absent=frozenset(), values=adjustments(body, strength))
    return replace(mild, strength=strength, wobble=WOBBLE)


def _forerunner(heir: Part, body: Body, lag: float) -> Part:
    """One of the bodies that were merged; their strengths lie to both sides of what they are together."""
    strength = min(max(heir.strength - lag, 0.0), BEST)
    events = int(chance("events", body.code).integers(0, 4))
    refused = {code: why for code, why in heir.refused.items() if code not in EMERGENCIES}
    made = Part(body, strength, refused, nil_returns(body), values=adjustments(body, strength), events=events)
    return refuse_events(replace(made, voice=body.code, wobble=WOBBLE))
