"""Figures made from a register of documents: from the raw dates, by the rule's own working days."""

from __future__ import annotations

from data.intake import template
from data.intake.columns import understand
from data.intake.names import Names
from data.intake.sheet import Workbook
from data.intake.template.documents import BAR, Document, documents, listing
from tests.data.intake import plan_2012
from tests.data.intake.plan_2012 import said
from tests.data.intake.sheets import sheet, told, understood

XUHUI, CHANGNING = "310104", "310105"
HEAD = ["单位", "标题", "文号", "形成日期", "公开日期"]


def figures(found: object) -> dict[tuple[str, str], str]:
    return {(row[0], row[3]): row[4] for row in said(found)}  # type: ignore[arg-type]


def test_the_share_in_time_comes_from_the_dates() -> None:
    """Twenty working days from 9 July 2012 end on 6 August, from 20 September on 24 October."""
    found = understood(
        sheet(
            HEAD,
            ["徐汇区", "甲", "徐府发〔2012〕1号", "2012-07-09", "2012-08-06"],
            ["徐汇区", "乙", "徐府发〔2012〕2号", "2012.9.20", "2012年10月24日"],
            ["徐汇区", "丙", "徐府发〔2012〕3号", "2012-09-20", "2012-10-25"],
            ["徐汇区", "丁", "", "2012-09-20", ""],
            ["长宁区", "戊", "", "2012-07-09", "2012-07-09"],
        )
    )
    told_ = figures(found)
    assert told_[XUHUI, "n_pub_in_time"] == "2"
    assert told_[XUHUI, "n_pub_sampled"] == "4"  # not published is not in time
    assert told_[CHANGNING, "n_pub_in_time"] == told_[CHANGNING, "n_pub_sampled"] == "1"
    assert told_[XUHUI, "sample_rows"].splitlines()[3] == f"{BAR}丁{BAR}2012-09-20{BAR}"
    assert told(found) == []
    assert found.tables == (("Sheet1", "register", 5),)


def test_what_is_wrong_with_a_document_is_told_and_it_does_not_count() -> None:
    found = understood(
        sheet(
            HEAD,
            ["徐汇区", "甲", "1号", "2012-07-09", "2012-08-06"],
            ["徐汇区", "乙", "1号", "2012-07-09", "2012-08-06"],
            ["徐汇区", "丙", "2号", "", "2012-08-06"],
            ["徐汇区", "丁", "3号", "2012-08-06", "2012-07-09"],
            ["徐汇区", "", "", "2012-08-06", "2012-08-07"],
            ["徐汇区", "己", "4号", "八月初", "2012-08-07"],
        )
    )
    assert sorted(told(found), key=lambda one: one[1]) == [
        ("document_twice", "C3", "1号 乙"),
        ("document_unnamed", "C6", ""),
        ("document_undated", "D4", "2号 丙"),
        ("not_date", "D7", "八月初"),
        ("document_backwards", "E5", "2012-07-09 < 2012-08-06"),
    ]
    assert figures(found)[XUHUI, "n_pub_sampled"] == "1"


def test_without_a_calendar_there_are_no_working_days() -> None:
    known = plan_2012.known()
    blind = type(known)(known.catalogue, Names(plan_2012.bodies()), 2012, known.crosschecks, None)
    book = Workbook("f", (sheet(HEAD, ["徐汇区", "甲", "1号", "2012-07-09", "2012-08-06"]),))
    assert [one.code for one in understand(book, blind).problems] == ["register_no_calendar"]


def test_more_documents_than_can_be_kept_are_refused() -> None:
    rows = [["徐汇区", "标题" * 20, f"徐府发〔2012〕{at}号", "2012-07-09", "2012-08-06"] for at in range(200)]
    assert told(understood(sheet(HEAD, *rows))) == [("register_too_long", "D2", "200")]


def test_the_kept_list_fills_the_next_template() -> None:
    several = [
        Document("徐府发〔2012〕1号", "甲|乙", "2012-07-09", "2012-08-06"),
        Document("", "丙", "2012-09-20", ""),
    ]
    kept = listing(several)
    assert documents(kept) == tuple(several)
    rows = [
        (XUHUI, "3.3.1", "", "n_pub_in_time", "1", "", ""),
        (XUHUI, "3.3.1", "", "n_pub_sampled", "2", "", ""),
        (XUHUI, "3.3.1", "", "sample_rows", kept, "", ""),
    ]
    for raw in (
        template.for_register(plan_2012.ground(rows), "3.3.1", XUHUI),
        template.for_register(plan_2012.ground(rows), "3.3.1"),
        template.for_register(plan_2012.ground(rows, language="en"), "3.3.1"),
    ):
        assert said(plan_2012.read(raw)) == sorted(rows)


def test_a_list_that_somebody_wrote_by_hand_is_left_as_it_is() -> None:
    assert documents("抽查 10 件，均在期限内") is None
    assert documents(f"1号{BAR}甲{BAR}去年{BAR}2012-08-06") is None
    rows = [(XUHUI, "3.3.1", "", "sample_rows", "抽查 10 件", "", "")]
    assert said(plan_2012.read(template.for_register(plan_2012.ground(rows), "3.3.1"))) == []
    assert said(plan_2012.read(template.for_body(plan_2012.ground(rows), XUHUI))) == rows
