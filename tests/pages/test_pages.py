"""Every page, in both languages, for every role: it runs, speaks one language, marks made-up data."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from data.actions import boards as board_acts
from data.actions import observations, rounds
from data.desk import Desk
from data.queries import boards, scorecards
from data.settings import Settings
from data.words import points
from metrics.engine.board import Board
from metrics.frames import NOT_APPLICABLE
from pages.parts.menu import MENU
from tests.data.small import BUREAUS, DISTRICTS, rows
from tests.pages.reading import lead, markup, opened, words

LANGUAGES = ("zh", "en")
MARK = {"zh": "演示数据", "en": "demo data"}
OWN = "310101"


@pytest.fixture
def board(desk: Desk) -> Board:
    """The board of the demonstration round, as the office sees it."""
    return boards.board(desk, "2012")


@pytest.mark.parametrize("page", MENU)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_runs_and_says_everything_in_words(program: Settings, page: str, language: str) -> None:
    app = opened(page, lang=language)
    assert not app.exception
    said = words(app)
    assert "⟦" not in said
    assert lead(app)
    assert MARK[language] in said
    assert not re.search(r"\b(nan|None|NaT|<NA>)\b", re.sub(r'"[xyz]": ?\[[^\]]*\]', "", said)), page


@pytest.mark.parametrize("page", MENU)
def test_every_picture_carries_the_mark_of_made_up_data(program: Settings, page: str) -> None:
    app = opened(page, lang="zh")
    for picture in app.get("plotly_chart"):
        assert MARK["zh"] in json.dumps(json.loads(picture.proto.spec), ensure_ascii=False)


@pytest.mark.parametrize("page", MENU)
@pytest.mark.parametrize("seat", ["evaluator", "leader", f"reporter:{OWN}"])
def test_a_page_runs_for_every_role(program: Settings, page: str, seat: str) -> None:
    app = opened(page, lang="zh", desk=seat)
    assert not app.exception
    assert "⟦" not in words(app)
    assert lead(app)


def test_english_pages_leave_no_chinese_sentence_behind(program: Settings) -> None:
    """Names of documents and of sections stay as they are written; our own sentences do not."""
    app = opened("rankings", lang="en")
    assert not re.findall(r"[\u4e00-\u9fff]{4,}", words(app))


def test_rankings_show_the_totals_places_and_grades_of_the_board(program: Settings, board: Board) -> None:
    app = opened("rankings", lang="zh")
    shown_of = dict(
        re.findall(r'<a href="body\?[^"]*body=(\w+)" data-page>[^<]*</a></td>(.*?)</tr>', markup(app))
    )
    grades = {one.code: one.title.zh for one in board.catalogue.grades}
    assert len(shown_of) == len(board.bodies)
    for row in board.totals.to_dict("records"):
        shown = shown_of[row["body"]]
        assert f"<b>{points(row['total'])}</b>" in shown
        assert f">{points(row['base'])}</td>" in shown
        assert grades[row["grade"]] in shown


def test_filters_leave_only_what_was_asked_for(program: Settings, board: Board) -> None:
    app = opened("rankings", lang="zh", kind="district", grade="excellent")
    shown = set(re.findall(r'<td[^>]*><a href="body\?[^"]*body=(\w+)"', markup(app)))
    excellent = board.totals[(board.totals["kind"] == "district") & (board.totals["grade"] == "excellent")]
    assert shown == set(excellent["body"])
    assert app.query_params["kind"] in ("district", ["district"])


def test_an_unknown_choice_in_the_address_falls_back(program: Settings) -> None:
    app = opened("body", lang="zh", body="<script>", order="nonsense")
    assert not app.exception
    assert "<script>" not in markup(app)
    assert lead(app).startswith("浦东新区")


@pytest.mark.parametrize("code", ["310115", "B32", "B41"])
def test_a_scorecard_adds_up_to_the_board(program: Settings, desk: Desk, board: Board, code: str) -> None:
    app = opened("body", lang="zh", body=code)
    card = scorecards.scorecard(desk, "2012", code)
    said = markup(app)
    total = board.totals.set_index("body").loc[code]
    assert points(total["total"]) in lead(app)
    assert f"{points(total['points'])} / {points(total['full_marks'])}" in said
    scored = {one.code for one in board.catalogue.scored}
    marked = card.ledger[card.ledger["indicator"].astype(str).isin(scored)]
    sections = [float(one) for one in re.findall(r'number strong">−([\d.]+)<', said)]
    assert sum(sections) == pytest.approx(float(marked["lost"].sum()), abs=0.005 * len(sections))
    assert float(marked["lost"].sum()) == pytest.approx(total["full_marks"] - total["points"])
    for row in card.ledger.to_dict("records"):
        assert f"indicator={row['indicator']}" in said


def test_the_ledger_quotes_the_clause_and_says_what_regains_it(program: Settings, board: Board) -> None:
    said = words(opened("body", lang="zh", body="B32"))
    assert board.catalogue.node("1.1").text.zh in said
    assert "怎样补回" in said
    assert board.catalogue.indicator("3.3.3").evidence.zh in said


def test_the_overview_counts_grades_and_draws_every_district(program: Settings, board: Board) -> None:
    app = opened("overview", lang="zh")
    totals = board.totals
    excellent = int(((totals["kind"] == "district") & (totals["grade"] == "excellent")).sum())
    assert f"17 个区县：优秀 {excellent}" in lead(app)
    tiles = re.findall(r'href="body\?[^"]*body=(\d+)" data-page class="tile', markup(app))
    assert sorted(tiles) == sorted(one.code for one in board.bodies if one.kind == "district")


def test_the_indicator_table_has_the_rate_of_every_body(program: Settings, board: Board) -> None:
    app = opened("indicators", **{"lang": "zh", "kind": "district", "as": "table"})
    said = markup(app)
    lines = re.findall(r'<td data-key="([\d.]+)">\1 .*?</td>(.*?)</tr>', said, re.DOTALL)
    order = [one.code for one in board.bodies if one.kind == "district"]
    assert len(lines) > 70
    for indicator, cells in lines:
        shown = [
            float(key) if key else None
            for key in re.findall(r'<td class="number" data-key="([^"]*)">', cells)
        ]
        for body, rate in zip(order, shown, strict=True):
            if board.status.loc[body, indicator] == NOT_APPLICABLE:
                assert rate is None
            else:
                assert rate == pytest.approx(float(board.share.loc[body, indicator]))
    assert 'class="status missing"' in said
    assert 'class="status not_applicable"' in said
    assert "∅" in said


def test_the_method_page_walks_from_the_facts_to_the_grade(program: Settings, board: Board) -> None:
    app = opened("method", lang="zh", body="310115", indicator="3.3.3")
    said = words(app)
    facts = board.facts["3.3.3"].loc["310115"]
    assert f"{int(facts['num'])} ÷" in said
    total = board.totals.set_index("body").loc["310115"]
    for figure in (board.points.loc["310115", "3.3.3"], total["base"], total["total"]):
        assert points(float(figure)) in said
    assert "沪府办发〔2012〕46号" in said
    assert "不符 0 处" in said


def test_a_reporter_sees_no_name_of_a_peer_and_only_their_own_scorecard(
    program: Settings, board: Board
) -> None:
    app = opened("rankings", lang="zh", desk=f"reporter:{OWN}")
    said = words(app)
    place = int(board.totals.set_index("body").loc[OWN, "place"])
    assert lead(app).startswith("黄浦区")
    assert f"第{place}名" in lead(app)
    for one in board.bodies:
        if one.code != OWN:
            assert one.name.zh not in said.replace("选择单位", ""), one.name.zh
    card = opened("body", lang="zh", desk=f"reporter:{OWN}", body="310115")
    assert lead(card).startswith("黄浦区")


def test_without_demonstration_nobody_may_choose_a_role(
    program: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALUATION_DEMO", "0")
    app = opened("overview", lang="zh", desk="office")
    said = words(app)
    assert "登录尚未建成" in said
    assert "2011年度政务公开检查评估（演示数据）" in said  # it is sealed; the round under way is not
    assert "2012年度政务公开检查评估" not in said
    assert not app.radio


def test_an_empty_record_says_what_to_do_next(empty_program: Settings) -> None:
    app = opened("overview", lang="zh")
    assert not app.exception
    assert "登录尚未建成" in words(app)


@pytest.fixture
def sealed(settings: Settings, office: Desk, leader: Desk, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A round that is no demonstration, on another plan, sealed; the program's environment points at it."""
    for name in ("DATABASE", "ANCHOR", "CATALOGUES"):
        monkeypatch.setenv(f"EVALUATION_{name}", str(getattr(settings, name.lower())))
    rounds.open(office, "2012", catalogue="small")
    observations.record(office, "2012", filled(), source="form")
    edition = board_acts.compute(office, "2012")
    board_acts.seal(leader, "2012", edition.number, sha256=edition.sha256)
    return settings


def filled() -> pd.DataFrame:
    """Something for every body but the last district; more published from one to the next."""
    given: list[tuple[str, ...]] = []
    for at, code in enumerate((*DISTRICTS[:-1], *BUREAUS)):
        given += [
            (code, "a", "n_published", str(5 + at)),
            (code, "a", "n_all", "12"),
            (code, "b", "has_rule", "1"),
        ]
    return rows(*given, (DISTRICTS[0], "d", "n_notices", "1"))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", MENU)
def test_a_visitor_reads_a_sealed_round_of_another_plan_without_the_mark(
    sealed: Settings, page: str, language: str
) -> None:
    """The control of the marks above: real data carry none, and what is sealed says so."""
    app = opened(page, lang=language)
    assert not app.exception
    said = words(app)
    assert lead(app)
    assert "⟦" not in said
    assert MARK[language] not in said
    assert {"zh": "已定稿", "en": "sealed"}[language] in said
