"""The list of bodies: what may stand in it, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.intake.sample import BODIES, handed_in, told

HEADER = "body,name,kind,group,pilot\n"


def test_bodies_as_they_are_taken_in(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "")
    assert told(given) == []
    assert [(one.code, one.name.zh, one.kind, one.group) for one in given.bodies] == [
        ("310101", "黄浦区", "district", "inner"),
        ("310104", "徐汇区", "district", "inner"),
        ("NA", "Namibia", "district", ""),
        ("B01", "办公厅", "bureau", ""),
    ]
    assert [sorted(one.traits) for one in given.bodies] == [["pilot"], [], [], []]


def test_group_and_pilot_may_be_left_out(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "", "kind,body,name\ndistrict,NA,\n")
    assert told(given) == []
    assert [(one.code, one.name.zh, one.group) for one in given.bodies] == [("NA", "NA", "")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("310101,黄浦区,district,,", "duplicate_body"),
        (",黄浦区,district,,", "no_body"),
        ("310105,长宁区,town,,", "unknown_kind"),
        ("310105,长宁区,,,", "unknown_kind"),
        ("310105,长宁区,district,,maybe", "not_pilot"),
        ("310105,长宁区,district,", "wrong_width"),
    ],
)
def test_a_faulty_body_is_told_once(tmp_path: Path, row: str, code: str) -> None:
    """Not again on each of its observations: those are in order."""
    code_ = row.split(",")[0]
    given = handed_in(tmp_path, f"{code_ or 'B01'},share,,n_all,5,,\n", BODIES + row + "\n")
    faults = [one for one in told(given) if one[0] == "bodies.csv"]
    assert faults == [("bodies.csv", "line 6", code)]
    assert len(given.bodies) == 4


def test_a_list_without_bodies(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "310101,share,,n_all,5,,\n", HEADER)
    assert ("bodies.csv", "", "no_rows") in told(given)


def test_a_list_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "310101,share,,n_all,5,,\n310101,share,,n_all,5.5,,\n", "code,name\nx,y\n")
    assert [one[2] for one in told(given) if one[0] == "bodies.csv"] == [
        "missing_column", "missing_column", "unknown_column",
    ]  # fmt: skip
    assert "unknown_body" not in {code for _, _, code in told(given)}
    assert ("observations.csv", "line 3", "not_int") in told(given)
