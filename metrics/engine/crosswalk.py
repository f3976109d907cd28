"""Which indicators of one year are which of another, and whether they score the same way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from metrics.model import Catalogue, Indicator

# What the score of an indicator depends on, besides its facts.
SCORING = (
    "rule", "params", "params_by_kind", "marks", "weight", "decimals", "kinds", "trait", "units",
    "units_kind", "missing", "not_applicable", "effect", "role",
)  # fmt: skip


@dataclass(frozen=True)
class Crosswalk:
    """Indicators of two years: `kept` as pairs (earlier, later), `dropped`, `added`."""

    kept: tuple[tuple[Indicator, Indicator], ...]
    dropped: tuple[Indicator, ...]
    added: tuple[Indicator, ...]


def crosswalk(earlier: Catalogue, later: Catalogue) -> Crosswalk:
    """Paired by `formerly`, else by the same code, where the role is the same."""
    before, after = _filled_in(earlier), _filled_in(later)
    old = {one.code: one for one in before}
    claimed = {one.formerly for one in later.indicators if one.formerly}
    kept = []
    for one in after:
        code = one.formerly or (one.code if one.code not in claimed else "")
        if code in old and old[code].role == one.role:
            kept.append((old.pop(code), one))  # of two that claim one code the first has it
    known, new = {a.code for a, _ in kept}, {b.code for _, b in kept}
    return Crosswalk(
        kept=tuple(kept),
        dropped=tuple(one for one in before if one.code not in known),
        added=tuple(one for one in after if one.code not in new),
    )


def _filled_in(catalogue: Catalogue) -> list[Indicator]:
    """The indicators, each with the fields that its facts have (its own, or those it reads)."""
    fields = {one.code: one.fields for one in catalogue.indicators}
    return [replace(one, fields=fields[one.reads or one.code]) for one in catalogue.indicators]


def alike(one: Indicator, other: Indicator) -> bool:
    """Whether two indicators score the same facts the same."""
    return all(getattr(one, name) == getattr(other, name) for name in SCORING)
