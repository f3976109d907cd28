"""The tables of issuers: every fault at once, in the words of the catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.catalogue import FOLDER
from data.recognise import load_issuers
from metrics.errors import CatalogueError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("bodies.csv", "issuers.csv", "doc_numbers.csv"):
        shutil.copy(FOLDER / "2012" / name, tmp_path / name)
    return tmp_path


def append(file: Path, *lines: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")


def test_the_tables_of_2012(folder: Path) -> None:
    issuers = load_issuers(folder)
    assert issuers.by_code["B06"].counts_for == "B06"
    assert issuers.by_code["B01"].counts_for == ""  # not evaluated
    assert issuers.by_code["310151"].counts_for == "310230"  # goes on from one body
    assert issuers.by_code["310103"].counts_for == ""  # former, merged into another
    assert issuers.by_code["B51"].counts_for == "B02"
    assert issuers.house("L03") == issuers.house("B16") == "B16"
    assert issuers.house("L02") == "L02"
    lengths = [len(series.letters) for series in issuers.series]
    assert lengths == sorted(lengths, reverse=True)


def test_every_fault_at_once(folder: Path) -> None:
    append(
        folder / "issuers.csv",
        "G01,上海市人民政府,,government,,,,A,",
        "L99,上海市某局,,later,,B66,,A,",
        "L98,,,later,,,,A,",
    )
    append(
        folder / "doc_numbers.csv",
        "沪某*,Z01,,,A,",
        "沪府发,B01,,,A,",
        "沪乙,B06,gestern,,A,",
        ",B06,,,A,",
        "沪卫*,B21,,2018,A,",
    )
    with pytest.raises(CatalogueError) as error:
        load_issuers(folder)
    found = {(fault.file, fault.code, fault.problem) for fault in error.value.faults}
    assert found == {
        ("issuers.csv", "G01", "stands twice"),
        ("issuers.csv", "L99", "no body of the round"),
        ("issuers.csv", "L98", "empty cell"),
        ("doc_numbers.csv", "沪某*", "unknown issuer"),
        ("doc_numbers.csv", "沪府发", "belongs to two at a time"),
        ("doc_numbers.csv", "沪乙", "no year"),
        ("doc_numbers.csv", "", "empty cell"),
        ("doc_numbers.csv", "沪卫*", "belongs to two at a time"),
    }


def test_wrong_columns(folder: Path) -> None:
    (folder / "doc_numbers.csv").write_text("series,body\n沪府,G01\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="wrong columns"):
        load_issuers(folder)
