"""From the bytes of a handed-in file to checked rows that know their cells: every step of the way in.

    read(content, name, one, known, bodies, stored, progress) -> Reading

gate -> child process -> raw cells -> identity -> which column is what -> canonical text -> check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from data.intake import check, upload
from data.intake.agree import agree, with_ratios
from data.intake.annotate.sheets import without_notes
from data.intake.columns import Known, Understood, understand
from data.intake.identity import Identity
from data.intake.place import place, shown
from data.intake.problem import LINE, errors
from data.intake.read import Table as Lines
from data.intake.spare import give_back
from metrics.errors import CellProblem
from metrics.frames import CELL, OBSERVATIONS
from metrics.model import Body, Catalogue, Round

# Called with a step (a key of data/words: "step." + step), how many steps are done, and how many there are.
Progress = Callable[[str, int, int], None]
STEPS = ("read", "understand", "compare", "score")
BESIDE = ("sheet", "cell", "evidence")
PLACED = (*OBSERVATIONS, *BESIDE)
BLANKS = (*CELL, "sheet", "cell")


def silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    made = pd.DataFrame({name: pd.Series([], dtype="str") for name in columns})
    return made.astype({"cell": np.int32})


@dataclass(frozen=True)
class Reading:
    """A file that was read and understood: who it says it is, what it says, what is wrong with it.

    rows: OBSERVATIONS with `sheet`, `cell` (the number of its place, see `data.intake.place`) and `evidence`
    (what stands beside it). blanks: CELL with `sheet` and `cell`, cells that were filled when the template
    was made and are empty now. Both are empty where a problem is an error: then nothing may be taken in.
    """

    identity: Identity | None = None
    rows: pd.DataFrame = field(default_factory=lambda: _empty(PLACED))
    blanks: pd.DataFrame = field(default_factory=lambda: _empty(BLANKS))
    problems: tuple[CellProblem, ...] = ()

    @property
    def errors(self) -> tuple[CellProblem, ...]:
        """The problems for which nothing can be taken in."""
        return tuple(errors(self.problems))


def read(
    content: bytes,
    name: str,
    one: Round,
    known: Known,
    bodies: Sequence[Body],
    stored: pd.DataFrame,
    progress: Progress = silent,
) -> Reading:
    """Read, understand and check a file; whatever is wrong with it is a value, never an exception.

    stored: OBSERVATIONS of what counts now, for figures that must agree with others.
    """
    progress("read", 0, len(STEPS))
    said, told = _said(content, name, known, progress)
    if said is None:
        return Reading(problems=told)
    give_back(len(said.rows))
    who = said.identity
    problems = [*told, *_strange(who, one, known.catalogue, name), *said.problems]
    if not errors(problems) and said.rows.empty and not (who and who.stamps):
        problems.append(CellProblem(name, "", "nothing_said"))
    checked, more = _checked(said.rows, name, known, bodies)
    give_back(len(checked))
    problems += more
    if not errors(problems):
        problems += agree(checked, with_ratios(known.crosschecks, known.catalogue), stored)
    problems = list(dict.fromkeys(problems))
    if errors(problems):
        return Reading(who, problems=tuple(problems))
    return Reading(who, checked, _blanks(who, checked), tuple(problems))


def _said(
    content: bytes, name: str, known: Known, progress: Progress
) -> tuple[Understood | None, tuple[CellProblem, ...]]:
    """What the file says, and what is to be said of the file; its raw cells are let go."""
    found = upload.read_bytes(content, name)
    if found.workbook is None:
        return None, found.problems
    progress("understand", 1, len(STEPS))
    return understand(without_notes(found.workbook), known), found.problems


def _strange(who: Identity | None, one: Round, catalogue: Catalogue, name: str) -> list[CellProblem]:
    """A template of another round is refused; one of an earlier wording of the plan is told."""
    if who is None:
        return []
    if who.round != one.code:
        return [CellProblem(name, "", "other_round", found=who.round, allowed=one.code)]
    if who.version != catalogue.version:
        return [CellProblem(name, "", "other_version", found=who.version, severity="warning")]
    return []


def _checked(
    rows: pd.DataFrame, name: str, known: Known, bodies: Sequence[Body]
) -> tuple[pd.DataFrame, list[CellProblem]]:
    """The rows with their values as they are kept, and what the check says, told by sheet and cell."""
    lines = Lines(name, rows[list(OBSERVATIONS)], np.arange(len(rows), dtype=np.int32))
    sound, told = check.observations(lines, known.catalogue, bodies)
    problems = [_placed(one, rows) for one in told]
    if errors(problems):
        return _empty(PLACED), problems
    beside = {one: rows[one] for one in BESIDE}
    return sound.reset_index(drop=True).assign(**beside), problems


def _placed(problem: CellProblem, rows: pd.DataFrame) -> CellProblem:
    """A problem of a row, told by the cell where it stands."""
    row = int(problem.cell.removeprefix(LINE))
    sheet, cell = str(rows["sheet"].iat[row]), shown(rows["cell"].iat[row])
    if problem.code == "duplicate_row":
        first = int(problem.allowed)
        other = f"{rows['sheet'].iat[first]}!{shown(rows['cell'].iat[first])}"
        return replace(problem, sheet=sheet, cell=cell, code="duplicate_cell", allowed=other)
    if problem.code in ("na_with_values", "nil_with_values"):
        others = ", ".join(shown(rows["cell"].iat[int(at)]) for at in problem.found.split(", "))
        return replace(
            problem, sheet=sheet, cell=cell, code=problem.code.replace("values", "cells"), found=others
        )
    return replace(problem, sheet=sheet, cell=cell)


def _blanks(who: Identity | None, rows: pd.DataFrame) -> pd.DataFrame:
    """Cells that were filled when the template was made, and of which the file says nothing now."""
    if who is None or not who.stamps:
        return _empty(BLANKS)
    stamps = pd.DataFrame([{name: getattr(one, name) for name in BLANKS} for one in who.stamps], dtype="str")
    stamps["cell"] = stamps["cell"].map(place).astype(np.int32)
    said = pd.MultiIndex.from_frame(rows[list(CELL)].astype(str))
    return stamps[~pd.MultiIndex.from_frame(stamps[list(CELL)]).isin(said)].reset_index(drop=True)
