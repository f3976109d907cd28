"""What stands beside the values of a row: item, status, reason and evidence, understood once per cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.intake.columns.harvest import Harvest, Objects, texts
from data.intake.columns.plan import Plan
from data.intake.columns.said import status_of
from data.intake.meaning.writing import kept_text
from data.intake.table import Table

BETWEEN = " "


@dataclass(frozen=True)
class Aside:
    """Per row of a table; "" where nothing stands there."""

    item: Objects
    title: Objects
    status: Objects
    reason: Objects
    evidence: Objects

    @staticmethod
    def of(table: Table, plan: Plan, harvest: Harvest) -> Aside:
        """Read the columns beside the values. A document is an item by its number, else by its title."""
        number, item, title = (_written(table, plan.at(role)) for role in ("number", "item", "document"))
        named = np.where(item != "", item, np.where(number != "", number, title))
        beside = np.where(title == named, "", title)
        evidence = _written(table, plan.at("evidence"))
        both = [BETWEEN.join(part for part in pair if part) for pair in zip(beside, evidence, strict=True)]
        return Aside(
            named,
            title,
            _statuses(table, plan, harvest),
            _written(table, plan.at("reason")),
            np.array(both, dtype=object),
        )


def _written(table: Table, position: int) -> Objects:
    """A column of texts; error cells say nothing here."""
    if position < 0:
        return np.full(len(table.rows), "", dtype=object)
    codes, cells = table.column(position)
    known = [kept_text(cell.shown) if cell.kind not in ("error", "formula") else "" for cell in cells]
    return texts(codes, known)


def _statuses(table: Table, plan: Plan, harvest: Harvest) -> Objects:
    position = plan.at("status")
    if position < 0:
        return np.full(len(table.rows), "", dtype=object)
    codes, cells = table.column(position)
    found = [status_of(cell) for cell in cells]
    for at, status in enumerate(found):
        if status is None:
            for row in table.rows[codes == at]:
                harvest.tell(
                    table.name, int(row), table.columns[position], "unknown_status",
                    found=cells[at].shown, allowed="nil, not_applicable",
                )  # fmt: skip
    return texts(codes, [one or "" for one in found])
