"""What a workbook made here is for, and what was stored when it was made: written with it, read back from it.

It stands on a hidden, protected sheet and, for the essentials, in the properties of the document, so that
neither a program that drops properties nor a person who deletes the sheet makes the file a stranger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields

from data.intake.sheet import Sheet, Workbook

EDITION = "1"  # of the way in which templates are laid out
PROPERTY, PAGE, STORED = "property", "page", "stored"
MARK = "evaluation-template"  # first cell of the sheet: nobody else's sheet begins like this


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page of a template: its sheet, "form" or "table" or "register", and the row of its column codes."""

    sheet: str
    kind: str
    indicator: str
    body: str
    codes_row: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was stored when the template was made, and the cell in which it was shown ("" for none)."""

    sheet: str
    cell: str
    id: str
    body: str
    indicator: str
    item: str
    field: str
    value: str
    status: str
    reason: str


@dataclass(frozen=True)
class Identity:
    """Who the workbook is. `kind`: body, unit, indicator, register; `subject`: the code of it.

    `sequence`: number of the last change that was in it. `pages` and `stamps` are () where the sheet
    is lost and only the properties of the document are left.
    """

    kind: str
    subject: str
    round: str
    catalogue: str
    version: str
    language: str
    made_at: str
    sequence: str
    demo: str
    edition: str = EDITION
    pages: tuple[PagePlace, ...] = field(default=())
    stamps: tuple[Stamp, ...] = field(default=())


KEYS = tuple(one.name for one in fields(Identity) if one.name not in ("pages", "stamps"))


def properties(identity: Identity) -> dict[str, str]:
    """The essentials as properties of the document."""
    return {f"{MARK}.{key}": getattr(identity, key) for key in KEYS}


def rows(identity: Identity) -> Iterator[Sequence[str]]:
    """The rows of the hidden sheet."""
    yield (MARK, EDITION)
    for key in KEYS:
        yield (PROPERTY, key, getattr(identity, key))
    for page in identity.pages:
        yield (PAGE, *(getattr(page, one.name) for one in fields(PagePlace)))
    for stamp in identity.stamps:
        yield (STORED, *(getattr(stamp, one.name) for one in fields(Stamp)))


def identity(workbook: Workbook) -> Identity | None:
    """Who this workbook is; None where it is none of ours (or of an edition we no longer read)."""
    sheet = next((one for one in workbook.sheets if _is_ours(one)), None)
    found = {key: workbook.properties.get(f"{MARK}.{key}", "") for key in KEYS}
    pages: list[PagePlace] = []
    stamps: list[Stamp] = []
    for tag, *cells in _written(sheet) if sheet else ():
        if tag == PROPERTY and cells[0] in KEYS:
            found[cells[0]] = cells[1]
        elif tag == PAGE:
            pages.append(PagePlace(*cells[: len(fields(PagePlace))]))
        elif tag == STORED:
            stamps.append(Stamp(*cells[: len(fields(Stamp))]))
    if not found["kind"] or found["edition"] != EDITION:
        return None
    return Identity(**found, pages=tuple(pages), stamps=tuple(stamps))


def is_identity(sheet: Sheet) -> bool:
    """Is this the hidden sheet itself?"""
    return _is_ours(sheet)


def _is_ours(sheet: Sheet) -> bool:
    return sheet.cells.at(1, 1).value == MARK


def _written(sheet: Sheet) -> Iterator[list[str]]:
    """The rows as texts, as wide as the widest kind of row."""
    width = len(fields(Stamp)) + 1
    for row in sheet.cells.filled_rows():
        cells = {one.column: one.shown for one in sheet.cells.row(int(row))}
        yield [cells.get(column, "") for column in range(1, width + 1)]
