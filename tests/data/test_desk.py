"""The desk says who, when and where; nothing below it asks the system."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data import desk as desks
from data.desk import Desk
from data.settings import ROOT, Settings
from metrics.errors import Lacking


@pytest.fixture
def kind() -> str:
    return "sqlite"


def test_the_day_is_the_day_in_shanghai(settings: Settings) -> None:
    late = datetime(2012, 12, 31, 16, 30, tzinfo=UTC)
    desk = desks.sit(settings, person="li", role="evaluator", clock=lambda: late)
    assert desk.today == date(2013, 1, 1)
    assert desk.now.hour == 0


def test_the_clock_of_the_machine_is_read_in_shanghai() -> None:
    assert desks.shanghai_now().utcoffset() == datetime(2012, 7, 9, tzinfo=desks.SHANGHAI).utcoffset()


def test_an_unknown_role_gets_no_desk(settings: Settings) -> None:
    with pytest.raises(Lacking, match="admin"):
        desks.sit(settings, person="x", role="admin")


def test_two_desks_share_the_database_but_no_request(seat: Callable[..., Desk]) -> None:
    first, second = seat("office"), seat("leader")
    assert first.database is second.database
    assert first.request != second.request


def test_a_reporter_reaches_their_own_body_only(seat: Callable[..., Desk]) -> None:
    desk = seat("reporter", body="310101")
    assert desk.may("boards.read", body="310101")
    assert not desk.may("boards.read", body="310102")
    assert desk.reach("boards.read") == "own"
    assert seat("reporter").reach("boards.read") == ""


def test_only_the_desk_reads_the_clock() -> None:
    looks = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    found = {
        str(file.relative_to(ROOT))
        for floor in ("data", "metrics")
        for file in (ROOT / floor).rglob("*.py")
        if looks.search(file.read_text(encoding="utf-8"))
    }
    assert found == {str(Path("data/desk.py"))}
