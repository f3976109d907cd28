"""How much of a handed-in file is taken: one table, each limit with the reason for its size."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one upload. Sizes in bytes, times in seconds.

    Where nothing else is said the number is that of the measured gate (study/reliability.md 2.2: 46
    hostile files, 43 refused, 3 harmless). Wider are rows, columns and cells, since the largest table
    foreseen has 50,000 x 20 cells and a quarterly series of two decades 105 columns.
    """

    # the file
    size: int = 10 * MB
    # the package (zip)
    entries: int = 256
    inflated: int = 128 * MB  # all parts together, as declared and as counted
    part: int = 96 * MB  # one part
    ratio: int = 200  # inflated to packed, for parts above `ratio_from`
    ratio_from: int = MB
    # its markup
    depth: int = 64
    styles: int = 100_000
    elements: int = 3_000_000  # cells and rows written in all sheets, filled or not
    # its sheets
    sheets: int = 100
    rows: int = 100_000  # number of the last filled row
    columns: int = 256  # number of the last filled column
    cells: int = 1_200_000  # filled cells of all sheets
    merges: int = 20_000  # merged ranges of one sheet
    merge_area: int = 20_000  # cells of one merged range
    text: int = 32_767  # characters of one cell: what a spreadsheet itself holds
    texts: int = 48 * MB  # all different texts together, in UTF-8
    # the child process
    memory: int = 1024 * MB  # address space
    cpu: int = 20
    wall: int = 30
    result: int = 96 * MB  # what it may hand back
    children: int = 2  # at the same time; the next ones wait
    patience: int = 60  # how long they wait

    def as_numbers(self) -> dict[str, int]:
        """For the child process."""
        return asdict(self)


LIMITS = Limits()
EXCEL_ROWS, EXCEL_COLUMNS = 1_048_576, 16_384  # nothing lies beyond in a sound file
