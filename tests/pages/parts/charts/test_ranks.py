"""Pictures made of plain tables pass Plotly's own checks and show what they were given."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from pages.parts.charts.grammar import Caption, composed, extent, paper
from pages.parts.charts.ranks import Row, Scale, ranks, ticks

CAPTION = Caption("谁在前", "总分", "演示数据")
ROWS = [
    Row("a", "甲区", 91.0, "#123456", "甲", "91.00", "第1名", 90.0, 92.0, 1, 1, 1),
    Row("b", "乙<区", 88.0, "#123456", "乙", "88.00", "第2名（2–3）", 86.0, 89.0, 2, 2, 3, before=87.0),
    Row("c", "丙区", 87.5, "#123456", "丙", "87.50", "第3名（2–3）", 86.0, 89.0, 3, 2, 3, chosen=True),
    Row("d", "丁区", 40.0, "#123456", "丁", "40.00", "不排名", hollow=True),
]  # fmt: skip
SCALE = Scale(30, 100, [(60, "合格 60"), (70, "良好 70"), (90, "优秀 90")], 3, "名次")


def picture(scale: Scale = SCALE) -> go.Figure:
    return ranks(ROWS, [(1, 2)], scale, CAPTION)


@pytest.mark.parametrize("scale", [SCALE, Scale(0, 100, [], 3)])
def test_it_passes_the_checks_that_were_left_out(scale: Scale) -> None:
    figure = picture(scale)
    assert go.Figure(figure.to_dict()).to_dict()["layout"]["height"] == figure.to_dict()["layout"]["height"]


def test_a_wrong_table_does_not_pass_them() -> None:
    """The control: left out is not gone."""
    layout = paper(CAPTION, 100)
    layout["shapes"] = [{"type": "nonsense"}]
    with pytest.raises(ValueError, match="nonsense"):
        go.Figure(composed(layout, []).to_dict())


def test_the_bands_run_from_low_to_high_and_leave_out_who_has_none() -> None:
    lines = [one for one in picture().to_dict()["data"] if one["mode"] == "lines"]
    [places] = [one for one in lines if one.get("xaxis") == "x2"]
    assert places["x"] == [1, 1, None, 2, 3, None, 2, 3, None]
    assert lines[1]["x"] == [90.0, 92.0, None, 86.0, 89.0, None, 86.0, 89.0, None]


def test_the_group_is_shaded_over_its_rows_only() -> None:
    [shade] = [one for one in picture().to_dict()["layout"]["shapes"] if one["type"] == "rect"]
    assert (shade["y0"], shade["y1"]) == pytest.approx((1.06, 2.94))


def test_names_are_escaped_and_figures_stand_under_one_another() -> None:
    made = picture().to_dict()
    assert made["layout"]["yaxis"]["ticktext"][1] == "乙&lt;区"
    [labels] = [one["text"] for one in made["data"] if one["mode"] == "text"]
    assert len({label.index("第") for label in labels[:3]}) == 1
    assert any(note["text"] == "演示数据" for note in made["layout"]["annotations"])


def test_places_are_ticked_from_first_to_last_without_crowding() -> None:
    assert ticks(17) == [1, 5, 10, 17]
    assert ticks(45) == [1, 10, 20, 30, 45]
    assert ticks(3) == [1, 3]
    assert ticks(412, 57) == [57, 100, 150, 200, 250, 300, 350, 412]
    assert max(len(ticks(last, first)) for first in (1, 17, 900) for last in range(first + 1, 5_000, 7)) <= 10


def test_figure_spaces_are_narrow() -> None:
    assert extent("\u2007–", 100) == 108
