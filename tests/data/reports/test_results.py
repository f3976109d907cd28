"""The four files of the contract: their columns, their numbers, their losses add up."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from data.reports.results import results, written
from metrics.engine.ledger import facts_of
from tests.data.reports.sample import board

HEADERS = {
    "totals.csv": "body,kind,group,base,applicable_points,deductions,bonus,veto,total,place,grade,flags",
    "rollups.csv": "body,level,node,points,full_marks,score",
    "scores.csv": "body,indicator,status,value,share,points,full_marks",
    "ledger.csv": "body,indicator,clause,lost,reason,facts,regain",
}


@pytest.fixture(name="files")
def made(tmp_path: Path) -> dict[str, bytes]:
    return results(board(tmp_path), "en")


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8"), newline="")))


def test_files_headers_and_line_ends(files: dict[str, bytes]) -> None:
    assert list(files) == list(HEADERS)
    for name, header in HEADERS.items():
        assert files[name].startswith(f"{header}\n".encode())
        assert b"\r" not in files[name]
        assert files[name].endswith(b"\n")


def test_totals_have_the_decimals_of_the_catalogue(files: dict[str, bytes]) -> None:
    totals = rows(files, "totals.csv")
    found = {row["body"]: (row["base"], row["total"], row["applicable_points"]) for row in totals}
    assert found["310101"] == ("44.29", "44.29", "90")
    assert found["NA"] == ("20.00", "20.00", "50")
    assert {row["place"] for row in totals} == {"1", "2", "3"}


def test_scores_without_decimals_are_short_and_clean(files: dict[str, bytes]) -> None:
    found = {(row["body"], row["indicator"]): row for row in rows(files, "scores.csv")}
    assert found[("310101", "share")]["points"] == "6.66666666667"
    assert found[("310104", "share")]["points"] == ""
    assert found[("310104", "share")]["status"] == "not_applicable"
    assert found[("NA", "share")]["status"] == "not_applicable"
    assert ("310101", "papers") not in found


def test_facts_are_what_the_engine_says(tmp_path: Path) -> None:
    one = board(tmp_path)
    for row in rows(results(one, "zh"), "ledger.csv"):
        said = json.loads(row["facts"])
        for name, fact in facts_of(one, row["body"], row["indicator"]).items():
            assert said[name] == pytest.approx(fact) if isinstance(fact, float) else said[name] == fact
        assert "⟦" not in row["regain"]
        assert row["regain"]


def test_losses_add_up_to_what_is_missing_from_the_full_marks(files: dict[str, bytes]) -> None:
    for row in rows(files, "rollups.csv"):
        lost = sum(float(one["lost"]) for one in rows(files, "ledger.csv") if one["body"] == row["body"])
        assert float(row["points"]) + lost == pytest.approx(float(row["full_marks"]), abs=1e-8)


def test_line_ends_inside_cells_do_not_end_the_row() -> None:
    table = pd.DataFrame({"a": ["1\r2", "NA"], "b": ["x\r\ny", 'z,"'], "c": pd.Categorical(["p\rq", "r"])})
    found = list(csv.reader(io.StringIO(written(table).decode("utf-8"), newline=""), strict=True))
    assert found == [["a", "b", "c"], ["1\n2", "x\ny", "p\nq"], ["NA", 'z,"', "r"]]


def test_the_language_of_the_sentences(tmp_path: Path) -> None:
    one = board(tmp_path)
    zh, en = (rows(results(one, language), "ledger.csv") for language in ("zh", "en"))
    assert [row["lost"] for row in zh] == [row["lost"] for row in en]
    assert all(a["regain"] != b["regain"] for a, b in zip(zh, en, strict=True))
