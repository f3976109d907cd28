"""The overview: what is new since the last look, what waits for a signature, last year, who needs someone."""

from __future__ import annotations

import html
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from data import permits
from data.actions import boards, observations
from data.desk import Desk, sit
from data.queries import boards as ask
from data.queries import changes, signing
from data.queries import observations as facts
from data.settings import Settings
from data.words import points
from metrics.frames import OBSERVATIONS
from tests.pages.reading import TAG, lead, markup, opened, words

LEADER = "demo-leader"


@pytest.fixture
def office(record: Settings) -> Desk:
    """The office at a record of this test alone."""
    return sit(record, person="office", role=permits.OFFICE)


def correct(office: Desk) -> str:
    """One count of a body put right for the worse; the code of the body."""
    rows = facts.current(office, "2012")
    mine = rows[(rows["field"] == "n_online") & (rows["value"].astype(str) > "20")].head(1)
    given = mine[list(OBSERVATIONS)].assign(value="1").reset_index(drop=True)
    observations.record(office, "2012", given, source="mend.csv", replace=True, reason="seen again")
    return str(given["body"].iloc[0])


def part(app: AppTest, start: str, end: str) -> str:
    """The text of the page between two headings."""
    said = html.unescape(TAG.sub(" ", markup(app)))
    return said[said.index(start) : said.index(end)]


def test_the_first_look_says_so_and_the_next_tells_what_moved(record: Settings, office: Desk) -> None:
    first = opened("overview", lang="zh")
    assert "您第一次查看本批次" in words(first)
    first.run()
    assert "您第一次查看本批次" in words(first)  # a look counts once a session
    before = ask.board(office, "2012").totals.set_index("body")
    body = correct(office)
    after = ask.board(office, "2012").totals.set_index("body")
    again = opened("overview", lang="zh")
    told = part(again, "自上次查看以来", "工作节点")
    assert "1 个单位总分变动（升 0、降 1）" in told
    assert f"{points(before.at[body, 'total'])} → {points(after.at[body, 'total'])}" in told
    assert f'href="body?lang=zh&amp;body={body}"' in markup(again)
    assert 'href="intake?lang=zh&amp;batch=' in markup(again)
    third = opened("overview", lang="zh")
    assert "没有新的变动" in words(third)


def test_the_leader_of_the_demonstration_has_looked_before_the_correction(record: Settings) -> None:
    told = part(opened("overview", lang="zh", desk="leader"), "自上次查看以来", "工作节点")
    assert "更正 6 个值" in told


def test_what_waits_is_counted_and_the_dialog_says_what_is_sealed(record: Settings, office: Desk) -> None:
    edition = boards.compute(office, "2012")
    waiting = signing.waiting(sit(record, person=LEADER, role=permits.LEADER), "2012")
    app = opened("overview", lang="zh", desk="leader")
    assert f"{waiting.count} 件待您决定" in words(app)
    app.button(key="review").click().run()
    said = words(app)
    assert edition.sha256[:12] in said
    assert f"{waiting.lacking} 个单位 {waiting.missing} 项" in said
    assert all(one.name.zh in said for one in (*waiting.vetoed, *waiting.thin))
    assert "名次可信度" in said
    assert app.button(key="seal").disabled  # without a reason and a confirmation


def test_a_sealed_round_says_by_whom_and_when(record: Settings, office: Desk) -> None:
    edition = boards.compute(office, "2012")
    leader = sit(record, person=LEADER, role=permits.LEADER)
    boards.seal(leader, "2012", edition.number, sha256=edition.sha256, note="会议")
    app = opened("overview", lang="zh", desk="leader")
    assert f"第 {edition.number} 版，领导定稿于" in words(app)
    assert edition.sha256[:12] in words(app)
    assert not [one for one in app.button if str(one.key).startswith(("review", "compute", "accept"))]


def test_who_computed_an_edition_may_not_seal_it_and_a_stale_one_nobody(
    record: Settings, office: Desk
) -> None:
    boards.compute(office, "2012")
    correct(office)
    stale = opened("overview", lang="zh", desk="leader")
    assert "成版后数据又有变动：1 个单位总分" in words(stale)
    assert "review" not in [one.key for one in stale.button]
    mine = opened("overview", lang="zh")  # the office: it computes, and seals nothing
    mine.button(key="compute").click().run()
    assert len(ask.editions(office, "2012")) == 2
    assert "此版由您计分，须由另一人定稿" in words(mine)


def test_a_thin_base_asks_for_a_reason(program: Settings, desk: Desk) -> None:
    [one] = signing.waiting(desk, "2012").thin
    app = opened("overview", lang="zh", desk="leader")
    app.button(key=f"accept_{one.code}").click().run()
    assert app.button(key="accept").disabled
    assert "理由记入审计记录" in words(app)


def test_a_reporter_has_news_and_nothing_to_sign(record: Settings) -> None:
    app = opened("overview", lang="zh", desk="reporter:310101")
    assert "开设以来" in words(app)
    assert "待您决定" not in words(app)
    assert "需要督促" not in words(app)
    assert "个单位需要处理" not in lead(app)
    assert not [one for one in app.button if one.key in ("review", "compute")]


def test_the_strips_have_last_year_and_a_stroke_for_the_merged(program: Settings, desk: Desk) -> None:
    app = opened("overview", lang="zh", desk="leader")
    [picture] = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    marks = [one for one in picture["data"] if one.get("mode") == "markers"]
    hollow = [one for one in marks if one["marker"].get("size") == 7]
    years = changes.changes(desk, "2011", "2012").bodies
    whole = years[~years["how"].isin(["merged", "split", "new"]) & years["before"].notna()]
    assert sum(len(one["x"]) for one in hollow) == len(whole)
    strokes = [one for one in marks if one["marker"].get("symbol") == "line-ne"]
    broken = years["how"].isin(["merged", "split", "new"]).sum()
    assert sum(len(one["x"]) for one in strokes) == broken > 0


def test_the_lists_name_vetoes_open_grades_and_drops(program: Settings, desk: Desk) -> None:
    said = words(opened("overview", lang="zh", desk="leader"))
    assert "一票否决：" in said
    assert "等次未定：" in said
    assert "自身表现较上年下降" in said
    assert "建议只公布等次" in said


def test_the_days_of_the_round_stand_on_the_strip(program: Settings) -> None:
    app = opened("overview", lang="zh", desk="leader")
    assert len(re.findall(r'<li class="past"', markup(app))) == 7
    assert "7 个节点均已过" in words(app)


def test_kinds_are_plural_in_english(program: Settings) -> None:
    assert lead(opened("overview", lang="en", desk="leader")).startswith("Districts (17): ")
