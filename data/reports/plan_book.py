"""A body's improvement plan (提分路线) as a workbook and as a document in the layout of official papers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.reports.papers import blocks, grids, layout
from data.reports.tables import Sheet, xlsx
from data.words import day, points, text
from metrics.model import Text

COLUMNS = (
    "at", "indicator", "title", "why", "measure", "proof", "lost", "gain", "effort", "duties", "number",
    "owner", "due",
)  # fmt: skip
WIDTHS = (9.0, 44.0, 43.0, 15.0, 24.0, 21.0)  # mm, in all the width of the type area


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing to be put right. `picked`: part of the plan; else the law demands it besides."""

    indicator: str
    title: Text
    why: str
    measure: str
    proof: Text
    lost: float
    gain: float
    effort: int
    duties: Sequence[str]
    picked: bool
    number: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """All that a plan says: whose, of which round, from which total to which."""

    body: Text
    round: Text
    lines: Sequence[PlanLine]
    on: date
    language: str
    demo: bool
    before: float
    after: float
    grade_before: Text | None
    grade_after: Text | None


def plan_book(one: PlanPaper) -> bytes:
    """The workbook: what is to be done, and what the law demands besides; owner and date to be filled in."""
    words = {name: text(f"plan.column_{name}", one.language) for name in COLUMNS}
    formats = {"lost": "points", "gain": "points"}
    parts = (("plan.sheet", True), ("plan.sheet_law", False))
    sheets = [
        Sheet(text(key, one.language), _frame(one, picked), words, formats, frozen=3) for key, picked in parts
    ]
    return xlsx(sheets, one.demo, one.language)


def plan_document(one: PlanPaper) -> bytes:
    """The document: the finding, a table of what is to be done, a table of what the law demands besides."""
    spoken = one.language
    paper = layout.blank(spoken, demo=one.demo)
    blocks.title(paper, text("plan.paper_title", spoken, body=one.body))
    blocks.paragraph(paper, _finding(one))
    for key, picked in (("plan.paper_fixes", True), ("plan.paper_law", False)):
        lines = [line for line in one.lines if line.picked == picked]
        if lines:
            blocks.heading(paper, text(key, spoken, n=len(lines)))
            grids.grid(paper, WIDTHS, [_heads(spoken), *_cells(one, lines)])
            paper.add_paragraph()
    blocks.paragraph(paper, text("plan.paper_note", spoken, on=day(one.on, spoken)))
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _finding(one: PlanPaper) -> str:
    n = sum(line.picked for line in one.lines)
    graded = one.grade_before and one.grade_after and one.grade_before != one.grade_after
    key = "plan.paper_finding_grade" if graded else "plan.paper_finding"
    return text(
        key, one.language, body=one.body, round=one.round, n=n, before=one.before, after=one.after,
        gain=one.after - one.before, grade=one.grade_after or "",
    )  # fmt: skip


def _frame(one: PlanPaper, picked: bool) -> pd.DataFrame:
    spoken = one.language
    between = text("join.list", spoken)
    rows = [
        (
            at, line.indicator, line.title[spoken], line.why, line.measure, line.proof[spoken], line.lost,
            line.gain, text(f"plan.effort_{line.effort}", spoken), between.join(line.duties),
            line.number, "", line.deadline.isoformat() if line.deadline else "",
        )
        for at, line in enumerate((it for it in one.lines if it.picked == picked), 1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _heads(spoken: str) -> list[str]:
    return [text(f"plan.head_{name}", spoken) for name in ("at", "what", "how", "gain", "law", "who")]


def _cells(one: PlanPaper, lines: Sequence[PlanLine]) -> list[list[str]]:
    spoken = one.language
    return [
        [
            str(at),
            f"{line.indicator} {line.title[spoken]}\n{line.why}",
            line.measure,
            f"+{points(line.gain)}\n{text(f'plan.effort_{line.effort}', spoken)}",
            "\n".join(line.duties) or "–",
            "\n".join(
                part for part in (line.number, day(line.deadline, spoken) if line.deadline else "") if part
            ),
        ]
        for at, line in enumerate(lines, 1)
    ]
