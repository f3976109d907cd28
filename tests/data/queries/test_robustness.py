"""How sure the order is: worked out once per board; a reporter gets what concerns their own body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import pandas as pd
import pytest

from data.actions import observations
from data.desk import Desk
from data.queries import boards, robustness
from data.queries.robustness import Doubt
from data.settings import Settings
from metrics.engine.robustness import bands
from metrics.errors import NotPermitted
from tests.data.small import BUREAUS, DISTRICTS, rows

OWN = "310103"
MAY_VARY = """
[robustness]
seed = 7
weight_spread = 0.25
draws = 300

[[grade]]
code = "good"
title = { zh = "良好", en = "Good" }
at_least = 80

[[grade]]
code = "poor"
title = { zh = "较差", en = "Poor" }
at_least = 0
"""


@pytest.fixture
def doubtful(scored: str, settings: Settings) -> str:
    """The round with facts on a plan that says what may vary."""
    (settings.catalogues / "small" / "vary.toml").write_text(MAY_VARY, encoding="utf-8")
    return scored


def frames(found: Doubt) -> list[pd.DataFrame]:
    """Every table of an answer."""
    parts = [found.bands, found.cutoffs, found.opinions]
    every = [getattr(part, one.name) for part in parts for one in fields(part)]
    return [one for one in every if isinstance(one, pd.DataFrame)]


def test_a_plan_without_doubt_has_no_bands(scored: str, evaluator: Desk) -> None:
    assert robustness.doubt(evaluator, scored) is None


def test_the_bands_are_those_of_the_engine(doubtful: str, evaluator: Desk) -> None:
    board = boards.board(evaluator, doubtful)
    assert board.catalogue.robustness is not None
    found = robustness.doubt(evaluator, doubtful)
    assert found is not None
    pd.testing.assert_frame_equal(found.bands.bodies, bands(board, board.catalogue.robustness).bodies)
    assert set(found.opinions.places.index) == {*DISTRICTS, *BUREAUS}


def test_drawn_once_and_anew_when_the_record_changes(doubtful: str, evaluator: Desk) -> None:
    first, again = (robustness.doubt(evaluator, doubtful) for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.bands.verdicts is again.bands.verdicts
    first.bands.bodies["low"] = 99.0
    assert (again.bands.bodies["low"] != 99).all()
    observations.record(evaluator, doubtful, rows(("B02", "b", "has_rule", "1")), source="late.csv")
    later = robustness.doubt(evaluator, doubtful)
    assert later is not None
    assert later.bands.bodies.loc["B02", "total"] != again.bands.bodies.loc["B02", "total"]


def test_only_a_large_round_is_late_and_only_until_it_is_worked_out(
    doubtful: str, evaluator: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = boards.board(evaluator, doubtful)
    assert not robustness.late(evaluator, doubtful, board)
    monkeypatch.setattr(robustness, "AT_ONCE", 1)
    assert robustness.late(evaluator, doubtful, board)
    robustness.doubt(evaluator, doubtful)
    assert not robustness.late(evaluator, doubtful, board)
    observations.record(evaluator, doubtful, rows(("B02", "b", "has_rule", "1")), source="late.csv")
    assert robustness.late(evaluator, doubtful, board)
    unsaid = replace(board, catalogue=replace(board.catalogue, robustness=None))
    assert not robustness.late(evaluator, doubtful, unsaid)


def test_a_reporter_learns_nothing_about_others_by_name(
    doubtful: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    full, mine = (
        robustness.doubt(desk, doubtful) for desk in (evaluator, seat("reporter", body=OWN))
    )  # fmt: skip
    assert full is not None
    assert mine is not None
    told = " ".join(one.to_json(default_handler=str) + str(list(one.index)) for one in frames(mine))
    held = " ".join(one.to_json(default_handler=str) + str(list(one.index)) for one in frames(full))
    for code in (*DISTRICTS, *BUREAUS):
        assert (code in told) == (code == OWN)
        assert code in held
    for one in frames(mine):
        for column in (*(one[name] for name in one), one.index.to_series()):
            if isinstance(column.dtype, pd.CategoricalDtype):
                assert set(column.cat.categories) <= {OWN, "", "a", "b", "d"}
    assert list(mine.bands.bodies.index) == [OWN]
    assert len(mine.bands.verdicts) == 1
    assert mine.bands.bodies.loc[OWN].equals(full.bands.bodies.loc[OWN])
    assert robustness.reweighed(seat("reporter", body=OWN), doubtful, {}).index.tolist() == [OWN]


def test_other_weights_give_the_board_where_nothing_is_moved(doubtful: str, evaluator: Desk) -> None:
    found = robustness.reweighed(evaluator, doubtful, {})
    assert found["total"].equals(found["total_now"])
    assert robustness.sections(evaluator, doubtful) == ()


def test_who_may_not_see_a_board_sees_no_bands(doubtful: str, seat: Callable[..., Desk]) -> None:
    with pytest.raises(NotPermitted):
        robustness.doubt(seat("viewer"), doubtful)
    with pytest.raises(NotPermitted):
        robustness.reweighed(seat("viewer"), doubtful, {})
