"""Worlds between two years: last year's performance under this year's rules, and the like."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.engine.aggregate import aggregate
from metrics.engine.board import Board
from metrics.engine.crosswalk import Crosswalk, alike
from metrics.engine.lineage import Lineage
from metrics.engine.rank import totals
from metrics.engine.readable import as_scored, fits, results
from metrics.engine.score import score_indicators
from metrics.frames import NOT_APPLICABLE, OUT, Facts
from metrics.model import TOTAL, Body, Catalogue, Indicator, Setting

CASES = ["body", "item", "nil"]
Links = list[tuple[str, str]]  # body of the year measured, body of the world
Measured = tuple[pd.DataFrame, pd.DataFrame]  # cases, and to whom it does not apply
Column = dict[str, NDArray[Any]]  # PARTS of one indicator over a world's bodies
PARTS = ("full", "value", "points", "status")


@dataclass(frozen=True)
class Run:
    """One year as it was scored: the board (sealed or not), the facts behind it and its setting."""

    board: Board
    facts: Facts
    setting: Setting


@dataclass(frozen=True)
class World:
    """What is taken from the later year (True) or the earlier one (False)."""

    own: bool
    rules: bool
    indicators: bool
    organisation: bool


@dataclass(frozen=True)
class Placed:
    """An indicator as a world scores it: `of` the year `late`, from its facts (plain) or its results."""

    shown: Indicator
    of: Indicator
    other: Indicator | None  # what the other year calls it; None where it has none
    late: bool
    plain: bool


@dataclass(frozen=True)
class Pair:
    """Two years side by side, and how they hang together."""

    earlier: Run
    later: Run
    pairs: Crosswalk
    line: Lineage
    cases: dict[tuple[str, bool, bool, bool], Measured] = field(default_factory=dict)
    columns: dict[tuple[Any, ...], list[tuple[Indicator, Column]]] = field(default_factory=dict)

    def run(self, late: bool) -> Run:
        """The later or the earlier year."""
        return self.later if late else self.earlier

    def score(self, world: World) -> pd.Series[float]:
        """Totals of this world's bodies (those of the year its organisation is of), by code."""
        bodies = self.run(world.organisation).board.bodies
        base, other = self.run(world.rules).board.catalogue, self.run(not world.rules).board.catalogue
        placed = [self._kept(a, b, world) for a, b in self.pairs.kept]
        extra = self.pairs.added if world.indicators else self.pairs.dropped
        placed += [self._alone(one, world) for one in extra]
        placed = [replace(one, shown=_settled(one.shown, base, other)) for one in placed]
        whole = replace(base, indicators=tuple(one.shown for one in placed))
        made = self._columns(placed, world, bodies)
        full, value, points, status = (np.column_stack([column[name] for column in made]) for name in PARTS)
        top = aggregate(whole, points, full, status)[TOTAL]
        found = totals(whole, bodies, top, points, status, full, value, frozenset())
        return found.set_index("body")["total"]

    def _columns(self, placed: list[Placed], world: World, bodies: tuple[Body, ...]) -> list[Column]:
        """The scores of every indicator; what a board or a world before had is not scored again."""
        found = [self._known(one, world) for one in placed]
        lacking = [one for one, column in zip(placed, found, strict=True) if column is None]
        fresh = iter(self._scored(lacking, world, bodies) if lacking else [])
        return [next(fresh) if column is None else column for column in found]

    def _known(self, one: Placed, world: World) -> Column | None:
        """A column that is there already: of the year's own board, or of another world."""
        if one.plain and one.other and one.late == world.own == world.organisation:
            board = self.run(one.late).board
            settled = _settled(one.of, board.catalogue, board.catalogue)
            if alike(settled, one.shown):
                return {name: getattr(board, name)[one.of.code].to_numpy() for name in PARTS}
        others = self.columns.get(self._key(one, world), [])
        return next((column for shown, column in others if alike(shown, one.shown)), None)

    def _key(self, one: Placed, world: World) -> tuple[Any, ...]:
        return one.of.code, one.late, one.plain, one.other is None, world.own, world.organisation

    def _scored(self, placed: list[Placed], world: World, bodies: tuple[Body, ...]) -> list[Column]:
        """Indicators through their rules, kept for the worlds to come."""
        taken = [self._cases(one, world) for one in placed]
        refused = pd.concat(
            [gone.assign(indicator=one.shown.code) for one, (_, gone) in zip(placed, taken, strict=True)],
            ignore_index=True,
        )
        facts = Facts({one.shown.code: table for one, (table, _) in zip(placed, taken, strict=True)}, refused)
        base = self.run(world.rules).board.catalogue
        only = replace(base, indicators=tuple(one.shown for one in placed))
        made = score_indicators(only, bodies, facts, self.run(world.own).setting)
        columns = [{name: getattr(made, name)[:, k] for name in PARTS} for k in range(len(placed))]
        for one, column in zip(placed, columns, strict=True):
            self.columns.setdefault(self._key(one, world), []).append((one.shown, column))
        return columns

    def _kept(self, a: Indicator, b: Indicator, world: World) -> Placed:
        """An indicator of both years: rules of one, performance of one."""
        own, other = (b, a) if world.own else (a, b)
        rules = b if world.rules else a
        plain = fits(rules, own) and (not self._left(world.own, world.organisation) or fits(rules, other))
        shown = replace(rules if plain else as_scored(rules), units=self._units(rules, world))
        return Placed(_named(shown, b.code), own, other, world.own, plain)

    def _alone(self, one: Indicator, world: World) -> Placed:
        """An indicator of one year only: its performance is that year's in every world."""
        late = world.indicators
        code = one.code if late else f"{one.code}#"  # the code may mean another indicator now
        shown = replace(as_scored(one), units=frozenset(), trait="")
        return Placed(_named(shown, code), one, None, late, plain=False)

    def _cases(self, one: Placed, world: World) -> Measured:
        """What the world knows of an indicator; bodies that only the other year measured stand with that."""
        table, refused = self._measured(one.of, one.late, world.organisation, one.plain)
        if one.other is None or not self._left(one.late, world.organisation):
            return table, refused
        rest = self._links(one.late, world.organisation)[1]
        more = self._taken(one.other, not one.late, one.plain, rest)
        return (
            pd.concat([table, more[0]], ignore_index=True),
            pd.concat([refused, more[1]], ignore_index=True),
        )

    def _links(self, late: bool, organisation: bool) -> tuple[Links, Links]:
        """(body of the year measured, body of the world), and those that only the other year measured."""
        if late == organisation:
            return [(body.code, body.code) for body in self.run(late).board.bodies], []
        if organisation:  # the earlier year's facts for the later year's bodies
            links = [(old, new) for new, origin in self.line.before.items() for old in origin]
            return links, [(new, new) for new, origin in self.line.before.items() if not origin]
        links = [(new, old) for old, later in self.line.after.items() for new in later]
        return links, [(old, old) for old in self.line.gone]

    def _left(self, late: bool, organisation: bool) -> bool:
        """Whether the world has bodies that a year did not measure."""
        if late == organisation:
            return False
        return bool(self.line.gone) if late else not all(self.line.before.values())

    def _measured(self, one: Indicator, late: bool, organisation: bool, plain: bool) -> Measured:
        """What one year measured, for the bodies of a world; the same is looked up once."""
        key = one.code, late, organisation, plain
        if key not in self.cases:
            self.cases[key] = self._taken(one, late, plain, self._links(late, organisation)[0])
        return self.cases[key]

    def _taken(self, one: Indicator, late: bool, plain: bool, links: Links) -> Measured:
        """Cases of the world's bodies, and those to which it did not apply or that were not in its table.

        plain: the facts, else the results.
        """
        run = self.run(late)
        table = run.facts.wide.get(one.reads or one.code) if plain else results(run.board, one)
        if table is None:
            table = pd.DataFrame({name: [] for name in CASES}, dtype=object)
        table = table.assign(body=table["body"].astype(object))
        status = run.board.status[one.code]
        out = set(status.index[status.isin([OUT, NOT_APPLICABLE])])
        if plain:  # what the rule itself found empty is for the other rule to judge
            said = run.facts.not_applicable
            out = (out - set(table["body"])) | set(said["body"][said["indicator"] == one.code])
        return _moved(table, links), _refused(out, links)

    def _units(self, rules: Indicator, world: World) -> frozenset[str]:
        """Bodies named by one year, as they are called in the world's."""
        if world.rules == world.organisation or not rules.units:
            return rules.units
        names = self.line.before if world.rules else self.line.after
        return frozenset(code for unit in rules.units for code in names.get(unit, (unit,)))


