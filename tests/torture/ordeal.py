"""One tortured file taken through all that a handed-in file goes through; what became of it, as one word."""

from __future__ import annotations

import time
from dataclasses import dataclass

from data.intake import upload
from data.intake.columns import understand
from data.intake.meaning import Wish, meant
from data.intake.sheet import Workbook
from data.intake.table import tables
from data.words import LANGUAGES
from data.words.problems import problem
from metrics.errors import CellProblem
from metrics.model import FIELD_TYPES
from tests.data.intake import plan_2012

LOST = "unreadable"  # the code of a child that ended otherwise than it should
WISHES = [Wish(kind, ("是", "否"), year=2012) for kind in FIELD_TYPES] + [Wish("number", share=True)]
ASKED = 300  # cells of a file of which every kind of meaning is asked


@dataclass(frozen=True)
class Verdict:
    """`outcome`: "accepted", the code of the refusal, or "LOST: ..." for what may never happen."""

    outcome: str
    seconds: float

    @property
    def lost(self) -> bool:
        """Did a process end, or something raise, that should not?"""
        return self.outcome.startswith("LOST")


def ordeal(name: str, content: bytes) -> Verdict:
    """Upload the file; where it is accepted, find its tables, ask what its cells mean, understand it."""
    began = time.perf_counter()
    try:
        given = upload.read_bytes(content, name)
        outcome = _outcome(given)
        if given.workbook is not None:
            outcome = _went_through(given.workbook) or outcome
    except Exception as error:
        outcome = f"LOST: {type(error).__name__} {error}"[:200]
    return Verdict(outcome, time.perf_counter() - began)


def _outcome(given: upload.Upload) -> str:
    if given.workbook is not None:
        return "accepted"
    codes = [one.code for one in given.problems]
    if len(codes) != 1 or codes[0] == LOST:
        return f"LOST: {codes}"
    return _unsaid(given.problems) or codes[0]


def _went_through(workbook: Workbook) -> str:
    """ "" where all goes well with a file that was accepted."""
    problems: list[CellProblem] = []
    for look in tables(workbook):
        problems += look.problems + (look.table.problems if look.table else ())
    for sheet in workbook.sheets:
        for _, cell in zip(range(ASKED), sheet.cells.values(), strict=False):
            for wish in WISHES:
                found = meant(cell, wish)
                if bool(found.value) + bool(found.status) + bool(found.code) != 1:
                    return f"LOST: {cell} {wish.type}"
    problems += understand(workbook, plan_2012.known()).problems
    return _unsaid(problems)


def _unsaid(problems: list[CellProblem] | tuple[CellProblem, ...]) -> str:
    """A problem without a sentence is as bad as none."""
    for one in problems[:50]:
        for language in LANGUAGES:
            if "⟦" in problem(one, language):
                return f"LOST: no words for {one.code}"
    return ""
