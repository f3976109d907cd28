"""Who needs someone: a decision (veto, thin base, near a cut-off) or a push (drop, gaps, lowest grade)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.readings.losses import Gap
from pages.parts.readings.standings import Standing

ACT, SOON = "act", "soon"


@dataclass(frozen=True, slots=True)
class Case:
    """One body and why it needs someone; `level` is ACT or SOON.

    `why`: "veto", "thin_base", "cutoff" (`amount`: chance of the grade `other`), "drop" (`amount`: points
    of own performance since last year), "missing" (`amount`: values not handed in) or "lowest".
    """

    row: Standing
    why: str
    level: str
    amount: float = 0.0
    other: str = ""


def cases(rows: Sequence[Standing]) -> list[Case]:
    """The most pressing first: vetoes, thin bases not accepted, then the lowest grade, worst total first."""
    named = [row for row in rows if row.named]
    lowest = max((row.depth for row in rows), default=-1)
    found = [Case(row, "veto", ACT) for row in named if row.vetoes]
    found += [
        Case(row, "thin_base", SOON)
        for row in named
        if "thin_base" in row.flags and not row.ranked and not row.vetoes
    ]
    known = {case.row.body.code for case in found}
    failing = [row for row in named if row.depth == lowest > 0 and row.body.code not in known]
    return found + [Case(row, "lowest", ACT) for row in sorted(failing, key=lambda row: row.total)]


def decisions(rows: Sequence[Standing], doubtful: Sequence[Case] = ()) -> list[Case]:
    """What somebody has to decide: vetoes, thin bases, then grades that are not settled (`doubtful`)."""
    found = [case for case in cases(rows) if case.why != "lowest"]
    known = {case.row.body.code for case in found}
    return found + [case for case in doubtful if case.row.body.code not in known]


def pushes(
    rows: Sequence[Standing], drops: Sequence[tuple[Standing, float]], gaps: Sequence[Gap], most: int
) -> list[Case]:
    """Whom somebody has to push: at most `most`, by turns the largest drop, the lowest grade, the most gaps.

    Nobody is named twice; vetoes are decisions and not told again.
    """
    of = {row.body.code: row for row in rows}
    lists = [
        [Case(row, "drop", SOON, amount) for row, amount in drops],
        [case for case in cases(rows) if case.why == "lowest"],
        [Case(of[one.body.code], "missing", SOON, one.missing) for one in gaps if one.body.code in of],
    ]
    found: dict[str, Case] = {}
    for turn in range(max((len(one) for one in lists), default=0)):
        for one in lists:
            if turn < len(one) and len(found) < most:
                found.setdefault(one[turn].row.body.code, one[turn])
    order = [case.why for one in lists for case in one]
    return sorted(found.values(), key=lambda case: order.index(case.why))


def urgent(found: Sequence[Case]) -> list[Case]:
    """Those where someone must act."""
    return [case for case in found if case.level == ACT]
