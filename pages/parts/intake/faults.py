"""What is wrong with a file, as a table: where, what was found, what is allowed, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import choice
from data.words.naming import Naming
from data.words.problems import LINE, what, where
from metrics.errors import CellProblem
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import Markup, tag
from pages.parts.tables import Column, table

SHOWN = 200  # nobody mends more at a time; the annotated copy has them all


def of_whole(problems: Sequence[CellProblem]) -> bool:
    """Is it one sentence about the file as such, with no cell to go to?"""
    return len(problems) == 1 and not problems[0].cell


def sentence(visit: Visit, one: CellProblem) -> Markup:
    """A refusal of the whole file: why, and how to mend it."""
    title = visit.say("intake.refused", file=one.sheet)
    said = mend(visit, one)
    return tag("div", tag("b", title), tag("p", said), class_="banner act", role="alert")


def listing(visit: Visit, problems: Sequence[CellProblem], caption: str) -> Markup:
    """The problems, errors first, in the order of the file."""
    say = visit.say
    ordered = sorted(problems, key=lambda one: one.severity != "error")
    columns = [
        Column(say("annotate.kind"), lambda one: kind(visit, one), lambda one: one.severity),
        Column(say("annotate.sheet"), lambda one: one.sheet),
        Column(say("annotate.cell"), lambda one: place(visit, one)),
        Column(say("annotate.found"), lambda one: short(one.found)),
        Column(say("annotate.allowed"), lambda one: short(allowed(visit, one))),
        Column(say("annotate.mend"), lambda one: mend(visit, one)),
    ]
    drawn = table(ordered[:SHOWN], columns, caption, tall=len(ordered) > 8)
    left = len(ordered) - SHOWN
    more = tag("p", say("annotate.more", n=left), class_="note") if left > 0 else None
    return tag("div", drawn, more, class_="faults")


def mend(visit: Visit, one: CellProblem) -> str:
    """What is wrong and how to mend it, with names as the plan and the round have them."""
    return what(named(visit, one), visit.language)


def named(visit: Visit, one: CellProblem) -> CellProblem:
    """The problem with names in place of codes."""
    return Naming(visit.board.catalogue, visit.board.bodies).told(one, visit.language)


def kind(visit: Visit, one: CellProblem) -> Markup:
    """An error that must be mended, or a notice; in words, a sign and a colour."""
    level = "act" if one.severity == "error" else "soon"
    sign = "■" if level == "act" else "▲"
    return tag("span", f"{sign} {visit.say(f'annotate.{one.severity}')}", class_=f"lamp {level}")


def place(visit: Visit, one: CellProblem) -> str:
    """The address of the cell, or the line."""
    if one.cell.startswith(LINE):
        return where(one, visit.language).removeprefix(one.sheet).strip()
    return one.cell or "–"


def allowed(visit: Visit, one: CellProblem) -> str:
    """What may stand there: as the problem says, else what the field's type takes."""
    known = said.field_of(visit, one.indicator, one.field) if not one.allowed else None
    if known is None:
        return named(visit, one).allowed
    choices = visit.say("join.list").join(choice(one, visit.language) for one in known.choices)
    return choices or visit.say(f"template.hint_{known.type}")


def short(words: str, longest: int = 60) -> str:
    """Enough of a text to know it again."""
    return words if len(words) <= longest else words[: longest - 1] + "…"
