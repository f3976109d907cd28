"""Writes the form of one body: its indicators and their fields, one line under another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from data.intake.identity import PagePlace
from data.intake.sheet import address
from data.intake.template import checks, notes
from data.intake.template.cells import put_text
from data.intake.template.look import ACT, ACT_PALE, height
from data.intake.template.pages import Form, Line
from data.intake.template.pen import Pen
from metrics.model import Indicator

# Code of a column, its width in characters; those without a width are hidden keys for the program.
COLUMNS = {
    "code": 9, "title": 44, "value": 20, "hint": 22, "status": 11, "reason": 22, "evidence": 26, "marks": 7,
    "rule": 48, "indicator": 0, "item": 0, "field": 0,
}  # fmt: skip
AT = {code: at for at, code in enumerate(COLUMNS)}
SHARE = "0.0%"


def write(
    pen: Pen, page: Any, sheet: str, form: Form, lines: list[str], elsewhere: Mapping[str, str]
) -> None:
    """The whole page; `elsewhere`: indicator → sheet on which its cases are asked for."""
    top = pen.heading(page, 0, [*lines, ""])
    _columns(pen, page, top)
    first = last = top + 2
    node, cells = "", _cells(form, first)
    for row, line in places(form, first):
        if line.indicator.node != node:
            node = line.indicator.node
            _band(pen, page, row - 1, node)
        if line.field is None:
            _indicator(pen, page, sheet, row, form, line, cells, elsewhere)
        else:
            _field(pen, page, sheet, row, line)
        last = row
    _progress(pen, page, top - 1, first, last, form)
    _guard(pen, page, first, last)
    page.freeze_panes(top + 2, AT["value"])
    page.repeat_rows(top)
    page.print_area(0, 0, last, AT["rule"])
    pen.pages.append(PagePlace(sheet, "form", "", form.body.code, str(top + 2)))


def places(form: Form, first: int) -> Iterator[tuple[int, Line]]:
    """Each line with the row in which it stands (from 0), `first` being the first below the codes."""
    row, node = first, ""
    for line in form.lines:
        if line.indicator.node != node:
            node, row = line.indicator.node, row + 1
        yield row, line
        row += 1


def _columns(pen: Pen, page: Any, top: int) -> None:
    for code, at in AT.items():
        width = COLUMNS[code]
        page.set_column(at, at, width or 4, None, {} if width else {"hidden": True})
        put_text(page, top, at, pen.say(code), pen.looks.head())
        put_text(page, top + 1, at, code, pen.looks.codes())
    page.set_row(top, 24)
    page.set_row(top + 1, None, None, {"hidden": True})


def _cells(form: Form, first: int) -> dict[tuple[str, str, str], str]:
    """Where each field's value will stand, for formulas: (indicator, item, field) → C9."""
    return {
        (line.indicator.code, line.item, line.field.code): address(row + 1, AT["value"] + 1)
        for row, line in places(form, first)
        if line.field is not None
    }


def _band(pen: Pen, page: Any, row: int, code: str) -> None:
    node = next((one for one in pen.ground.catalogue.nodes if one.code == code), None)
    title = f"{node.citation or node.code} {node.title[pen.ground.language]}" if node else ""
    for at in range(AT["rule"] + 1):
        put_text(page, row, at, "" if at else title, pen.looks.band())
    page.set_row(row, height())


def _indicator(
    pen: Pen,
    page: Any,
    sheet: str,
    row: int,
    form: Form,
    line: Line,
    cells: Mapping[tuple[str, str, str], str],
    elsewhere: Mapping[str, str],
) -> None:
    """The line of the indicator itself: status of the whole, note, share computed from the figures."""
    one, language = line.indicator, pen.ground.language
    given, strong = pen.looks.given(), pen.looks.given(bold=True)
    title = one.title[language] + (f"（{line.item}）" if line.item else "")
    put_text(page, row, AT["code"], one.code, strong)
    put_text(page, row, AT["title"], title, strong)
    notes.attach(page, row, AT["title"], notes.note(pen.ground.catalogue, one, language), pen.say("about"))
    hint = pen.say("elsewhere", sheet=elsewhere[one.code]) if line.elsewhere and not line.item else ""
    put_text(page, row, AT["hint"], hint, given)
    _share(pen, page, row, one, cells)
    marks = notes.marks(pen.ground.catalogue, one, language, form.body)
    put_text(page, row, AT["marks"], marks, pen.looks.given(align="center"))
    rule = "\n".join(notes.rules(one, language))
    put_text(page, row, AT["rule"], rule, given)
    texts = {"title": title, "hint": hint, "rule": rule}
    page.set_row(row, height(*((words, COLUMNS[code]) for code, words in texts.items())))
    _answers(pen, page, row, line)
    _keys(page, row, line)
    if line.stored:
        pen.stamp(sheet, row, AT["status"], line.stored)


