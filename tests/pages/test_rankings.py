"""The page of rankings: bands, warnings, bodies at a cut-off, other methods and weights, all in the link."""

from __future__ import annotations

import re

import pytest

from data.desk import Desk
from data.queries import boards, robustness
from data.settings import Settings
from pages.parts import warm
from pages.parts.readings import doubt, standings
from tests.pages.reading import lead, markup, opened, words


@pytest.fixture
def found(desk: Desk) -> robustness.Doubt:
    made = robustness.doubt(desk, "2012")
    assert made is not None
    return made


def test_a_place_is_written_with_its_band(program: Settings, found: robustness.Doubt) -> None:
    app = opened("rankings", lang="zh")
    said = words(app)
    band = doubt.bands(found)["310118"]
    assert band.wide
    assert f"第4名（{band.low}–{band.high}）" in said
    assert "分不清先后" in lead(app)
    assert "明显领先" in lead(app)


def test_an_order_that_the_data_does_not_support_is_said_with_its_numbers(
    program: Settings, found: robustness.Doubt
) -> None:
    said = words(opened("rankings", lang="zh"))
    for one in found.bands.verdicts:
        numbers = one.reason.numbers
        assert f"{numbers['neighbours']} 对相邻名次中" in said
        assert ("建议只公布等次" in said) == (not all(each.supported for each in found.bands.verdicts))
    assert "banner verdict soon" in markup(opened("rankings", lang="zh", kind="bureau"))
    assert "banner verdict soon" not in markup(opened("rankings", lang="zh", kind="district"))


def test_who_is_at_a_cut_off_is_named_with_the_evidence(program: Settings, found: robustness.Doubt) -> None:
    app = opened("rankings", lang="en")
    assert f"At a cut-off ({len(found.cutoffs.bodies)})" in words(app)
    assert "Enough on its own" in words(app)


def test_the_table_of_a_picture_has_the_chances_and_sources(program: Settings) -> None:
    app = opened("rankings", lang="zh", kind="district")
    app.button(key="table_rank_district").click().run()
    said = markup(app)
    assert "优秀概率" in said
    assert 'class="stack"' in said
    assert "评判宽严" in said


def test_group_and_order_come_from_the_link(program: Settings, desk: Desk) -> None:
    app = opened("rankings", lang="zh", kind="district", group="pilot", order="doubt")
    shown = re.findall(r'<td[^>]*><a href="body\?[^"]*body=(\w+)"', markup(app))
    board = boards.board(desk, "2012")
    assert set(shown) == {one.code for one in board.bodies if "pilot" in one.traits}
    assert "中心城区" not in markup(opened("rankings", lang="en"))


def test_other_weights_show_whose_grade_would_change(program: Settings, desk: Desk) -> None:
    still = opened("rankings", lang="zh")
    assert not still.slider
    app = opened("rankings", lang="zh", weights="1:200,4:0,3:50")
    assert len(app.slider) == len(robustness.sections(desk, "2012"))
    assert app.slider(key="weigh_1").value == 200
    table = robustness.reweighed(desk, "2012", {"1": 200, "4": 0, "3": 50})
    regraded = int((table["grade"] != table["grade_now"]).sum())
    moved = int(((table["place"] != table["place_now"]) & table["place"].notna()).sum())
    assert moved > 0
    said = words(app)
    assert f"{moved} 个单位的名次会变" in said
    assert regraded == 0 or f"{regraded} 个单位的等次会变" in said
    app.slider(key="weigh_1").set_value(150).run()
    assert app.query_params["weights"] in ("1:150,3:50,4:0", ["1:150,3:50,4:0"])
    app.button(key="weigh_reset").click().run()
    assert "weights" not in app.query_params
    assert {one.value for one in app.slider} == {100}


def test_other_methods_are_told_in_words(program: Settings, found: robustness.Doubt) -> None:
    said = words(opened("rankings", lang="zh"))
    assert "换一种站得住脚的方法" in said
    for one in found.bands.verdicts:
        least = doubt.least_same(doubt.opinions(found, one.peers))
        assert least is not None
        assert f"{least.moved} 个单位名次有变" in said


def test_a_reporter_sees_their_own_band_and_no_other(program: Settings, found: robustness.Doubt) -> None:
    own = "310118"
    app = opened("rankings", lang="zh", desk=f"reporter:{own}", weights="1:200")
    band = doubt.bands(found)[own]
    said = words(app)
    assert said.count(f"（{band.low}–{band.high}）") >= 1
    assert len(set(re.findall(r"第\d+名（\d+–\d+）", said))) == 1
    app.button(key="table_rank_district").click().run()
    assert len(set(re.findall(r"第\d+名（\d+–\d+）", words(app)))) == 1
    assert not app.exception
    assert len(app.selectbox(key="pick_order").options) == len(standings.ORDERS)


def test_while_bands_are_worked_out_places_stand_without_them_and_come_by_themselves(
    program: Settings, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robustness, "AT_ONCE", 1)
    monkeypatch.setattr(warm, "later", lambda _desk, _round: None)  # as long as nothing is worked out
    robustness._doubts._answers.clear()
    for page in ("rankings", "overview", "body", "compare"):
        app = opened(page, lang="zh")
        assert not app.exception
        assert "名次区间正在推算" in words(app)
    banded = re.compile(r"第\d+名（\d+–\d+）")
    assert not banded.search(words(opened("rankings", lang="zh")))
    robustness.doubt(desk, "2012")
    again = words(opened("rankings", lang="zh"))
    assert "名次区间正在推算" not in again
    assert banded.search(again)
