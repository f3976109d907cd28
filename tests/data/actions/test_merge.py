"""New rows against kept ones, worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.actions.merge import Merge, merge, withdrawal
from data.store.observations import KEPT
from metrics.frames import WITHDRAWN
from tests.data.small import rows


def ends(*given: tuple[str, ...]) -> pd.DataFrame:
    """Kept rows with the ids 1, 2, ... in batch 7."""
    made = rows(*given)
    return made.assign(id=range(1, len(made) + 1), batch=7)[list(KEPT)]


KEPT_ROWS = ends(
    ("x", "a", "n_all", "10"),
    ("x", "a", "n_published", "8"),
    ("x", "b", "has_rule", "1"),
    ("y", "a", "", "", "not_applicable", "no such business"),
    ("y", "b", "has_rule", "", WITHDRAWN),
)


def run(*given: tuple[str, ...], whole: bool = False) -> Merge:
    return merge(KEPT_ROWS, rows(*given), whole=whole, reason="why")


def told(made: Merge) -> list[tuple[object, ...]]:
    return [
        (row["body"], row["indicator"], row["field"], row["value"], row["status"], row["supersedes"])
        for row in made.rows.astype({"supersedes": object}).where(made.rows.notna(), None).to_dict("records")
    ]


def counts(made: Merge) -> tuple[int, int, int, int]:
    return made.added, made.replaced, made.withdrawn, made.unchanged


def test_a_new_cell_is_added() -> None:
    made = run(("z", "b", "has_rule", "1"))
    assert told(made) == [("z", "b", "has_rule", "1", "", None)]
    assert counts(made) == (1, 0, 0, 0)
    assert made.disputed.empty


def test_the_same_again_is_left_alone() -> None:
    made = run(("x", "a", "n_all", "10"), ("x", "b", "has_rule", "1"))
    assert made.rows.empty
    assert counts(made) == (0, 0, 0, 2)


def test_another_value_replaces() -> None:
    made = run(("x", "a", "n_all", "12"))
    assert told(made) == [("x", "a", "n_all", "12", "", 1)]
    assert counts(made) == (0, 1, 0, 0)
    assert made.disputed["value"].tolist() == ["10"]


def test_what_was_withdrawn_can_be_said_again_without_dispute() -> None:
    made = run(("y", "b", "has_rule", "0"))
    assert told(made) == [("y", "b", "has_rule", "0", "", 5)]
    assert counts(made) == (1, 0, 0, 0)
    assert made.disputed.empty


def test_not_applicable_pushes_the_facts_aside() -> None:
    made = run(("x", "a", "", "", "not_applicable", "merged"))
    assert told(made) == [
        ("x", "a", "", "", "not_applicable", None),
        ("x", "a", "n_all", "", WITHDRAWN, 1),
        ("x", "a", "n_published", "", WITHDRAWN, 2),
    ]
    assert counts(made) == (1, 0, 2, 0)
    assert made.disputed["id"].tolist() == [1, 2]


def test_facts_push_not_applicable_aside() -> None:
    made = run(("y", "a", "n_all", "3"))
    assert told(made) == [
        ("y", "a", "n_all", "3", "", None),
        ("y", "a", "", "", WITHDRAWN, 4),
    ]
    assert counts(made) == (1, 0, 1, 0)


def test_a_nil_return_pushes_the_facts_aside() -> None:
    made = run(("x", "a", "", "", "nil"))
    assert counts(made) == (1, 0, 2, 0)


def test_a_field_more_leaves_its_neighbours() -> None:
    made = merge(KEPT_ROWS.iloc[:1], rows(("x", "a", "n_published", "9")), whole=False, reason="")
    assert counts(made) == (1, 0, 0, 0)


def test_whole_withdraws_what_is_no_longer_said() -> None:
    made = run(("x", "a", "n_all", "10"), whole=True)
    assert told(made) == [("x", "a", "n_published", "", WITHDRAWN, 2)]
    assert counts(made) == (0, 0, 1, 1)


def test_whole_does_not_touch_what_it_does_not_name() -> None:
    made = run(("x", "b", "has_rule", "0"), whole=True)
    assert counts(made) == (0, 1, 0, 0)


@pytest.mark.parametrize("whole", [False, True])
def test_on_an_empty_record_everything_is_new(whole: bool) -> None:
    made = merge(
        KEPT_ROWS.iloc[:0], rows(("x", "a", "n_all", "1"), ("y", "a", "", "", "nil")), whole=whole, reason=""
    )
    assert counts(made) == (2, 0, 0, 0)


def test_withdrawing_cells() -> None:
    made = withdrawal(KEPT_ROWS, pd.DataFrame({"body": ["x"], "indicator": ["a"]}), "why")
    assert told(made) == [
        ("x", "a", "n_all", "", WITHDRAWN, 1),
        ("x", "a", "n_published", "", WITHDRAWN, 2),
    ]
    assert made.rows["reason"].tolist() == ["why", "why"]


def test_what_is_withdrawn_cannot_be_withdrawn_again() -> None:
    made = withdrawal(KEPT_ROWS, pd.DataFrame({"body": ["y"], "indicator": ["b"]}), "why")
    assert made.rows.empty


def test_the_input_is_left_as_it_was() -> None:
    before = KEPT_ROWS.copy(deep=True)
    given = rows(("x", "a", "n_all", "12"))
    kept = given.copy(deep=True)
    merge(KEPT_ROWS, given, whole=True, reason="why")
    pd.testing.assert_frame_equal(KEPT_ROWS, before)
    pd.testing.assert_frame_equal(given, kept)
