"""Open Budget Index 2015 against what the International Budget Partnership published: 102 countries."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from data.catalogue import load
from metrics.model import Text
from tests.gallery.comparison import place_of, places, scores, total_of, unscored
from tests.gallery.open_budget.reading import Survey, read
from tests.gallery.result import Control, Result, result
from tests.gallery.stateless import run

INDEX = Text("预算公开指数", "Open Budget Index")
UNROUNDED = Text("按未取整的指数排名", "ranked on the unrounded index")
AS_ZERO = Text("不适用的题目按 0 分计", "not applicable counted as 0")
NOTE = Text("109 题，取自原始工作簿中的字母答案", "109 questions, from the letters of the original workbook")
SOURCE = "International Budget Partnership, Survey 2015 (github hdurand/open-budget-survey, a8dc2581)"


@cache
def results() -> tuple[Result, ...]:
    """The index as a whole number, and the rank, which is that of the whole number."""
    told = read()
    board = run(told.case)
    found = scores(total_of(board), told.index, 0, total_of(board, "raw"))
    one = result(
        INDEX, "2015", SOURCE, 0, len(told.case.bodies), found,
        places=len(told.rank), wrong_places=places(place_of(board), told.rank),
        without=tuple(sorted(unscored(board))), controls=_controls(told), note=NOTE,
    )  # fmt: skip
    return (one,)


def _controls(told: Survey) -> tuple[Control, ...]:
    plan = load(told.case.catalogue)
    raw = replace(plan, totals=replace(plan.totals, places_from="raw"))
    zero = replace(plan, totals=replace(plan.totals, top=replace(plan.totals.top, not_applicable="zero")))
    unrounded = places(place_of(run(told.case, raw)), told.rank)
    counted = scores(total_of(run(told.case, zero)), told.index, 0)
    return (
        Control(UNROUNDED, len(unrounded)),
        Control(AS_ZERO, len(counted.wrong)),
    )
