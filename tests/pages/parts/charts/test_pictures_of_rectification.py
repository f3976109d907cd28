"""Pictures of rectification: no mark covers another, every state has a place, late ones stand at the left."""

from __future__ import annotations

import itertools

from metrics.procedure.lifecycle import PATH, STATES
from pages.parts.charts import duestrip
from pages.parts.charts.ageing import Aged, heights
from pages.parts.charts.duestrip import MARK, Due
from pages.parts.rectification import lamps, procedure


def due(number: int, day: int) -> Due:
    """An item due on a day."""
    return Due(str(number), day, "#000000", "circle", "")


def test_no_mark_of_the_strip_covers_another() -> None:
    items = (
        [due(n, -1) for n in range(30)] + [due(100 + n, 3) for n in range(15)] + [due(200, 4), due(201, 0)]
    )
    across, up = duestrip.places(items)
    spots = list(zip(across, up, strict=True))
    assert len(set(spots)) == len(items)
    assert max(up) < duestrip.HIGH
    assert all(x < -0.5 for x, one in zip(across, items, strict=True) if one.day < 0)
    assert all(abs(x - one.day) < 0.5 for x, one in zip(across, items, strict=True) if one.day >= 0)
    apart = [abs(a - b) for (a, h), (b, k) in itertools.combinations(spots, 2) if h == k]
    assert min(apart) * duestrip.DAY >= MARK


def test_marks_of_a_stage_are_stacked_where_they_would_touch() -> None:
    items = [Aged(str(n), days, "", "", "") for n, days in enumerate((5, 5, 5, 9, 9, 30))]
    levels = heights(items, 30)
    assert levels[:3] == [0, 1, 2]
    assert levels[5] == 0
    spots = [(one.days, level) for one, level in zip(items, levels, strict=True)]
    assert len(set(spots)) == len(items)


def test_every_state_has_a_place_of_its_own() -> None:
    places = {state: (float(at), procedure.TOP) for at, state in enumerate(PATH)} | procedure.ASIDE
    assert set(places) == set(STATES)
    assert len(set(places.values())) == len(STATES)


def test_lamps_differ_in_shape_not_only_in_colour() -> None:
    assert len(set(lamps.SIGNS.values())) == len(lamps.SIGNS)
    assert len(set(lamps.SYMBOLS.values())) == len(lamps.SYMBOLS)