def _moved(table: pd.DataFrame, links: Links) -> pd.DataFrame:
    """The cases under the world's names; several bodies made one bring all their cases."""
    layers: list[dict[str, str]] = []  # a body that stands in for several has a name in several layers
    for old, new in links:
        layer = next((names for names in layers if old not in names), None)
        if layer is None:
            layers.append(layer := {})
        layer[old] = new
    body = pd.Index(table["body"])
    moved = []
    for names in layers or [{}]:
        where = pd.Index(list(names), dtype=object).get_indexer(body)
        to = np.array(list(names.values()), dtype=object)[where[where >= 0]]
        moved.append(table[where >= 0].assign(body=to))
    return pd.concat(moved, ignore_index=True) if len(moved) > 1 else moved[0]


def _refused(out: set[str], links: Links) -> pd.DataFrame:
    """A body made of several does not have what none of them had."""
    sources: dict[str, list[str]] = {}
    for old, new in links:
        sources.setdefault(new, []).append(old)
    gone = [new for new, origin in sources.items() if out.issuperset(origin)]
    return pd.DataFrame({"body": gone, "indicator": "", "reason": ""}, dtype=object)


def _node(one: Indicator, base: Catalogue, other: Catalogue) -> str:
    """Where an indicator hangs in the tree of `base`: its own node, or the nearest above it there is."""
    there = {node.code for node in base.nodes}
    parents = {node.code: node.parent for node in other.nodes}
    node = one.node
    while node and node != TOTAL and node not in there:
        node = parents.get(node, "")
    return node


def _named(one: Indicator, code: str) -> Indicator:
    return replace(one, code=code, reads="")


def _settled(one: Indicator, base: Catalogue, other: Catalogue) -> Indicator:
    """The indicator in the tree of `base`, with everything it would have from there written into it."""
    node = _node(one, base, other)
    level = base.level_above(node)
    return replace(
        one,
        node=node,
        marks={"": base.totals.scale, **one.marks},
        missing=one.missing or level.missing,
        not_applicable=one.not_applicable or level.not_applicable,
    )
