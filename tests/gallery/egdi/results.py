"""E-Government Development Index against what the United Nations published: 193 countries in three years."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from data.catalogue import load
from metrics.model import Catalogue, Text
from tests.gallery.comparison import place_of, places, scores, total_of, unscored
from tests.gallery.egdi.reading import DECIMALS, YEARS, Year, read
from tests.gallery.result import Control, Result, result
from tests.gallery.stateless import run

SOURCE = "United Nations E-Government Survey {year} (github UNU-EGOV/datasets, 3b9c4356)"
INDEX = Text("联合国电子政务发展指数", "E-Government Development Index")
FIVE = Text("输入为五位小数的印刷值", "parts are printed with 5 decimals")
FOUR = Text(
    "人力资本为四位小数的印刷值，其余为五位", "human capital is printed with 4 decimals, the others with 5"
)
DOUBLED = Text("在线服务权重加倍", "online services weighted twice")
UNVETOED = Text("不执行一票否决", "without the veto")


@cache
def results() -> tuple[Result, ...]:
    """One result per year."""
    return tuple(_year(year) for year in YEARS)


def _year(year: int) -> Result:
    told = read(year)
    board = run(told.case)
    compared = scores(total_of(board), told.index, DECIMALS, total_of(board, "raw"), told.allowed)
    return result(
        INDEX, str(year), SOURCE.format(year=year), DECIMALS,
        len(told.case.bodies), compared,
        places=len(told.rank), wrong_places=places(place_of(board), told.rank),
        without=tuple(sorted(unscored(board))), controls=_controls(year), note=FOUR if year == 2014 else FIVE,
    )  # fmt: skip


def _controls(year: int) -> tuple[Control, ...]:
    told = read(year)
    plan = load(told.case.catalogue)
    without = replace(plan, indicators=tuple(one for one in plan.indicators if one.role != "veto"))
    doubled = tuple(replace(one, weight=2.0 if one.code == "osi" else 1.0) for one in plan.indicators)
    controls = [Control(DOUBLED, _wrong(told, replace(plan, indicators=doubled)))]
    if len(without.indicators) < len(plan.indicators):
        controls.append(Control(UNVETOED, _wrong(told, without)))
    return tuple(controls)


def _wrong(told: Year, plan: Catalogue) -> int:
    board = run(told.case, plan)
    return len(scores(total_of(board), told.index, DECIMALS, total_of(board, "raw"), told.allowed).wrong)
