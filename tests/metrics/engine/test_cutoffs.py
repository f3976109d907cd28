"""Who is within the noise of a cut-off, and which evidence would decide it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from metrics.engine.board import Board, score
from metrics.engine.cutoffs import EVIDENCE, cutoffs
from metrics.engine.robustness import bands
from metrics.frames import Facts
from metrics.model import Grade, Robustness, Setting
from tests.metrics.engine.test_robustness import JUDGED, NAME, contest

OPEN = replace(JUDGED, judgement_spread={"value": 0.05})
QUOTA = (Grade("good", NAME, 70, quota=0.5), Grade("poor", NAME, 0))


def test_only_who_is_not_settled_is_listed_nearest_first() -> None:
    board = contest(0.8, 0.84, 1.0, 0.3)  # 68, 70.4, 80, 38; the border is 70
    found = cutoffs(board, bands(board, OPEN), OPEN)
    rows = found.bodies.to_dict("records")
    assert [(row["body"], row["grade"], row["other"]) for row in rows] == [
        ("b1", "good", "poor"),
        ("b0", "poor", "good"),
    ]
    assert [row["cut"] for row in rows] == [70, 70]
    assert [row["gap"] for row in rows] == pytest.approx([0.4, -2.0])
    assert all(0.05 < row["chance"] < 0.5 for row in rows)
    assert found.bodies["bar"].tolist() == ["", ""]


def test_the_evidence_says_how_far_each_score_could_move_the_total() -> None:
    board = contest(0.8, 0.84, 1.0, 0.3)
    found = cutoffs(board, bands(board, OPEN), OPEN).evidence
    assert list(found.columns) == list(EVIDENCE)
    b0 = found[found["body"] == "b0"].to_dict("records")
    # 60 and 40 points, five hundredths to both sides: 3 and 2 points; 2 are missing to the border.
    assert [(row["indicator"], row["source"]) for row in b0] == [
        ("judged", "judgement"),
        ("same", "judgement"),
    ]
    assert [(row["low"], row["high"]) for row in b0] == [(-3, 3), (-2, 2)]
    assert [row["decides"] for row in b0] == [True, True]
    far = cutoffs(contest(0.79, 0.3), bands(contest(0.79, 0.3), OPEN), OPEN).evidence  # 67.4
    assert far["decides"].tolist() == [True, False]


def test_what_is_missing_may_bring_all_its_marks() -> None:
    board = contest(0.5, 0.5, missing=(1,))
    none = replace(OPEN, judgement_spread={})
    found = cutoffs(board, bands(board, none), none)
    assert found.bodies["body"].tolist() == ["b1"]
    [row] = found.evidence.to_dict("records")
    assert (row["source"], row["low"], row["high"], row["decides"]) == ("missing", 0, 60, True)


def test_a_full_quota_makes_the_border() -> None:
    """Two seats of four: the third, above 70, is measured against the second's total."""
    board = contest(0.9, 0.95, 0.88, 0.3)
    board = _graded(board, QUOTA)
    found = cutoffs(board, bands(board, OPEN), OPEN).bodies.set_index("body")
    assert found.loc["b2", ["grade", "other"]].tolist() == ["poor", "good"]
    assert found.loc["b2", "cut"] == 74  # b0 has the last seat
    assert found.loc["b2", "gap"] == pytest.approx(72.8 - 74)
    assert found.loc["b0", "cut"] == 72.8  # and keeps it while it is above b2


def _graded(board: Board, grades: tuple[Grade, ...]) -> Board:
    """The same contest with other grades."""
    catalogue = replace(board.catalogue, grades=grades)
    bodies = board.share.index
    wide = {
        code: pd.DataFrame({"body": bodies, "item": "", "nil": False, "x": board.share[code]})
        for code in board.share
    }
    nothing = pd.DataFrame({"body": [], "indicator": [], "reason": []}, dtype=object)
    return score(catalogue, board.bodies, Facts(wide, nothing), Setting(2012))


def test_where_nothing_is_open_nobody_is_listed() -> None:
    board = contest(0.8, 0.84)
    settled = Robustness(seed=1, draws=100)
    found = cutoffs(board, bands(board, settled), settled)
    assert found.bodies.empty
    assert found.evidence.empty
    assert list(found.evidence.columns) == list(EVIDENCE)
