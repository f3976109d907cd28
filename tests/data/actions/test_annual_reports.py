"""Filing annual reports: who may, what is refused, what supersedes what, once and not twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from data import permits
from data.actions import annual_reports, boards
from data.actions.annual_reports import Done
from data.desk import SHANGHAI, Desk
from data.queries import annual_reports as ask
from data.queries import filings
from data.queries.annual_reports import Shown
from data.settings import Settings
from data.store import files
from metrics.errors import Closed, Conflict, Lacking, NotFound, NotPermitted
from tests.conftest import Clock
from tests.data.annual import handed_in
from tests.data.small import DISTRICTS

OWN, OTHER = DISTRICTS[:2]
FORM = "report_2008"
BROKEN = {("18", "now"): 6}  # 17 ≠ 18 + 19 + 20


@pytest.fixture
def reporter(seat: Callable[..., Desk]) -> Desk:
    return seat("reporter", body=OWN)


def shown(desk: Desk, changes: dict[tuple[str, str], int] | None = None, **more: object) -> Shown:
    """A preview of a report of `OWN`, 2012."""
    given = {"body": OWN, "year": 2012, "month": 0} | more
    content = handed_in(FORM, 2012, changes=changes)
    return ask.preview(desk, "2012", content=content, name="年报.xlsx", **given)  # type: ignore[arg-type]


def filed(desk: Desk, changes: dict[tuple[str, str], int] | None = None, reason: str = "") -> Done:
    return annual_reports.file(desk, shown(desk, changes), reason=reason)


def test_a_report_is_filed_and_its_file_kept(opened: str, reporter: Desk, settings: Settings) -> None:
    done = filed(reporter)
    assert (done.again, done.filing.form, done.filing.person, done.filing.kind) == (
        False, FORM, "reporter", "filed",
    )  # fmt: skip
    assert files.is_sound(settings.files, done.filing.sha256)
    (one,) = filings.standing(reporter, opened, 2012)
    assert one.filing == done.filing
    assert one.report.figures["10", "now"].value == 12
    assert one.broken == 0
    assert filings.file(reporter, opened, done.filing.id)[0] == "年报.xlsx"


def test_a_report_that_does_not_add_up_is_refused(opened: str, reporter: Desk) -> None:
    found = shown(reporter, BROKEN)
    (fault,) = found.found.errors
    assert (fault.indicator, fault.found) == ("A3", "17 对申请的答复总数 10 [C22]")
    assert fault.allowed == (
        "18 同意公开答复数 6 [C23] + 19 同意部分公开答复数 2 [C24]"
        " + 20 否决公开答复总数 3 [C25] = 11（差额 −1）"
    )
    with pytest.raises(Lacking, match="report_faulty"):
        annual_reports.file(reporter, found)
    assert filings.standing(reporter, opened) == ()


def test_the_same_file_twice_is_one_filing(opened: str, reporter: Desk, evaluator: Desk) -> None:
    first = filed(reporter)
    again = filed(reporter)
    assert again == Done(first.filing, again=True)
    assert filed(evaluator).again
    assert filings.story(reporter, opened, OWN, 2012) == (first.filing,)


def test_the_same_press_twice_is_one_filing(opened: str, reporter: Desk) -> None:
    found = shown(reporter)
    first = annual_reports.file(reporter, found, key="k1")
    assert annual_reports.file(reporter, found, key="k1") == first
    assert not first.again


def test_a_later_report_supersedes_and_says_why(opened: str, reporter: Desk) -> None:
    first = filed(reporter)
    more = {("01", "now"): 101}
    with pytest.raises(Lacking, match="report_reason"):
        filed(reporter, more)
    second = filed(reporter, more, reason="漏计一条")
    assert second.filing.supersedes == first.filing.id
    (stands,) = filings.standing(reporter, opened)
    assert stands.filing == second.filing
    assert filings.story(reporter, opened, OWN, 2012) == (first.filing, second.filing)
    assert filings.find(reporter, opened, first.filing.id).report.figures["01", "now"].value == 100


def test_what_was_withdrawn_stays_readable(opened: str, reporter: Desk) -> None:
    first = filed(reporter).filing
    with pytest.raises(Lacking, match="reason"):
        annual_reports.withdraw(reporter, opened, OWN, first.id, reason=" ")
    gone = annual_reports.withdraw(reporter, opened, OWN, first.id, reason="报错年度")
    assert (gone.stands, gone.supersedes, gone.note) == (False, first.id, "报错年度")
    assert filings.standing(reporter, opened) == ()
    with pytest.raises(NotFound, match="annual_report"):
        annual_reports.withdraw(reporter, opened, OWN, gone.id, reason="again")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        annual_reports.withdraw(reporter, opened, OWN, first.id, reason="again")
    back = filed(reporter)  # the same file may come again: nothing stands
    assert (back.again, back.filing.supersedes) == (False, gone.id)


def test_two_at_once_do_not_write_over_each_other(opened: str, reporter: Desk, evaluator: Desk) -> None:
    mine, theirs = shown(reporter), shown(evaluator, {("01", "now"): 101})
    annual_reports.file(evaluator, theirs)
    with pytest.raises(Conflict, match="changed_meanwhile") as told:
        annual_reports.file(reporter, mine)
    assert told.value.numbers["by"] == "evaluator"


def test_who_may_file(opened: str, seat: Callable[..., Desk], reporter: Desk, office: Desk) -> None:
    found = shown(office)
    for role in permits.ROLES:
        for body in (OWN, OTHER):
            desk = seat(role, body=body if role == "reporter" else "")
            if desk.may("annual_reports.file", body=OWN):
                continue
            with pytest.raises(NotPermitted):
                annual_reports.file(desk, found)
            with pytest.raises(NotPermitted):
                shown(desk)
    with pytest.raises(NotPermitted):
        shown(reporter, body=OTHER)
    assert filings.standing(office, opened) == ()


def test_nobody_takes_back_another_bodys_report(
    opened: str, reporter: Desk, office: Desk, seat: Callable[..., Desk]
) -> None:
    mine = filed(reporter).filing
    other = seat("reporter", body=OTHER)
    with pytest.raises(NotFound, match="annual_report"):
        annual_reports.withdraw(other, opened, OTHER, mine.id, reason="不是本单位的")
    with pytest.raises(NotPermitted):
        annual_reports.withdraw(other, opened, OWN, mine.id, reason="不是本单位的")
    assert [one.filing.id for one in filings.standing(office, opened)] == [mine.id]


def test_a_sealed_round_gives_none_back(opened: str, reporter: Desk, office: Desk, leader: Desk) -> None:
    mine = filed(reporter).filing
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)
    with pytest.raises(Closed):
        annual_reports.withdraw(reporter, opened, OWN, mine.id, reason="报错年度")


def test_a_sealed_round_takes_none(opened: str, reporter: Desk, office: Desk, leader: Desk) -> None:
    found = shown(reporter)
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)
    with pytest.raises(Closed, match="round_sealed"):
        annual_reports.file(reporter, found)


def test_what_was_carried_over_is_asked_of_last_year(opened: str, office: Desk, clock: Clock) -> None:
    """C4 as a refusal, C6 as a warning that wants a word; the carried figures of 2020 against 2019."""
    clock.now = datetime(2021, 3, 1, tzinfo=SHANGHAI)

    def of(year: int, changes: dict[tuple[str, str], int] | None = None) -> Shown:
        content = handed_in("report_2019", year, changes=changes)
        return ask.preview(office, opened, OWN, year, 0, content, f"{year}.xlsx")

    first = of(2019)
    assert {"C4", "C6"} <= set(first.found.unchecked)
    annual_reports.file(office, first)
    wrong = of(2020)  # carries over 1 where 2019 left 2; in force 40 where 40 + 6 − 2 would be
    assert {one.indicator for one in wrong.found.errors} == {"C4"}
    assert {one.indicator for one in wrong.warnings} == {"C6"}
    carried = {
        ("2", "natural"): 2, ("2", "total"): 2, ("4", "natural"): 3, ("4", "total"): 3,
    }  # fmt: skip
    right = of(2020, carried)
    assert right.found.errors == ()
    with pytest.raises(Lacking, match="report_reason"):
        annual_reports.file(office, right)
    annual_reports.file(office, right, reason="清理口径调整")
    in_force = {("documents", "valid"): 44}
    assert of(2020, carried | in_force).warnings == ()


def test_a_report_before_that_changed_is_noticed(opened: str, office: Desk, clock: Clock) -> None:
    """Looked at while there was none to compare with; filed when there is one that does not fit."""
    clock.now = datetime(2021, 3, 1, tzinfo=SHANGHAI)
    later = ask.preview(office, opened, OWN, 2020, 0, handed_in("report_2019", 2020), "2020.xlsx")
    assert later.found.errors == ()
    before = ask.preview(office, opened, OWN, 2019, 0, handed_in("report_2019", 2019), "2019.xlsx")
    annual_reports.file(office, before)
    with pytest.raises(Lacking, match="report_faulty"):
        annual_reports.file(office, later, reason="口径")
