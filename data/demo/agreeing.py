"""Made-up figures that agree with each other as the cross-checks of the year want it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.random import Generator

from data.catalogue.crosschecks import Crosschecks, Sum

LITTLE = (0.05, 0.3)  # what stands beside a count is usually this share of it
EVENLY = 3.0  # how alike the parts of a total are; less: more unlike


def dealt(indicator: str, checks: Crosschecks, known: Mapping[str, int], draw: Generator) -> dict[str, int]:
    """The known totals of an indicator dealt out to their parts; no part above its whole.

    Wholes are dealt before the parts that lie within them.
    """
    within = {one.part: one.whole for one in checks.parts if one.indicator == indicator}
    mine = [one for one in checks.sums if one.indicator == indicator and one.total in known]
    found: dict[str, int] = {}
    for one in sorted(mine, key=lambda one: within.keys() >= set(one.parts)):
        wholes = [found.get(within.get(name, "")) for name in one.parts]
        found |= zip(one.parts, _dealt(one, known[one.total], wholes, draw), strict=True)
    return found


def _dealt(one: Sum, total: int, wholes: list[int | None], draw: Generator) -> list[int]:
    known = [whole for whole in wholes if whole is not None]
    if len(known) == len(one.parts) and sum(known) >= total:
        return [int(many) for many in draw.multivariate_hypergeometric(known, total)]
    shares = draw.dirichlet(np.full(len(one.parts), EVENLY))
    return [int(many) for many in draw.multinomial(total, shares)]


def between(
    indicator: str, field: str, checks: Crosschecks, known: Mapping[str, int], usual: int, draw: Generator
) -> int:
    """A count that is neither less than any of its parts nor more than any of its wholes.

    Where nothing bounds it, a small share of `usual`.
    """
    mine = [one for one in checks.parts if one.indicator == indicator]
    least = max((known[one.part] for one in mine if one.whole == field and one.part in known), default=None)
    most = min((known[one.whole] for one in mine if one.part == field and one.whole in known), default=None)
    if least is None:
        return int((usual if most is None else min(usual, most)) * draw.uniform(*LITTLE))
    return int(draw.integers(least, (least if most is None else most) + 1))
