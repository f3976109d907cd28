"""What is asked of filed reports: who may, and the comparison with the report before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from data.actions import annual_reports, rounds
from data.desk import SHANGHAI, Desk
from data.queries import annual_reports as ask
from data.queries import filings, report_tables
from metrics.errors import Lacking, NotFound, NotPermitted
from tests.conftest import Clock
from tests.data.annual import handed_in
from tests.data.queries.filed import OWN, file
from tests.data.small import DISTRICTS

OTHER = DISTRICTS[1]


@pytest.fixture
def reporter(seat: Callable[..., Desk]) -> Desk:
    return seat("reporter", body=OWN)


def test_a_reporter_sees_their_own_only(opened: str, reporter: Desk, office: Desk) -> None:
    mine, theirs = file(office), file(office, OTHER)
    assert [one.filing.body for one in filings.standing(office, opened)] == [OWN, OTHER]
    assert [one.filing.id for one in filings.standing(reporter, opened)] == [mine.id]
    for question in (
        lambda: filings.find(reporter, opened, theirs.id),
        lambda: filings.file(reporter, opened, theirs.id),
        lambda: filings.story(reporter, opened, OTHER, 2012),
        lambda: report_tables.blank(reporter, opened, OTHER, 2012),
        lambda: report_tables.tables(reporter, opened, theirs.id),
        lambda: report_tables.figures(reporter, opened, 2012, theirs.id),
    ):
        with pytest.raises(NotPermitted):
            question()
    assert set(report_tables.figures(reporter, opened, 2012)["body"]) == {OWN}


def test_a_viewer_and_a_reporter_of_nothing_see_none(opened: str, seat: Callable[..., Desk]) -> None:
    for desk in (seat("viewer"), seat("reporter")):
        with pytest.raises(NotPermitted):
            filings.standing(desk, opened)
        with pytest.raises(NotPermitted):
            report_tables.figures(desk, opened, 2012)


def test_a_leader_reads_and_does_not_file(opened: str, office: Desk, leader: Desk) -> None:
    one = file(office)
    assert filings.find(leader, opened, one.id).broken == 0
    with pytest.raises(NotPermitted):
        annual_reports.withdraw(leader, opened, OWN, one.id, reason="x")


def test_another_round_has_none_of_it(opened: str, office: Desk) -> None:
    one = file(office)
    rounds.open(office, "2012b", catalogue="small")
    assert filings.standing(office, "2012b") == ()
    with pytest.raises(NotFound, match="annual_report"):
        filings.find(office, "2012b", one.id)


def test_months_are_kept_apart_and_cumulated(opened: str, office: Desk) -> None:
    """A7: what is cumulated up to June is what was up to March and what came since."""
    quarter = {("10", "year"): 12}
    file(office, month=3, changes=quarter)
    content = handed_in("report_2008", 2012, month=6, changes={("10", "year"): 25})
    wrong = ask.preview(office, opened, OWN, 2012, 6, content, "半年.xlsx")
    assert [(one.indicator, one.field) for one in wrong.found.errors] == [("A7", "10 申请总数")]
    content = handed_in("report_2008", 2012, month=6, changes={("10", "year"): 24})
    right = ask.preview(office, opened, OWN, 2012, 6, content, "半年.xlsx")
    assert right.found.errors == ()
    annual_reports.file(office, right)
    assert [one.filing.month for one in filings.standing(office, opened, 2012)] == [3, 6]
    # The whole year goes on from the last month there is; the report of another year is no comparison.
    year = ask.preview(office, opened, OWN, 2012, 0, handed_in("report_2008", 2012), "年报.xlsx")
    assert "A7" in year.found.unchecked


def test_the_report_before_may_lie_in_another_round(opened: str, office: Desk, clock: Clock) -> None:
    clock.now = datetime(2021, 3, 1, tzinfo=SHANGHAI)
    file(office, year=2019, code="report_2019")
    rounds.open(office, "2020", catalogue="small")
    content = handed_in("report_2019", 2020, round_code="2020")
    shown = ask.preview(office, "2020", OWN, 2020, 0, content, "2020.xlsx")
    assert {one.indicator for one in shown.found.errors} == {"C4"}


def test_a_file_made_for_somebody_else_or_another_year_is_refused(opened: str, office: Desk) -> None:
    content = handed_in("report_2008", 2012, OTHER)
    (fault,) = ask.preview(office, opened, OWN, 2012, 0, content, "r.xlsx").found.errors
    assert (fault.code, fault.found, fault.allowed) == (
        "report_other_body", f"区{OTHER} · 2012 年全年", f"区{OWN} · 2012 年全年",
    )  # fmt: skip
    old = ask.preview(office, opened, OWN, 2012, 0, handed_in("report_2014", 2012), "r.xlsx").found.errors
    assert [one.code for one in old] == ["report_other_form"]
    with pytest.raises(Lacking, match="report_year"):
        ask.preview(office, opened, OWN, 2013, 0, content, "r.xlsx")  # next year, by the clock
    with pytest.raises(NotFound, match="body"):
        ask.preview(office, opened, "310199", 2012, 0, content, "r.xlsx")


@pytest.mark.parametrize(("demo", "broken"), [(True, set()), (False, {"A7"})])
def test_made_up_reports_are_no_comparison_for_real_ones(
    opened: str, office: Desk, demo: bool, broken: set[str]
) -> None:
    """Up to March there were 12 in one round; up to June 25 and not 24 are told in the other."""
    rounds.open(office, "other", catalogue="small", demo=demo)
    content = handed_in("report_2008", 2012, month=3, changes={("10", "year"): 12}, round_code="other")
    annual_reports.file(office, ask.preview(office, "other", OWN, 2012, 3, content, "r.xlsx"))
    content = handed_in("report_2008", 2012, month=6, changes={("10", "year"): 25})
    found = ask.preview(office, opened, OWN, 2012, 6, content, "r.xlsx").found
    assert {one.indicator for one in found.errors} == broken
