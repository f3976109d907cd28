"""The tables of a form as a workbook to fill in, or with what was filed in it; read back it is the same.

    book(form, subject, language, lines=(), report=None) -> bytes      .xlsx, one sheet a table
    subject(workbook) -> Subject | None                                whose tables these are

Cells take whole numbers (rates where the form has them), everything else is locked; a last sheet says which
sums are checked.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from data.catalogue.identities import Form, Grid, Line
from data.intake import identity as identities
from data.intake.annual_report.formula import formula, where
from data.intake.annual_report.report import Figure, Report
from data.intake.sheet import Workbook
from data.intake.template.book import ALLOWED, PLAIN
from data.intake.template.look import Looks, height
from data.intake.template.titles import Titles
from data.reports.cells import readable
from data.words import text

MARK = f"{identities.MARK}.annual_report"
NUMBERS, NAMES, FIGURES = 10, 44, 15  # widths of columns, in characters
WIDEST = 10**12


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose tables: round, body, year, `month` ("0" for the whole year), form, the mark of made-up data."""

    round: str
    body: str
    year: str
    month: str
    form: str
    demo: str = ""


def book(
    form: Form,
    subject: Subject,
    language: str,
    lines: Sequence[str],
    made_at: datetime,
    report: Report | None = None,
    results: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook; `lines` stand over each table, `report` in its cells; `results`: what came of a sum."""
    file = io.BytesIO()
    figures = report.figures if report else {}
    with xlsxwriter.Workbook(file, PLAIN) as made:
        looks, titles = Looks(made), Titles()
        for grid in form.tables:
            page = made.add_worksheet(titles.take(grid.title[language]))
            _table(page, looks, grid, [form.title[language], *lines], subject.demo, language, figures)
        _sums(made.add_worksheet(titles.take(text("report.sums", language))), looks, form, language, results)
        about = {"title": readable(lines[0] if lines else form.title[language]), "created": made_at}
        mark = {"keywords": subject.demo, "comments": subject.demo, "status": subject.demo}
        made.set_properties({**about, **mark, "language": language})
        for key, value in asdict(subject).items():
            made.set_custom_property(f"{MARK}.{key}", value or "-", "text")
    return file.getvalue()


def subject(workbook: Workbook) -> Subject | None:
    """Whose tables they were made for; None for a workbook that was not made here."""
    found = {key: workbook.properties.get(f"{MARK}.{key}", "") for key in Subject.__dataclass_fields__}
    if not all(found[key] for key in ("round", "body", "year", "month", "form")):
        return None
    return Subject(**{key: "" if value == "-" else value for key, value in found.items()})


def _table(
    page: Any,
    looks: Looks,
    grid: Grid,
    lines: Sequence[str],
    demo: str,
    language: str,
    figures: Mapping[tuple[str, str], Figure],
) -> None:
    """Heading, header, and a row for each row of the form."""
    top = _heading(page, looks, [grid.title[language], *lines], demo)
    page.set_column(0, 0, NUMBERS)
    page.set_column(1, 1, NAMES)
    page.set_column(2, 1 + len(grid.columns), FIGURES)
    body = _header(page, looks, grid, top, language)
    for at, line in enumerate(grid.rows, body):
        page.write_string(at, 0, readable(line.printed(language)), looks.given())
        name = readable(line.title[language])
        page.write_string(at, 1, name, looks.given())
        page.set_row(at, height((name, NAMES)))
        for across, column in enumerate(grid.columns, 2):
            figure = figures.get((line.code, column.code))
            if figure is None:
                page.write_blank(at, across, None, looks.asked("int"))
            else:
                page.write_number(at, across, float(figure.value), looks.asked(num_format="0.######"))
    last = body + len(grid.rows) - 1
    for across, column in enumerate(grid.columns, 2):
        page.data_validation(body, across, last, across, _rule(column, language))
    page.freeze_panes(body, 2)
    page.protect("", ALLOWED)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if demo:
        page.set_header(f"&C{demo}")


def _heading(page: Any, looks: Looks, lines: Sequence[str], demo: str) -> int:
    """The lines over a table; the row below them."""
    page.write_string(0, 0, readable(lines[0]), looks.title())
    page.set_row(0, 24)
    rest = [(one, looks.note()) for one in lines[1:]]
    rest += [(demo, looks.mark())] if demo else []
    for at, (words, look) in enumerate(rest, 1):
        page.write_string(at, 0, readable(words), look)
    return len(rest) + 2


def _header(page: Any, looks: Looks, grid: Grid, top: int, language: str) -> int:
    """The names of the columns, below what stands over several of them; the row below."""
    groups = [readable(one.group[language]) for one in grid.columns]
    if any(groups):
        for first, last in _runs(groups):
            if first == last:
                page.write_string(top, 2 + first, groups[first], looks.band())
            else:
                page.merge_range(top, 2 + first, top, 2 + last, groups[first], looks.band())
        top += 1
    heads = [text("report.number", language), text("report.item", language)]
    for at, name in enumerate([*heads, *(one.title[language] for one in grid.columns)]):
        page.write_string(top, at, readable(name), looks.head())
    page.set_row(top, 32)
    return top + 1


def _runs(groups: Sequence[str]) -> list[tuple[int, int]]:
    """First and last position of each run of one group."""
    edges = [at for at in range(len(groups)) if at == 0 or groups[at] != groups[at - 1]]
    ends = [*(at - 1 for at in edges[1:]), len(groups) - 1]
    return [(first, last) for first, last in zip(edges, ends, strict=True) if groups[first]]


def _rule(column: Line, language: str) -> dict[str, Any]:
    """What a cell of the column takes, with what the workbook says to anything else."""
    kind = "decimal" if column.kind == "rate" else "integer"
    return {
        "validate": kind, "criteria": "between", "minimum": 0, "maximum": WIDEST, "ignore_blank": True,
        "error_title": text("report.invalid", language),
        "error_message": text(f"report.takes_{column.kind}", language),
    }  # fmt: skip


def _sums(page: Any, looks: Looks, form: Form, language: str, results: Mapping[str, str] | None) -> None:
    """Which identities are checked when the workbook is handed in, or what came of them."""
    page.write_string(0, 0, text("report.sums_title", language), looks.title())
    last = "severity" if results is None else "result"
    heads, widths = ("identity", "where", "formula", last, "source"), (10, 34, 70, 12, 44)
    if results is not None:
        widths = (10, 34, 60, 60, 40)
    for at, (head, wide) in enumerate(zip(heads, widths, strict=True)):
        page.set_column(at, at, wide)
        page.write_string(2, at, text(f"report.{head}", language), looks.head())
    for at, one in enumerate(form.identities, 3):
        words = formula(one, form, language)
        told = text(f"report.{one.severity}", language) if results is None else results.get(one.code, "")
        cells = (one.code, where(one, form, language), words, told, one.source[language])
        for across, cell in enumerate(cells):
            page.write_string(at, across, readable(cell), looks.given())
        page.set_row(at, height((words, widths[2]), (told, widths[3]), (one.source[language], widths[4])))
    page.protect("", ALLOWED)
    page.hide_gridlines(2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
