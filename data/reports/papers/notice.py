"""整改通知书, the notice of rectification: problems, demands, deadlines, what to send in; with its list."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document as Paper

from data.reports.papers import blocks, grids, layout
from data.reports.papers.letter import Letter, Problem
from data.reports.papers.reply import form
from data.words import day, points, text

QUOTED = 5  # problems told in the body; all of them stand in the list
WIDTHS = (10.0, 27.0, 44.0, 34.0, 16.0, 25.0)  # mm


def notice(letter: Letter) -> bytes:
    """The notice to one body as a docx; ValueError for a letter without problems."""
    if not letter.problems:
        raise ValueError("a notice needs a problem")
    spoken, problems = letter.language, letter.problems
    paper = layout.blank(spoken, demo=letter.demo)

    def say(key: str, **numbers: object) -> str:
        return text(f"paper.{key}", spoken, **numbers)

    blocks.head(paper, letter, say("notice_title"))
    blocks.addressee(paper, letter)
    blocks.paragraph(paper, say("notice_why", plan=letter.plan, round=letter.round, n=len(problems)))
    blocks.heading(paper, say("notice_problems"))
    for at, one in enumerate(problems[:QUOTED], 1):
        blocks.paragraph(paper, f"{at}. {told(one, spoken)}")
    if len(problems) > QUOTED:
        blocks.paragraph(paper, say("notice_more", n=len(problems) - QUOTED))
    blocks.heading(paper, say("notice_demands"))
    for key in ("demand_measures", "demand_root", "demand_test"):
        blocks.paragraph(paper, say(key))
    blocks.heading(paper, say("notice_deadlines"))
    days = sorted(one.due for one in problems)
    key = "deadline_one" if days[0] == days[-1] else "deadline_many"
    blocks.paragraph(paper, say(key, first=days[0], last=days[-1], most=letter.extension))
    blocks.heading(paper, say("notice_papers"))
    blocks.paragraph(paper, say("papers_due", contact=letter.sender.contact))
    blocks.attachments(paper, spoken, [say("list_title"), say("reply_title")])
    blocks.signature(paper, letter)
    blocks.attached(paper, spoken, 1, say("list_title"))
    listing(paper, problems, spoken)
    blocks.attached(paper, spoken, 2, say("reply_title"))
    form(paper, letter)
    blocks.copies(paper, letter)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def told(one: Problem, language: str) -> str:
    """A problem in a sentence: indicator, clause, what was found, points, evidence."""
    said = text(
        "paper.told", language, number=one.number, indicator=one.indicator, clause=one.clause,
        found=one.found,
    )  # fmt: skip
    return said + (text("paper.evidence", language, names=list(one.evidence)) if one.evidence else "")


def listing(paper: Paper, problems: Sequence[Problem], language: str) -> None:
    """问题清单: one row a problem, with target and deadline."""
    named = ("at", "number", "problem", "target", "lost", "due")
    heads = [text(f"paper.list_{one}", language) for one in named]
    rows = [
        (
            str(at), one.number, f"{one.indicator} {one.found}",
            one.measure or one.target, points(one.lost),
            f"{day(one.due, language)}\n{one.deadline}",
        )
        for at, one in enumerate(problems, 1)
    ]  # fmt: skip
    grids.grid(paper, WIDTHS, [heads, *rows])
