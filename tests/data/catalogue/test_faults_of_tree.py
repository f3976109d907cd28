"""Nodes, levels, means and marks that do not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.catalogue.sample import GOOD, Case, alone, broken, unsummed

CASES: dict[str, Case] = {
    "unknown level": (
        broken('"clause"\nparent = "S1"\ntitle = "Clause one"', '"claus"\ntitle = "Clause one"'),
        ("C1", "level", "unknown level", "claus"), "did you mean clause? clause, section",
    ),
    "unknown parent": (
        unsummed('parent = "S1"\ntitle = "Clause two"', 'parent = "S9"\ntitle = "Clause two"'),
        ("C2", "parent", "unknown node", "S9"), "S1, C1, C2",
    ),
    "parent on the same level": (
        unsummed('parent = "S1"\ntitle = "Clause two"', 'parent = "C1"\ntitle = "Clause two"'),
        ("C2", "parent", "not on a higher level", "C1 is a clause"), "section, the total",
    ),
    "unknown node": (
        broken('code = "leak"', 'code = "leak"\nnode = "C7"'),
        ("leak", "node", "unknown node", "C7"), "S1, C1, C2",
    ),
    "a clause without indicator": (
        broken('node = "C2"', 'node = "C1"'),
        ("C2", "", "node without indicator", ""), "a scored indicator below it",
    ),
    "a level without node": (
        GOOD + '[[level]]\ncode = "goal"\ntitle = "Goal"\n',
        ("goal", "", "level without node", ""), "a [[node]] of this level",
    ),
    "marks of a node that is a sum": (
        broken('title = "Clause one"', 'title = "Clause one"\nmarks = 3'),
        ("C1", "marks", "only for a node made by a mean", "3"), "leave it out",
    ),
    "no child with a weight": (
        broken('weight = "1/3"', "weight = 0").replace('weight = "2/3"', 'weight = "0/3"'),
        ("S1", "", "no child has a weight", "0"), "at least one weight above 0",
    ),
    "marks that do not add up": (
        broken("marks = 20\nparams = { from", "marks = 19.5\nparams = { from"),
        ("district", "full_marks", "the marks of its indicators do not add up", "99.5"), "100",
    ),
    "a kind without indicator": (
        broken('code = "ratio"', 'code = "ratio"\nkinds = ["district", "bureau"]').replace(
            'code = "list"', 'code = "list"\nkinds = ["district", "bureau"]'
        ) + '[[kind]]\ncode = "town"\ntitle = "Town"\n',
        ("town", "", "kind without indicator", ""), "a scored indicator for it",
    ),
    "pass_up in a mean": (
        broken('mean = "arithmetic"', 'mean = "arithmetic"\nnot_applicable = "pass_up"'),
        ("section", "not_applicable", "pass_up needs a sum", "section is arithmetic"), "renew, zero, full",
    ),
    "an indicator passed up in a mean": (
        unsummed('code = "level"', 'code = "level"\nnode = "S1"\nnot_applicable = "pass_up"'),
        ("level", "not_applicable", "pass_up needs a sum", "section is arithmetic"), "renew",
    ),
    "nodes cannot be filled": (
        broken('mean = "arithmetic"', 'mean = "arithmetic"\nmissing = "group_mean"'),
        ("section", "missing", "fills indicators, not nodes", "group_mean"), "zero, renew, blank",
    ),
    "a mean is not re-based": (
        unsummed("[total]\n", '[total]\nmean = "arithmetic"\nrebase = true\n'),
        ("[total]", "rebase", "only where the total is a sum", "arithmetic"), "false",
    ),
    "full marks of a mean": (
        broken("[total]\n", '[total]\nmean = "arithmetic"\n').replace("full_marks = 60", ""),
        ("district", "full_marks", "only where the total is a sum", "100"), "leave it out",
    ),
    "places rounded to nothing": (
        broken("[total]\n", '[total]\nplaces_from = "rounded"\n'),
        ("[total]", "places_decimals", "missing key", ""), "a whole number",
    ),
    "decimals of places for nothing": (
        broken("[total]\n", "[total]\nplaces_decimals = 1\n"),
        ("[total]", "places_decimals", "without effect", "printed"), 'places_from = "rounded"',
    ),
    "grades not descending": (
        broken("at_least = 60", "at_least = 90"),
        ("pass", "at_least", "not descending", "90"), "less than 90 (excellent)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_change_one_fault(name: str, tmp_path: Path) -> None:
    alone(CASES[name], tmp_path)
