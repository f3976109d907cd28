"""Open Budget Index 2015 against what the International Budget Partnership published: 102 countries."""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import load
from tests.gallery.comparison import place_of, places, scores, total_of, unscored
from tests.gallery.open_budget.reading import Survey, read
from tests.gallery.result import Control, Result, result
from tests.gallery.stateless import run

SOURCE = "International Budget Partnership, Survey 2015 (github hdurand/open-budget-survey, a8dc2581)"


def results() -> list[Result]:
    """The index as a whole number, and the rank, which is that of the whole number."""
    told = read()
    board = run(told.case)
    found = scores(total_of(board), told.index, 0, total_of(board, "raw"))
    return [
        result(
            "Open Budget Index", "2015", SOURCE, 0, len(told.case.bodies), found,
            places=len(told.rank), wrong_places=places(place_of(board), told.rank),
            without=tuple(sorted(unscored(board))), controls=_controls(told),
            note="109 questions from the letters of the original workbook",
        )
    ]  # fmt: skip


def _controls(told: Survey) -> tuple[Control, ...]:
    plan = load(told.case.catalogue)
    raw = replace(plan, totals=replace(plan.totals, places_from="raw"))
    zero = replace(plan, totals=replace(plan.totals, top=replace(plan.totals.top, not_applicable="zero")))
    unrounded = places(place_of(run(told.case, raw)), told.rank)
    counted = scores(total_of(run(told.case, zero)), told.index, 0)
    return (
        Control("ranked on the unrounded index", len(unrounded)),
        Control("not applicable counted as 0", len(counted.wrong)),
    )
