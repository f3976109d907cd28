"""A body is found however its name is written, and never by a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.intake.names import Names, Who
from metrics.model import Body, Text
from tests.data.intake import plan_2012


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(plan_2012.bodies(), plan_2012.others(), 2012)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("310104", "310104"),
        ("徐汇区", "310104"),
        ("徐汇", "310104"),
        (" 徐 汇　区 ", "310104"),
        ("上海市徐汇区人民政府（盖章）", "310104"),
        ("徐汇区政府：", "310104"),
        ("310104 徐汇区", "310104"),
        ("Xuhui", "310104"),
        ("XUHUI District", "310104"),
        ("Jing’an", "310106"),
        ("静安", "310106"),
        ("市发改委", "B02"),
        ("发改委", "B02"),
        ("上海市发展和改革委员会", "B02"),
        ("市房管局", "B37"),
        ("市住房保障房屋管理局", "B37"),
        ("崇明", "310230"),
    ],
)
def test_a_name_is_found_however_it_is_written(names: Names, written: str, code: str) -> None:
    assert names.who(written) == Who(code)


@pytest.mark.parametrize(
    ("written", "problem", "allowed"),
    [
        ("卢湾区", "former_body", "黄浦区 (310101 2011年6月8日起)"),
        ("上海市南汇区人民政府", "former_body", "浦东新区 (310115 2009年5月6日起)"),
        ("崇明区", "later_body", "崇明县 (310230 至2016年7月21日)"),
        ("市政府办公厅", "not_evaluated", ""),
        ("徐惠区", "unknown_body", "徐汇区 (310104)"),
        ("310105 徐汇区", "unknown_body", "长宁区 (310105), 奉贤区 (310120)"),
        ("市政府", "unknown_body", ""),
        ("", "no_body", ""),
        ("　", "no_body", ""),
    ],
)
def test_what_is_no_body_of_the_round_is_told_with_what_it_may_be(
    names: Names, written: str, problem: str, allowed: str
) -> None:
    assert names.who(written) == Who(problem=problem, allowed=allowed)


def test_of_two_bodies_of_one_name_the_one_that_lived_in_the_year_is_meant() -> None:
    old = Body("310106", Text("静安区", "Jing'an"), "district", until=date(2015, 11, 3))
    new = Body(
        "310106N", Text("静安区", "Jing'an"), "district", since=date(2015, 11, 4), succeeds=("310106",)
    )
    assert Names([old, new], (), 2012).who("静安区").body == "310106"
    assert Names([old, new], (), 2016).who("静安区").body == "310106N"
    both = Names([old, new], (), 2015).who("静安区")  # the year in which one became the other
    assert both.problem == "ambiguous_body"
    assert "310106N 2015年11月4日起" in both.allowed


def test_a_former_body_is_taken_where_it_is_itself_evaluated() -> None:
    """The control: it is the list of the round that decides, not a list of dead names."""
    luwan = next(one for one in plan_2012.others() if one.code == "310103")
    assert Names([*plan_2012.bodies(), luwan], (), 2010).who("卢湾区") == Who("310103")


def test_a_successor_that_still_carries_an_old_alias_is_ambiguous() -> None:
    one, other = plan_2012.bodies()[:2]
    twin = replace(other, aliases=(*other.aliases, one.name.zh))
    assert Names([one, twin], (), 2012).who(one.name.zh).problem == "ambiguous_body"
