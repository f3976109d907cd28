"""Checks the tree from the indicators to the total: parents, policies, weights and marks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from data.catalogue.faults import Faults, choices
from data.catalogue.read import Entry, Tables
from metrics.model import (
    FILLS, MEANS, MISSING_POLICIES, NA_POLICIES, TOTAL, Catalogue, Indicator, Level, Node,
)  # fmt: skip

POLICIES = (("missing", MISSING_POLICIES), ("not_applicable", NA_POLICIES))


def check(catalogue: Catalogue, tables: Tables, faults: Faults) -> None:
    """Note what is wrong with levels, nodes and what hangs below them."""
    nodes = list(zip(tables.entries["node"], catalogue.nodes, strict=True))
    circles = _circles(catalogue.nodes)
    for entry, node in nodes:
        _parent(entry, node, catalogue, circles, faults)
        _marks(entry, node, catalogue, faults)
    for entry, one in zip(tables.entries["indicator"], catalogue.indicators, strict=True):
        if one.node != TOTAL and one.node not in {node.code for node in catalogue.nodes}:
            known = (node.code for node in catalogue.nodes)
            faults.unknown(entry.file, entry.code, "node", "unknown node", one.node, known)
        _own_policies(entry, one, catalogue, faults)
    _childless(nodes, catalogue, faults)
    _levels(catalogue, tables, faults)
    _weights(catalogue, tables, faults)
    if not circles:
        _full_marks(catalogue, tables, faults)


def _parent(entry: Entry, node: Node, catalogue: Catalogue, circles: Mapping[str, str], faults: Faults) -> None:
    rank = {level.code: position for position, level in enumerate(catalogue.levels)}
    known = {one.code: one for one in catalogue.nodes}
    if node.level and node.level not in rank:
        faults.unknown(entry.file, entry.code, "level", "unknown level", node.level, rank)
    if node.code in circles:
        faults.add(entry.file, entry.code, "parent", "goes round in a circle", circles[node.code])
    elif node.parent != TOTAL and node.parent not in known:
        faults.unknown(entry.file, entry.code, "parent", "unknown node", node.parent, known)
    elif node.parent != TOTAL and node.level in rank:
        parent = known[node.parent]
        if rank.get(parent.level, math.inf) <= rank[node.level]:
            higher = choices(list(rank)[rank[node.level] + 1 :]) if rank[node.level] + 1 < len(rank) else "the total"
            found = f"{parent.code} is a {parent.level}"
            faults.add(entry.file, entry.code, "parent", "not on a higher level", found, f"a node of {higher}")


def _circles(nodes: Iterable[Node]) -> Mapping[str, str]:
    """Node → the circle it stands in, e.g. "a > b > a"."""
    above = {node.code: node.parent for node in nodes}
    found = {}
    for code in above:
        path = [code]
        while (parent := above.get(path[-1])) is not None and parent not in path:
            path.append(parent)
        if parent == code:
            found[code] = " > ".join([*path, code])
    return found


def _marks(entry: Entry, node: Node, catalogue: Catalogue, faults: Faults) -> None:
    level = catalogue.level_above(node.code)
    if node.marks is not None and level.code == node.level and level.mean == "sum":
        allowed = "leave it out: a sum has the full marks of its children"
        faults.add(entry.file, entry.code, "marks", "only for a node made by a mean", f"{node.marks:g}", allowed)


def _own_policies(entry: Entry, one: Indicator, catalogue: Catalogue, faults: Faults) -> None:
    level = catalogue.level_above(one.node)
    if one.role == "scored" and level.mean != "sum" and one.not_applicable == "pass_up":
        _no_pass_up(entry, level, faults)


def _no_pass_up(entry: Entry, level: Level, faults: Faults) -> None:
    allowed = choices(policy for policy in NA_POLICIES if policy != "pass_up")
    faults.add(entry.file, entry.code, "not_applicable", "pass_up needs a sum", f"{level.code} is {level.mean}", allowed)


def _childless(nodes: list[tuple[Entry, Node]], catalogue: Catalogue, faults: Faults) -> None:
    """Every node has something to be made from: scored indicators or other nodes."""
    made = {node.parent for node in catalogue.nodes} | {one.node for one in catalogue.scored}
    for entry, node in nodes:
        if node.code not in made:
            faults.add(entry.file, entry.code, "", "node without indicator", allowed="a scored indicator below it")
    if not catalogue.scored:
        faults.add("", "[[indicator]]", "", "no scored indicator", allowed="at least one")


def _levels(catalogue: Catalogue, tables: Tables, faults: Faults) -> None:
    """The policies of a level act on what hangs below its nodes."""
    of_node = {node.code: node.level for node in catalogue.nodes}
    carrying = {of_node.get(node.parent, TOTAL) for node in catalogue.nodes}
    pairs = [*zip(tables.entries["level"], catalogue.levels, strict=True), (tables.once("total"), catalogue.totals.top)]
    for entry, level in pairs:
        if level.code != TOTAL and level.code not in of_node.values():
            faults.add(entry.file, entry.code, "", "level without node", allowed="a [[node]] of this level")
        if level.mean != "sum" and level.not_applicable == "pass_up":
            _no_pass_up(entry, level, faults)
        for key, policies in POLICIES:
            policy = getattr(level, key)
            if policy in FILLS and level.code in carrying:
                allowed = choices(one for one in policies if one not in FILLS)
                faults.add(entry.file, entry.code, key, "fills indicators, not nodes", policy, allowed)


def _weights(catalogue: Catalogue, tables: Tables, faults: Faults) -> None:
    """The children of a mean have some weight."""
    total: dict[str, float] = {}
    for child in (*catalogue.nodes, *catalogue.scored):
        above = child.parent if isinstance(child, Node) else child.node
        total[above] = total.get(above, 0.0) + child.weight
    entries = {node.code: entry for entry, node in zip(tables.entries["node"], catalogue.nodes, strict=True)}
    for code, weight in total.items():
        entry = entries.get(code, tables.once("total"))
        if weight == 0 and (code in entries or code == TOTAL):
            faults.add(entry.file, entry.code, "weight", "no child has a weight", "0", "a weight above 0")


def _full_marks(catalogue: Catalogue, tables: Tables, faults: Faults) -> None:
    """Per kind, what the indicators add up to is what the kind says."""
    for entry, kind in zip(tables.entries["kind"], catalogue.kinds, strict=True):
        mine = [one for one in catalogue.scored if not one.kinds or kind.code in one.kinds]
        if not mine:
            faults.add(entry.file, entry.code, "", "kind without indicator", allowed="a scored indicator for it")
        if kind.full_marks is None or not mine:
            continue
        if catalogue.totals.top.mean != "sum":
            allowed = f"leave it out: a mean ({choices(MEANS[1:])}) has the full marks of the scale"
            faults.add(entry.file, entry.code, "full_marks", "only where the total is a sum", allowed=allowed)
            continue
        found = full_marks(catalogue, kind.code)
        if not math.isclose(found, kind.full_marks, abs_tol=1e-6):
            problem = "the marks of its indicators do not add up"
            faults.add(entry.file, entry.code, "full_marks", problem, f"{found:.10g}", f"{kind.full_marks:.10g}")


def full_marks(catalogue: Catalogue, kind: str) -> float:
    """What a body of this kind can earn where the total is a sum (a mean counts with its own full marks)."""
    points: dict[str, list[float]] = {}
    for one in catalogue.scored:
        if not one.kinds or kind in one.kinds:
            marks = one.marks.get(kind, one.marks.get("", catalogue.totals.scale))
            points.setdefault(one.node, []).append(one.weight * marks)
    for level in catalogue.levels:
        for node in catalogue.nodes:
            if node.level == level.code and node.code in points:
                of_mean = catalogue.totals.scale if node.marks is None else node.marks
                marks = math.fsum(points[node.code]) if level.mean == "sum" else of_mean
                points.setdefault(node.parent, []).append(node.weight * marks)
    return math.fsum(points.get(TOTAL, ()))
