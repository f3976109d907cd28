"""Human Development Index against what UNDP published: 195 countries in four years."""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import load
from tests.gallery.comparison import place_of, places, scores, total_of, unscored
from tests.gallery.hdi.reading import DECIMALS, YEARS, read
from tests.gallery.result import Control, Result, result
from tests.gallery.stateless import run

SOURCE = "UNDP, Human Development Report 2023/24 (github tieukhoimai/human-development-analysis, 49d23a4d)"


def results() -> list[Result]:
    """One result per year; ranks are published for 2022 only."""
    return [_year(year) for year in YEARS]


def _year(year: int) -> Result:
    told = read(year)
    board = run(told.case)
    return result(
        "Human Development Index", str(year), SOURCE, DECIMALS, len(told.case.bodies),
        scores(total_of(board), told.index, DECIMALS, total_of(board, "raw")),
        places=len(told.rank), wrong_places=places(place_of(board), told.rank),
        without=tuple(sorted(unscored(board))), controls=_controls(year),
        note="" if told.rank else "no published rank in the file",
    )  # fmt: skip


def _controls(year: int) -> tuple[Control, ...]:
    told = read(year)
    plan = load(told.case.catalogue)
    loose = [replace(one, params={**one.params, "clip": False}) for one in plan.indicators]
    found = scores(total_of(run(told.case, replace(plan, indicators=tuple(loose)))), told.index, DECIMALS)
    plain = replace(plan, totals=replace(plan.totals, top=replace(plan.totals.top, mean="arithmetic")))
    mean = scores(total_of(run(told.case, plain)), told.index, DECIMALS)
    return (
        Control("parts not held to 0..1", len(found.wrong)),
        Control("arithmetic for geometric mean", len(mean.wrong)),
    )
