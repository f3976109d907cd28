"""What the benchmark measures is right: the agreed files and check values; bare NumPy finds the same."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.engine.board import score
from metrics.frames import widen
from metrics.model import Setting
from tests.bench import plan, synthetic


@pytest.mark.parametrize(("variant", "size"), [("full", 100), ("full", 3_000), ("missing5", 3_000)])
def test_the_synthetic_index_is_the_one_another_program_found(variant: str, size: int) -> None:
    numbers = synthetic.values(variant, size)
    digest, mean, first = synthetic.FILES[variant, size]
    assert synthetic.digest(numbers) == digest
    tree = synthetic.catalogue("renew" if variant == "missing5" else "zero")
    board = score(tree, synthetic.bodies(size), synthetic.facts(numbers), Setting(2012))
    totals = board.totals["total"].to_numpy()
    assert totals.mean() == pytest.approx(mean, abs=1e-11)
    assert totals[0] == pytest.approx(first, abs=1e-11)
    bare = synthetic.bare(numbers, synthetic.weights())
    assert np.abs(totals - bare.index).max() < 1e-9
    assert (board.totals["place"].to_numpy() == bare.places).all()
    assert np.nanmax(np.abs(board.share.to_numpy() - np.nan_to_num(bare.shares))) < 1e-12


def test_bare_numpy_finds_the_points_of_the_plan() -> None:
    catalogue, setting = plan.plan()
    roll = plan.bodies(64)
    given = plan.facts(catalogue, roll)
    board = score(catalogue, roll, given, setting)
    bare = plan.bare(catalogue, setting, plan.matrices(catalogue, roll, given))
    for one in catalogue.scored:
        assert np.abs(np.nan_to_num(board.points[one.code]) - bare[one.code]).max() < 1e-9, one.code
    assert np.abs(board.totals["total"] - bare["total"]).max() < 1e-9


def test_long_observations_become_the_same_board() -> None:
    catalogue, setting = plan.plan()
    roll = plan.bodies(64)
    given = plan.facts(catalogue, roll)
    short = score(catalogue, roll, given, setting)
    again = score(catalogue, roll, widen(plan.long(given), catalogue), setting)
    assert short.totals.equals(again.totals)
