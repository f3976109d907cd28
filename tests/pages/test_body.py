"""The page of one body: doubt, peers, years, the way up, the ledger folded by section."""

from __future__ import annotations

import json
import re

import pytest

from data.desk import Desk
from data.queries import boards, paths, scorecards, years
from data.settings import Settings
from data.words import points
from metrics.engine.board import Board
from tests.pages.reading import markup, opened, words


@pytest.fixture
def board(desk: Desk) -> Board:
    """The board of the demonstration round."""
    return boards.board(desk, "2012")


@pytest.mark.parametrize("code", ["310115", "B32", "310109"])
def test_the_way_up_is_the_engines(program: Settings, desk: Desk, board: Board, code: str) -> None:
    said = words(opened("body", lang="zh", body=code))
    way = paths.path(desk, "2012", code)
    if way.code == "top":
        assert f"失分全部补回为 {points(way.best)}" in said
        return
    assert f"补回 {len(way.steps)} 项" in said
    for row in way.steps.head(5).to_dict("records"):
        assert f"+{points(row['gain'])}" in said
        assert f"至 {points(row['after'])}" in said
    names = {one.code: one.name.zh for one in board.bodies}
    for displaced in way.displaces:
        assert f"{names[displaced]}将因此降一等次" in said


def test_sections_stand_beside_every_peer_and_the_best_is_ringed(program: Settings, desk: Desk) -> None:
    app = opened("body", lang="zh", body="310115")
    pictures = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    card = scorecards.scorecard(desk, "2012", "310115")
    top = [
        one.code
        for one in boards.board(desk, "2012").catalogue.nodes
        if not one.parent or one.parent == "total"
    ]
    mine = card.rates[card.rates["node"].astype(str).isin(top)]
    dots = [
        one
        for picture in pictures
        for one in picture["data"]
        if isinstance(one.get("customdata"), list) and isinstance(one.get("marker", {}).get("size"), list)
    ]
    [peers] = [one for one in dots if 10 in one["marker"]["size"]]
    assert len(peers["x"]) == len(mine)
    assert peers["marker"]["size"].count(10) == mine["node"].nunique()


def test_a_reporter_sees_no_peer_in_the_sections(program: Settings) -> None:
    app = opened("body", lang="zh", desk="reporter:310101")
    assert not app.exception
    assert "其他同类单位" not in words(app)
    assert "同类最高" not in words(app)


def test_the_years_are_joined_where_they_may_be(program: Settings, desk: Desk, board: Board) -> None:
    first, last = years.line(desk, "2012", "310115")
    said = words(opened("body", lang="zh", body="310115"))
    assert (
        f"比2011年{'高' if last.total >= first.total else '低'} {points(abs(last.total - first.total))} 分"
        in said
    )
    merged = next(one.code for one in board.bodies if years.line(desk, "2012", one.code)[0].how == "merged")
    assert "单位有合并或拆分，与2011年不可比" in words(opened("body", lang="zh", body=merged))


def test_the_ledger_is_folded_by_section_and_open_by_size(program: Settings) -> None:
    folded = markup(opened("body", lang="zh", body="310115"))
    assert len(re.findall(r'<section><details><summary class="head">', folded)) == 8
    assert "<details open" not in folded
    by_size = markup(opened("body", lang="zh", body="310115", order="size"))
    assert 'summary class="head"' not in by_size


def test_losses_are_drawn_by_section_where_they_are_scattered(program: Settings) -> None:
    assert "失分分散在" in words(opened("body", lang="zh", body="310115"))
    assert "失分集中" in words(opened("body", lang="zh", body="310109"))
