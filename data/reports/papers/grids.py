"""Tables in a paper: lines all round, heads in bold on every page, small type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from data.reports.papers import layout
from data.reports.papers.layout import BODY, HEADING, written


def grid(paper: Paper, widths: Sequence[float], rows: Sequence[Sequence[str]], *, heads: int = 1) -> Table:
    """A table with lines; `widths` in mm, the first `heads` rows bold and repeated on every page."""
    table = paper.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for at, row in enumerate(rows):
        line = table.add_row()
        _kept(line._tr, repeated=at < heads)
        for cell, wide, words in zip(line.cells, widths, row, strict=True):
            cell.width = Mm(wide)
            filled(cell, words, HEADING if at < heads else BODY, centred=at < heads)
    return table


def filled(
    cell: _Cell, words: str, family: str = BODY, size: float = layout.TABLE_SIZE, *, centred: bool = False
) -> None:
    """Words in a cell, line by line."""
    for at, piece in enumerate(words.split("\n")):
        line = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        layout.ungridded(line)
        form = line.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
        form.space_before = form.space_after = Pt(2)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        written(line, piece, family, size)


def _kept(row: Any, *, repeated: bool) -> None:
    """A row is not broken over two pages; a head is repeated on each."""
    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if repeated else [])):
        properties.append(OxmlElement(name))
