"""What must agree across indicators: the file of 2012, and what is told of a faulty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import FOLDER, load
from data.catalogue.crosschecks import FILE, Crosschecks, load_crosschecks
from metrics.errors import CatalogueError
from metrics.model import Catalogue

SOUND = """
[[agreement]]
field = "n_listed"
indicators = ["2.1.1", "2.1.2"]
"""


@pytest.fixture(scope="module")
def plan() -> Catalogue:
    return load(FOLDER / "2012")


def test_the_shared_fields_of_2012_all_agree(plan: Catalogue) -> None:
    """Every whole number that two indicators ask for under one code is on the list."""
    checks = load_crosschecks(FOLDER / "2012", plan)
    listed = {one.field for one in checks.agreements}
    assert listed == {"n_listed", "n_drafts", "n_units", "n_dept", "n_dept_published", "n_towns_all"}
    owners: dict[str, set[str]] = {}
    for one in plan.indicators:
        for field in one.fields:
            if field.type == "int":
                owners.setdefault(field.code, set()).add(one.code)
    shared = {field: codes for field, codes in owners.items() if len(codes) > 1}
    assert {one.field: set(one.indicators) for one in checks.agreements} == shared


def test_the_six_sectors_add_up_to_both_figures(plan: Catalogue) -> None:
    checks = load_crosschecks(FOLDER / "2012", plan)
    assert {one.total: len(one.parts) for one in checks.sums} == {"n_units_open": 6, "n_units": 6}


def test_the_version_of_the_plan_does_not_depend_on_it(plan: Catalogue, tmp_path: Path) -> None:
    for file in (FOLDER / "2012").glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert load(tmp_path).version == plan.version
    assert load_crosschecks(tmp_path, plan) == Crosschecks()


@pytest.mark.parametrize(
    ("old", "new", "problem", "found"),
    [
        ('"2.1.2"]', '"9.9.9"]', "unknown indicator", "9.9.9"),
        ('field = "n_listed"', 'field = "n_lister"', "unknown field of 2.1.1", "n_lister"),
        ("[[agreement]]", "[[agreements]]", "unknown table", "agreements"),
        ("[[agreement]]", "[[agreement]]\nseverity = 'grave'", "unknown word", "grave"),
        ("field =", "filed =", "unknown key", "filed"),
    ],
)
def test_a_fault_is_named(
    plan: Catalogue, tmp_path: Path, old: str, new: str, problem: str, found: str
) -> None:
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_text(SOUND.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_crosschecks(tmp_path, plan)
    assert (problem, found) in [(fault.problem, fault.found) for fault in caught.value.faults]


def test_a_sound_one_is_read(plan: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_text(SOUND, encoding="utf-8")
    assert load_crosschecks(tmp_path, plan).agreements[0].indicators == ("2.1.1", "2.1.2")
