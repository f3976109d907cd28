"""Anchors from the bodies at hand, gaps filled from others, not applicable passed up or renewed: by hand."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path
from statistics import median

import pytest

from metrics.engine.board import Board
from metrics.frames import FILLED
from tests.gallery.comparison import printed, total_of
from tests.gallery.invented.edit import edited, folder
from tests.gallery.stateless import body, case, fact, not_applicable, run

GROUPS = {"A": "north", "B": "north", "C": "north", "D": "north", "E": "south", "F": "south", "G": "west"}
KINDS = {"A": "day", "B": "day", "C": "day", "D": "day", "E": "ward", "F": "ward", "G": "ward"}
DAYS = {"A": 10, "B": 20, "C": 30, "E": 25}  # nobody in the west has any
BEDS = {"A": 4, "B": 8, "C": 6, "D": 5, "F": 5, "G": 8}
DOCTORS = {"A": 5, "B": 10, "C": 2, "D": 8, "E": 5, "G": 9}
NIGHT = {"A": 1, "B": 0, "D": 1, "E": 1, "G": 0}  # C and F: does not apply

WAITING = {name: F(30 - days, 30 - 10) for name, days in DAYS.items()}  # 10 days earn all, 30 nothing
WAITING |= {
    "D": median(WAITING[name] for name in "ABC"),  # of the north: 1/2
    "F": WAITING["E"],  # of the south: 1/4
    "G": median(WAITING[name] for name in "ABCE"),  # the west has none: of all, 3/8
}
BED_SHARE = {name: F(beds - 4, 8 - 4) for name, beds in BEDS.items()}
BED_SHARE |= {"E": BED_SHARE["F"]}  # mean of the south: 1/4
DOCTOR_SHARE = {name: F(doctors, 10) for name, doctors in DOCTORS.items()}
DOCTOR_SHARE |= {"F": sum(DOCTOR_SHARE.values(), F(0)) / 6}  # mean of all: 3.9 / 6 = 0.65


def earned(name: str) -> tuple[F, F]:
    """Points of access and of staffing, out of 40 and 60."""
    return 20 * (WAITING[name] + BED_SHARE[name]), 30 * (DOCTOR_SHARE[name] + NIGHT.get(name, 0))


def passed_up(name: str) -> F:
    """Night does not apply: its 30 points leave the base, and the rest is scaled back to 100."""
    return sum(earned(name)) / (100 if name in NIGHT else 70) * 100


def renewed(name: str) -> F:
    """Night does not apply: doctors stand for all 60 points of staffing."""
    access, staffing = earned(name)
    return access + (staffing if name in NIGHT else staffing * 2)


def board(catalogue: Path) -> Board:
    observations = [
        *(fact(name, "waiting", "days", str(one)) for name, one in DAYS.items()),
        *(fact(name, "beds", "beds", str(one)) for name, one in BEDS.items()),
        *(fact(name, "doctors", "doctors", str(one)) for name, one in DOCTORS.items()),
        *(fact(name, "night", "open", str(one)) for name, one in NIGHT.items()),
        *(not_applicable(name, "night", "a day clinic") for name in GROUPS if name not in NIGHT),
    ]
    bodies = [body(name, name, KINDS[name], group) for name, group in GROUPS.items()]
    return run(case(catalogue, bodies, observations))


def rounded(values: dict[str, F]) -> dict[str, float]:
    return {name: float(printed(float(one), 2)) for name, one in values.items()}


def test_gaps_are_filled_from_the_group_or_where_it_has_none_from_all() -> None:
    found = board(folder("clinics"))
    for indicator, expected in (("waiting", WAITING), ("beds", BED_SHARE), ("doctors", DOCTOR_SHARE)):
        shares = found.share[indicator].to_dict()
        assert shares == pytest.approx({name: float(one) for name, one in expected.items()})
    filled = found.status.eq(FILLED)
    assert {name for name in filled.index if filled.loc[name, "waiting"]} == {"D", "F", "G"}
    assert filled.to_numpy().sum() == 5


def test_what_does_not_apply_leaves_the_base() -> None:
    totals = total_of(board(folder("clinics")))
    assert totals == rounded({name: passed_up(name) for name in GROUPS})
    assert totals == {"A": 65.0, "B": 60.0, "C": 22.86, "D": 69.0, "E": 55.0, "F": 42.14, "G": 54.5}


def test_not_scaled_back_the_base_is_what_was_earned(tmp_path: Path) -> None:
    totals = total_of(board(edited("clinics", tmp_path, {"rebase = true": "rebase = false"})))
    assert totals == rounded({name: sum(earned(name), F(0)) for name in GROUPS})
    assert (totals["C"], totals["F"]) == (16.0, 29.5)


def test_renewed_in_a_sum_the_others_of_the_node_stand_for_it(tmp_path: Path) -> None:
    change = {'title = { zh = "部分", en = "Part" }\nmean = "sum"\nnot_applicable = "pass_up"':
              'title = { zh = "部分", en = "Part" }\nmean = "sum"\nnot_applicable = "renew"'}  # fmt: skip
    totals = total_of(board(edited("clinics", tmp_path, change)))
    assert totals == rounded({name: renewed(name) for name in GROUPS})
    assert (totals["C"], totals["F"]) == (22.0, 49.0)


@pytest.mark.parametrize(("policy", "expected"), [("full", 46.0), ("zero", 16.0)])
def test_or_it_counts_in_full_or_not_at_all(policy: str, expected: float, tmp_path: Path) -> None:
    change = {'code = "night"': f'code = "night"\nnot_applicable = "{policy}"'}
    assert total_of(board(edited("clinics", tmp_path, change)))["C"] == expected


def test_filled_from_the_kind_another_number_comes_out(tmp_path: Path) -> None:
    """F is a ward, as are E and G: (0.5 + 0.9) / 2 = 0.7, so (29.5 + 1.5) / 70."""
    found = board(edited("clinics", tmp_path, {'missing = "mean"': 'missing = "kind_mean"'}))
    assert found.share.loc["F", "doctors"] == pytest.approx(0.7)
    assert total_of(found)["F"] == 44.29


def test_an_anchor_moves_with_the_bodies_at_hand() -> None:
    """Control: without A the shortest wait is 20 days, so that B earns all of it."""
    observations = [fact(name, "waiting", "days", str(one)) for name, one in DAYS.items() if name != "A"]
    found = run(
        case(folder("clinics"), [body(name, name, "day", GROUPS[name]) for name in "BCE"], observations)
    )
    assert found.share["waiting"].to_dict() == {"B": 1.0, "C": 0.0, "E": 0.5}
