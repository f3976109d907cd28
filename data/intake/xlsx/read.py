"""One workbook from package to piles of cells, with what is worth a warning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from data.intake.limits import Limits
from data.intake.raw import Pile, Words
from data.intake.xlsx.book import book
from data.intake.xlsx.cells import Count, SheetReader
from data.intake.xlsx.markup import forbid_entities
from data.intake.xlsx.package import Package
from data.intake.xlsx.relations import forbid_macros, leading_outside


def workbook(path: Path, limits: Limits, words: Words) -> tuple[dict[str, Any], list[Pile]]:
    """The head of the result (see `raw.write`) and the cells of each sheet; raises `Unfit`."""
    package = Package(path, limits)
    forbid_macros(package)
    outside = sorted({one.kind for one in leading_outside(package)})
    made = book(package, words)
    count = Count(limits)
    sheets: list[dict[str, Any]] = []
    piles: list[Pile] = []
    for one in made.sheets:
        reader = SheetReader(one.name, made, words, count)
        if one.part:
            reader.run(one.part, package.blocks(one.part))
        piles.append(reader.pile)
        sheets.append(
            {
                "name": one.name, "state": one.state, "merges": reader.merges, "hidden": reader.hidden,
                "rows": reader.last_row, "columns": reader.last_column,
            }
        )  # fmt: skip
    for part in package.unread():
        forbid_entities(part, package.blocks(part))
    warnings = [["outside_links", ", ".join(outside)]] if outside else []
    head = {"sheets": sheets, "epoch_1904": made.epoch_1904, "properties": made.properties}
    return {**head, "warnings": warnings}, piles
