"""From the base to total, place and grade, and the losses of each body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from metrics.model import Body, Catalogue, Effect
from tests.metrics.recount.cells import Cell
from tests.metrics.recount.rules import exact, half_up

Cells = Mapping[tuple[str, str], Cell]


@dataclass
class Standing:
    """The total of one body, its place and its grade."""

    earned: Fraction | None = None
    applicable: Fraction = Fraction(0)
    base: Fraction | None = None
    raw_base: Fraction | None = None
    deductions: Fraction = Fraction(0)
    bonus: Fraction = Fraction(0)
    vetoes: tuple[str, ...] = ()
    total: Fraction | None = None
    raw: Fraction | None = None
    ranked: bool = False
    place: int | None = None
    of: int = 0
    grade: str = ""
    flags: set[str] = field(default_factory=set)


def peers_of(catalogue: Catalogue, body: Body) -> tuple[str, ...]:
    """Ranked together: the kind, the group within it, or all."""
    return {"kind": (body.kind,), "group": (body.kind, body.group)}.get(catalogue.totals.peers, ())


def bases(catalogue: Catalogue, group: Mapping[str, Cell | None]) -> dict[str, Fraction]:
    """The unrounded bases of the bodies that are ranked together."""
    totals, scale = catalogue.totals, exact(catalogue.totals.scale)
    out: dict[str, Fraction] = {}
    for code, top in group.items():
        if top is not None and top.points is not None:
            rebase = totals.top.mean == "sum" and totals.rebase
            out[code] = top.points / top.full * scale if rebase else top.points
    if totals.rescale == "minmax" and out:
        low, high = min(out.values()), max(out.values())
        out = {code: (one - low) / (high - low) * scale if high > low else scale for code, one in out.items()}
    return out


def applicable(catalogue: Catalogue, body: Body, cells: Cells, top: Cell | None) -> Fraction:
    """Full marks that the base rests on."""
    if all(level.mean == "sum" for level in (*catalogue.levels, catalogue.totals.top)):
        return top.full if top is not None and top.points is not None else Fraction(0)
    mine = (cells.get((body.code, one.code)) for one in catalogue.scored)
    return sum((cell.full for cell in mine if cell and cell.status != "not_applicable"), Fraction(0))


def effects_of(catalogue: Catalogue, standing: Standing) -> list[Effect]:
    found = (catalogue.indicator(code).effect for code in standing.vetoes)
    return [effect for effect in found if effect is not None]


def adjust(catalogue: Catalogue, body: Body, cells: Cells, standing: Standing) -> None:
    """Deductions (capped), bonus (capped, only above its gate) and the vetoes that strike."""
    totals, base = catalogue.totals, standing.base
    for indicator in catalogue.indicators:
        cell = cells.get((body.code, indicator.code))
        if cell is None or cell.points is None or indicator.role == "scored":
            continue
        if indicator.role == "deduction":
            standing.deductions -= cell.points
        elif indicator.role == "bonus":
            standing.bonus += cell.points
        elif cell.share:
            standing.vetoes += (indicator.code,)
    if totals.deductions_cap is not None and standing.deductions > exact(totals.deductions_cap):
        standing.deductions = exact(totals.deductions_cap)
        standing.flags.add("deductions_capped")
    if totals.bonus_gate is not None and (base is None or base < exact(totals.bonus_gate)):
        if standing.bonus:
            standing.flags.add("bonus_gated")
        standing.bonus = Fraction(0)
    if totals.bonus_cap is not None:
        standing.bonus = min(standing.bonus, exact(totals.bonus_cap))


def add_up(catalogue: Catalogue, standing: Standing, base: Fraction, decimals: int | None) -> Fraction:
    """Base - deductions + bonus (rounded), not below the floor, then what vetoes leave of it."""
    total = half_up(base - standing.deductions + standing.bonus, decimals)
    if catalogue.totals.floor is not None:
        total = max(total, exact(catalogue.totals.floor))
    caps = [exact(one.total) for one in effects_of(catalogue, standing) if one.total is not None]
    return min([total, *caps])


def stand(
    catalogue: Catalogue,
    body: Body,
    cells: Cells,
    top: Cell | None,
    base: Fraction | None,
    accepted: frozenset[str],
) -> Standing:
    """The standing of one body before it is compared with its peers."""
    totals = catalogue.totals
    standing = Standing(earned=top.points if top else None, raw_base=base)
    standing.base = None if base is None else half_up(base, totals.decimals)
    adjust(catalogue, body, cells, standing)
    if base is not None and standing.base is not None:
        standing.raw = add_up(catalogue, standing, base, None)
        standing.total = add_up(catalogue, standing, standing.base, totals.decimals)
    standing.applicable = applicable(catalogue, body, cells, top)
    thin = totals.thin_base is not None and standing.applicable < exact(totals.thin_base)
    if thin:
        standing.flags.add("thin_base")
    barred = any(not effect.ranked for effect in effects_of(catalogue, standing))
    standing.ranked = standing.total is not None and not barred and (not thin or body.code in accepted)
    if not standing.ranked:
        standing.flags.add("unranked")
    return standing


def key(catalogue: Catalogue, standing: Standing) -> Fraction:
    """The number that places are taken from."""
    assert standing.total is not None
    assert standing.raw is not None
    if catalogue.totals.places_from == "printed":
        return standing.total
    if catalogue.totals.places_from == "raw":
        return standing.raw
    return half_up(standing.raw, catalogue.totals.places_decimals)


def give_places(catalogue: Catalogue, group: list[Standing]) -> None:
    """1, 2, 2, 4."""
    ranked = [one for one in group if one.ranked]
    keys = [key(catalogue, one) for one in ranked]
    for one, mine in zip(ranked, keys, strict=True):
        one.place = 1 + sum(other > mine for other in keys)
    for one in group:
        one.of = len(ranked)


def grade_reached(catalogue: Catalogue, standing: Standing) -> int:
    """Position of the grade by threshold, held back by vetoes; past the last one: no grade."""
    codes = [grade.code for grade in catalogue.grades]
    assert standing.total is not None
    reached = [n for n, one in enumerate(catalogue.grades) if standing.total >= exact(one.at_least)]
    caps = [codes.index(one.grade) for one in effects_of(catalogue, standing) if one.grade]
    return max([reached[0] if reached else len(codes), *caps])


def give_grades(catalogue: Catalogue, group: list[Standing]) -> None:
    """From the best grade down; whom a quota keeps out goes on to the next grade."""
    at = {n: grade_reached(catalogue, one) for n, one in enumerate(group) if one.total is not None}
    for position, grade in enumerate(catalogue.grades):
        if grade.quota is None:
            continue
        seats = (exact(grade.quota) * len(group)).__floor__()
        for n in [n for n in at if at[n] == position and not group[n].ranked]:
            at[n] += 1  # who is not ranked takes no seat of a quota
        inside = {n: key(catalogue, group[n]) for n in at if at[n] == position}
        for n, mine in inside.items():
            better = sum(other > mine for other in inside.values())
            same = sum(other == mine for other in inside.values())
            if better + same > seats:
                group[n].flags.add("quota_tie" if better < seats else "quota")
                at[n] += 1
    for n, position in at.items():
        group[n].grade = catalogue.grades[position].code if position < len(catalogue.grades) else ""


def losses(catalogue: Catalogue, cells: Cells) -> dict[tuple[str, str], Fraction]:
    """Full marks minus points of every indicator that counts; for a deduction the points it takes."""
    lost: dict[tuple[str, str], Fraction] = {}
    for (body, code), cell in cells.items():
        role = catalogue.indicator(code).role
        if role == "deduction":
            lost[body, code] = -(cell.points or Fraction(0))
        elif role == "scored" and (cell.points is not None or cell.policy == "zero"):
            lost[body, code] = cell.full - (cell.points or Fraction(0))
    return {where: points for where, points in lost.items() if points}
