"""`python -m data score` from a stranger's three files to four tables, without a database."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gallery.egdi import reading as egdi
from tests.gallery.open_budget import reading as open_budget
from tests.gallery.open_data_barometer import reading as open_data_barometer
from tests.gallery.reference import GALLERY, needed
from tests.gallery.stateless import Case

pytestmark = needed
TABLES = {
    "totals.csv": "body,kind,group,base,applicable_points,deductions,bonus,veto,total,place,grade,flags",
    "rollups.csv": "body,level,node,points,full_marks,score",
    "scores.csv": "body,indicator,status,value,share,points,full_marks",
    "ledger.csv": "body,indicator,clause,lost,reason,facts,regain",
}


def score(one: Case, where: Path) -> subprocess.CompletedProcess[str]:
    bodies, observations = one.write(where)
    command = [
        sys.executable, "-m", "data", "score", "--catalogue", str(one.catalogue),
        "--bodies", str(bodies), "--observations", str(observations), "--out", str(where / "out"),
    ]  # fmt: skip
    return subprocess.run(command, cwd=GALLERY.parents[1], capture_output=True, text=True, check=False)


def table(where: Path, name: str) -> list[dict[str, str]]:
    with (where / "out" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_open_budget_2015(tmp_path: Path) -> None:
    told = open_budget.read()
    done = score(told.case, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    totals = table(tmp_path, "totals.csv")
    assert {row["body"]: float(row["total"]) for row in totals} == {
        code: float(index) for code, index in told.index.items()
    }
    assert {row["body"]: row["place"] for row in totals} == told.rank
    assert "NA" in told.rank
    for name, header in TABLES.items():
        assert ",".join(table(tmp_path, name)[0]) == header
    assert len(table(tmp_path, "scores.csv")) == 102 * 109
    refused = [row for row in table(tmp_path, "scores.csv") if row["status"] == "not_applicable"]
    assert len(refused) == 65


def test_south_sudan_has_an_empty_total_and_place(tmp_path: Path) -> None:
    told = egdi.read(2010)
    done = score(told.case, tmp_path)
    assert done.returncode == 0, done.stderr
    totals = {row["body"]: row for row in table(tmp_path, "totals.csv")}
    assert (totals["SSD"]["total"], totals["SSD"]["place"]) == ("", "")
    assert {code: row["place"] for code, row in totals.items() if row["place"]} == told.rank


def test_open_data_barometer_2014(tmp_path: Path) -> None:
    one = open_data_barometer.z_scores("rankings")
    done = score(one, tmp_path)
    assert done.returncode == 0, done.stderr
    published = open_data_barometer.ranking()
    totals = {row["body"]: row for row in table(tmp_path, "totals.csv")}
    scaled = open_data_barometer.column(published, "ODB-Scaled")
    assert {code: float(row["total"]) for code, row in totals.items()} == {
        code: float(text) for code, text in scaled.items()
    }
    ranks = open_data_barometer.column(published, "ODB-Rank")
    assert {code: row["place"] for code, row in totals.items()} == ranks


@pytest.mark.parametrize("fault", ["unknown body", "unknown letter"])
def test_a_fault_is_told_and_nothing_is_written(fault: str, tmp_path: Path) -> None:
    """Control: one bad row among 11,000."""
    one = open_budget.read().case
    column, value = {"unknown body": ("body", "XX"), "unknown letter": ("value", "z")}[fault]
    one.observations.loc[7, column] = value
    done = score(one, tmp_path)
    assert done.returncode == 1
    assert re.search(r"observations\.csv\D*\b9\b", done.stderr)  # row 7 is line 9: the header is line 1
    assert not (tmp_path / "out").exists()
