"""Worlds between two years: last year's performance under this year's rules, and the like."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from metrics.engine.board import Board, score
from metrics.engine.lineage import Lineage
from metrics.engine.readable import as_scored, fits, results
from metrics.frames import NOT_APPLICABLE, OUT, Facts
from metrics.model import TOTAL, Body, Catalogue, Indicator, Setting

CASES = ["body", "item", "nil"]
Links = list[tuple[str, str]]  # body of the year measured, body of the world
Measured = tuple[pd.DataFrame, pd.DataFrame]  # cases, and to whom it does not apply
Placed = tuple[Indicator, pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class Run:
    """One year as it was scored: the board (sealed or not), the facts behind it and its setting."""

    board: Board
    facts: Facts
    setting: Setting


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


@dataclass(frozen=True)
class World:
    """What is taken from the later year (True) or the earlier one (False)."""

    own: bool
    rules: bool
    indicators: bool
    organisation: bool


@dataclass(frozen=True)
class Pair:
    """Two years side by side, and how they hang together."""

    earlier: Run
    later: Run
    pairs: Crosswalk
    line: Lineage
    seen: dict[tuple[str, bool, bool, bool], Measured] = field(default_factory=dict)

    def run(self, late: bool) -> Run:
        """The later or the earlier year."""
        return self.later if late else self.earlier

    def score(self, world: World) -> pd.Series[float]:
        """Totals of this world's bodies (those of the year its organisation is of), by code."""
        bodies = self._bodies(world)
        made = [self._kept(a, b, world) for a, b in self.pairs.kept]
        extra = self.pairs.added if world.indicators else self.pairs.dropped
        made += [self._alone(one, world) for one in extra]
        base = self.run(world.rules).board.catalogue
        other = self.run(not world.rules).board.catalogue
        placed = [replace(one, node=_node(one, base, other)) for one, _, _ in made]
        refused = pd.concat([gone for _, _, gone in made], ignore_index=True)
        facts = Facts({one.code: table for one, table, _ in made}, refused)
        board = score(replace(base, indicators=tuple(placed)), bodies, facts, self.run(world.own).setting)
        return board.totals.set_index("body")["total"]

    def _bodies(self, world: World) -> list[Body]:
        """New and gone bodies stand in the worlds of their own year's organisation."""
        return list(self.run(world.organisation).board.bodies)

    def _kept(self, a: Indicator, b: Indicator, world: World) -> Placed:
        """An indicator of both years: rules of one, performance of one."""
        own, other = (b, a) if world.own else (a, b)
        rules = b if world.rules else a
        rest = self._links(world.own, world.organisation)[1]
        plain = fits(rules, own) and (not rest or fits(rules, other))
        table, refused = self._measured(own, world.own, world.organisation, plain)
        if rest:
            more = self._taken(other, not world.own, plain, rest)
            table = pd.concat([table, more[0]], ignore_index=True)
            refused = pd.concat([refused, more[1]], ignore_index=True)
        shown = rules if plain else as_scored(rules)
        shown = replace(shown, units=self._units(rules, world))
        return _named(shown, b.code), table, refused.assign(indicator=b.code)

    def _alone(self, one: Indicator, world: World) -> Placed:
        """An indicator of one year only: its performance is that year's in every world."""
        late = world.indicators
        table, refused = self._measured(one, late, world.organisation, plain=False)
        code = one.code if late else f"{one.code}#"  # the code may mean another indicator now
        shown = replace(as_scored(one), units=frozenset(), trait="")
        return _named(shown, code), table, refused.assign(indicator=code)

    def _links(self, late: bool, organisation: bool) -> tuple[Links, Links]:
        """(body of the year measured, body of the world), and those that only the other year measured."""
        if late == organisation:
            return [(body.code, body.code) for body in self.run(late).board.bodies], []
        if organisation:  # the earlier year's facts for the later year's bodies
            links = [(old, new) for new, origin in self.line.before.items() for old in origin]
            return links, [(new, new) for new, origin in self.line.before.items() if not origin]
        links = [(new, old) for old, later in self.line.after.items() for new in later]
        return links, [(old, old) for old in self.line.gone]

    def _measured(self, one: Indicator, late: bool, organisation: bool, plain: bool) -> Measured:
        """What one year measured, for the bodies of a world; the same is looked up once."""
        key = one.code, late, organisation, plain
        if key not in self.seen:
            self.seen[key] = self._taken(one, late, plain, self._links(late, organisation)[0])
        return self.seen[key]

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
    names = dict(links)
    if len(names) == len(links):  # nobody stands in for two
        to = table["body"].map(names)
        return table.assign(body=to)[to.notna().to_numpy()]
    pairs = pd.DataFrame(links, columns=["body", "to"], dtype=object)
    merged = table.merge(pairs, on="body", how="inner")
    return merged.assign(body=merged["to"]).drop(columns="to")


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
