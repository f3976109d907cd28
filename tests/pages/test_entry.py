"""Entry on screen without a browser: filling in, draft, conflict, nil return, not applicable, evidence."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.actions import entries
from data.actions import observations as acts
from data.desk import Desk, sit
from data.queries import drafts, evidence, observations
from data.settings import Settings
from data.words import text
from metrics.frames import OBSERVATIONS
from tests.pages.reading import lead, opened, words

ROUND, BODY, INDICATOR, FIELD = "2012", "B32", "6.1.4", "n_cases_closed"


def seat(record: Settings, role: str) -> Desk:
    """The desk of the person who chose that role on the page."""
    return sit(record, person=f"demo-{role}", role=role)


def at(record: Settings) -> pd.DataFrame:
    """What is kept now of the body's indicator."""
    kept = observations.current(seat(record, "office"), ROUND, BODY)
    return kept[kept["indicator"] == INDICATOR]


def stored(record: Settings) -> str:
    """The figure that is kept."""
    kept = at(record)
    return str(kept.loc[kept["field"] == FIELD, "value"].iloc[0])


def page(desk: str = "evaluator", language: str = "zh") -> AppTest:
    """The form of the body and indicator."""
    return opened("entry", lang=language, desk=desk, body=BODY, indicator=INDICATOR)


def field(app: AppTest) -> object:
    """The widget of the figure."""
    return next(one for one in app.text_input if str(one.key).endswith(FIELD))


def why(app: AppTest) -> object:
    """The widget of the reason for changing what is stored."""
    return next(one for one in app.text_input if str(one.key).startswith("reason_"))


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(one for one in app.button if one.label == text(label, "zh")).click()
    return app.run()


def test_a_figure_is_changed_with_a_reason_and_only_so(record: Settings) -> None:
    old, app = stored(record), page()
    new = str(int(old) + 5)
    field(app).input(new)
    press(app, "entry.submit")
    assert text("refused.reason", "zh") in words(app)
    assert stored(record) == old
    why(app).input("核对台账")
    press(app, "entry.submit")
    assert stored(record) == new
    assert "已提交，记为第" in words(app)


def test_what_is_no_figure_is_told_and_stays_in_the_form(record: Settings) -> None:
    old, app = stored(record), page()
    field(app).input("约120")
    press(app, "entry.submit")
    assert "约120" in words(app)
    assert field(app).value == "约120"
    assert stored(record) == old


def test_a_draft_is_kept_drawn_again_and_forgotten_when_handed_in(record: Settings) -> None:
    old, app = stored(record), page()
    new = str(int(old) + 9)
    field(app).input(new)
    press(app, "entry.save")
    assert stored(record) == old
    assert drafts.find(seat(record, "evaluator"), ROUND, BODY) is not None
    again = page()
    assert text("entry.from_draft", "zh") in words(again)
    assert field(again).value == new
    assert field(page("office")).value == old  # nobody else's
    why(again).input("核对")
    press(again, "entry.submit")
    assert stored(record) == new
    assert drafts.find(seat(record, "evaluator"), ROUND, BODY) is None


@pytest.mark.parametrize("mine", [True, False])
def test_somebody_else_was_here_meanwhile(record: Settings, mine: bool) -> None:
    old, app = stored(record), page()
    theirs, ours = str(int(old) + 1), str(int(old) + 2)
    office = seat(record, "office")
    row = pd.DataFrame([(BODY, INDICATOR, "", FIELD, theirs, "", "")], columns=list(OBSERVATIONS))
    entries.submit(office, ROUND, row, body=BODY, seen=drafts.seen(office, ROUND), reason="核对")
    field(app).input(ours)
    why(app).input("复核")
    press(app, "entry.submit")
    said = words(app)
    assert text("intake.conflicts", "zh", n=1, won=0) in said
    assert stored(record) == theirs
    if mine:
        press(app, "intake.all_ours")
    press(app, "entry.settle")
    assert stored(record) == (ours if mine else theirs)


