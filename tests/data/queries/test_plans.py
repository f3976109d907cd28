"""The improvement plan: by effort, with what the law demands; its workbook and document say the same."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from data.actions import rectification_drafts
from data.queries import plans, proposals, rectified
from data.reports.cells import demo_mark
from data.reports.papers import reading
from metrics.errors import NotPermitted
from tests.data.rectifying import BODY, People, act, observed


@pytest.fixture
def opened_round(people: People, opened: str) -> str:
    observed(people["evaluator"], opened)
    return opened


def test_the_most_for_the_effort_comes_first(people: People, opened_round: str) -> None:
    told = plans.plan(people["office"], opened_round, BODY)
    assert [one.indicator.code for one in told.fixes] == ["b", "a"]  # 40 for 3, 24 for 2
    a, b = (told.fix(code) for code in "ab")
    assert (a.gain, b.gain) == (24.0, 40.0)
    assert (a.effort, b.effort) == (2, 3)  # below: ordinary; no: complex, with milestones
    told = plans.plan(people["office"], opened_round, BODY, {"a": 1})
    assert [one.indicator.code for one in told.fixes] == ["a", "b"]
    assert (told.fix("a").effort, told.fix("a").proposed) == (1, 2)


def test_what_would_follow(people: People, opened_round: str) -> None:
    told = plans.plan(people["reporter"], opened_round, BODY)
    assert (told.present.total, told.top.total) == (36.0, 100.0)
    one = plans.plan(people["reporter"], opened_round, BODY, chosen=["a", "nothing"])
    assert (one.picked.codes, one.picked.total) == (("a",), 60.0)
    none = plans.plan(people["reporter"], opened_round, BODY, chosen=[])
    assert none.picked.total == none.present.total


def test_an_open_item_stands_beside_its_loss(people: People, opened_round: str) -> None:
    found = proposals.proposals(people["office"], opened_round, body=BODY, indicator="b")
    [item] = rectification_drafts.draft(people["office"], opened_round, found)
    assert plans.plan(people["reporter"], opened_round, BODY).fix("b").number == ""
    act(people["leader"], item, "issue")
    fix = plans.plan(people["reporter"], opened_round, BODY).fix("b")
    assert (fix.number, fix.state) == (item.number, "issued")
    assert fix.deadline is not None
    assert rectified.side_by_side(people["office"], opened_round)["gained"].sum() == 0


def test_only_ones_own(people: People, opened_round: str) -> None:
    with pytest.raises(NotPermitted):
        plans.plan(people["reporter"], opened_round, "310102")
    with pytest.raises(NotPermitted):
        plans.plan(people["viewer"], opened_round, BODY)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_papers_say_what_the_plan_says(people: People, opened_round: str, language: str) -> None:
    desk = replace(people["reporter"], language=language)
    told = plans.plan(desk, opened_round, BODY, chosen=["b"])
    book = openpyxl.load_workbook(io.BytesIO(plans.workbook(desk, told).content))
    sheet = book.worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "b" in cells
    assert "a" not in cells
    assert 40 in cells
    lines = "\n".join(reading.lines(plans.document(desk, told).content))
    for words in ("36.00", "76.00", "+40.00", told.fix("b").indicator.title[language]):
        assert words in lines
    assert "⟦" not in lines + "".join(str(one) for one in cells)
    assert demo_mark() not in lines  # the round of this test is no demonstration
