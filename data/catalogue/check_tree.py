"""Checks the tree from the indicators to the total: levels, parents, policies and weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.catalogue.check_marks import check_marks
from data.catalogue.faults import Place, choices
from data.catalogue.read import Tables
from metrics.model import FILLS, MISSING_POLICIES, NA_POLICIES, TOTAL, Catalogue, Level, Node

POLICIES = (("missing", MISSING_POLICIES), ("not_applicable", NA_POLICIES))


def check(catalogue: Catalogue, tables: Tables) -> None:
    """Note what is wrong with levels, nodes and what hangs below them."""
    nodes = list(zip(tables.places("node"), catalogue.nodes, strict=True))
    circles = _circles(catalogue.nodes)
    for place, node in nodes:
        _parent(place, node, catalogue, circles)
    _indicators(catalogue, tables)
    _childless(nodes, catalogue, tables)
    _levels(catalogue, tables)
    _weights(catalogue, tables)
    check_marks(catalogue, tables)


def _parent(place: Place, node: Node, catalogue: Catalogue, circles: Mapping[str, str]) -> None:
    ranks = {level.code: position for position, level in enumerate(catalogue.levels)}
    known = {one.code: one for one in catalogue.nodes}
    if node.level and node.level not in ranks:
        place.unknown("level", "unknown level", node.level, ranks)
    if node.code in circles:
        place.fault("parent", "goes round in a circle", circles[node.code], "a node of a higher level")
    elif node.parent != TOTAL and node.parent not in known:
        place.unknown("parent", "unknown node", node.parent, known)
    elif node.parent != TOTAL and node.level in ranks:
        above, rank = known[node.parent], ranks[node.level]
        if ranks.get(above.level, len(ranks)) <= rank:
            higher = [*list(ranks)[rank + 1 :], "the total"]
            found = f"{above.code} is a {above.level}"
            place.fault("parent", "not on a higher level", found, choices(higher))


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


def _indicators(catalogue: Catalogue, tables: Tables) -> None:
    known = [node.code for node in catalogue.nodes]
    for place, one in zip(tables.places("indicator"), catalogue.indicators, strict=True):
        if one.node != TOTAL and one.node not in known:
            place.unknown("node", "unknown node", one.node, known)
        if one.role == "scored" and one.not_applicable == "pass_up":
            _pass_up(place, catalogue.level_above(one.node))


def _pass_up(place: Place, level: Level) -> None:
    """Full marks can only leave a sum; a mean has none to give."""
    if level.mean != "sum":
        allowed = choices(policy for policy in NA_POLICIES if policy != "pass_up")
        place.fault("not_applicable", "pass_up needs a sum", f"{level.code} is {level.mean}", allowed)


def _childless(nodes: list[tuple[Place, Node]], catalogue: Catalogue, tables: Tables) -> None:
    """Every node has something to be made from: scored indicators or other nodes."""
    made = {node.parent for node in catalogue.nodes} | {one.node for one in catalogue.scored}
    for place, node in nodes:
        if node.code not in made:
            place.fault("", "node without indicator", allowed="a scored indicator below it")
    if not catalogue.scored:
        tables.faults.at("", "[[indicator]]").fault("", "no scored indicator", allowed="at least one")


def _levels(catalogue: Catalogue, tables: Tables) -> None:
    """The policies of a level act on what hangs below its nodes."""
    of_node = {node.code: node.level for node in catalogue.nodes}
    over_nodes = {of_node.get(node.parent, TOTAL) for node in catalogue.nodes}
    places = [*tables.places("level"), tables.once("total").place]
    for place, level in zip(places, [*catalogue.levels, catalogue.totals.top], strict=True):
        if level.code != TOTAL and level.code not in of_node.values():
            place.fault("", "level without node", allowed="a [[node]] of this level")
        if level.not_applicable == "pass_up":
            _pass_up(place, level)
        for key, policies in POLICIES:
            policy = getattr(level, key)
            if policy in FILLS and level.code in over_nodes:
                others = choices(one for one in policies if one not in FILLS)
                place.fault(key, "fills indicators, not nodes", policy, others)


def _weights(catalogue: Catalogue, tables: Tables) -> None:
    """The children of a node have some weight among them."""
    sums: dict[str, float] = {}
    for node in catalogue.nodes:
        sums[node.parent] = sums.get(node.parent, 0.0) + node.weight
    for one in catalogue.scored:
        sums[one.node] = sums.get(one.node, 0.0) + one.weight
    places = {node.code: place for place, node in zip(tables.places("node"), catalogue.nodes, strict=True)}
    places[TOTAL] = tables.once("total").place
    for code, weight in sums.items():
        if weight == 0 and code in places:
            places[code].fault("", "no child has a weight", "0", "at least one weight above 0")
