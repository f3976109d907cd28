"""Human Development Index against what UNDP published: 195 countries in four years."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from data.catalogue import load
from metrics.model import Text
from tests.gallery.comparison import place_of, places, scores, total_of, unscored
from tests.gallery.hdi.reading import DECIMALS, YEARS, read
from tests.gallery.result import NOTHING, Control, Result, result
from tests.gallery.stateless import run

INDEX = Text("联合国人类发展指数", "Human Development Index")
UNCLIPPED = Text("各部分不限于 0 至 1", "parts not held to 0..1")
ARITHMETIC = Text("以算术平均代替几何平均", "arithmetic for geometric mean")
NO_RANK = Text("数据中没有公布名次", "no published rank in the file")
SOURCE = "UNDP, Human Development Report 2023/24 (github tieukhoimai/human-development-analysis, 49d23a4d)"


@cache
def results() -> tuple[Result, ...]:
    """One result per year; ranks are published for 2022 only."""
    return tuple(_year(year) for year in YEARS)


def _year(year: int) -> Result:
    told = read(year)
    board = run(told.case)
    return result(
        INDEX, str(year), SOURCE, DECIMALS, len(told.case.bodies),
        scores(total_of(board), told.index, DECIMALS, total_of(board, "raw")),
        places=len(told.rank), wrong_places=places(place_of(board), told.rank),
        without=tuple(sorted(unscored(board))), controls=_controls(year),
        note=NOTHING if told.rank else NO_RANK,
    )  # fmt: skip


def _controls(year: int) -> tuple[Control, ...]:
    told = read(year)
    plan = load(told.case.catalogue)
    loose = [replace(one, params={**one.params, "clip": False}) for one in plan.indicators]
    found = scores(total_of(run(told.case, replace(plan, indicators=tuple(loose)))), told.index, DECIMALS)
    plain = replace(plan, totals=replace(plan.totals, top=replace(plan.totals.top, mean="arithmetic")))
    mean = scores(total_of(run(told.case, plain)), told.index, DECIMALS)
    return (
        Control(UNCLIPPED, len(found.wrong)),
        Control(ARITHMETIC, len(mean.wrong)),
    )
