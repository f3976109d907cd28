"""What a person meant by a cell: from a raw cell to the text the record keeps, or why that cannot be told.

    meant(cell, Wish.of(field, year=2012)) -> Meant

The reading is tolerant about writing (study/practice.md 6.1) and strict about meaning: 约120 is refused,
1 in a column of shares is asked back unless the column shows how it counts, an error is never a blank.
"""

from __future__ import annotations

from datetime import datetime

from data.intake.meaning import answers, days, figures
from data.intake.meaning.figures import scale
from data.intake.meaning.outcome import EMPTY, NOT_APPLICABLE, Meant, Unclear, Wish
from data.intake.meaning.writing import is_error, kept_text, says_nothing, split, visible
from data.intake.sheet import Cell

__all__ = ["Meant", "Wish", "meant", "scale"]

FREE = ("text", "list")
DIGITS_KEPT = 1e15  # from here on a spreadsheet has already dropped digits of a number


def meant(cell: Cell, wish: Wish) -> Meant:
    """What the cell says of a field of this type; never raises for anything that can stand in a cell."""
    if cell.kind == "empty":
        return Meant("", status=EMPTY)
    if cell.kind == "error" or (cell.kind == "text" and is_error(visible(str(cell.value)))):
        return Meant(cell.shown, code="error_cell")
    if cell.kind == "formula":
        return Meant(cell.shown, code="formula_without_value")
    try:
        if cell.kind == "text":
            return _free(cell) if wish.type in FREE else _text(str(cell.value), wish)
        if wish.type in FREE:
            return _free(cell)
        value, notice = _typed(cell, wish)
        return Meant(cell.shown, value, notice=notice)
    except Unclear as trouble:
        return Meant(cell.shown, code=trouble.code, allowed=trouble.allowed)


def _text(raw: str, wish: Wish) -> Meant:
    text = visible(raw)
    if not text:
        return Meant("", status=EMPTY)
    main, remark = split(text)
    if says_nothing(main) and not _answers(main, wish):
        if wish.type == "int" and main == "无":
            raise Unclear("none_in_count")
        return Meant(raw.strip(), status=NOT_APPLICABLE, remark=remark)
    match wish.type:
        case "int" | "number":
            value, notice, remark = figures.number(text, wish)
        case "bool":
            value, notice, remark = answers.yes_no(text)
        case "entry":
            value, notice, remark = answers.entry(text)
        case "enum":
            value, notice, remark = answers.choice(text, wish.choices)
        case _:
            value, notice, remark = days.day(text, wish)
    found = raw.strip()
    if notice in ("", "plain"):
        notice = "remark_apart" if remark else "" if value == found else "plain"
    return Meant(found, value, notice=notice, remark=remark)


def _answers(text: str, wish: Wish) -> bool:
    """Is a mark for nothing an answer here: 无 to a yes-or-no question, anything to a checklist?"""
    if wish.type == "bool":
        return text == "无"
    return wish.type == "entry" or (wish.type == "enum" and answers.is_choice(text, wish.choices))


def _typed(cell: Cell, wish: Wish) -> tuple[str, str]:
    """A cell that is a number, a day or a truth value."""
    value = cell.value
    match wish.type:
        case "date" | "datetime":
            if isinstance(value, datetime):
                return days.typed(value, wish)
            if isinstance(value, float) and not cell.percent:
                return days.serial(value, wish)
            raise Unclear(f"not_{wish.type}")
        case _ if isinstance(value, datetime):
            raise Unclear("day_for_figure")
        case "int" | "number":
            if isinstance(value, float):
                return figures.typed(value, cell.percent, wish)
            raise Unclear(f"not_{wish.type}")
    read, notice, _ = _answered("1" if value is True else "0" if value is False else cell.shown, wish)
    return read, notice or ("answer" if isinstance(value, bool) else "")


def _answered(shown: str, wish: Wish) -> tuple[str, str, str]:
    if wish.type == "bool":
        return answers.yes_no(shown)
    return answers.entry(shown) if wish.type == "entry" else answers.choice(shown, wish.choices)


def _free(cell: Cell) -> Meant:
    """Free text stays as it is written, but for what cannot be seen."""
    if isinstance(cell.value, float) and not isinstance(cell.value, bool) and abs(cell.value) >= DIGITS_KEPT:
        raise Unclear("digits_lost")
    raw = cell.shown
    value = kept_text(raw)
    if not value or visible(value) in ("-", "--", "/"):
        return Meant(raw.strip(), status=EMPTY, notice="mark_as_empty" if value else "")
    return Meant(raw, value, notice="" if value == raw else "plain")
