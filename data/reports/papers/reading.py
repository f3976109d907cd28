"""A paper read back as lines of text, to be looked at before it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.table import Table


def lines(content: bytes) -> tuple[str, ...]:
    """Paragraphs and rows of tables (cells side by side with a bar), in their order; empty ones left out."""
    return tuple(one for one in _lines(content) if one)


def _lines(content: bytes) -> Iterator[str]:
    for block in Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)  # merged ones come twice
                yield " │ ".join(cell for cell in cells if cell)
        else:
            yield block.text.strip()
