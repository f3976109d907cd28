"""From indicators to nodes to the total of one body: sums, means, and what a child without a score does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from metrics.model import TOTAL, Body, Catalogue, Level
from tests.metrics.recount.cells import Cell
from tests.metrics.recount.rules import exact, half_up, logarithm

NOTHING = Fraction(0)


@dataclass
class Child:
    """A child as its node sees it."""

    weight: Fraction
    cell: Cell


@dataclass
class Settled:
    """What is left once every child without a score has met its policy."""

    counting: list[tuple[Fraction, Fraction, Fraction]]  # weight, points, full marks
    renewed: Fraction  # full marks shared out among the others
    blank: bool
    missing: bool  # a child is missing


def settle(children: list[Child], level: Level) -> Settled:
    out = Settled([], NOTHING, False, False)
    for child in children:
        cell = child.cell
        if cell.points is not None:
            out.counting.append((child.weight, cell.points, cell.full))
            continue
        gone = cell.status == "not_applicable"
        policy = cell.policy or (level.not_applicable if gone else level.missing)
        out.missing |= not gone
        out.blank |= policy == "blank"
        if policy in ("zero", "full"):
            out.counting.append((child.weight, cell.full if policy == "full" else NOTHING, cell.full))
        elif policy != "pass_up":
            out.renewed += child.weight * cell.full
    return out


def available(children: list[Child], level: Level) -> Fraction:
    """Share of the children's weight (of their full marks, where points are summed) that is there."""
    there = whole = NOTHING
    for child in children:
        weight = child.weight * child.cell.full if level.mean == "sum" else child.weight
        whole += weight
        there += NOTHING if child.cell.points is None else weight
    return there / whole if whole else NOTHING


def mean_of(shares: list[tuple[Fraction, Fraction]], mean: str) -> Fraction:
    """Weighted mean of (weight, share)."""
    whole = sum((weight for weight, _ in shares), NOTHING)
    if mean == "arithmetic":
        return sum((weight * share for weight, share in shares), NOTHING) / whole
    if any(share == 0 for _, share in shares):
        return NOTHING
    if mean == "harmonic":
        return whole / sum((weight / share for weight, share in shares), NOTHING)
    power = sum((weight * logarithm(share) for weight, share in shares), NOTHING) / whole
    with localcontext() as context:
        context.prec = 40
        mean_ = (Decimal(power.numerator) / Decimal(power.denominator)).exp()
        return Fraction(round(mean_, 30))  # the mean of 0.125 alone is 0.125, not a hair below it


def node_cell(children: list[Child], level: Level, marks: Fraction) -> Cell:
    """One node from its children; `marks` are its full marks where it is a mean."""
    settled = settle(children, level)
    if level.mean == "sum":
        full = sum((weight * full for weight, _, full in settled.counting), NOTHING)
        points = sum((weight * points for weight, points, _ in settled.counting), NOTHING)
        if settled.renewed and full:
            points *= (full + settled.renewed) / full
        full += settled.renewed
    else:
        full = marks
        shares = [(weight, points / full_) for weight, points, full_ in settled.counting]
        points = mean_of(shares, level.mean) * marks if shares else NOTHING
    if settled.blank or (not settled.counting and settled.missing):
        return Cell("missing", full)
    if not settled.counting:
        whole = sum((child.weight * child.cell.full for child in children), NOTHING)
        return Cell("not_applicable", whole if level.mean == "sum" else marks)
    if available(children, level) < exact(level.min_available):
        return Cell("missing", full)
    return Cell("scored", full, half_up(points, level.decimals))


def count_tree(catalogue: Catalogue, body: Body, cells: Mapping[tuple[str, str], Cell]) -> dict[str, Cell]:
    """All nodes of one body, the total under its own code."""
    children: dict[str, list[Child]] = {}
    for indicator in catalogue.scored:
        if (body.code, indicator.code) in cells:
            child = Child(exact(indicator.weight), cells[body.code, indicator.code])
            children.setdefault(indicator.node, []).append(child)
    nodes: dict[str, Cell] = {}
    scale = catalogue.totals.scale
    for level in catalogue.levels:
        for node in catalogue.nodes:
            if node.level == level.code and node.code in children:
                marks = exact(scale if node.marks is None else node.marks)
                nodes[node.code] = node_cell(children[node.code], level, marks)
                children.setdefault(node.parent, []).append(Child(exact(node.weight), nodes[node.code]))
    if TOTAL in children:
        nodes[TOTAL] = node_cell(children[TOTAL], catalogue.totals.top, exact(scale))
    return nodes
