"""What the bench refuses, with a code and the numbers that show where and why."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.errors import EvaluationError

SHOWN = 5  # so many names are told, then "..."


class Impossible(EvaluationError, ValueError):
    """A method that these numbers do not allow, or tables that do not fit together.

    Codes: unknown_method, unknown_mean, unknown_level, no_mean, not_positive, zero_weights,
    bad_weight, bad_tree, bad_direction, bad_posts, bad_target, bad_spread, not_a_number,
    not_finite, stands_twice, no_column, unknown_column, no_groups, too_few_runs, nothing_varies.
    """


def some(names: Iterable[object]) -> str:
    """The first few names, separated by commas."""
    told = [str(name) for name in names]
    return ", ".join(told[:SHOWN]) + (", ..." if len(told) > SHOWN else "")
