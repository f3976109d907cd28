"""An identity of a form as people read it: 三（七） = 三（一） + 三（二） + …"""

from __future__ import annotations

from collections.abc import Sequence

from data.catalogue.identities import Form, Identity, Term
from data.intake.annual_report.check import named
from data.words import text


def formula(one: Identity, form: Form, language: str) -> str:
    """Both sides by the names of their rows or columns."""
    if one.rule == "rollup":
        return text("report.formula_rollup", language)
    left, right = (_side(one, side, form, language) for side in (one.left, one.right))
    if one.rule == "rate":
        return text(
            "report.formula_rate", language, left=left, right=right, over=_side(one, one.over, form, language)
        )
    words = f"{left} {'≤' if one.rule == 'at_most' else '='} {right}"
    group = _group(one, form, language)
    return text("report.formula_of", language, group=group, formula=words) if group else words


def where(one: Identity, form: Form, language: str) -> str:
    """For which rows or columns it must hold: 表三每一列."""
    grid = next((grid for grid in form.tables if grid.code == one.table), None)
    if grid is None or (one.per == "once" and one.rule != "rollup"):
        return ""
    key = "report.every_figure" if one.rule == "rollup" else f"report.every_{one.per}"
    return text(key, language, table=grid.title)


def _group(one: Identity, form: Form, language: str) -> str:
    """What stands over every column of an identity between columns; "" where they have nothing in common."""
    found = set()
    for term in (*one.left, *one.right):
        grid = form.table_of(term.row)
        columns = grid.columns if grid and len(grid.rows) == 1 else ()
        found |= {it.group[language] for it in columns if it.code == term.column} or {""}
    return found.pop() if len(found) == 1 else ""


def _side(one: Identity, terms: Sequence[Term], form: Form, language: str) -> str:
    words = ""
    before = f"{group} · " if (group := _group(one, form, language)) else ""
    for term in terms:
        name = named(one, term, form, language).removeprefix(before)
        if term.report:
            name = text("report.of_previous", language, name=name)
        sign = " − " if term.sign < 0 else " + "
        words += (sign if words or term.sign < 0 else "") + name
    return words
