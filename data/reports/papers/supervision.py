"""督办单, the supervision order: one page, one matter, blue, yellow or red."""

from __future__ import annotations

import io

from docx.shared import Mm, RGBColor
from docx.text.run import Run

from data.reports.papers import blocks, grids, layout
from data.reports.papers.letter import Letter
from data.reports.papers.notice import told
from data.words import day, text

WIDTHS = (28.0, 50.0, 28.0, 50.0)  # mm
LAMPS = ("blue", "yellow", "red")
ROOM = {"orders": 26.0, "handling": 36.0, "closing": 26.0}  # mm left to write in


def supervision(letter: Letter, lamp: str) -> bytes:
    """The order for the first problem of the letter; `lamp`: one of LAMPS, else KeyError."""
    if lamp not in LAMPS:
        raise KeyError(lamp)
    spoken, [one, *_] = letter.language, letter.problems
    paper = layout.blank(spoken, demo=letter.demo)

    def say(key: str, **numbers: object) -> str:
        return text(f"paper.order_{key}", spoken, **numbers)

    blocks.title(paper, say(f"title_{lamp}"))
    late = say("overdue", n=one.overrun) if one.overrun else say("not_overdue")
    pairs = [
        (say("number"), blocks.number(letter), say("item"), one.number),
        (say("body"), one.body[spoken], say("owner"), one.owner),
        (say("issued"), day(letter.on, spoken), say("due"), f"{day(one.due, spoken)}\n{late}"),
    ]
    table = grids.grid(paper, WIDTHS, pairs, heads=0)
    for key, words in (
        ("matter", told(one, spoken)),
        ("grounds", letter.plan), ("target", one.target), ("orders", ""), ("handling", ""), ("closing", ""),
    ):  # fmt: skip
        row = table.add_row()
        row.height = Mm(ROOM.get(key, 8.0))
        grids.filled(row.cells[0], say(key), centred=True)
        grids.filled(row.cells[1].merge(row.cells[3]), words)
    row = table.add_row()
    row.height = Mm(10)
    for cell, words in zip(row.cells, (say("handler"), "", say("supervisor"), ""), strict=True):
        grids.filled(cell, words, centred=True)
    _coloured(paper.paragraphs[0].runs[0], lamp)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _coloured(run: Run, lamp: str) -> None:
    """The colour of the lamp on the title, which names it too."""
    run.font.color.rgb = RGBColor.from_string({"blue": "0B5CAD", "yellow": "B86E00", "red": "C2301C"}[lamp])
