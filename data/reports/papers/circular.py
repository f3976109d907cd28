"""Letters in words: 提醒函 the reminder, 通报 the circular of what is overdue, 移送 the referral."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx.document import Document as Paper

from data.reports.papers import blocks, grids, layout
from data.reports.papers.letter import Letter
from data.words import day, text

WIDTHS = (10.0, 30.0, 30.0, 46.0, 24.0, 16.0)  # mm


def reminder(letter: Letter) -> bytes:
    """提醒函 to one body: what is due soon."""
    return _written(letter, "reminder", blocks.letterhead)


def circular(letter: Letter) -> bytes:
    """通报 to all: who is overdue with what; names and facts, no scores."""
    return _written(letter, "circular", blocks.head)


def referral(letter: Letter) -> bytes:
    """移送问责建议: what was tried, what is still open, what is proposed."""
    return _written(letter, "referral", blocks.letterhead)


def _written(letter: Letter, kind: str, head: Callable[..., None]) -> bytes:
    spoken, problems = letter.language, letter.problems
    if not problems:
        raise ValueError("a letter needs a problem")
    paper = layout.blank(spoken, demo=letter.demo)

    def say(key: str, **numbers: object) -> str:
        return text(f"paper.{kind}_{key}", spoken, **numbers)

    facts = {
        "n": len(problems), "bodies": len({one.body.zh for one in problems}), "plan": letter.plan,
        "round": letter.round, "first": min(one.due for one in problems), "on": letter.on,
        "most": max(one.overrun for one in problems), "contact": letter.sender.contact,
        "extension": letter.extension,
    }  # fmt: skip
    head(paper, letter, say("title"))
    blocks.addressee(paper, letter)
    for key in ("why", "what", "ask"):
        blocks.paragraph(paper, say(key, **facts))
    blocks.attachments(paper, spoken, [text("paper.overdue_list", spoken)])
    blocks.signature(paper, letter)
    blocks.attached(paper, spoken, 1, text("paper.overdue_list", spoken))
    _listing(paper, letter)
    blocks.copies(paper, letter)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _listing(paper: Paper, letter: Letter) -> None:
    spoken = letter.language
    heads = [text(f"paper.list_{one}", spoken) for one in ("at", "number", "body", "problem", "due", "late")]
    rows = [
        (
            str(at), one.number, one.body[spoken], f"{one.indicator} {one.title[spoken]}",
            day(one.due, spoken), text("paper.late_days", spoken, n=one.overrun) if one.overrun else "—",
        )
        for at, one in enumerate(letter.problems, 1)
    ]  # fmt: skip
    grids.grid(paper, WIDTHS, [heads, *rows])
