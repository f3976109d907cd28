"""The workbook of a round holds the same numbers as the board, in both languages."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from data.reports.scorebook import scorebook
from metrics.model import Round, Text
from tests.data.reports.sample import board

SHEETS = {
    "zh": ["说明", "总分", "条款得分", "指标得分", "失分账本", "指标体系"],
    "en": ["About", "Totals", "Clauses", "Indicators", "Lost points", "Catalogue"],
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("demo", [True, False])
def test_a_whole_round(tmp_path: Path, language: str, demo: bool) -> None:
    one = board(tmp_path)
    round_ = Round("r1", 2012, Text("批次", "Round"), "sample", "open", demo)
    book = openpyxl.load_workbook(io.BytesIO(scorebook(one, round_, language)))
    assert book.sheetnames == SHEETS[language]
    top = 2 if demo else 1
    tables = {
        page.title: [[cell.value for cell in row] for row in page.iter_rows(min_row=top)] for page in book
    }
    _, totals, rollups, scores, ledger, plan = tables.values()
    assert [row[:2] for row in totals[1:3]] == [["310101", "黄浦区"], ["NA", "Namibia"]]
    assert [row[6] for row in totals[1:]] == [44.29, 20, 0, 0]
    assert len(rollups) == len(one.rollups) + 1
    assert len(scores) == int(one.full.notna().sum().sum()) + 1
    assert sum(row[5] for row in ledger[1:]) == pytest.approx(one.ledger["lost"].sum())
    assert [row[0] for row in plan[1:]] == [indicator.code for indicator in one.catalogue.indicators]
    words = [cell for rows in tables.values() for row in rows for cell in row if isinstance(cell, str)]
    assert not [word for word in words if "⟦" in word]
    assert all(("演示数据" in str(page["A1"].value)) == demo for page in book)


def test_every_heading_is_in_words(tmp_path: Path) -> None:
    round_ = Round("r1", 2012, Text("批次", "Round"), "sample", "open", False)
    book = openpyxl.load_workbook(io.BytesIO(scorebook(board(tmp_path), round_, "zh")))
    for page in book:
        assert not [cell.value for cell in page[1] if str(cell.value).isascii()]
