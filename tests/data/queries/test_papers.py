"""Papers made from the record: each step of the ladder its own, with the serial it was sent under."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from data.actions import rectification_letters
from data.desk import Desk
from data.queries import letters, papers, rectification
from data.queries.papers import Paper
from data.reports.cells import demo_mark
from metrics.errors import Lacking, NotPermitted
from metrics.procedure.items import Item
from tests.data.rectifying import People, act, drafted, observed, tomorrow


@pytest.fixture
def issued(people: People, opened: str) -> Item:
    observed(people["evaluator"], opened)
    return act(people["leader"], drafted(people["office"], opened), "issue")


def words(paper: Paper) -> str:
    document = Document(io.BytesIO(paper.content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *tables])


def test_the_notice_says_what_the_item_says(people: People, issued: Item) -> None:
    for language in ("zh", "en"):
        desk = replace(people["leader"], language=language)
        said = words(papers.notice(desk, [issued.number]))
        assert issued.number in said
        assert issued.problem[language] in said
        assert issued.measure[language] in said
        assert "⟦" not in said
    assert "2012年7月30日" in words(papers.notice(people["reporter"], [issued.number]))
    assert issued.number in words(papers.reply(people["reporter"], [issued.number]))


def test_every_step_has_its_paper_and_its_serial_once_it_is_sent(
    people: People, issued: Item, clock: Any
) -> None:
    titles = {
        "reminder": "提醒函", "supervision": "督办单（黄色）", "red_supervision": "红色督办单",
        "criticism": "通报", "referral": "移送",
    }  # fmt: skip
    seen = []
    for _ in range(80):
        tomorrow(clock, 1)
        for one in rectification_letters.draft_due(people["office"], "2012"):
            draft = words(papers.letter(people["leader"], one.id))
            sent = rectification_letters.send(people["leader"], one.id, version=one.version)
            said = words(papers.letter(people["leader"], one.id))
            assert titles[one.step] in said
            assert f"〔2012〕{sent.serial}号" in said
            assert f"〔2012〕{sent.serial}号" not in draft
            if one.step in ("red_supervision", "criticism"):
                assert "约谈" in words(papers.talk(people["leader"], one.id))
            else:
                with pytest.raises(Lacking, match="rectification_talk"):
                    papers.talk(people["leader"], one.id)
            seen.append(one.step)
    assert seen == list(titles)


def test_a_letter_keeps_the_days_of_its_draft(people: People, issued: Item, clock: Any) -> None:
    tomorrow(clock, 22)  # 31 July: one working day late
    [one] = rectification_letters.draft_due(people["office"], "2012")
    tomorrow(clock, 7)
    assert rectification.find(people["office"], issued.number).clock.late > 1
    assert "已逾期1个工作日" in words(papers.letter(people["office"], one.id))


def test_who_may_not_see_an_item_gets_no_paper(
    people: People, issued: Item, seat: Callable[..., Desk]
) -> None:
    other = seat("reporter", body="310104")
    for ask in (papers.notice, papers.reply):
        with pytest.raises(NotPermitted):
            ask(other, [issued.number])
    assert letters.letters(other, "2012") == ()
    book = load_workbook(io.BytesIO(papers.register(other, "2012").content)).active
    assert issued.number not in [cell.value for row in book.iter_rows() for cell in row]


def test_a_notice_is_about_one_body(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    mine = drafted(people["office"], opened)
    with pytest.raises(Lacking, match="rectification_one_body"):
        papers.notice(people["office"], [])
    assert mine.number in words(papers.notice(people["office"], [mine.number]))  # a draft may be read before


def test_the_register_has_the_lamp_in_words_and_colour(people: People, issued: Item, clock: Any) -> None:
    tomorrow(clock, 40)
    for language, lamp, heading in (("zh", "红", "整改编号"), ("en", "Red", "Item")):
        book = load_workbook(
            io.BytesIO(papers.register(replace(people["leader"], language=language), "2012").content)
        ).active
        heads = [cell.value for cell in book[1]]
        assert heading in heads
        cell = next(one for row in book.iter_rows() for one in row if str(one.value).lower() == lamp.lower())
        assert cell.font.color.rgb == "FFC2301C"
        assert date(2012, 7, 9).strftime("%Y") in str([one.value for one in book[2]])
        assert demo_mark() not in [one.value for row in book.iter_rows() for one in row]
