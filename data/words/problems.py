"""Problems of handed-in data in words: where it is, what was found, what is allowed."""

from __future__ import annotations

from data.words.sentences import has, text
from metrics.errors import CellProblem

LINE = "line "


def problem(one: CellProblem, language: str) -> str:
    """One problem as a sentence with its place; a warning says that it is one."""
    key = "problem.warning" if one.severity == "warning" else "problem.sentence"
    return text(key, language, where=where(one, language), problem=what(one, language))


def what(one: CellProblem, language: str) -> str:
    """What is wrong and how to mend it, without the place."""
    near = f"problem.{one.code}_near"
    key = near if one.allowed and has(near, language) else f"problem.{one.code}"
    quoted = {name: getattr(one, name) for name in ("body", "indicator", "field", "found", "allowed")}
    return text(key, language, **quoted, column=one.field)


def where(one: CellProblem, language: str) -> str:
    """The file with line or cell."""
    if one.cell.startswith(LINE):
        return text("where.line", language, sheet=one.sheet, line=one.cell.removeprefix(LINE))
    first, _, last = one.cell.partition(":")
    if first.isdigit() and first == last:  # the whole row, as a spreadsheet writes it
        return text("where.line", language, sheet=one.sheet, line=first)
    return text("where.cell" if one.cell else "where.file", language, sheet=one.sheet, cell=one.cell)
