"""The import page without a browser: files good, faulty and refused, in both languages, for every seat."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.actions import imports as acts
from data.desk import Desk, sit
from data.queries import catalogues, imports, observations, templates
from data.settings import Settings
from data.words import text
from tests.data.handed_in import filled_in, table
from tests.pages.reading import lead, opened, words

ROUND, BODY = "2012", "B32"
LANGUAGES = ("zh", "en")
Fact = tuple[str, str, str, str]  # body, indicator, field, value


def seat(record: Settings, role: str) -> Desk:
    """The desk of the person who chose that role on the page."""
    return sit(record, person=f"demo-{role}", role=role)


@pytest.fixture
def fact(record: Settings) -> Fact:
    """The largest whole number that is kept of the body and stands alone in its indicator's denominator."""
    desk = seat(record, "office")
    plan = catalogues.plan(desk, ROUND)
    kept = observations.current(desk, ROUND, BODY).astype(str).set_index(["indicator", "field"])
    whole = [
        (one.code, str(one.params["den"]))
        for one in plan.indicators
        if one.rule == "ratio" and (one.code, one.params["den"]) in kept.index
    ]
    indicator, field = max(whole, key=lambda pair: int(kept.loc[pair, "value"] or 0))
    return BODY, indicator, field, str(kept.loc[(indicator, field), "value"])


def more(fact: Fact, by: int) -> Fact:
    """The same with a larger value."""
    return (*fact[:3], str(int(fact[3]) + by))


def written(record: Settings, fact: Fact) -> tuple[str, bytes]:
    """The body's template, as somebody fills this one figure in."""
    made = templates.for_body(seat(record, "evaluator"), ROUND, BODY)
    return made.name, filled_in(made.content, fact)


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    """Hand a file to the page."""
    app.file_uploader[0].upload(name, content, "application/octet-stream")
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(one for one in app.button if one.label == label).click()
    return app.run()


