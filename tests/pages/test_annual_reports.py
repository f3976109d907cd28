"""The page of annual reports without a browser: refused, filed, replaced, withdrawn; for every seat."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.actions import annual_reports as acts
from data.desk import Desk, sit
from data.queries import annual_reports as ask
from data.queries import filings
from data.settings import Settings
from data.words import text
from tests.data.annual import handed_in
from tests.pages.reading import lead, markup, opened, words

ROUND, BODY, NAME = "2012", "310101", "年报.xlsx"
LANGUAGES = ("zh", "en")
BROKEN = {("18", "now"): 6}


def seat(record: Settings, role: str) -> Desk:
    """The desk of the person who chose that role on the page."""
    return sit(record, person=f"demo-{role}", role=role)


def upload(app: AppTest, content: bytes, name: str = NAME) -> AppTest:
    """Hand a file to the page."""
    app.file_uploader[0].upload(name, content, "application/octet-stream")
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(one for one in app.button if one.label == label).click()
    return app.run()


def filed(record: Settings, year: int = 2012, form: str = "report_2008") -> filings.Filing:
    """A report that somebody has filed."""
    desk = seat(record, "evaluator")
    shown = ask.preview(desk, ROUND, BODY, year, 0, handed_in(form, year), NAME)
    return acts.file(desk, shown).filing


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_checked_then_filed_once(record: Settings, language: str) -> None:
    app = opened("annual_reports", lang=language, desk="evaluator", body=BODY)
    assert lead(app) == text("reports.lead_none", language, year=2012, of=64)
    upload(app, handed_in("report_2008", 2012))
    assert not app.exception
    said = words(app)
    assert "⟦" not in said
    assert text("reports.sound", language, file=NAME) in said
    assert text("reports.n_holds", language, n=9) in said
    assert "10\xa0[C22]" in said  # the figures of A3 with their cells
    assert filings.standing(seat(record, "office"), ROUND) == ()  # nothing yet
    press(app, text("reports.file_it", language))
    assert not app.exception
    assert lead(app) == text("reports.lead", language, year=2012, n=1, of=64)
    (one,) = filings.standing(seat(record, "office"), ROUND)
    assert (one.filing.person, one.filing.body) == ("demo-evaluator", BODY)
    assert not [one for one in app.button if one.label == text("reports.file_it", language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_that_does_not_add_up_comes_back(record: Settings, language: str) -> None:
    app = opened("annual_reports", lang=language, desk="evaluator", body=BODY)
    upload(app, handed_in("report_2008", 2012, changes=BROKEN))
    said = words(app)
    assert text("reports.refused", language, file=NAME, n=1) in said
    assert text("intake.annotated", language) in said
    assert text("reports.gap", language, n="−1") in said
    assert text("reports.state_error", language) in said
    assert markup(app).index(">A3<") < markup(app).index(">A1<")  # what fails comes first
    assert not [one for one in app.button if one.label == text("reports.file_it", language)]
    assert filings.standing(seat(record, "office"), ROUND) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_report_is_one_sentence(record: Settings, language: str) -> None:
    app = opened("annual_reports", lang=language, desk="evaluator", body=BODY)
    upload(app, b"a,b\n1,2\n", "x.csv")
    assert text("intake.refused", language, file="x.csv") in words(app)
    upload(opened("annual_reports", lang=language, desk="evaluator"), b"\xd0\xcf\x11\xe0", "x.xls")
    assert not app.exception


def test_another_report_replaces_with_a_reason(record: Settings) -> None:
    first = filed(record)
    app = opened("annual_reports", lang="zh", desk="evaluator", body=BODY)
    assert text("reports.stands", "zh", body="黄浦区", period="2012 年全年") in words(app)
    upload(app, handed_in("report_2008", 2012))
    assert text("reports.again", "zh") in words(app)
    upload(app, handed_in("report_2008", 2012, changes={("01", "now"): 101}))
    press(app, text("reports.file_it", "zh"))
    assert text("refused.report_reason", "zh") in words(app)
    app.text_input[0].input("漏计一条")
    press(app, text("reports.file_it", "zh"))
    (one,) = filings.standing(seat(record, "office"), ROUND)
    assert (one.filing.supersedes, one.filing.note) == (first.id, "漏计一条")
    assert text("reports.story", "zh", n=2) in words(app)


def test_a_report_is_withdrawn_with_a_reason(record: Settings) -> None:
    filed(record)
    app = opened("annual_reports", lang="zh", desk="evaluator", body=BODY)
    press(app, text("reports.withdraw_do", "zh"))
    assert text("refused.reason", "zh") in words(app)
    app.text_input[0].input("报错年度")
    press(app, text("reports.withdraw_do", "zh"))
    assert text("reports.withdrawn_done", "zh") in words(app)
    assert lead(app) == text("reports.lead_none", "zh", year=2012, of=64)
    assert filings.standing(seat(record, "office"), ROUND) == ()


def test_somebody_else_was_first(record: Settings) -> None:
    app = opened("annual_reports", lang="zh", desk="evaluator", body=BODY)
    upload(app, handed_in("report_2008", 2012, changes={("01", "now"): 101}))
    filed(record)
    press(app, text("reports.file_it", "zh"))
    assert "已作修改" in words(app)
    press(app, text("intake.look_again", "zh"))
    assert "将替换" in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", ["2006", "2008", "2016", "2025"])
def test_every_era_has_its_tables(record: Settings, year: str, language: str) -> None:
    app = opened("annual_reports", lang=language, desk="office", year=year)
    assert not app.exception
    assert "⟦" not in words(app)
    labels = [one.label for one in app.selectbox]
    assert (text("reports.up_to", language) in labels) == (year in ("2006", "2008"))


@pytest.mark.parametrize(
    ("who", "may", "all_bodies"),
    [
        ("office", True, True),
        ("evaluator", True, True),
        ("leader", False, True),
        (f"reporter:{BODY}", True, False),
    ],
)
def test_who_may_what(record: Settings, who: str, may: bool, all_bodies: bool) -> None:
    filed(record)
    app = opened("annual_reports", lang="zh", desk=who, body=BODY)
    assert not app.exception
    assert bool(app.file_uploader) == may
    assert (text("reports.not_yours", "zh") in words(app)) != may
    assert (text("reports.withdraw_do", "zh") in [one.label for one in app.button]) == may
    assert (text("reports.of_year", "zh", n=64) in words(app)) == all_bodies
    if not all_bodies:
        assert lead(app) == text("reports.lead_own", "zh", body="黄浦区", year=2012)


def test_a_viewer_sees_none_of_it(record: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Demonstration off: whoever comes is a viewer."""
    filed(record)
    monkeypatch.setenv("EVALUATION_DEMO", "0")
    app = opened("annual_reports", lang="zh")
    assert not app.exception
    assert NAME not in words(app)
    assert not app.file_uploader
