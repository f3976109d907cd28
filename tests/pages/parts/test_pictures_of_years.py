"""Pictures and readings of two years and of bodies side by side: labels, bars and sums that hold."""

from __future__ import annotations

import itertools
import math

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as some

from pages.parts.charts.grammar import Caption
from pages.parts.charts.pairs import Pair, Series, begins, dumbbells, together
from pages.parts.charts.parts import Parted, divided, signed, stretch
from pages.parts.charts.rows import height
from pages.parts.charts.slope import Line, slope, spread
from pages.parts.readings.changing import evened

EVIL = "<img src=x onerror=alert(1)>"
CAPTION = Caption("发现", "单位", "演示数据")
TOTALS = some.floats(0, 110, allow_nan=False)


def checked(figure: go.Figure) -> go.Figure:
    """The picture through Plotly's own checks, which drawing leaves out."""
    return go.Figure(figure.to_dict())


# -- labels that are moved apart -------------------------------------------------------------------


@given(some.lists(TOTALS, max_size=64), some.floats(0.1, 5))
def test_labels_keep_their_order_and_their_distance(values: list[float], apart: float) -> None:
    placed = spread(values, apart)
    ordered = [placed[k] for k in sorted(range(len(values)), key=lambda k: values[k])]
    assert all(b - a >= apart - 1e-9 for a, b in itertools.pairwise(ordered))


@given(some.lists(TOTALS, min_size=1, max_size=30), some.floats(0.1, 5))
def test_labels_are_as_near_as_they_can_be(values: list[float], apart: float) -> None:
    """Least squares: moving all labels together cannot bring them nearer; who has room stays in place."""
    placed = spread(values, apart)
    off = [at - value for at, value in zip(placed, values, strict=True)]
    assert sum(off) == pytest.approx(0, abs=1e-6)
    ordered = sorted(values)
    if all(b - a >= apart for a, b in itertools.pairwise(ordered)):
        assert placed == pytest.approx(values)


def test_labels_at_one_value_are_spread_around_it() -> None:
    assert spread([50.0, 50.0, 50.0], 2) == pytest.approx([48, 50, 52])
    assert spread([], 2) == []
    # Control: pushing each up from the one below would move the last by 4, not by 2.
    assert max(spread([50.0, 50.0, 50.0], 2)) == 52


# -- parts that add up as printed ------------------------------------------------------------------


@given(some.lists(some.floats(-40, 40, allow_nan=False), min_size=4, max_size=4))
def test_printed_parts_add_up_to_the_printed_difference(parts: list[float]) -> None:
    whole = sum(parts)
    shown = evened(whole, parts)
    assert sum(round(one * 100) for one in shown) == round(round(whole * 100, 6))
    assert all(abs(one - part) < 0.01 + 1e-9 for one, part in zip(shown, parts, strict=True))


def test_rounding_each_part_for_itself_would_not_add_up() -> None:
    """Control for the test above."""
    thirds = [1 / 3, 1 / 3, 1 / 3, 0.0]
    assert round(sum(round(one, 2) for one in thirds), 2) == 0.99
    assert round(sum(evened(1.0, thirds)), 2) == 1.0
    assert all(math.isnan(one) for one in evened(1.0, [math.nan, 1.0, 0.0, 0.0]))


@given(some.lists(some.floats(-40, 40, allow_nan=False), min_size=4, max_size=4))
def test_bars_reach_as_far_as_gains_and_losses_together(parts: list[float]) -> None:
    ends = stretch(parts)
    gains, losses = sum(p for p in parts if p > 0), sum(p for p in parts if p < 0)
    assert max([0.0, *(end for pair in ends for end in pair)]) == pytest.approx(gains)
    assert min([0.0, *(end for pair in ends for end in pair)]) == pytest.approx(losses)
    assert [end - start for start, end in ends] == pytest.approx(parts, abs=1e-9)


def test_a_difference_is_written_with_its_sign() -> None:
    assert [signed(2.314), signed(-0.4), signed(0.001), signed(-0.001)] == ["+2.31", "−0.40", "0.00", "0.00"]


# -- the pictures ----------------------------------------------------------------------------------


def test_every_named_end_is_inside_the_slope_chart() -> None:
    lines = [
        Line(str(n), "<img>", 90.0 + n / 100, 90.0, "words", chosen=n == 3, named=True) for n in range(20)
    ]
    figure = checked(slope(lines, ("2011年", "2012年"), CAPTION, 200))
    low, high = figure.layout.yaxis.range
    labels = [one for one in figure.layout.annotations if "img" in one.text]
    assert len(labels) == 40
    assert all(low <= one.y <= high for one in labels)
    assert "<img" not in "".join(one.text for one in figure.layout.annotations)
    assert sum("<b>" in one.text for one in labels) == 2  # the chosen one at both ends