def stored(record: Settings, fact: Fact) -> str:
    """What is kept now where the fact stands."""
    kept = observations.current(seat(record, "office"), ROUND, fact[0])
    found = kept[(kept["indicator"] == fact[1]) & (kept["field"] == fact[2])]
    return str(found["value"].iloc[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_file_is_previewed_then_taken_in_once(record: Settings, fact: Fact, language: str) -> None:
    new = more(fact, 7)
    app = opened("intake", lang=language, desk="evaluator")
    upload(app, *written(record, new))
    assert not app.exception
    said = words(app)
    assert "⟦" not in said
    assert new[3] in said
    assert stored(record, fact) == fact[3]  # nothing yet
    commit = text("intake.commit", language)
    press(app, commit)
    assert text("refused.reason", language) in words(app)
    assert stored(record, fact) == fact[3]
    app.text_input[0].input("核对原始台账")
    press(app, commit)
    number = imports.log(seat(record, "office"), ROUND)[0].batch.number
    assert text("intake.done", language, n=number, added=0, replaced=1, withdrawn=0) in words(app)
    assert stored(record, fact) == new[3]
    assert not [one for one in app.button if one.label == commit]


def test_pressing_twice_takes_a_file_in_once(record: Settings, fact: Fact) -> None:
    """A second press that overtakes the first one's answer: the same key, the same batch."""
    app = opened("intake", lang="zh", desk="evaluator")
    upload(app, *written(record, more(fact, 3)))
    one = app.session_state["arriving"]
    desk = seat(record, "evaluator")
    first = acts.commit(desk, one.shown, reason="核对", key=one.key)
    app.text_input[0].input("核对")
    press(app, text("intake.commit", "zh"))
    assert app.session_state["arriving"].done.batch.number == first.batch.number
    assert imports.log(desk, ROUND)[0].batch.number == first.batch.number


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_faulty_file_says_where_and_how_and_comes_back_annotated(
    record: Settings, fact: Fact, language: str
) -> None:
    app = opened("intake", lang=language, desk="evaluator")
    upload(app, "错的.csv", table((*fact[:3], "约120"), ("310199", *fact[1:])))
    said = words(app)
    assert "⟦" not in said
    for found in ("约120", "310199"):
        assert found in said
    assert text("intake.annotated", language) in said
    name, content = app.session_state["arriving"].returned
    assert name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 2
    assert not [one for one in app.button if one.label == text("intake.commit", language)]
    assert stored(record, fact) == fact[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_file_is_one_sentence_that_says_what_to_do(record: Settings, language: str) -> None:
    app = opened("intake", lang=language, desk="evaluator")
    upload(app, "旧表.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))
    said = words(app)
    assert text("intake.refused", language, file="旧表.xls") in said
    assert text("problem.old_workbook", language, found="xls") in said or "xls" in said
    assert text("annotate.mend", language) not in said
    assert text("intake.annotated", language) not in said


def test_a_template_comes_back_as_it_went_out_with_nothing_to_do(record: Settings) -> None:
    made = templates.for_body(seat(record, "evaluator"), ROUND, BODY)
    app = opened("intake", lang="zh", desk="evaluator")
    upload(app, made.name, made.content)
    assert text("intake.nothing_new", "zh") in words(app)


def test_two_people_in_conflict_decide_cell_by_cell(record: Settings, fact: Fact) -> None:
    """A file without a stamp against what somebody else entered: it stays, unless the file is chosen."""
    office = seat(record, "office")
    shown = imports.preview(office, ROUND, table(more(fact, 1)), "考核办.csv")
    labels = shown.conflicts.index.tolist()
    acts.commit(office, shown, accepted=labels, reason="核对")
    assert stored(record, fact) == more(fact, 1)[3]
    app = opened("intake", lang="zh", desk="evaluator")
    upload(app, "评估员.csv", table(more(fact, 2)))
    said = words(app)
    assert text("intake.conflicts", "zh", n=1, won=0) in said
    assert "考核办" in said
    assert text("intake.all_left_alone", "zh") in said
    press(app, text("intake.all_ours", "zh"))
    assert text("intake.conflicts", "zh", n=1, won=1) in words(app)
    app.text_input[0].input("复核后以评估员数据为准")
    press(app, text("intake.commit", "zh"))
    assert stored(record, fact) == more(fact, 2)[3]


def test_a_record_that_moved_since_the_preview_is_told_and_looked_at_again(
    record: Settings, fact: Fact
) -> None:
    app = opened("intake", lang="zh", desk="evaluator")
    upload(app, *written(record, more(fact, 2)))
    office = seat(record, "office")
    shown = imports.preview(office, ROUND, table(more(fact, 1)), "考核办.csv")
    acts.commit(office, shown, accepted=shown.conflicts.index.tolist(), reason="核对")
    app.text_input[0].input("核对")
    press(app, text("intake.commit", "zh"))
    assert "请重新预览" in words(app)
    assert stored(record, fact) == more(fact, 1)[3]
    press(app, text("intake.look_again", "zh"))
    assert text("intake.conflicts", "zh", n=1, won=0) in words(app)


def test_a_batch_is_taken_back_with_a_reason(record: Settings, fact: Fact) -> None:
    desk = seat(record, "evaluator")
    shown = imports.preview(desk, ROUND, table(more(fact, 5)), "误传.csv")
    made = acts.commit(desk, shown, accepted=shown.conflicts.index.tolist(), reason="核对")
    app = opened("intake", lang="zh", desk="evaluator", batch=str(made.batch.number))
    assert "误传.csv" in words(app)
    press(app, text("intake.take_back_do", "zh"))
    assert text("refused.reason", "zh") in words(app)
    app.text_input[0].input("传错了文件")
    press(app, text("intake.take_back_do", "zh"))
    assert stored(record, fact) == fact[3]
    log = imports.log(desk, ROUND)
    assert log[0].withdraws == made.batch.number
    assert text("intake.taken_back", "zh", batch=log[0].batch.number) in words(app)


@pytest.mark.parametrize(
    ("who", "may"), [("evaluator", True), ("", True), ("leader", False), ("reporter:310101", False)]
)
def test_only_who_may_hand_in_sees_the_place_to_do_so(record: Settings, who: str, may: bool) -> None:
    app = opened("intake", lang="zh", **({"desk": who} if who else {}))
    assert bool(app.file_uploader) == may
    assert (text("intake.not_yours", "zh") in words(app)) != may
    assert bool(app.get("download_button"))


def test_a_reporter_is_offered_the_template_of_their_own_body_only(record: Settings) -> None:
    app = opened("intake", lang="zh", desk="reporter:310101")
    offered = next(one for one in app.selectbox if one.label == text("ask.body", "zh"))
    assert list(offered.options) == ["黄浦区"]
    assert text("intake.log_note", "zh") not in words(app)
    assert not re.search("徐汇区", lead(app) + words(app).replace("选择单位", ""))
