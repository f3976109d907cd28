"""约谈记录, the note of a talk with those who answer for what is overdue."""

from __future__ import annotations

import io

from docx.shared import Mm

from data.reports.papers import blocks, grids, layout
from data.reports.papers.letter import Letter
from data.words import text

WIDTHS = (28.0, 50.0, 28.0, 50.0)  # mm
ROOM = {"demands": 30.0, "answer": 42.0}  # mm left to write in
LEADERS = ("deputy", "head")


def interview(letter: Letter, whom: str) -> bytes:
    """The note, prepared; `whom`: deputy (分管领导) or head (主要负责人), else KeyError."""
    if whom not in LEADERS:
        raise KeyError(whom)
    spoken = letter.language
    paper = layout.blank(spoken, demo=letter.demo)

    def say(key: str, **numbers: object) -> str:
        return text(f"paper.talk_{key}", spoken, **numbers)

    blocks.title(paper, say("title"))
    names = "\n".join(one[spoken] for one in letter.to)
    rows = [
        (say("number"), blocks.number(letter), say("body"), names),
        (say("whom"), say(whom), say("post"), ""),
        (say("time"), "", say("place"), ""),
        (say("by"), "", say("clerk"), ""),
    ]
    table = grids.grid(paper, WIDTHS, rows, heads=0)
    problems = "\n".join(
        f"{at}. {one.number} {one.title[spoken]}{say('late', due=one.due, n=one.overrun)}"
        for at, one in enumerate(letter.problems, 1)
    )
    why = say("why", n=len(letter.problems), plan=letter.plan)
    for key, words in (("grounds", why), ("problems", problems), ("demands", say("asked")), ("answer", "")):
        row = table.add_row()
        row.height = Mm(ROOM.get(key, 8.0))
        grids.filled(row.cells[0], say(key), centred=True)
        grids.filled(row.cells[1].merge(row.cells[3]), words)
    row = table.add_row()
    row.height = Mm(12)
    for cell, words in zip(row.cells, (say("sign_whom"), "", say("sign_by"), ""), strict=True):
        grids.filled(cell, words, centred=True)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()
