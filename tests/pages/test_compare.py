"""The page of comparison: what stands on the board, only what is alike, nobody's details to a reporter."""

from __future__ import annotations

import re

import pytest

from data.desk import Desk
from data.queries import boards
from data.settings import Settings
from data.words import points, share
from metrics.engine.board import Board
from pages.parts.readings import standings, together
from pages.parts.readings.together import Row
from tests.pages.reading import lead, markup, opened, words

THREE = ("310101", "310104", "310107")
MIXED = ("310101", "B05")


@pytest.fixture
def board(desk: Desk) -> Board:
    """The board of the demonstration round, as the office sees it."""
    return boards.board(desk, "2012")


def found(board: Board, codes: tuple[str, ...]) -> list[Row]:
    known = {row.body.code: row for row in standings.standings(board)}
    return together.rows(board, [known[code] for code in codes])


def test_the_account_says_what_stands_on_the_board(program: Settings, board: Board) -> None:
    app = opened("compare", lang="zh", bodies=",".join(THREE))
    said = markup(app)
    totals = board.totals.set_index("body").loc[list(THREE)]
    for row in totals.to_dict("records"):
        assert f"<b>{points(row['total'])}</b>" in said
        assert f"第{int(row['place'])}名（" in said
    best = totals["total"].max()
    assert points(best) in lead(app)
    assert points(best - totals["total"].min()) in lead(app)
    assert len(app.get("plotly_chart")) == 1


def test_the_largest_difference_stands_first_with_its_reason(program: Settings, board: Board) -> None:
    rows = together.apart(found(board, THREE), 12)
    assert [row.at_stake for row in rows] == sorted((row.at_stake for row in rows), reverse=True)
    first = rows[0]
    said = markup(opened("compare", lang="zh", bodies=",".join(THREE)))
    listed = said[said.index("差距最大的指标") :]
    assert listed.index(first.indicator.code) < listed.index(rows[1].indicator.code)
    for rate in first.rates:
        assert f"<b>{share(rate)}</b>" in listed
    assert any(loss is not None for loss in first.losses)
    assert first.indicator.title.zh in lead(opened("compare", lang="zh", bodies=",".join(THREE)))


def test_different_kinds_are_compared_on_what_they_share(program: Settings, board: Board) -> None:
    rows = found(board, MIXED)
    shared = [row for row in rows if row.shared]
    alone = [row.indicator.code for row in rows if "out" in row.statuses]
    assert alone
    assert 0 < len(shared) < len(rows)
    app = opened("compare", lang="zh", bodies=",".join(MIXED))
    said = markup(app)
    assert f"只比较共有的 {len(shared)} 项指标" in lead(app)
    assert "总分与名次不能直接相比" in said
    listed = said[said.index("差距最大的指标") : said.index("全部指标")]
    assert not any(f"indicator={code}" in listed for code in alone)
    # Control: bodies of one kind are compared by their totals, without that warning.
    assert "不能直接相比" not in markup(opened("compare", lang="zh", bodies=",".join(THREE)))


def test_sections_of_different_kinds_rest_on_shared_indicators_alone(board: Board) -> None:
    known = {row.body.code: row for row in standings.standings(board)}
    bodies = [known[code] for code in MIXED]
    rows = together.rows(board, bodies)
    for node, rates in together.sections(board, bodies, rows):
        mine = [row for row in rows if row.shared and row.indicator.code.startswith(f"{node.code}.")]
        for at, rate in enumerate(rates):
            if not mine:
                assert rate != rate
                continue
            earned = sum(row.rates[at] * row.full_marks[at] for row in mine)
            assert rate == pytest.approx(earned / sum(row.full_marks[at] for row in mine))


def test_a_missing_score_counts_zero_and_what_does_not_apply_is_left_out(board: Board) -> None:
    rows = found(board, tuple(body.code for body in board.bodies if body.kind == "district"))
    seen = {status for row in rows for status in row.statuses}
    assert {"missing", "not_applicable"} <= seen
    for row in rows:
        for status, rate in zip(row.statuses, row.rates, strict=True):
            assert (rate == 0) if status == "missing" else ((rate != rate) == (status == "not_applicable"))


def test_nobody_or_one_chosen_says_what_to_do(program: Settings) -> None:
    for bodies in ("", "310101", "nobody,310101"):
        app = (
            opened("compare", lang="zh", bodies=bodies)
            if bodies
            else opened("compare", lang="zh", bodies=",")
        )
        assert lead(app) == "请选择二至四个单位并排比较"
        assert "在上面的选框中选择单位" in words(app)


def test_no_more_than_four_and_each_once(program: Settings) -> None:
    app = opened("compare", lang="zh", bodies="310101,310101,310104,310105,310106,310107")
    assert app.multiselect[0].value == ["310101", "310104", "310105", "310106"]


def test_a_reporter_sees_nobody_elses_details(program: Settings, board: Board) -> None:
    app = opened("compare", lang="zh", desk="reporter:310104", bodies=",".join(THREE))
    assert "不能与其他单位逐项比较" in lead(app)
    said = words(app)
    assert not any(body.name.zh in said for body in board.bodies if body.code != "310104")
    assert re.search(r'href="body\?[^"]*body=310104', markup(app))


def test_both_languages_are_whole(program: Settings) -> None:
    said = words(opened("compare", lang="en", bodies=",".join(MIXED)))
    assert "⟦" not in said
    assert not re.findall(r"[\u4e00-\u9fff]{4,}", said)
