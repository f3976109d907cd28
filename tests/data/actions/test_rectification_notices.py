"""Notices: each body and issue one number, given once, whatever happens at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from data.actions import rectification
from data.desk import SHANGHAI, Desk
from data.queries import notices, trail
from data.queries.rectification import find
from metrics.errors import Conflict, NotPermitted
from metrics.procedure.items import Item
from tests.data.rectifying import People, act, drafted
from tests.data.small import DISTRICTS


@pytest.fixture
def drafts(people: People, opened: str) -> list[Item]:
    """Two drafts for two bodies; nobody has handed anything in."""
    return [drafted(people["office"], opened, body) for body in DISTRICTS[:2]]


def serials(desk: Desk) -> list[tuple[int, int]]:
    return [(one.year, one.serial) for one in notices.notices(desk, "2012")]


def test_a_draft_has_no_notice_and_an_issue_gives_one(people: People, drafts: list[Item]) -> None:
    assert notices.of_item(people["office"], drafts[0].number) is None
    act(people["leader"], drafts[0], "issue")
    one = notices.of_item(people["office"], drafts[0].number)
    assert one is not None
    assert notices.numbered(one, "zh") == "沪政公开办整通〔2012〕1号"
    assert (one.person, one.items) == (people["leader"].person, (drafts[0].number,))
    event = next(it for it in find(people["office"], drafts[0].number).events if it.act == "issue")
    assert (event.detail["notice"]["year"], event.detail["notice"]["serial"]) == (2012, 1)
    told = trail.entries(people["office"]).query("act == 'rectification.issue'")
    assert '"serial":1' in str(told["after"].iloc[0]).replace(" ", "").replace("'", '"')


def test_a_press_that_is_repeated_numbers_nothing_anew(people: People, drafts: list[Item]) -> None:
    seen = [(one.number, one.version) for one in drafts]
    for _ in range(2):
        rectification.do_all(people["leader"], seen, "issue", key="once")
    assert serials(people["office"]) == [(2012, 1), (2012, 2)]
    assert [len(one.items) for one in notices.notices(people["office"], "2012")] == [1, 1]


def test_where_one_draft_was_changed_meanwhile_none_is_issued(people: People, drafts: list[Item]) -> None:
    seen = [(one.number, one.version) for one in drafts]
    act(people["office"], drafts[-1], "amend", changes={"measure": "另行公开"})
    with pytest.raises(Conflict):
        rectification.do_all(people["leader"], seen, "issue", key="once")
    assert serials(people["office"]) == []
    assert {find(people["office"], one.number).item.state for one in drafts} == {"drafted"}
    with pytest.raises(NotPermitted):  # who may not issue is refused as ever
        rectification.do_all(people["reporter"], seen, "issue", key="other")


def test_at_the_same_time_no_number_is_given_twice(
    people: People, opened: str, seat: Callable[..., Desk]
) -> None:
    items = [drafted(people["office"], opened, body) for body in DISTRICTS]
    with ThreadPoolExecutor(max_workers=len(items)) as pool:
        jobs = [pool.submit(act, people["leader"], one, "issue") for one in items]
    assert [one.result().state for one in jobs] == ["issued"] * len(items)
    assert serials(people["office"]) == [(2012, n) for n in range(1, len(items) + 1)]


def test_a_new_year_begins_with_one(people: People, drafts: list[Item], clock: object) -> None:
    act(people["leader"], drafts[0], "issue")
    clock.now = datetime(2013, 1, 1, 0, 30, tzinfo=SHANGHAI)  # type: ignore[attr-defined]
    act(people["leader"], drafts[1], "issue")
    assert serials(people["office"]) == [(2012, 1), (2013, 1)]


def test_a_body_sees_its_own(people: People, drafts: list[Item], seat: Callable[..., Desk]) -> None:
    for one in drafts:
        act(people["leader"], one, "issue")
    own = notices.notices(people["reporter"], "2012")
    assert {one.body for one in own} == {people["reporter"].body}
    with pytest.raises(NotPermitted):
        notices.notices(people["reporter"], "2012", DISTRICTS[1])
    with pytest.raises(NotPermitted):
        notices.of_item(seat("reporter", body="310104"), drafts[0].number)
