"""A calendar file becomes holidays, made-up working days and the years it knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.catalogue import calendars, known_calendars, load_calendar
from metrics.errors import CatalogueError


def test_the_calendar_of_china_is_read() -> None:
    calendar = load_calendar("cn")
    assert known_calendars() == ("cn",)
    assert calendar.code == "cn"
    assert calendar.first <= 2012 <= calendar.last
    assert date(2012, 10, 1) in calendar.holidays
    assert date(2012, 9, 29) in calendar.workdays  # a Saturday worked for the National Day week
    assert not calendar.holidays & calendar.workdays


def test_an_unknown_calendar_is_told_with_those_at_hand() -> None:
    with pytest.raises(CatalogueError) as caught:
        load_calendar("cnn")
    (fault,) = caught.value.faults
    assert (fault.problem, fault.found, fault.allowed) == ("unknown calendar", "cnn", "did you mean cn? cn")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("day,kind,source\n2012-01-02,holiday,x\n", ("line 1", "wrong columns", "day,kind,source")),
        ("date,kind,source\n2.1.2012,holiday,x\n", ("line 2.date", "no date", "2.1.2012")),
        ("date,kind,source\n2012-01-02,free,x\n", ("line 2.kind", "unknown word", "free")),
        ("date,kind,source\n2012-01-02,holiday,x\n2012-01-02,workday,x\n",
         ("line 3.date", "stands twice", "2012-01-02")),
        ("date,kind,source\n", ("", "no day", "")),
    ],
)  # fmt: skip
def test_one_change_one_fault(
    text: str, place: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xx.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(calendars, "CALENDARS", tmp_path)
    with pytest.raises(CatalogueError) as caught:
        load_calendar("xx")
    found = [(one.key, one.problem, one.found) for one in caught.value.faults if one.file == "xx.csv"]
    assert found[:1] == [place]
