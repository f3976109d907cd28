"""整改情况回执, the form a body answers on: what was done, by whom, with which proof."""

from __future__ import annotations

import io

from docx.document import Document as Paper

from data.reports.papers import blocks, grids, layout
from data.reports.papers.letter import Letter
from data.words import text

WIDTHS = (10.0, 27.0, 44.0, 37.0, 20.0, 18.0)  # mm
SIGNED = (26.0, 52.0, 26.0, 52.0)


def reply(letter: Letter) -> bytes:
    """The form for all problems of the letter, as a docx."""
    paper = layout.blank(letter.language, demo=letter.demo)
    blocks.title(paper, text("paper.reply_title", letter.language))
    form(paper, letter)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def form(paper: Paper, letter: Letter) -> None:
    """The table to fill in, with room, and who answers for it."""
    spoken = letter.language
    say = [text(f"paper.reply_{one}", spoken) for one in ("at", "number", "problem", "done", "proof", "on")]
    rows = [
        (str(at), one.number, f"{one.indicator} {one.title[spoken]}\n{one.target}", "", "", "")
        for at, one in enumerate(letter.problems, 1)
    ]
    grids.grid(paper, WIDTHS, [say, *rows])
    paper.add_paragraph()
    signed = [
        [text(f"paper.reply_{one}", spoken) if at % 2 == 0 else "" for at, one in enumerate(pair)]
        for pair in (("body", "", "head", ""), ("owner", "", "phone", ""), ("seal", "", "date", ""))
    ]
    signed[0][1] = "\n".join(one[spoken] for one in letter.to)
    grids.grid(paper, SIGNED, signed, heads=0)
