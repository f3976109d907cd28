"""Who needs someone: vetoes, bodies whose thin base awaits a decision, the lowest grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.readings.standings import Standing

ACT, SOON = "act", "soon"


@dataclass(frozen=True, slots=True)
class Case:
    """One body and why it needs someone: `why` is "veto", "thin_base" or "lowest"; `level` is ACT or SOON."""

    row: Standing
    why: str
    level: str


def cases(rows: Sequence[Standing]) -> list[Case]:
    """The most pressing first: vetoes, thin bases not accepted, then the lowest grade, worst total first."""
    named = [row for row in rows if row.named]
    lowest = max((row.depth for row in named), default=-1)
    found = [Case(row, "veto", ACT) for row in named if row.vetoes]
    found += [
        Case(row, "thin_base", SOON)
        for row in named
        if "thin_base" in row.flags and not row.ranked and not row.vetoes
    ]
    known = {case.row.body.code for case in found}
    failing = [row for row in named if row.depth == lowest > 0 and row.body.code not in known]
    return found + [Case(row, "lowest", ACT) for row in sorted(failing, key=lambda row: row.total)]


def urgent(found: Sequence[Case]) -> list[Case]:
    """Those where someone must act."""
    return [case for case in found if case.level == ACT]