def _field(pen: Pen, page: Any, sheet: str, row: int, line: Line) -> None:
    """The line of one field."""
    one, language = line.field, pen.ground.language
    if one is None:
        raise ValueError("a line of a field has a field")
    stored = line.stored
    title = one.title[language] + (f"（{line.item}）" if line.item else "")
    put_text(page, row, AT["code"], "", pen.looks.given())
    put_text(page, row, AT["title"], title, pen.looks.given(indent=1))
    pen.asked(page, row, AT["value"], one, stored.value if stored and not stored.status else "")
    hint = " / ".join(one.choices) or pen.say(f"short_{one.type}")
    page.set_row(row, height((title, COLUMNS["title"] - 2), (hint, COLUMNS["hint"])))
    put_text(page, row, AT["hint"], hint, pen.looks.given(font_color="#55646F"))
    for code in ("marks", "rule"):
        page.write_blank(row, AT[code], None, pen.looks.given())
    _answers(pen, page, row, line)
    _keys(page, row, line)
    if stored:
        pen.stamp(sheet, row, AT["value"], stored)


def _answers(pen: Pen, page: Any, row: int, line: Line) -> None:
    """Status, reason and evidence of a line."""
    stored, look = line.stored, pen.looks.asked()
    put_text(page, row, AT["status"], pen.status_word(stored.status) if stored else "", look)
    put_text(page, row, AT["reason"], stored.reason if stored else "", look)
    page.write_blank(row, AT["evidence"], None, look)


def _keys(page: Any, row: int, line: Line) -> None:
    put_text(page, row, AT["indicator"], line.indicator.code, None)
    put_text(page, row, AT["item"], line.item, None)
    put_text(page, row, AT["field"], line.field.code if line.field else "", None)


def _share(pen: Pen, page: Any, row: int, one: Indicator, cells: Mapping[tuple[str, str, str], str]) -> None:
    """The share that the two figures of a ratio make, as a protected formula."""
    look = pen.looks.given(num_format=SHARE, align="right", font_color="#55646F")
    num, den = (cells.get((one.code, "", str(one.params.get(role)))) for role in ("num", "den"))
    if one.rule != "ratio" or not num or not den:
        page.write_blank(row, AT["value"], None, look)
        return
    wrong = pen.say("part_over_whole")
    above = max(float(one.params["full_at"]), float(one.params["zero_at"])) > 1
    share = f"{num}/{den}" if above else f'IF({num}>{den},"{wrong}",{num}/{den})'
    formula = f'=IF(AND(ISNUMBER({num}),ISNUMBER({den})),IF({den}>0,{share},""),"")'
    page.write_formula(row, AT["value"], formula, look, "")


def _progress(pen: Pen, page: Any, row: int, first: int, last: int, form: Form) -> None:
    """How many cells are filled in, as a formula that follows the typing."""
    field, value = (
        f"{address(first + 1, AT[code] + 1)}:{address(last + 1, AT[code] + 1)}" for code in ("field", "value")
    )
    before, after = pen.say("done", n="#").split("#")
    asked = sum(1 for line in form.lines if line.field)
    done = sum(1 for line in form.lines if line.field and line.stored and line.stored.value)
    formula = f'="{before}"&SUMPRODUCT(({field}<>"")*({value}<>""))&" / {asked}{after}"'
    page.write_formula(row, 0, formula, pen.looks.note(), f"{before}{done} / {asked}{after}")


def _guard(pen: Pen, page: Any, first: int, last: int) -> None:
    """The list of statuses, and red where not applicable has no reason."""
    status, reason, evidence = AT["status"], AT["reason"], AT["evidence"]
    page.data_validation(first, status, last, status, checks.of_status(pen.lists, pen.ground.language))
    for at in (reason, evidence):
        page.data_validation(
            first, at, last, at, {"validate": "length", "criteria": "<=", "value": checks.LONGEST}
        )
    word = pen.say("not_applicable")
    cells = address(first + 1, status + 1), address(first + 1, reason + 1)
    missing = f'=AND(${cells[0]}="{word}",TRIM(${cells[1]})="")'
    red = pen.looks.of(bg_color=ACT_PALE, font_color=ACT)
    told = {"type": "formula", "criteria": missing, "format": red}
    page.conditional_format(first, reason, last, reason, told)
