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
    return f"{left} {'≤' if one.rule == 'at_most' else '='} {right}"


def where(one: Identity, form: Form, language: str) -> str:
    """For which rows or columns it must hold: 表三每一列."""
    grid = next((grid for grid in form.tables if grid.code == one.table), None)
    if grid is None or (one.per == "once" and one.rule != "rollup"):
        return ""
    key = "report.every_figure" if one.rule == "rollup" else f"report.every_{one.per}"
    return text(key, language, table=grid.title)


def _side(one: Identity, terms: Sequence[Term], form: Form, language: str) -> str:
    words = ""
    for term in terms:
        name = named(one, term, form, language)
        if term.report:
            name = text("report.of_previous", language, name=name)
        sign = " − " if term.sign < 0 else " + "
        words += (sign if words or term.sign < 0 else "") + name
    return words
