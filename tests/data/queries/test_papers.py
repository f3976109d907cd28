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

from data.actions import rectification as actions
from data.actions import rectification_drafts, rectification_letters
from data.desk import Desk
from data.queries import letters, papers, proposals, rectification
from data.queries.papers import Paper
from data.reports.cells import demo_mark
from metrics.errors import Lacking, NotPermitted
from metrics.procedure.items import Item
from tests.data.rectifying import WHO, People, act, drafted, observed, tomorrow


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


def test_a_letter_is_of_the_day_it_was_sent_on_in_shanghai(
    people: People, issued: Item, clock: Any
) -> None:
    """At six in the morning there it is still yesterday by Greenwich."""
    tomorrow(clock, 22)
    [one] = rectification_letters.draft_due(people["office"], "2012")
    clock.now = clock.now.replace(month=8, day=3, hour=6)
    rectification_letters.send(people["office"], one.id, version=one.version)
    assert "2012年8月3日" in words(papers.letter(people["office"], one.id))


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
    draft = words(papers.notice(people["office"], [mine.number]))  # a draft may be read before
    assert mine.number in draft
    assert "沪政公开办〔2012〕　号" in draft


def test_a_notice_is_the_whole_issue_under_its_number_as_it_went_out(
    people: People, opened: str, clock: Any
) -> None:
    one = drafted(people["office"], opened)
    found = proposals.proposals(people["office"], opened, body=one.body)
    two = rectification_drafts.draft(people["office"], opened, [it for it in found if not it.open][:1])[0]
    three = drafted(people["office"], opened, "310102")
    seen = [(it.number, it.version) for it in (one, two, three)]
    one, two, three = actions.do_all(people["leader"], seen, "issue", key="press", reason="批准")
    before = words(papers.notice(people["leader"], [one.number]))
    assert "沪政公开办整通〔2012〕1号" in before
    assert {one.number, two.number} <= set(before.split())
    assert three.number not in before
    assert "沪政公开办整通〔2012〕2号" in words(papers.notice(people["leader"], [three.number]))
    english = replace(people["leader"], language="en")
    assert "SHOGO-RN [2012] No. 1" in words(papers.notice(english, [two.number]))
    with pytest.raises(Lacking, match="rectification_one_body"):
        papers.notice(people["leader"], [one.number, three.number])

    tomorrow(clock, 2)
    one = act(people["reporter"], one, "sign", contacts=WHO)
    one = act(people["reporter"], one, "plan", plan="制定制度")
    one = act(people["evaluator"], one, "agree")
    one = act(people["reporter"], one, "ask_extension", days=5)
    act(people["leader"], one, "grant_extension")
    again = drafted(people["office"], opened, "310104")
    act(people["leader"], again, "issue")
    assert words(papers.notice(people["leader"], [two.number, one.number])) == before
    register = rectification.register(people["leader"], opened).set_index("number")["notice"]
    assert register[one.number] == register[two.number] == "沪政公开办整通〔2012〕1号"
    assert register[again.number] == "沪政公开办整通〔2012〕3号"
    assert rectification.find(people["reporter"], two.number).notice.items == (one.number, two.number)


def test_items_of_two_notices_are_two_papers(people: People, opened: str, issued: Item) -> None:
    found = proposals.proposals(people["office"], opened, body=issued.body)
    two = rectification_drafts.draft(people["office"], opened, [it for it in found if not it.open][:1])[0]
    with pytest.raises(Lacking, match="rectification_one_notice"):  # one of them is a draft
        papers.notice(people["office"], [issued.number, two.number])
    act(people["leader"], two, "issue")
    with pytest.raises(Lacking, match="rectification_one_notice"):
        papers.notice(people["office"], [issued.number, two.number])


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
