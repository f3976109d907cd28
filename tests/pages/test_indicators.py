"""The page of indicators: common problems, both axes sorted from the link, the table twin."""

from __future__ import annotations

import json

from data.desk import Desk
from data.queries import boards
from data.settings import Settings
from metrics.frames import FILLED, MISSING, NIL, SCORED
from pages.parts.readings import items, losses
from tests.pages.reading import lead, markup, opened, words


def test_common_problems_become_one_measure(program: Settings, desk: Desk) -> None:
    board = boards.board(desk, "2012")
    review = board.catalogue.review
    assert review is not None
    codes = [one.code for one in board.bodies if one.kind == "bureau"]
    found = items.items(board, losses.by_indicator(board, codes), codes, review)
    common = items.common(found, review)
    app = opened("indicators", lang="zh", kind="bureau")
    assert f"{len(common)} 项是共性问题" in lead(app)
    said = words(app)
    assert f"共性问题（{len(common)} 项）" in said
    for one in common:
        assert f"{one.short} 份通知" in said
    assert f"已难区分高低的指标（{len(items.untelling(found, review))} 项）" in said
    assert "Ebel" in said


def test_a_reporter_is_shown_no_second_look(program: Settings) -> None:
    app = opened("indicators", lang="zh", kind="district", desk="reporter:310101")
    assert "共性问题" not in words(app)
    assert not app.exception


def test_both_axes_are_sorted_from_the_link(program: Settings, desk: Desk) -> None:
    board = boards.board(desk, "2012")
    districts = [one for one in board.bodies if one.kind == "district"]
    counted = board.status.isin([SCORED, MISSING, NIL, FILLED])
    scored = [one.code for one in board.catalogue.scored]
    gone = (board.full[scored] - board.points[scored].fillna(0)).where(counted[scored]).sum(axis=1)
    worst = max(districts, key=lambda one: gone[one.code])

    def first(**choices: str) -> tuple[str, str]:
        [chart] = opened("indicators", lang="zh", **choices).get("plotly_chart")
        layout = json.loads(chart.proto.spec)["layout"]
        names = [one["text"] for one in layout["annotations"] if one.get("align") == "left"]
        return names[0], layout["xaxis"]["ticktext"][0].replace("<br>", "")

    assert first() == ("1.1.1 重大决策部署落实措施公开率", "浦东")
    assert first(across="loss") == ("1.1.1 重大决策部署落实措施公开率", worst.name.zh.removesuffix("区"))
    assert first(order="loss")[0] != "1.1.1 重大决策部署落实措施公开率"
    assert first(order="loss")[1] == "浦东"


def test_the_table_twin_says_what_the_picture_says(program: Settings) -> None:
    app = opened("indicators", lang="zh")
    app.button(key="table_heat").click().run()
    said = markup(app)
    for mark in ("status not_applicable", "status missing", "∅"):
        assert mark in said
