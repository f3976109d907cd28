"""Deductions with caps, a gated bonus, vetoes on grade, place and total, quotas, peers: by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.engine.board import Board
from tests.gallery.comparison import place_of, total_of
from tests.gallery.invented.edit import edited, folder
from tests.gallery.stateless import body, case, fact, run

FIELDS = {
    "order": "points", "website": "online", "complaints": "n", "late": "n", "prizes": "n",
    "fire": "happened", "fraud": "proved", "deaths": "n",
}  # fmt: skip
TOWNS = {
    "t1": {"order": 100, "website": 1, "complaints": 1},
    "t2": {"order": 95, "website": 1, "prizes": 5},
    "t3": {"order": 75, "website": 1, "prizes": 1},
    "t4": {"order": 74.5, "website": 1, "prizes": 2},
    "t5": {"order": 90, "website": 0, "complaints": 5, "late": 4},
    "t6": {"order": 100, "website": 1, "deaths": 3},
    "t7": {"order": 2, "website": 0, "complaints": 3},
    "t8": {"order": 95, "website": 1, "fraud": 1},
    "t9": {"order": 100, "website": 1, "fire": 1, "deaths": 2},
}
VILLAGES = {
    "v1": {"order": 95},
    "v2": {"order": 92},
    "v3": {"order": 92},
    "v4": {"order": 91},
    "v5": {"order": 40},
}
EAST = {"t1", "t3", "t5", "t7", "t9"}
TOTAL = {
    "t1": 98.0,  # 100 - 2
    "t2": 100.0,  # 76 + 20 = 96; 5 prizes 7.5, its own cap 6, the cap of all 4
    "t3": 81.5,  # 60 + 20 = 80: at the gate the bonus counts, 1.5
    "t4": 79.6,  # 59.6 + 20: below the gate it does not
    "t5": 64.0,  # 72; complaints 10, capped at 6; late 4; together 10, capped at 8
    "t6": 59.0,  # three deaths: 59 at most
    "t7": 0.0,  # 1.6 - 6, not below 0
    "t8": 96.0,  # fraud: a total, but no place
    "t9": 100.0,  # a fire touches the grade alone; two deaths nothing
    "v1": 95.0, "v2": 92.0, "v3": 92.0, "v4": 91.0, "v5": 40.0,
}  # fmt: skip
PLACE = {
    "t2": 1, "t9": 1, "t1": 3, "t3": 4, "t4": 5, "t5": 6, "t6": 7, "t7": 8,
    "v1": 1, "v2": 2, "v3": 2, "v4": 4, "v5": 5,
}  # fmt: skip
GRADE = {
    "t1": "good", "t2": "good", "t3": "fair", "t4": "fair", "t5": "pass", "t6": "fail", "t7": "fail",
    "t9": "fair",  # good but for the fire
    # Half of five villages, rounded down, is two: v1, and v2 and v3 tied across the edge, who are left out.
    "v1": "good", "v2": "fair", "v3": "fair", "v4": "fair", "v5": "fail",
}  # fmt: skip


def board(catalogue: Path) -> Board:
    bodies = [body(name, name, "town", "east" if name in EAST else "west") for name in TOWNS]
    bodies += [body(name, name, "village", "east") for name in VILLAGES]
    observations = [
        fact(name, indicator, FIELDS[indicator], str(value))
        for name, facts in (TOWNS | VILLAGES).items()
        for indicator, value in facts.items()
    ]
    return run(case(catalogue, bodies, observations))


def column(found: Board, name: str) -> dict[str, object]:
    return dict(zip(found.totals["body"], found.totals[name], strict=True))


def test_totals_after_caps_gate_floor_and_vetoes() -> None:
    found = board(folder("towns"))
    assert total_of(found) == TOTAL
    deductions, bonus = column(found, "deductions"), column(found, "bonus")
    assert {name: one for name, one in deductions.items() if one} == {"t1": 2, "t5": 8, "t7": 6}
    assert {name: one for name, one in bonus.items() if one} == {"t2": 4, "t3": 1.5}


def test_towns_and_villages_are_ranked_apart_and_fraud_has_no_place() -> None:
    assert place_of(board(folder("towns"))) == PLACE


def test_grades_by_threshold_quota_and_veto() -> None:
    found = board(folder("towns"))
    grade = column(found, "grade")
    assert {name: one for name, one in grade.items() if name != "t8"} == GRADE
    flags = {name: set(str(one).split(";")) for name, one in column(found, "flags").items()}
    assert {name for name, one in flags.items() if "quota_tie" in one} == {"v2", "v3"}
    assert {name for name, one in flags.items() if "quota" in one} == {"v4"}


def test_vetoes_are_named() -> None:
    veto = column(board(folder("towns")), "veto")
    assert {name: one for name, one in veto.items() if one} == {"t6": "deaths", "t8": "fraud", "t9": "fire"}


def test_peers_by_group(tmp_path: Path) -> None:
    place = place_of(board(edited("towns", tmp_path, {'peers = "kind"': 'peers = "group"'})))
    east = {name: place[name] for name in EAST}
    assert east == {"t9": 1, "t1": 2, "t3": 3, "t5": 4, "t7": 5}
    assert {name: place[name] for name in ("t2", "t4", "t6")} == {"t2": 1, "t4": 2, "t6": 3}


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("deductions_cap = 8\n", "t5", 62.0),
        ("bonus_cap = 4\n", "t2", 102.0),
        ("bonus_gate = 80\n", "t4", 82.6),
        ("floor = 0\n", "t7", -4.4),
        ("effect = { total = 59 }", "t6", 99.0),
    ],
)
def test_each_cap_gate_floor_and_veto_does_something(
    line: str, name: str, expected: float, tmp_path: Path
) -> None:
    """Control: the same contest without that line (a veto needs some effect: 99 at most)."""
    new = "effect = { total = 99 }" if line.startswith("effect") else ""
    assert total_of(board(edited("towns", tmp_path, {line: new})))[name] == expected