def test_a_nil_return_needs_a_signature(record: Settings) -> None:
    app = page()
    state = next(one for one in app.get("button_group") if str(one.key).startswith("state_"))
    state.set_value("nil")
    app.run()
    why(app).input("核实")
    press(app, "entry.submit")
    assert "零报告" in words(app)
    assert set(at(record)["status"]) == {""}
    next(one for one in app.checkbox if str(one.key).startswith("signed_")).check()
    press(app, "entry.submit")
    assert set(at(record)["status"]) == {"nil"}


def test_not_applicable_needs_a_reason(record: Settings) -> None:
    app = page()
    state = next(one for one in app.get("button_group") if str(one.key).startswith("state_"))
    state.set_value("not_applicable")
    app.run()
    why(app).input("更正")
    press(app, "entry.submit")
    assert set(at(record)["status"]) == {""}
    next(one for one in app.text_input if str(one.key).startswith("why_")).input("无行政处罚职能")
    press(app, "entry.submit")
    kept = at(record)
    assert list(kept["status"]) == ["not_applicable"]
    assert list(kept["reason"]) == ["无行政处罚职能"]


def test_a_reporter_reads_their_own_body_and_attaches_evidence(record: Settings) -> None:
    who = sit(record, person=f"demo-reporter-{BODY}", role="reporter", body=BODY)
    app = page(f"reporter:{BODY}")
    assert not app.exception
    assert not [one for one in app.button if one.label == text("entry.submit", "zh")]
    upload = next(one for one in app.get("file_uploader"))
    upload.upload("台账.pdf", b"%PDF-1.4\n%EOF\n", "application/pdf")
    press(app, "entry.attach")
    found = evidence.beside(who, ROUND, BODY, INDICATOR)
    assert [one.name for one in found] == ["台账.pdf"]
    assert f"evidence/{found[0].id}" in "".join(str(one.value) for one in app.get("html"))
    other = opened("entry", lang="zh", desk=f"reporter:{BODY}", body="310101", indicator=INDICATOR)
    assert "黄浦区" not in lead(other)


def worn(app: AppTest) -> str:
    """The label of the figure, with its badge where it wears one."""
    return str(field(app).label)


def test_a_value_taken_over_from_the_year_before_wears_its_age(record: Settings) -> None:
    badge = text("entry.carried", "zh", round="2011", n=1)
    assert badge not in worn(page())
    cells = at(record)[["body", "indicator"]].drop_duplicates()
    acts.withdraw(seat(record, "office"), ROUND, cells, reason="重新核实")
    app = page()
    over = [one for one in app.button if "2011" in one.label]
    assert len(over) == 1
    over[0].click()
    app.run()
    year_before = observations.current(seat(record, "office"), "2011", BODY).set_index(["indicator", "field"])
    assert field(app).value == year_before.loc[(INDICATOR, FIELD), "value"]
    press(app, "entry.submit")
    assert not app.exception
    assert f":gray-badge[{badge}]" in worn(page())
    own = opened("entry", lang="zh", desk=f"reporter:{BODY}", body=BODY, indicator=INDICATOR)
    assert badge in "".join(str(one.value) for one in own.get("html"))
    app = page()
    field(app).input("999999")  # typed over: it is this year's own figure now
    why(app).input("今年的数")
    press(app, "entry.submit")
    assert stored(record) == "999999"
    assert badge not in worn(page())


def test_the_table_of_a_body_names_the_indicator_once(record: Settings) -> None:
    own = opened("entry", lang="zh", desk=f"reporter:{BODY}", body=BODY, indicator=INDICATOR)
    tables = [str(one.value) for one in own.get("html") if "<table" in str(one.value)]
    assert not [one for one in tables if "承诺时限内办结率" in one]
    assert [one for one in tables if "办结件总数" in one]


@pytest.mark.parametrize("desk", ["evaluator", "office", "leader", f"reporter:{BODY}"])
def test_english_has_no_chinese_but_what_was_written_so(record: Settings, desk: str) -> None:
    said = words(page(desk, "en")).replace("中文", "")
    assert "⟦" not in said
    assert not re.findall("[\u4e00-\u9fff]{8,}", said)
