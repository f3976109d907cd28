"""What would happen if a file were taken in: who it is, what is wrong with it, what it changes.

A preview is immutable and touches nothing; `data.actions.imports.commit` takes exactly what it shows, or
refuses. Made by `data.queries.imports.preview`, which knows the record and the person.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.intake.coded import Mask
from data.intake.diff import STATES, counts, diff
from data.intake.identity import Identity
from data.intake.problem import errors
from metrics.errors import CellProblem

EFFECT = ("body", "before", "after")


@dataclass(frozen=True)
class Stored:
    """What is kept of a round: `now` and `then` as `diff.diff` wants them, `seen` the last batch in `now`."""

    now: pd.DataFrame
    then: pd.DataFrame | None
    batches: pd.DataFrame
    seen: int


@dataclass(frozen=True)
class Preview:
    """What would happen.

    `stamp`: last batch in the template when it was downloaded, None where the file does not say. `lines`:
    see `diff.COLUMNS`. `effect`: totals of the bodies that it moves if no conflict is accepted (columns
    EFFECT; NaN: no total). `imported`: batch as which the same file came in before.
    """

    round: str
    name: str
    sha256: str
    size: int
    catalogue_version: str
    person: str
    identity: Identity | None
    problems: tuple[CellProblem, ...]
    rows: pd.DataFrame
    blanks: pd.DataFrame
    lines: pd.DataFrame
    effect: pd.DataFrame
    stamp: int | None
    seen: int
    imported: int | None = None

    @property
    def errors(self) -> tuple[CellProblem, ...]:
        """The problems for which nothing can be taken in."""
        return tuple(errors(self.problems))

    @property
    def notices(self) -> tuple[CellProblem, ...]:
        """The problems that are told and do no harm."""
        return tuple(one for one in self.problems if one.severity != "error")

    @property
    def counts(self) -> dict[str, int]:
        """How many cells there are of each of `diff.STATES`."""
        return counts(self.lines)

    @property
    def conflicts(self) -> pd.DataFrame:
        """The conflicting lines; their index labels are what a commit is told to accept."""
        return self.lines[self.lines["state"] == "conflicting"]

    @property
    def evidence(self) -> pd.DataFrame:
        """What stands in the evidence column beside cells that are new, changed or the same.

        Columns body, indicator, item, evidence; a commit notes what is not there yet.
        """
        return self.beside(self.lines["state"].isin(["new", "changed", "same"]).to_numpy(dtype=bool))

    def beside(self, told: Mask) -> pd.DataFrame:
        """The evidence column of those rows of the file that `told` marks, where it says something."""
        said = told[: len(self.rows)] & (self.rows["evidence"] != "").to_numpy(dtype=bool)
        return self.rows.loc[said, ["body", "indicator", "item", "evidence"]]

    @property
    def nil_returns(self) -> int:
        """How many nil returns would be new: whoever commits signs them."""
        new = self.lines["state"].isin(["new", "changed", "conflicting"])
        return int((new & (self.lines["file_status"] == "nil")).sum())

    @property
    def needs_reason(self) -> bool:
        """Whether something that is stored would be replaced or withdrawn even if no conflict is accepted."""
        return bool(self.lines["state"].isin(["changed", "withdrawn"]).any())


def lines(
    rows: pd.DataFrame, blanks: pd.DataFrame, stored: Stored, person: str, *, again: bool
) -> pd.DataFrame:
    """The comparison of what a file says with what is stored.

    `again`: the same file came in before, as the batch that `stored.then` ends with. Whatever has changed
    since stays unless somebody says, cell by cell, that the file shall win after all.
    """
    found = diff(rows, blanks, stored.now, stored.then, stored.batches, person)
    if again:
        state = found["state"].to_numpy(dtype=object)
        found["state"] = pd.Categorical(
            np.where(np.isin(state, ("new", "changed", "withdrawn")), "conflicting", state), STATES
        )
    return found