def test_a_broken_line_is_dashed_and_a_chosen_one_alone_has_the_accent() -> None:
    lines = [
        Line("a", "甲", 80, 90, "甲", chosen=True), Line("b", "乙", 70, 60, "乙", broken=True),
        Line("c", "丙", 75, 76, "丙"),
    ]  # fmt: skip
    figure = checked(slope(lines, ("2011", "2012"), CAPTION, 200))
    drawn = {trace.customdata[0][0]: trace for trace in figure.data if trace.customdata is not None
             and len(trace.customdata)}  # fmt: skip
    assert drawn["b"].line.dash == "dash"
    assert drawn["a"].line.dash == "solid"
    assert drawn["a"].line.color != drawn["c"].line.color == drawn["b"].line.color


def test_one_body_far_below_breaks_the_scale_and_keeps_its_figures() -> None:
    crowd = [Line(str(n), f"甲{n}", 60.0 + n, 62.0 + n, "", named=True) for n in range(17)]
    alone = Line("z", "乙", 20.0, 22.0, "", named=True)
    figure = checked(slope([*crowd, alone], ("2011", "2012"), CAPTION, 400, "{low}–{high}".format))
    told = [one.text for one in figure.layout.annotations]
    assert "22.0–60.0" in told  # from its better year to the worst of the others
    assert "乙 20.00" in told
    assert "22.00 乙" in told
    ends = [y for trace in figure.data for y in trace.y if y is not None]
    assert max(ends) - min(ends) < 30
    assert len(set(ends)) == len({60.0 + n for n in range(19)}) + 2  # nothing falls together


@pytest.mark.parametrize(
    "others",
    [
        [Line("y", "丙", 24.0, 66.0, "")],  # its line crosses what would be left out
        [Line(f"y{n}", "丙", 20.0, 21.0, "") for n in range(3)],  # not one alone but a group
    ],
)
def test_the_scale_is_whole_where_lines_cross_or_many_lie_apart(others: list[Line]) -> None:
    crowd = [Line(str(n), f"甲{n}", 60.0 + n, 62.0 + n, "") for n in range(10)]
    lines = [*crowd, Line("z", "乙", 20.0, 22.0, ""), *others]
    figure = checked(slope(lines, ("2011", "2012"), CAPTION, 400, "{low}–{high}".format))
    ends = [y for trace in figure.data for y in trace.y if y is not None]
    assert (min(ends), max(ends)) == (20.0, 71.0)


def test_the_bars_say_who_they_are_and_their_sum() -> None:
    rows = [
        Parted("x", EVIL, (2.0, -0.5, 0.0, 0.25), 1.75, "words", chosen=True),
        Parted("y", "乙", (-1.0, 0.0, 0.0, 0.0), -1.0, "words"),
    ]
    figure = checked(divided(rows, ["自身", "规则", "指标", "机构"], "总分变化", "变化", CAPTION))
    said = " ".join(one.text for one in figure.layout.annotations)
    for words in ("自身", "规则", "指标", "机构", "总分变化", "+1.75", "−1.00", "演示数据"):
        assert words in said
    assert "<img" not in said + "".join(figure.layout.yaxis.ticktext)
    assert figure.layout.yaxis.ticktext[0].startswith("<b>")
    assert list(figure.data[-1].x) == [1.75, -1.0]
    assert (
        len({str(bar.marker.to_plotly_json()) for bar in figure.data[:4]}) == 4
    )  # no two parts look the same
    low, high = figure.layout.xaxis.range
    assert low < -1 < 2.25 < high


def test_last_year_is_hollow_and_a_changed_rule_dotted() -> None:
    rows = [Pair("甲", 0.5, 0.75, "+1.00", "w"), Pair("乙", 0.9, 0.6, "−0.30", "w", changed=True)]
    figure = checked(dumbbells(rows, ("2011", "2012"), "得分", CAPTION))
    assert [list(trace.x) for trace in figure.data] == [[0.5, 0.9], [0.75, 0.6]]
    joined = [shape for shape in figure.layout.shapes if shape.line.width == 3]
    assert [shape.line.dash for shape in joined] == ["solid", "dot"]
    assert figure.data[0].marker.color != figure.data[1].marker.color


def test_up_to_four_bodies_have_shapes_of_their_own() -> None:
    series = [Series(name, [0.8, math.nan], ["w", "w"]) for name in "甲乙丙丁"]
    figure = checked(together(["一", "二"], series, CAPTION))
    assert len({trace.marker.symbol for trace in figure.data}) == 4
    assert len({trace.marker.color for trace in figure.data}) == 4


def test_the_scale_of_rates_begins_at_a_mark_below_the_lowest() -> None:
    assert [begins([one]) for one in (0.98, 0.79, 0.5, 0.02)] == pytest.approx([0.9, 0.7, 0.4, 0.0])
    assert begins([math.nan]) == 0.0
    assert height(["一"] * 3) < height(["长" * 40] * 3)
