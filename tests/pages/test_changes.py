"""The page of changes: the sentence, sums that hold as printed, links that carry choices, who sees what."""

from __future__ import annotations

import html
import re

import pytest

from data.desk import Desk
from data.queries import changes
from data.queries.changes import Years
from data.settings import Settings
from metrics.engine.changes import SWITCHES
from pages.parts.charts.parts import signed
from tests.pages.reading import TAG, lead, markup, opened, words

EARLIER, LATER = "2011", "2012"
OWN, MERGED, LOST = "310104", "310101", "310103"
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


@pytest.fixture
def years(desk: Desk) -> Years:
    """The two years of the demonstration, as the office sees them."""
    return changes.changes(desk, EARLIER, LATER)


def table_of_movers(said: str) -> dict[str, list[str]]:
    """The cells of the table of movers, by the first of them."""
    found = [[html.unescape(TAG.sub("", cell)) for cell in CELL.findall(row)] for row in ROW.findall(said)]
    return {row[0]: row[1:] for row in found if len(row) == 9}


def amount(words_: str) -> float:
    return float(words_.replace("−", "-").replace("+", ""))


def test_the_sentence_says_how_much_is_own_and_how_much_is_rules(program: Settings, years: Years) -> None:
    said = lead(opened("changes", lang="zh"))
    mean = years.means.set_index("kind").loc["district"]
    assert said.startswith(f"{mean['bodies']:.0f} 个区县总分平均 {signed(mean['difference'])} 分")
    printed = [amount(one) for one in re.findall(r"(?:表现|权重|增减|调整) ([+−]\d+\.\d\d)", said)]
    assert sum(printed) == pytest.approx(amount(signed(mean["difference"])), abs=1e-9)
    assert f"{mean['down_by_rules']:.0f} 个自身表现并未退步" in said
    english = lead(opened("changes", lang="en"))
    assert signed(mean["difference"]) in english
    assert "rules and weights" in english


def test_every_row_adds_up_as_it_is_printed(program: Settings, years: Years) -> None:
    rows = table_of_movers(markup(opened("changes", lang="zh", kind="bureau")))
    told = years.bodies[years.bodies["kind"] == "bureau"]
    assert len(rows) == len(told)
    assert [amount(row[3]) for row in rows.values()] == sorted(
        (amount(row[3]) for row in rows.values()), reverse=True
    )
    for name, (_, _, difference, *parts, _) in rows.items():
        assert sum(map(amount, parts)) == pytest.approx(amount(difference), abs=1e-9), name


def test_a_merger_is_told_with_its_break(program: Settings) -> None:
    said = words(opened("changes", lang="zh"))
    assert "黄浦区由黄浦区、卢湾区合并而成：上年总分取各原单位的平均，折线在此断开。" in said
    rows = table_of_movers(markup(opened("changes", lang="zh")))
    assert rows["黄浦区"][-1] == "合并（黄浦区、卢湾区）"
    assert rows["徐汇区"][-1] == ""


def test_a_link_carries_kind_highlights_and_body(program: Settings) -> None:
    app = opened("changes", lang="zh", **{"with": "310101,310104,nobody"}, body=MERGED)
    said = markup(app)
    assert said.count('class="chosen"') == 2
    assert re.search(r'href="compare\?[^"]*bodies=310101%2C310104"', said)
    assert app.multiselect[0].value == ["310101", "310104"]
    assert {one.value for one in app.selectbox} >= {MERGED}
    assert "黄浦区：" in words(app)


def test_a_choice_goes_into_the_address(program: Settings) -> None:
    app = opened("changes", lang="zh")
    app.multiselect[0].set_value(["310105"]).run()
    assert app.query_params["with"] in (["310105"], "310105")
    assert 'class="chosen"' in markup(app)


def test_the_indicators_of_both_plans_are_told(program: Settings, years: Years) -> None:
    said = markup(opened("changes", lang="zh"))
    counts = years.items["change"].value_counts()
    for change, word in (("changed", "规则有变"), ("added", "新增"), ("dropped", "停用"), ("kept", "未变")):
        assert f"{word} {counts.get(change, 0)}" in said
    assert "得分率" in said
    for row in years.items.to_dict("records"):
        if row["change"] in ("added", "dropped"):
            assert f"{row['code_after'] or row['code_before']} " in said


def test_a_round_without_an_earlier_one_says_what_to_do(program: Settings) -> None:
    app = opened("changes", lang="zh", round=EARLIER)
    assert lead(app) == "只有一个年度的批次，暂无可比"
    assert "录入更早年度的批次" in words(app)
    assert not app.get("plotly_chart")


def test_a_reporter_reads_their_own_parts_and_no_name_of_a_peer(program: Settings, desk: Desk) -> None:
    app = opened("changes", lang="zh", desk=f"reporter:{OWN}")
    assert lead(app).startswith("徐汇区总分由 ")
    said = words(app)
    names = [one for one in changes.changes(desk, EARLIER, LATER).names.values() if one.kind == "district"]
    for body in names:
        if body.code != OWN:
            assert body.name.zh not in said
    rows = table_of_movers(markup(app))
    assert sum(row[3] != "–" for row in rows.values()) == 1
    assert "分解结果只对本单位显示" in said


def test_parts_are_those_of_the_query(program: Settings, years: Years) -> None:
    rows = table_of_movers(markup(opened("changes", lang="zh")))
    told = years.bodies.set_index("body").loc[OWN]
    shown = [amount(one) for one in rows["徐汇区"][3:7]]
    assert shown == pytest.approx([told[name] for name in SWITCHES], abs=0.0101)
